"""Any page beside its reading."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.pages.models import PlainPage
from cms.readings.models import LexiconEntry
from cms.readings.texts import list_parts
from cms.stories.models import StoryPage
from tests.integration.cms_media.test_packages import make_bulletin
from tests.integration.cms_pages.newsroom import BROADCASTER, EDITOR, make_officer, make_topic

pytestmark = pytest.mark.django_db

UNKNOWN = "//ul[@class='reading-unknown']/li"
STEPS = {"title": "Cách làm", "items": [{"title": "Nộp hồ sơ", "body": "<p>Tại UBND.</p>"}]}


def sign_in(group: str) -> Client:
    client = Client()
    client.force_login(make_officer(group), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_page(**values: object) -> ExplainerPage:
    body = [
        {"type": "text", "value": "<p>Theo khoản 2 Điều 15, gửi <b>QXZ</b>.</p>"},
        {"type": "heading", "value": {"level": "2", "text": "Các bước"}},
        {"type": "steps", "value": STEPS},
    ]
    page: ExplainerPage = make_topic().add_child(
        instance=ExplainerPage(title="Tạm trú", cost="7.000 đồng", body=json.dumps(body), **values)
    )
    return page


def read(client: Client, page: object) -> html.HtmlElement:
    return html.fromstring(client.get(reverse("page_reading", args=(page.pk,))).content)


def test_an_explainer_is_read_with_its_answers_under_its_headings() -> None:
    parts = {part.title: part.text for part in list_parts(make_page(summary="Ai thuê nhà."))}
    assert parts == {
        "Tiêu đề và tóm tắt": "Tạm trú\n\nAi thuê nhà.\n\nChi phí: 7.000 đồng",
        "Nội dung": "Theo khoản 2 Điều 15, gửi QXZ.",
        "Các bước": "Các bước\n\nCách làm\n\nBước 1: Nộp hồ sơ\nTại UBND.",
    }


def test_every_block_that_says_something_is_read() -> None:
    from cms.readings.texts import _WRITERS
    from site_builder.documents.block_specs import FieldType
    from site_builder.documents.blocks import BLOCKS
    from site_builder.documents.kinds import Kind

    unread = frozenset({Kind.BULLETIN}), frozenset({Kind.PATHWAY})  # a script already; questions with choices
    texts = (FieldType.RICH, FieldType.TEXT, FieldType.ROWS, FieldType.ITEMS)
    said = {
        spec.name for spec in BLOCKS if spec.kinds not in unread and any(field.type in texts for field in spec.fields)
    }
    assert set(_WRITERS) == said


def test_each_change_is_marked_on_both_sides() -> None:
    tree = read(sign_in(EDITOR), make_page())
    assert "15" in [mark.text_content() for mark in tree.xpath("//table[@class='reading-table']//mark")]
    assert "mười lăm" in [mark.text_content() for mark in tree.xpath("//table[@class='reading-table']//ins")]
    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//table[@class='reading-changes']/tbody/tr")]
    assert ["7.000 đồng", "bảy nghìn đồng", "số tiền"] in rows


def test_an_unknown_abbreviation_is_a_sentence_with_a_link_to_its_entry() -> None:
    client, page = sign_in(EDITOR), make_page()
    (item,) = read(client, page).xpath(UNKNOWN)
    assert item.text_content().split(" Thêm")[0] == "Chưa biết đọc “QXZ” trong “Nội dung”."
    form = html.fromstring(client.get(item.find("a").get("href")).content)
    assert form.get_element_by_id("id_written").get("value") == "QXZ"
    LexiconEntry.objects.create(written="QXZ", spoken="quỹ xanh")
    assert not read(client, page).xpath(UNKNOWN)


def test_the_newest_version_is_read() -> None:
    page = make_page()
    page.cost = "Miễn phí từ 01/01/2027"
    page.save_revision()
    assert "một tháng một năm hai nghìn không trăm hai mươi bảy" in read(sign_in(EDITOR), page).text_content()


@pytest.mark.parametrize("page_class", [StoryPage, PlainPage])
def test_stories_and_plain_pages_are_read_too(page_class: type) -> None:
    parent = HomePage.objects.get() if page_class is PlainPage else make_topic()
    page = parent.add_child(instance=page_class(title="Gọi 113"))
    assert "một một ba" in read(sign_in(EDITOR), page).text_content()


def test_a_bulletin_is_read_piece_by_piece() -> None:
    bulletin = make_bulletin({"title": "Tạm trú", "audio": None, "script": "Khai báo trước 22h."})
    bulletin.save_revision()
    tree = read(sign_in(EDITOR), bulletin)
    assert [heading.text for heading in tree.xpath("//section[@class='reading-part']/h2")] == ["Tạm trú"]
    assert "hai mươi hai giờ" in tree.text_content()


def test_the_editor_leads_to_the_reading_and_back() -> None:
    client, page = sign_in(EDITOR), make_page()
    edit_url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert reverse("page_reading", args=(page.pk,)) in client.get(edit_url).content.decode()
    assert edit_url in client.get(reverse("page_reading", args=(page.pk,))).content.decode()


def test_whoever_may_not_edit_the_page_may_not_read_its_draft() -> None:
    client, page = sign_in(BROADCASTER), make_page()
    assert client.get(reverse("page_reading", args=(page.pk,))).status_code == 302
