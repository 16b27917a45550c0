"""What residents said, for the ward: counts, the share against the goal, sentences, files."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.feedback.models import Vote
from cms.feedback.report import MIN_VOTES, PageCount, build_report
from tests.integration.cms_broadcasts.newsroom import sign_in
from tests.integration.cms_pages.newsroom import EDITOR, make_officer
from tests.integration.publishing.newsroom import make_explainer, make_topic

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def add_votes(page: Any, useful: int, unclear: int, *, day: date = TODAY, sentence: str = "") -> None:
    answers = [True] * useful + [False] * unclear
    Vote.objects.bulk_create(
        Vote(document_id=page.document_id, day=day, is_useful=answer, sentence=sentence) for answer in answers
    )


@pytest.fixture
def officer() -> Client:
    return sign_in(make_officer(EDITOR))


@pytest.mark.parametrize(
    ("useful", "unclear", "percent", "is_below"),
    [(4, 0, None, False), (9, 1, 90, False), (5, 0, 100, False), (8, 2, 80, True), (179, 20, 90, True)],
)
def test_a_share_is_told_of_enough_answers_and_held_against_the_goal(
    useful: int, unclear: int, percent: int | None, is_below: bool
) -> None:
    count = PageCount("a", useful, unclear)
    assert (count.percent, count.is_below_goal) == (percent, is_below)


def test_the_report_names_pages_with_what_is_unclear_first() -> None:
    topic = make_topic()
    first, second = make_explainer(topic, "Bài một"), make_explainer(topic, "Bài hai")
    add_votes(first, 6, 1)
    add_votes(second, 1, 3, sentence="Chưa rõ.")
    add_votes(first, 0, 9, day=TODAY - timedelta(days=200))
    Vote.objects.create(document_id="0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a01", day=TODAY, is_useful=True)
    report = build_report(TODAY, TODAY)
    assert [(page.title, page.useful, page.unclear) for page in report.pages] == [
        ("Bài hai", 1, 3),
        ("Bài một", 6, 1),
        ("Một trang đã bị xóa", 1, 0),
    ]
    assert (report.total.total, report.total.percent) == (12, 67)
    assert {(each.title, each.text) for each in report.sentences} == {("Bài hai", "Chưa rõ.")}


def test_an_officer_reads_the_report_in_vietnamese_and_nothing_of_it_is_markup(officer: Client) -> None:
    add_votes(make_explainer(make_topic(), "Tạm trú"), MIN_VOTES, MIN_VOTES, sentence="<script>alert(1)</script>")
    page = officer.get(reverse("feedback_report")).content.decode()
    assert "Góp ý của người dân" in page and "mục tiêu của phường là 90%" in page and "Chưa đạt mục tiêu" in page
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert reverse("feedback_report") in officer.get("/quan-tri/reports/site-history/").content.decode()


def test_without_answers_the_report_says_why(officer: Client) -> None:
    page = officer.get(reverse("feedback_report"), {"tu": "2026-02-31", "den": "x"}).content.decode()
    assert "Chưa ai trả lời" in page


def test_the_files_open_in_a_spreadsheet_and_hold_no_formula(officer: Client) -> None:
    add_votes(make_explainer(make_topic(), "Tạm trú"), 9, 1, sentence="=1+1")
    response = officer.get(reverse("feedback_report_file", args=("so-lieu.csv",)))
    text = response.content.decode()
    assert text.startswith("\ufeff") and "gop-y-so-lieu-" in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1:] == [["Tổng cộng", "10", "9", "1", "90"], ["Tạm trú", "10", "9", "1", "90"]]
    sentences = officer.get(reverse("feedback_report_file", args=("loi-nhan.csv",))).content.decode()
    assert "=1+1" in sentences and ";=1+1" not in sentences


def test_who_is_not_signed_in_reads_nothing(client: Client) -> None:
    add_votes(make_explainer(make_topic(), "Tạm trú"), 5, 0)
    assert client.get(reverse("feedback_report")).status_code == 302
    assert client.get(reverse("feedback_report_file", args=("so-lieu.csv",))).status_code == 302
