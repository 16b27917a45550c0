"""Uploads through the admin's own forms: what is good is kept and made, what is bad is refused in one sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.jobs.models import Job
from cms.jobs.runner import run_ready_jobs
from cms.media import pipeline
from cms.media.models import Clip, Download, Image, MediaAsset
from media_pipeline.manifest import RenditionRole
from tests.integration.cms_media.samples import make_mp4, make_picture, make_playlist, make_text, make_wav
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path: Path) -> Client:
    settings.MEDIA_STORE = str(tmp_path / "store")
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    client = Client()
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload_media(officer: Client, kind: str, file: SimpleUploadedFile | None, **fields: object):
    data = {"title": "Bản tin tạm trú", "script": "", "captions": "", "speech_rate_wpm": "150", "tags": ""} | fields
    return officer.post(reverse("wagtailmedia:add", args=(kind,)), data | ({"file": file} if file else {}))


def upload_image(officer: Client, file: SimpleUploadedFile, **fields: object):
    data = {"title": "Trụ sở phường", "alt": "Cổng trụ sở mở cửa lúc 7 giờ 30.", "tags": ""} | fields
    return officer.post(reverse("wagtailimages:add"), data | {"file": file})


def get_only_error(response) -> str:
    """The one sentence beside the file field; everything else in the form is fine."""
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == ["file"], errors
    (sentence,) = errors["file"]
    return sentence


def test_a_recording_is_kept_by_its_content_and_made(officer: Client) -> None:
    file = make_wav()
    sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    assert upload_media(officer, "audio", file).status_code == 302
    asset = MediaAsset.objects.get()
    assert (asset.source_sha256, asset.source_name, asset.asset_name) == (sha256, "ban-tin.wav", "ban-tin-tam-tru")
    run_ready_jobs()
    asset.refresh_from_db()
    assert asset.state == "ready", asset.error
    record = pipeline.load_record("ban-tin-tam-tru")
    assert record is not None
    roles = {rendition.role for rendition in record.renditions}
    assert {RenditionRole.PODCAST, RenditionRole.WEB, RenditionRole.LOUDSPEAKER, RenditionRole.WAVEFORM} <= roles


def test_a_script_is_read_by_the_built_in_voice(officer: Client) -> None:
    assert upload_media(officer, "audio", None, script="Xin chào bà con.").status_code == 302
    run_ready_jobs()
    asset = MediaAsset.objects.get()
    assert asset.state == "ready", asset.error
    assert asset.has_synthetic_voice
    assert pipeline.is_ready(asset.asset_name)


def test_the_page_of_a_recording_shows_what_was_made_and_plays_it(officer: Client) -> None:
    upload_media(officer, "audio", make_wav())
    run_ready_jobs()
    asset = MediaAsset.objects.get()
    page = officer.get(reverse("wagtailmedia:edit", args=(asset.pk,))).content.decode()
    assert "Sẵn sàng" in page
    assert "LUFS" in page
    assert "<audio controls" in page
    assert "Tạo clip dọc" in page


def test_a_rendition_is_served_whole_and_in_ranges(officer: Client) -> None:
    upload_media(officer, "audio", make_wav())
    run_ready_jobs()
    record = pipeline.load_record("ban-tin-tam-tru")
    assert record is not None
    rendition = record.with_role(RenditionRole.PODCAST)[0]
    url = reverse("serve_rendition", args=(rendition.site_path,))
    whole = b"".join(officer.get(url).streaming_content)
    assert hashlib.sha256(whole).hexdigest() == rendition.sha256
    part = officer.get(url, headers={"range": "bytes=10-19"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    tail = officer.get(url, headers={"range": "bytes=-5"})
    assert b"".join(tail.streaming_content) == whole[-5:]
    assert officer.get(url, headers={"range": f"bytes={len(whole)}-"}).status_code == 416


@pytest.mark.parametrize("path", ["../records/x.json", "ab/../../../etc/passwd", "ab/khong-co.mp3"])
def test_nothing_but_renditions_is_served(officer: Client, path: str) -> None:
    assert officer.get(f"/media/{path}").status_code in (301, 404)


def test_a_text_file_named_mp3_is_refused(officer: Client) -> None:
    response = upload_media(officer, "audio", make_text("ban-tin.mp3"), script="Lời đã gõ.")
    assert get_only_error(response)
    assert "Lời đã gõ." in response.content.decode()
    assert not MediaAsset.objects.exists()
    assert not Job.objects.exists()


def test_a_truncated_film_is_refused(officer: Client, tmp_path: Path) -> None:
    film = make_mp4(tmp_path)
    response = upload_media(officer, "video", SimpleUploadedFile("phim.mp4", film[: len(film) // 2]))
    assert get_only_error(response)
    assert not MediaAsset.objects.exists()


def test_a_playlist_named_mp4_is_refused(officer: Client) -> None:
    sentence = get_only_error(upload_media(officer, "video", make_playlist()))
    assert "passwd" not in sentence


def test_a_film_is_no_recording_without_pictures_and_a_recording_no_film(officer: Client) -> None:
    wav = make_wav("phim.mp4")
    assert get_only_error(upload_media(officer, "video", wav))


def test_a_suffix_we_do_not_take_is_refused(officer: Client) -> None:
    assert "mp3" in get_only_error(upload_media(officer, "audio", make_text("ban-tin.exe")))


@pytest.mark.parametrize("size_px", [(1, 1), (20_000, 40)])
def test_a_picture_of_an_unusable_size_is_refused(officer: Client, size_px: tuple[int, int]) -> None:
    response = upload_image(officer, make_picture(size_px=size_px))
    assert get_only_error(response)
    assert "Cổng trụ sở" in response.content.decode()
    assert not Image.objects.exists()


def test_a_text_file_named_jpg_is_refused_in_vietnamese(officer: Client) -> None:
    assert "ảnh" in get_only_error(upload_image(officer, make_text("tru-so.jpg")))


def test_a_picture_says_in_words_what_it_shows(officer: Client) -> None:
    response = upload_image(officer, make_picture(), alt="")
    assert list(response.context["form"].errors) == ["alt"]
    assert not Image.objects.exists()


def test_a_picture_is_made_in_the_sizes_of_the_site(officer: Client) -> None:
    assert upload_image(officer, make_picture()).status_code == 302
    run_ready_jobs()
    image = Image.objects.get()
    assert image.state == "ready", image.error
    record = pipeline.load_record(image.asset_name)
    assert record is not None
    widths = {rendition.width_px for rendition in record.with_role(RenditionRole.IMAGE)}
    assert widths
    assert max(width or 0 for width in widths) <= 640


def test_a_download_is_offered_as_it_is(officer: Client) -> None:
    form = SimpleUploadedFile("mau-don.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    response = officer.post(reverse("wagtaildocs:add"), {"title": "Mẫu đơn", "file": form, "tags": ""})
    assert response.status_code == 302, response.context["form"].errors
    run_ready_jobs()
    download = Download.objects.get()
    record = pipeline.load_record(download.asset_name)
    assert record is not None
    (original,) = record.with_role(RenditionRole.ORIGINAL)
    assert original.sha256 == download.source_sha256


def test_a_replaced_file_keeps_the_old_renditions_until_the_new_are_there(officer: Client) -> None:
    upload_media(officer, "audio", make_wav())
    run_ready_jobs()
    asset = MediaAsset.objects.get()
    before = pipeline.load_record(asset.asset_name)
    data = {"title": asset.title, "script": "", "captions": "", "speech_rate_wpm": "150", "tags": ""}
    url = reverse("wagtailmedia:edit", args=(asset.pk,))
    assert officer.post(url, data | {"file": make_wav(frequency_hz=880)}).status_code == 302
    assert pipeline.load_record(asset.asset_name) == before
    assert "trang web dùng tệp của bản trước" in officer.get(url).content.decode()
    run_ready_jobs()
    after = pipeline.load_record(asset.asset_name)
    assert after is not None
    assert before is not None
    assert after.key != before.key


def test_a_refused_replacement_leaves_the_recording_as_it_was(officer: Client) -> None:
    upload_media(officer, "audio", make_wav())
    asset = MediaAsset.objects.get()
    data = {"title": "Tên mới", "script": "", "captions": "", "speech_rate_wpm": "150", "tags": ""}
    url = reverse("wagtailmedia:edit", args=(asset.pk,))
    assert get_only_error(officer.post(url, data | {"file": make_text("hong.mp3")}))
    kept = MediaAsset.objects.get()
    assert (kept.title, kept.source_sha256) == (asset.title, asset.source_sha256)
    assert kept.file.storage.exists(kept.file.name)


def test_a_clip_is_cut_from_a_start_and_an_end(officer: Client) -> None:
    upload_media(officer, "audio", make_wav(duration_s=4), script="Xin chào bà con.")
    run_ready_jobs()
    asset = MediaAsset.objects.get()
    url = reverse("media_make_clip", args=(asset.pk,))
    assert officer.post(url, {"title": "Clip một", "start": "0:00", "end": "0:03,5"}).status_code == 302
    clip = Clip.objects.get()
    assert (clip.start_ms, clip.end_ms, clip.state) == (0, 3_500, "waiting")


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [("0:00", "0:30", "end"), ("0:02", "0:01", "end"), ("đầu", "0:03", "start")],
)
def test_a_cut_that_cannot_be_is_refused_beside_its_field(officer: Client, start: str, end: str, field: str) -> None:
    upload_media(officer, "audio", make_wav(duration_s=4))
    run_ready_jobs()
    asset = MediaAsset.objects.get()
    response = officer.post(reverse("media_make_clip", args=(asset.pk,)), {"title": "Clip", "start": start, "end": end})
    assert list(response.context["clip_form"].errors) == [field]
    assert not Clip.objects.exists()


def test_what_is_still_used_is_not_deleted(officer: Client) -> None:
    asset = make_spoken()
    Clip.objects.create(title="Clip", source=asset, start_ms=0, end_ms=5_000)
    officer.post(reverse("wagtailmedia:delete", args=(asset.pk,)))
    assert MediaAsset.objects.filter(pk=asset.pk).exists()


def test_a_failed_asset_is_made_again_at_a_click(officer: Client) -> None:
    asset = make_spoken()
    MediaAsset.objects.update(state="failed", error="Hỏng.")
    Job.objects.all().delete()
    assert officer.post(reverse("media_retry", args=("mediaasset", asset.pk))).status_code == 302
    asset.refresh_from_db()
    assert (asset.state, asset.error, Job.objects.count()) == ("waiting", "", 1)
