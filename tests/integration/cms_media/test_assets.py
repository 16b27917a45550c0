"""Assets: a name that is frozen, a manifest, a job when something changed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.jobs.models import Job
from cms.media.asset import AssetState, find_asset
from cms.media.dependents import list_dependents
from cms.media.manifests import IncompleteAssetError, build_manifest, build_side_files
from cms.media.models import Clip, MediaAsset, PackageAsset, PackagePiece
from media_pipeline.manifest import MediaKind

pytestmark = pytest.mark.django_db


def make_spoken(title: str = "Bản tin tạm trú", script: str = "Xin chào bà con.", **changes: object) -> MediaAsset:
    """A recording that the built-in voice makes."""
    return MediaAsset.objects.create(title=title, type="audio", script=script, has_synthetic_voice=True, **changes)


def test_a_name_is_folded_from_the_title_and_stays() -> None:
    asset = make_spoken("Đăng ký tạm trú")
    asset.title = "Một tiêu đề khác"
    asset.save()
    assert asset.asset_name == "dang-ky-tam-tru"


def test_names_are_unique_over_all_kinds_of_asset() -> None:
    recording = make_spoken("Tạm trú")
    package = PackageAsset.objects.create(title="Tạm trú")
    clip = Clip.objects.create(title="Tạm trú", source=recording, start_ms=0, end_ms=5000)
    assert [asset.asset_name for asset in (recording, package, clip)] == ["tam-tru", "tam-tru-2", "tam-tru-3"]
    assert find_asset("tam-tru-3") == clip


def test_a_title_of_signs_gets_a_name_too() -> None:
    assert make_spoken("🔊🔊").asset_name == "audio"


def test_a_script_without_a_file_is_spoken_by_the_built_in_voice() -> None:
    manifest = build_manifest(make_spoken(speech_rate_wpm=140))
    assert manifest.kind is MediaKind.AUDIO
    assert manifest.speech is not None
    assert (manifest.speech.voice, manifest.speech.rate_wpm) == ("vi", 140)
    assert manifest.has_synthetic_voice
    assert manifest.script == "ban-tin-tam-tru.txt"


def test_side_files_hold_the_script_and_captions_in_one_form() -> None:
    asset = make_spoken(script="Xin chào.\r\nHết.\r\n\r\n", captions="WEBVTT\n")
    assert build_side_files(asset) == {
        "ban-tin-tam-tru.txt": "Xin chào.\nHết.\n",
        "ban-tin-tam-tru.vi.vtt": "WEBVTT\n",
    }


def test_a_clip_of_a_machines_voice_says_so() -> None:
    clip = Clip.objects.create(title="Đoạn", source=make_spoken(), start_ms=1000, end_ms=9000)
    manifest = build_manifest(clip)
    assert manifest.clip is not None
    assert (manifest.clip.asset, manifest.clip.start_ms, manifest.clip.end_ms) == ("ban-tin-tam-tru", 1000, 9000)
    assert manifest.has_synthetic_voice


def test_a_package_names_its_pieces_in_their_order() -> None:
    package = PackageAsset(title="Gói")
    package.pieces.set([PackagePiece(title=name, asset=make_spoken(name), sort_order=i) for i, name in enumerate("ba")])
    package.save()
    manifest = build_manifest(package)
    assert manifest.package is not None
    assert [(piece.title, piece.asset) for piece in manifest.package.pieces] == [("b", "b"), ("a", "a")]


def test_an_empty_package_waits_for_pieces() -> None:
    package = PackageAsset.objects.create(title="Gói")
    with pytest.raises(IncompleteAssetError):
        build_manifest(package)
    assert AssetState(package.state) is AssetState.INCOMPLETE
    assert not Job.objects.exists()


def test_saving_asks_for_its_files_once() -> None:
    asset = make_spoken()
    asset.save()
    assert [(job.kind, job.target) for job in Job.objects.all()] == [("process-media", "ban-tin-tam-tru")]
    asset.refresh_from_db()
    assert AssetState(asset.state) is AssetState.WAITING


def test_a_changed_script_asks_for_its_files_again() -> None:
    asset = make_spoken()
    Job.objects.all().delete()
    asset.script = "Xin chào mọi người."
    asset.save()
    assert Job.objects.count() == 1


def test_what_no_file_depends_on_asks_for_nothing() -> None:
    asset = make_spoken()
    Job.objects.all().delete()
    asset.tags.add("tạm trú")
    asset.save()
    assert not Job.objects.exists()


def test_clips_and_packages_follow_their_recording() -> None:
    asset = make_spoken()
    clip = Clip.objects.create(title="Đoạn", source=asset, start_ms=0, end_ms=5000)
    package = PackageAsset(title="Gói")
    package.pieces.set([PackagePiece(title="Một", asset=asset)])
    package.save()
    assert list_dependents(asset) == [clip, package]
    assert list_dependents(clip) == []


@pytest.mark.parametrize(("start_ms", "end_ms"), [(0, 2_999), (5_000, 5_000), (9_000, 1_000), (0, 90_001)])
def test_a_clip_is_as_long_as_social_networks_take(start_ms: int, end_ms: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        Clip(title="Đoạn", source=make_spoken(), start_ms=start_ms, end_ms=end_ms).clean()
    assert "3 đến 90 giây" in str(refusal.value)


def test_a_recording_needs_a_file_or_a_script() -> None:
    with pytest.raises(ValidationError) as refusal:
        MediaAsset(title="Trống", type="audio").clean()
    assert "viết kịch bản" in str(refusal.value)


def test_a_video_needs_a_file_even_with_a_script() -> None:
    with pytest.raises(ValidationError):
        MediaAsset(title="Trống", type="video", script="Lời").clean()
