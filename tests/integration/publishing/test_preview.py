"""The live preview: a draft, through the site's renderer, for whoever has a fresh token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_headless_preview.models import PagePreview

from cms.explainers.models import EasyReadPart
from cms.home.models import HomePage
from cms.pathways.models import PathwayPage
from cms.publishing import preview
from cms.publishing.preview import prune_previews
from cms.publishing.preview_modes import PreviewMode
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.rendering.static_files import StaticFiles
from tests.integration.publishing.newsroom import (
    StandInPipeline,
    bring_to_site,
    make_explainer,
    make_law,
    make_recording,
    make_topic,
)

pytestmark = pytest.mark.django_db


def show_document(document: ContentDocument, manifests: object, mode: PreviewMode) -> str:
    """The document, and what of it is asked for."""
    return f"{mode.name}\n{serialise_document(document)}"


@pytest.fixture(autouse=True)
def renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows the document itself: what the page looks like is the renderer's own test."""
    monkeypatch.setattr(preview, "_render", show_document)


def open_preview(client: Client, page: Any, **address: str) -> Any:
    """What the preview panel loads for the page as it is now, saved or not."""
    stored = page.create_page_preview()
    stored.save()
    address |= {"content_type": page.get_content_type_str(), "token": stored.token}
    return client.get(reverse("show_preview"), address)


def test_a_draft_is_shown_before_anything_is_saved(client: Client) -> None:
    page = make_explainer(make_topic(), summary="Bản đã đăng.")
    page.summary = "Bản đang viết."
    response = open_preview(client, page)
    assert response.status_code == 200
    assert "Bản đang viết." in response.content.decode()
    page.refresh_from_db()
    assert page.summary == "Bản đã đăng."


def test_wagtails_preview_leads_to_this_cms_whatever_the_site_is_called(admin_client: Client, settings) -> None:
    settings.SITE_BASE_URL = "https://luat.example"
    page = make_explainer(make_topic())
    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)))
    assert response.status_code == 302
    assert response["Location"].startswith("/xem-truoc/?")


def test_the_easy_read_version_is_a_preview_of_its_own(admin_client: Client, client: Client) -> None:
    page = make_explainer(make_topic())
    assert "chưa có bản dễ đọc" in open_preview(client, page, mode="easy-read").content.decode()
    page.easy_read.add(EasyReadPart(text="Bạn hãy đăng ký."))
    shown = open_preview(client, page, mode="easy-read").content.decode()
    assert shown.startswith("EASY_READ") and "Bạn hãy đăng ký." in shown
    assert open_preview(client, page).content.decode().startswith("PAGE")
    address = reverse("wagtailadmin_pages:view_draft", args=(page.pk,))
    assert [mode for mode, _name in page.preview_modes] == ["", "easy-read"]
    assert admin_client.get(address, {"mode": "easy-read"})["Location"].endswith("&mode=easy-read")
    assert "mode=" not in admin_client.get(address)["Location"]


def test_a_guide_is_shown_with_all_its_questions_unless_its_first_page_is_asked_for(
    admin_client: Client, client: Client
) -> None:
    guide = HomePage.objects.get().add_child(instance=PathwayPage(title="Đến ở", live=False))
    assert [mode for mode, _name in guide.preview_modes] == ["all-steps", ""]
    assert open_preview(client, guide, mode="all-steps").content.decode().startswith("ALL_STEPS")
    assert open_preview(client, guide, mode="khong-co").content.decode().startswith("PAGE")
    guide.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=(guide.pk,))
    assert admin_client.get(address)["Location"].endswith("&mode=all-steps")
    assert "mode=" not in admin_client.get(address, {"mode": ""})["Location"]


def test_nobody_may_keep_frame_or_index_a_preview(client: Client) -> None:
    response = open_preview(client, make_explainer(make_topic()))
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_forged_token_opens_nothing(client: Client) -> None:
    page = make_explainer(make_topic())
    forged = TimestampSigner(key="somebody else's", salt="headlesspreview.token").sign(f"id={page.pk}")
    address = {"content_type": "explainers.explainerpage", "token": forged}
    assert client.get(reverse("show_preview"), address).status_code == 403


@pytest.mark.parametrize("content_type", ["", "explainers.nothing", "accounts.user", "../..", "a.b.c"])
def test_a_foreign_content_type_opens_nothing(client: Client, content_type: str) -> None:
    assert client.get(reverse("show_preview"), {"content_type": content_type, "token": "x"}).status_code == 403


def test_an_old_token_opens_nothing(client: Client, settings) -> None:
    settings.PREVIEW_MAX_AGE_S = -1
    response = open_preview(client, make_explainer(make_topic()))
    assert response.status_code == 403
    assert "quá hạn" in response.content.decode()


def test_a_pruned_preview_is_gone(client: Client) -> None:
    page = make_explainer(make_topic())
    open_preview(client, page)
    PagePreview.objects.update(created_at=(timezone.now() - timedelta(days=3)).date())
    prune_previews()
    assert not PagePreview.objects.exists()


def test_a_page_without_title_can_be_looked_at(client: Client) -> None:
    page = make_explainer(make_topic())
    page.title, page.slug = "", ""
    assert "Chưa có tiêu đề" in open_preview(client, page).content.decode()


def test_a_recording_that_is_being_made_is_named(client: Client, media: StandInPipeline) -> None:
    page = make_explainer(make_topic())
    page.audio = make_recording()
    sentence = open_preview(client, page).content.decode()
    assert "Nghe đăng ký tạm trú" in sentence
    assert "đang xử lý" in sentence


def test_a_draft_does_not_wait_for_the_package_that_is_made_when_it_is_published(
    client: Client, media: StandInPipeline
) -> None:
    page = make_explainer(make_topic())
    page.audio = make_recording()
    page.save_revision()
    assert page.package is not None
    media.ready.add(page.audio.asset_name)
    shown = open_preview(client, page).content.decode()
    assert f"audio: {page.audio.asset_name}" in shown
    assert "package:" not in shown


def test_links_to_what_is_not_on_the_site_are_left_out(client: Client) -> None:
    law = make_law()
    page = make_explainer(make_topic(), body=[("text", '<p><a href="/van-ban/luat-cu-tru-2020/">Luật</a></p>')])
    bring_to_site()
    assert "[Luật]({filename}/law/luat-cu-tru-2020.md)" in open_preview(client, page).content.decode()
    law.unpublish()
    bring_to_site()
    assert "[Luật]" not in open_preview(client, page).content.decode()


def test_only_safe_methods_are_answered(client: Client) -> None:
    assert client.post(reverse("show_preview")).status_code == 405


def test_the_themes_files_are_at_the_address_of_the_site(client: Client, settings) -> None:
    address = StaticFiles(settings.THEME_DIR).find_address("player.js")
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert client.get("/static/khong-co.js").status_code == 404
