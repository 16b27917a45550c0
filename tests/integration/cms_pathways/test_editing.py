"""A guide in the newsroom: what an officer is told, what comes to `content/`, and what is left when a page goes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.pathways.models import PathwayPage
from cms.publishing.mapping.references import References
from cms.publishing.pruning import prune
from cms.publishing.snapshot import build_snapshot
from site_builder.documents.pathways import iter_faults, read_steps
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer, make_topic

pytestmark = pytest.mark.django_db

RESULT = {"title": "Hãy báo", "name": "báo lưu trú", "pages": [], "contact": "", "body": ""}


def build_choice(label: str, next: str = "", page: int | None = None) -> dict[str, Any]:
    return {"label": label, "next": next, "page": page}


def build_ask(name: str, *choices: dict[str, Any]) -> dict[str, Any]:
    question = {"question": f"{name.capitalize()}?", "name": name, "hint": ""}
    return {
        **question,
        "choices": [{"type": "item", "value": choice, "id": str(n)} for n, choice in enumerate(choices)],
    }


def make_explainer(*, live: bool = True) -> ExplainerPage:
    page = make_topic().add_child(instance=ExplainerPage(title="Đăng ký tạm trú", live=False))
    if live:
        page.save_revision().publish()
    return ExplainerPage.objects.get(pk=page.pk)


def list_stored(*blocks: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"type": name, "value": fields, "id": str(number)} for number, (name, fields) in enumerate(blocks)]


def clean(*blocks: tuple[str, dict[str, Any]]) -> dict[int, Any]:
    """What the editor is told, by block."""
    body = PathwayPage._meta.get_field("body").stream_block
    try:
        body.clean(body.to_python(list_stored(*blocks)))
    except ValidationError as error:
        return error.block_errors
    return {}


def find_choice_error(errors: dict[int, Any], block: int, choice: int, field: str) -> str:
    (sentence,) = errors[block].block_errors["choices"].block_errors[choice].block_errors[field].messages
    return str(sentence)


def test_a_sound_guide_is_taken() -> None:
    page = make_explainer()
    ask = build_ask("ở bao lâu", build_choice("Vài hôm", "Báo lưu trú"), build_choice("Lâu", page=page.pk))
    assert clean(("ask", ask), ("result", {**RESULT, "pages": [page.pk]})) == {}


def test_a_fault_stands_at_its_choice_and_says_what_to_do() -> None:
    ask = build_ask(
        "ở bao lâu", build_choice("Vài hôm", "báo lưu trú"), build_choice("Lâu"), build_choice("Rất lâu", "x")
    )
    errors = clean(("ask", ask), ("result", RESULT))
    sentence = find_choice_error(errors, 0, 1, "next")
    assert "«Lâu»" in sentence and "«Ở bao lâu?»" in sentence and "chưa dẫn tới đâu" in sentence
    assert "báo lưu trú" in find_choice_error(errors, 0, 2, "next")
    assert set(errors) == {0}


def test_a_question_that_nothing_leads_to_is_named() -> None:
    errors = clean(
        ("ask", build_ask("a", build_choice("x", "b"))), ("result", {**RESULT, "name": "b"}), ("result", RESULT)
    )
    (sentence,) = errors[2].block_errors["name"].messages
    assert "Không lựa chọn nào dẫn tới «Hãy báo»" in sentence and "«A?»" in sentence


def test_a_page_that_is_not_published_is_named_where_it_is_chosen() -> None:
    page = make_explainer(live=False)
    ask = build_ask("a", build_choice("x", page=page.pk), build_choice("y", "báo lưu trú"))
    errors = clean(("ask", ask), ("result", {**RESULT, "pages": [page.pk]}))
    assert "«Đăng ký tạm trú» chưa được xuất bản" in find_choice_error(errors, 0, 0, "page")
    (sentence,) = errors[1].block_errors["pages"].messages
    assert "«Đăng ký tạm trú» chưa được xuất bản" in sentence


def send(client: Client, **button: str) -> Any:
    choice = {"label": "Vài hôm", "next": "không có", "page": ""}
    ask = {"question": "Bao lâu?", "name": "bao lâu", "hint": "", "choices": streamfield([("item", choice)])}
    data = {
        "title": "Đến ở",
        "slug": "den-o",
        "summary": "",
        "tags": "",
        "body": streamfield([("ask", ask)]),
        "legal_basis": inline_formset([]),
        "comments": inline_formset([]),
        **button,
    }
    url = reverse("wagtailadmin_pages:add", args=("pathways", "pathwaypage", HomePage.objects.get().pk))
    return client.post(url, nested_form_data(data))


def test_a_draft_is_kept_as_it_is_and_not_published(client: Client) -> None:
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    (refusal,) = send(client, **{"action-publish": "1"}).context["form"].errors.as_data()["body"]
    assert "không có câu nào tên như vậy" in find_choice_error(refusal.block_errors, 0, 0, "next")
    assert not PathwayPage.objects.exists()
    assert send(client).status_code == 302
    assert not PathwayPage.objects.get().live


def test_a_guide_goes_to_its_document_and_a_page_that_goes_leaves_its_choice() -> None:
    explainer = make_explainer()
    ask = build_ask("ở bao lâu", build_choice("Vài hôm", "báo lưu trú"), build_choice("Lâu", page=explainer.pk))
    guide = PathwayPage(title="Đến ở", body=json.dumps(list_stored(("ask", ask), ("result", RESULT))))
    HomePage.objects.get().add_child(instance=guide).save_revision().publish()
    document = build_snapshot(PathwayPage.objects.get(), References()).document
    assert document.meta.ref == "pathway/den-o"
    assert [choice["page"] for choice in document.body[0]["choices"]] == ["", "explainer/dang-ky-tam-tru"]
    pruned, notes = prune(document, lambda ref: False)
    assert [(choice["label"], choice["page"]) for choice in pruned.body[0]["choices"]] == [("Vài hôm", ""), ("Lâu", "")]
    assert notes and list(iter_faults(read_steps(pruned.body))) == []
