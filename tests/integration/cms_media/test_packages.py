"""Loudspeaker packages make themselves from what is published."""

from __future__ import annotations

import pytest

from cms.audio.models import AudioPage
from cms.bulletins.models import BulletinPage
from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.media.models import MediaAsset, PackageAsset
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_pages.newsroom import make_topic

pytestmark = pytest.mark.django_db


def publish(page):
    """Publish the page as the editor does: a saved version, then its publication."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def list_published(package: PackageAsset) -> list[tuple[str, str]]:
    """Title and script of each piece, as stored."""
    pieces = PackageAsset.objects.get(pk=package.pk).pieces.select_related("asset")
    return [(piece.title, piece.asset.script) for piece in pieces]


def make_bulletin(*pieces: dict[str, object]) -> BulletinPage:
    bulletin = HomePage.objects.get().add_child(instance=BulletinPage(title="Bản tin tuần", live=False))
    bulletin.body = [("piece", piece) for piece in pieces]
    return bulletin


def test_a_page_with_a_recording_gets_a_package_of_it() -> None:
    recording = make_spoken()
    page = publish(make_topic().add_child(instance=ExplainerPage(title="Tạm trú", audio=recording)))
    assert [(piece.title, piece.asset) for piece in page.package.pieces.all()] == [("Tạm trú", recording)]


def test_a_page_without_a_recording_gets_none() -> None:
    page = publish(make_topic().add_child(instance=ExplainerPage(title="Tạm trú")))
    assert page.package is None


def test_a_draft_does_not_change_what_is_played() -> None:
    page = publish(make_topic().add_child(instance=AudioPage(title="Nghe", audio=make_spoken("Một", "Lời một."))))
    page.audio = make_spoken("Hai", "Lời hai.")
    page.save_revision()
    assert list_published(page.package) == [("Nghe", "Lời một.")]
    publish(page)
    assert list_published(page.package) == [("Nghe", "Lời hai.")]


def test_a_version_that_another_person_publishes_later_has_its_package() -> None:
    page = make_topic().add_child(instance=AudioPage(title="Nghe", audio=make_spoken("Một", "Lời một."), live=False))
    page.save_revision()
    AudioPage.objects.get(pk=page.pk).get_latest_revision_as_object().save_revision()
    AudioPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert list_published(AudioPage.objects.get(pk=page.pk).package) == [("Nghe", "Lời một.")]
    assert PackageAsset.objects.count() == 1


def test_a_bulletins_scripts_are_spoken_in_their_order() -> None:
    bulletin = publish(
        make_bulletin(
            {"title": "Mở đầu", "audio": make_spoken("Nhạc hiệu", "Tiếng chiêng."), "script": ""},
            {"title": "Tạm trú", "audio": None, "script": "Ai thuê nhà phải khai báo."},
        )
    )
    assert list_published(bulletin.package) == [
        ("Mở đầu", "Tiếng chiêng."),
        ("Tạm trú", "Ai thuê nhà phải khai báo."),
    ]
    spoken = MediaAsset.objects.get(title="Tạm trú")
    assert spoken.has_synthetic_voice
    assert spoken.made_for == bulletin.package


def test_pieces_that_share_a_title_keep_their_own_words() -> None:
    pieces = [{"title": "Tin", "audio": None, "script": script} for script in ("Một.", "Hai.", "Ba.")]
    bulletin = publish(make_bulletin(*pieces))
    assert list_published(bulletin.package) == [("Tin", "Một."), ("Tin", "Hai."), ("Tin", "Ba.")]
    bulletin.body = [("piece", {**pieces[0], "script": "Bốn."}), ("piece", pieces[2])]
    publish(bulletin)
    assert list_published(bulletin.package) == [("Tin", "Bốn."), ("Tin", "Ba.")]


def test_publishing_again_makes_nothing_new() -> None:
    bulletin = publish(make_bulletin({"title": "Tạm trú", "audio": None, "script": "Khai báo."}))
    before = list(MediaAsset.objects.values_list("pk", "requested_fingerprint"))
    publish(bulletin)
    assert list(MediaAsset.objects.values_list("pk", "requested_fingerprint")) == before


def test_a_rewritten_script_rewrites_the_recording_that_was_made_for_it() -> None:
    bulletin = publish(make_bulletin({"title": "Tạm trú", "audio": None, "script": "Khai báo."}))
    bulletin.body = [("piece", {"title": "Tạm trú", "audio": None, "script": "Khai báo trước 22 giờ."})]
    publish(bulletin)
    assert MediaAsset.objects.get().script == "Khai báo trước 22 giờ."


def test_a_recording_an_editor_made_is_never_rewritten() -> None:
    own = make_spoken("Của biên tập viên", "Lời gốc.")
    bulletin = publish(make_bulletin({"title": "Tạm trú", "audio": own, "script": ""}))
    bulletin.body = [("piece", {"title": "Tạm trú", "audio": None, "script": "Lời mới."})]
    publish(bulletin)
    own.refresh_from_db()
    assert own.script == "Lời gốc."
    assert list_published(bulletin.package) == [("Tạm trú", "Lời mới.")]


def test_a_copy_of_a_page_gets_a_package_of_its_own() -> None:
    page = publish(make_topic().add_child(instance=ExplainerPage(title="Tạm trú", audio=make_spoken())))
    copy = page.copy(update_attrs={"slug": "tam-tru-ban-sao"})
    assert copy.package != page.package
