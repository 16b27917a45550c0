"""The text of a page becomes a piece of a bulletin."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cms.bulletins.models import BulletinPage
from cms.core.models import LegalBasis
from cms.explainers.models import ExplainerPage
from cms.laws.models import Law
from tests.integration.cms_pages.newsroom import BROADCASTER, EDITOR, REVIEWER, make_officer, make_topic

pytestmark = pytest.mark.django_db


def sign_in(group: str = BROADCASTER) -> Client:
    client = Client()
    client.force_login(make_officer(group), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_page(*, live: bool = True) -> ExplainerPage:
    law = Law.objects.create(title="Luật Cư trú", number="68/2020/QH14", law_type="Luật", issued=date(2020, 11, 13))
    body = [{"type": "text", "value": "<p>Khai báo trước 22h.</p>"}]
    page: ExplainerPage = make_topic().add_child(
        instance=ExplainerPage(title="Tạm trú", summary="Ai thuê nhà.", body=json.dumps(body), live=live)
    )
    page.legal_basis.add(LegalBasis(law=law, article="27"))
    page.save()
    return page


def take(client: Client, page: ExplainerPage, **data: object) -> object:
    return client.post(reverse("bulletin_take_over", args=(page.pk,)), data)


def get_draft() -> BulletinPage:
    return BulletinPage.objects.get().get_latest_revision_as_object()


def test_chosen_parts_become_the_piece_of_a_new_bulletin_with_the_laws_of_the_page() -> None:
    page = make_page()
    response = take(sign_in(), page, part=["1"], bulletin="new")
    draft = get_draft()
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=(draft.pk,))
    assert not draft.live
    assert [block.block_type for block in draft.body] == ["chime", "greeting", "piece", "key_point", "closing"]
    piece = draft.body[2].value
    assert (piece["title"], piece["script"]) == ("Tạm trú", "Khai báo trước 22h.")
    assert [taken.pk for taken in piece["pages"]] == [page.pk]
    assert [(basis.law.title, basis.article) for basis in draft.legal_basis.all()] == [("Luật Cư trú", "27")]


def test_a_draft_gets_the_text_behind_its_last_piece_and_each_law_once() -> None:
    client, page = sign_in(), make_page()
    take(client, page, part=["1"], bulletin="new")
    take(client, page, part=["0", "1"], bulletin=str(get_draft().pk))
    draft = get_draft()
    assert [block.block_type for block in draft.body][2:4] == ["piece", "piece"]
    assert draft.body[3].value["script"] == "Tạm trú\n\nAi thuê nhà.\n\nKhai báo trước 22h."
    assert draft.legal_basis.count() == 1


def test_the_new_bulletin_can_be_opened_and_its_page_is_named(client: Client) -> None:
    client, page = sign_in(), make_page()
    response = take(client, page, part=["1"], bulletin="new")
    editor = client.get(response.headers["Location"])
    assert editor.status_code == 200
    assert "Nghe thử bản nháp đã lưu" in editor.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"bulletin": "new"}, "Hãy chọn ít nhất một phần."),
        ({"part": ["1"]}, "Hãy chọn bản tin nhận lời đọc này."),
        ({"part": ["1"], "bulletin": "999"}, "Hãy chọn bản tin nhận lời đọc này."),
    ],
)
def test_what_is_missing_is_asked_for(data: dict[str, object], sentence: str) -> None:
    response = take(sign_in(), make_page(), **data)
    assert sentence in response.content.decode()
    assert not BulletinPage.objects.exists()


def test_a_page_offers_the_way(client: Client) -> None:
    page = make_page()
    href = reverse("bulletin_take_over", args=(page.pk,))
    editor = sign_in(EDITOR)
    assert href in editor.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert "Nội dung (khoảng 2 giây)" in editor.get(href).content.decode()


def test_a_draft_of_somebody_else_is_not_read_by_this_way() -> None:
    response = take(sign_in(), make_page(live=False), part=["1"], bulletin="new")
    assert not BulletinPage.objects.exists()
    assert response.status_code == 302


def test_who_may_not_see_a_draft_takes_what_is_published() -> None:
    page = make_page()
    page.summary = "Chưa xuất bản."
    page.save_revision()
    take(sign_in(), page, part=["0"], bulletin="new")
    assert get_draft().body[2].value["script"] == "Tạm trú\n\nAi thuê nhà."


def test_whoever_may_write_no_bulletin_is_refused() -> None:
    take(sign_in(REVIEWER), make_page(), part=["1"], bulletin="new")
    assert not BulletinPage.objects.exists()
