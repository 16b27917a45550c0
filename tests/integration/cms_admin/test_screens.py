"""The screens an officer meets, in Vietnamese."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.explainers.models import ExplainerPage
from tests.integration.cms_pages.newsroom import EDITOR, make_officer, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_officer(EDITOR), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_root_leads_to_the_admin(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/quan-tri/"


def test_signing_in_is_in_vietnamese_whatever_the_browser_asks_for(client: Client) -> None:
    page = client.get("/quan-tri/login/", headers={"accept-language": "en-US"}).content.decode()
    assert "Tòa soạn Tiếng Luật" in page
    assert "Sign in" not in page


def test_five_wrong_passwords_lock_the_name_out(client: Client, settings) -> None:
    settings.AXES_ENABLED = True
    make_officer(EDITOR)
    attempt = {"username": "lan", "password": "sai"}
    for _attempt in range(4):
        assert client.post("/quan-tri/login/", attempt).status_code == 200
    response = client.post("/quan-tri/login/", attempt)
    assert response.status_code == 429
    assert "Nhập sai mật khẩu quá nhiều lần" in response.content.decode()


def test_the_first_screen_offers_to_write_under_each_topic(editor: Client) -> None:
    topic = make_topic("Đất đai")
    page = editor.get("/quan-tri/").content.decode()
    assert "Viết bài giải thích mới" in page
    assert reverse("wagtailadmin_pages:add", args=("explainers", "explainerpage", topic.pk)) in page


def test_the_first_screen_lists_drafts(editor: Client) -> None:
    make_topic().add_child(instance=ExplainerPage(title="Bài đang viết dở", live=False))
    assert "Bài đang viết dở" in editor.get("/quan-tri/").content.decode()


def test_an_explainer_asks_for_the_answers_before_the_text(editor: Client) -> None:
    url = reverse("wagtailadmin_pages:add", args=("explainers", "explainerpage", make_topic().pk))
    page = editor.get(url).content.decode()
    order = ["id_title", "id_summary", "id_who", "id_deadline", "id_cost", "id_where", "body-count"]
    order += ["id_legal_basis-TOTAL_FORMS", "id_audio", "id_reviewed", "id_slug"]
    positions = [page.index(f'id="{name}"') if name != "body-count" else page.index("body") for name in order]
    assert positions[-1] > positions[0]
    ordered = [name for name in order if name != "body-count"]
    found = [page.index(f'id="{name}"') for name in ordered]
    assert found == sorted(found)


def test_an_editor_saves_a_draft(editor: Client) -> None:
    topic = make_topic()
    url = reverse("wagtailadmin_pages:add", args=("explainers", "explainerpage", topic.pk))
    data = {
        "title": "Đăng ký “tạm trú” 🏠",
        "slug": "",
        "who": "Ai thuê nhà",
        "audiences": ["residents", "workers"],
        "body-count": "0",
        "easy_read-TOTAL_FORMS": "0",
        "easy_read-INITIAL_FORMS": "0",
        "legal_basis-TOTAL_FORMS": "0",
        "legal_basis-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    response = editor.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    page = ExplainerPage.objects.get()
    assert (page.slug, page.audiences, page.live) == ("dang-ky-tam-tru", ["residents", "workers"], False)


def test_the_handbook_is_read_in_the_admin(editor: Client) -> None:
    page = editor.get(reverse("handbook_chapter", args=("bai-dau-tien",))).content.decode()
    assert "Bài đầu tiên của bạn" in page
    assert reverse("handbook_chapter", args=("xuat-ban",)) in page


def test_the_handbook_is_for_those_who_signed_in(client: Client) -> None:
    assert client.get(reverse("handbook")).status_code == 302


def test_scripts_written_into_a_page_run_in_the_admin_only(editor: Client, client: Client) -> None:
    admin = editor.get("/quan-tri/").headers["Content-Security-Policy"]
    elsewhere = client.get("/media/khong-co").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in admin
    assert "script-src 'self';" in elsewhere
