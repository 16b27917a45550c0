"""A resident's answer: taken from the site's own form alone, counted once, kept without a trace of who gave it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.feedback import voting
from cms.feedback.models import MAX_SENTENCE_LENGTH, Vote
from cms.feedback.views import MAX_BODY_BYTES
from cms.feedback.voting import clean_sentence, forget_voters, identify_voter
from cms.publishing.models import Publication, PublicationState
from site_builder.rendering import Renderer
from tests.integration.publishing.newsroom import make_explainer, make_topic
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

pytestmark = pytest.mark.django_db

SITE = "https://luat.example.vn"
HONEST = {"HTTP_ORIGIN": SITE, "HTTP_USER_AGENT": "điện thoại"}


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_BASE_URL = SITE


@pytest.fixture
def page() -> Any:
    """An explainer that is on the site."""
    page = make_explainer(make_topic())
    Publication.objects.update_or_create(
        document_id=page.document_id, defaults={"ref": f"explainer/{page.slug}", "state": PublicationState.LIVE}
    )
    return page


@pytest.fixture
def resident() -> Client:
    """A browser without an account, and a server that insists on tokens wherever it is not told otherwise."""
    return Client(enforce_csrf_checks=True)


def vote(resident: Client, page: Any, answer: str = "yes", /, **values: Any) -> Any:
    headers = {name: values.pop(name) for name in list(values) if name.isupper()}
    data = {"page": str(page.document_id), "answer": answer, "website": "", **values}
    return resident.post("/gop-y/", data, **{**HONEST, **headers})


def test_the_form_of_the_site_is_what_the_newsroom_takes(resident: Client, page: Any, tmp_path: Any) -> None:
    settings = samples.SETTINGS.model_copy(update={"feedback_url": "https://soan.example.vn/gop-y/"})
    document = samples.build_document(samples.Kind.EXPLAINER, "a", id=str(page.document_id))
    html = Renderer(THEME, settings, InMemoryLibrary([document]), tmp_path).render_document(document).html
    form = html[html.index('<form method="post"') : html.index("</form>")]
    assert 'action="https://soan.example.vn/gop-y/"' in form
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    answers = re.findall(r'<button type="submit" name="answer" value="(\w+)"', form)
    for answer, is_useful in zip(answers, (True, False), strict=True):
        response = resident.post("/gop-y/", {**fields, "website": "", "answer": answer}, **HONEST)
        assert response.status_code == 302
        assert Vote.objects.get().is_useful is is_useful


def test_an_answer_is_counted_and_thanked_for_without_a_cookie(resident: Client, page: Any) -> None:
    response = vote(resident, page)
    assert response.status_code == 302 and response["Cache-Control"] == "private, no-store"
    thanks = resident.get(response["Location"])
    assert "Cảm ơn" in thanks.content.decode() and f"{SITE}{page.address}" in thanks.content.decode()
    assert not response.cookies and not thanks.cookies and not resident.cookies
    assert "<script" not in thanks.content.decode()
    assert (Vote.objects.get().document_id, Vote.objects.get().is_useful) == (page.document_id, True)


def test_the_last_answer_of_a_day_stands(resident: Client, page: Any) -> None:
    for answer in ("yes", "no", "no"):
        vote(resident, page, answer)
    assert [each.is_useful for each in Vote.objects.all()] == [False]
    vote(resident, page, HTTP_USER_AGENT="máy khác")
    vote(resident, page, REMOTE_ADDR="10.0.0.9")
    assert Vote.objects.count() == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://khac.example.vn"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": f"{SITE}.khac.vn"},
        {"HTTP_ORIGIN": "", "HTTP_REFERER": "https://khac.example.vn/"},
        {"HTTP_ORIGIN": ""},
    ],
)
def test_a_form_of_another_site_is_refused(resident: Client, page: Any, headers: dict[str, str]) -> None:
    response = vote(resident, page, **headers)
    assert response.status_code == 403 and "Biểu mẫu này" in response.content.decode()
    assert not Vote.objects.exists()


def test_a_browser_that_names_no_origin_may_name_the_page(resident: Client, page: Any) -> None:
    assert vote(resident, page, HTTP_ORIGIN="", HTTP_REFERER=f"{SITE}/giai-thich/a/").status_code == 302


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"answer": "maybe"}, 400),
        ({"answer": ""}, 400),
        ({"page": "x"}, 400),
        ({"page": "0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a01"}, 404),
        ({"page": "<script>"}, 400),
        ({"more": "x" * MAX_BODY_BYTES}, 413),
    ],
)
def test_what_is_no_answer_is_refused_in_words(
    resident: Client, page: Any, values: dict[str, str], status: int
) -> None:
    response = vote(resident, page, **values)
    assert response.status_code == status
    assert "Câu trả lời này chưa được nhận" in response.content.decode()
    assert not Vote.objects.exists()


def test_a_page_that_left_the_site_takes_no_answers(resident: Client, page: Any) -> None:
    Publication.objects.update(ref="")
    assert vote(resident, page).status_code == 404
    Publication.objects.update(ref="topic/cu-tru")
    assert vote(resident, page).status_code == 404


def test_a_machine_that_fills_every_field_is_thanked_and_forgotten(resident: Client, page: Any) -> None:
    response = vote(resident, page, website="https://ban-hang.example")
    assert response.status_code == 302 and "phieu" not in response["Location"]
    assert not Vote.objects.exists()


def test_only_so_many_answers_come_from_one_place_or_in_one_day(
    resident: Client, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "MAX_VOTES_A_VOTER", 1)
    monkeypatch.setattr(voting, "MAX_VOTES_A_DAY", 2)
    other = make_explainer(make_topic("Đất đai"), "Khác")
    Publication.objects.update_or_create(
        document_id=other.document_id, defaults={"ref": "explainer/khac", "state": PublicationState.LIVE}
    )
    assert vote(resident, page).status_code == 302
    assert vote(resident, page, "no").status_code == 302  # a change of mind is no further answer
    assert vote(resident, other).status_code == 429
    assert vote(resident, other, REMOTE_ADDR="10.0.0.9").status_code == 302
    assert vote(resident, other, REMOTE_ADDR="10.0.0.10").status_code == 429
    assert Vote.objects.count() == 2


def test_a_sentence_is_added_by_whoever_just_answered(resident: Client, page: Any) -> None:
    ticket = vote(resident, page, "no")["Location"].partition("phieu=")[2]
    form = resident.get("/gop-y/cam-on/", {"phieu": ticket}).content.decode()
    assert f'maxlength="{MAX_SENTENCE_LENGTH}"' in form and "Chỗ nào chưa rõ" in form
    values = {"phieu": ticket, "sentence": "Chưa rõ <b>nộp</b> ở đâu.\nGọi 0912 345 678, a@b.vn", "website": ""}
    response = resident.post("/gop-y/loi-nhan/", values, HTTP_ORIGIN="http://testserver")
    assert response["Location"] == "/gop-y/cam-on/?xong=1"
    assert Vote.objects.get().sentence == "Chưa rõ <b>nộp</b> ở đâu. Gọi …, …"


@pytest.mark.parametrize("ticket", ["", "1", "1:abc:def"])
def test_a_forged_ticket_adds_nothing(resident: Client, page: Any, ticket: str) -> None:
    vote(resident, page)
    values = {"phieu": ticket, "sentence": "Chen vào."}
    assert resident.post("/gop-y/loi-nhan/", values, **HONEST).status_code == 302
    assert Vote.objects.get().sentence == ""
    assert "<textarea" not in resident.get("/gop-y/cam-on/", {"phieu": ticket}).content.decode()


def test_a_sentence_is_short(resident: Client, page: Any) -> None:
    ticket = vote(resident, page)["Location"].partition("phieu=")[2]
    for length, status in ((MAX_SENTENCE_LENGTH, 302), (MAX_SENTENCE_LENGTH + 1, 413)):
        values = {"phieu": ticket, "sentence": "ệ" * length}
        assert resident.post("/gop-y/loi-nhan/", values, **HONEST).status_code == status
    assert Vote.objects.get().sentence == "ệ" * MAX_SENTENCE_LENGTH


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Số 031099012345, +84 912.345.678", "Số …, …"),
        ("Điều 15 khoản 2, từ ngày 01/07/2026, 15.000 đồng", "Điều 15 khoản 2, từ ngày 01/07/2026, 15.000 đồng"),
        ("  hai\n dòng ", "hai dòng"),
    ],
)
def test_what_would_tell_who_wrote_it_is_taken_out(written: str, kept: str) -> None:
    assert clean_sentence(written) == kept


def test_a_voter_cannot_be_followed_to_another_day_and_is_forgotten_at_night(resident: Client, page: Any) -> None:
    today = timezone.localdate()
    assert identify_voter("10.0.0.1", "a", today) != identify_voter("10.0.0.1", "a", today - timedelta(days=1))
    vote(resident, page)
    vote(resident, page, HTTP_USER_AGENT="máy khác")
    forget_voters()
    assert Vote.objects.exclude(voter=None).count() == 2
    Vote.objects.update(day=today - timedelta(days=1))
    forget_voters()
    assert Vote.objects.filter(voter=None).count() == 2


def test_behind_our_own_proxy_the_browser_is_told_by_it(resident: Client, page: Any, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for seen in ("1.2.3.4, 10.0.0.1", "1.2.3.4, 10.0.0.2", "9.9.9.9, 10.0.0.2"):
        vote(resident, page, HTTP_X_FORWARDED_FOR=seen)
    assert Vote.objects.count() == 2
