"""The day and the chapters of a recording: from its page to its manifest."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cms.media import pipeline
from cms.media.manifests import build_manifest
from cms.media.models import MediaAsset
from media_pipeline.manifest import Chapter, MediaRecord, RenditionRole
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer
from tests.site_media import write_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def asset() -> MediaAsset:
    return make_spoken()


def save(officer: Client, asset: MediaAsset, **changes: str) -> str:
    """Fill in the form on the recording's page as it stands, with changes; the page that comes then."""
    address = reverse("wagtailmedia:edit", args=(asset.pk,))
    form = officer.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "file"}
    filled = {name: value for name, value in {**values, **changes}.items() if value is not None}
    return officer.post(address, filled, follow=True).content.decode()


def finish(asset: MediaAsset) -> MediaRecord:
    """Its files are made: a minute and 1.5 seconds of sound."""
    return write_record(pipeline.get_store_dir(), build_manifest(asset))


def test_an_editor_writes_them_on_the_page_of_the_recording(officer: Client, asset: MediaAsset) -> None:
    page = save(officer, asset, recorded="2026-11-09", chapters="0:00 Mở đầu\r\n0:20,5 Ai phải khai báo\r\n")
    assert "Đã lưu «Bản tin tạm trú»" in page
    manifest = build_manifest(MediaAsset.objects.get())
    assert manifest.recorded == date(2026, 11, 9)
    assert manifest.chapters == (
        Chapter(start_ms=0, title="Mở đầu"),
        Chapter(start_ms=20_500, title="Ai phải khai báo"),
    )
    shown = officer.get(reverse("wagtailmedia:edit", args=(asset.pk,))).content.decode()
    assert "0:00 Mở đầu\n0:20.500 Ai phải khai báo" in shown


def test_a_new_chapter_has_the_files_made_again_and_an_untouched_form_has_not(
    officer: Client, asset: MediaAsset
) -> None:
    save(officer, asset, chapters="0:00 Mở đầu")
    before = MediaAsset.objects.get().requested_fingerprint
    assert before != asset.requested_fingerprint
    save(officer, asset)
    assert MediaAsset.objects.get().requested_fingerprint == before


def test_a_wrong_line_is_said_beside_the_field_and_what_was_typed_stays(officer: Client, asset: MediaAsset) -> None:
    page = save(officer, asset, chapters="Mở đầu\n0:10")
    assert "Dòng 1: hãy bắt đầu bằng phút và giây" in page
    assert "Dòng 2: hãy viết tên phần" in page
    assert "Mở đầu\n0:10</textarea>" in page
    assert MediaAsset.objects.get().chapters == []


def test_a_chapter_behind_the_end_of_the_recording_is_refused(officer: Client, asset: MediaAsset) -> None:
    assert finish(asset).with_role(RenditionRole.PODCAST)
    page = save(officer, asset, chapters="0:00 Mở đầu\n1:01 Cuối\n1:02 Quá muộn")
    assert "«Quá muộn» bắt đầu khi bản thu đã hết (1:01)" in page
    assert MediaAsset.objects.get().chapters == []
    assert "Đã lưu «Bản tin tạm trú»" in save(officer, asset, chapters="0:00 Mở đầu\n1:01 Cuối")


def test_the_end_of_a_recording_that_changes_is_not_known_yet(officer: Client, asset: MediaAsset) -> None:
    finish(asset)
    page = save(officer, asset, script="Lời dài hơn nhiều.", chapters="0:00 Mở đầu\n5:00 Muộn")
    assert "Đã lưu «Bản tin tạm trú»" in page


def test_a_video_has_a_day_but_no_chapters(officer: Client) -> None:
    video = MediaAsset.objects.create(title="Phim", type="video")
    form = officer.get(reverse("wagtailmedia:edit", args=(video.pk,))).context["form"]
    assert "recorded" in form.fields
    assert "chapters" not in form.fields
