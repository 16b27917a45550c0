"""What residents said in a period: each page with its share, the ward against its goal, the sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cms.core.models import BasePage
from cms.feedback.models import Vote
from cms.media.spreadsheets import neutralise_formula

GOAL_PERCENT = 90
"""Of satisfied residents, which the ward has set itself."""
MIN_VOTES = 5
"""Of fewer answers no share is told: it would say more of chance than of the page."""
MAX_SENTENCES = 200
"""On the screen, the newest; the file has all."""


@dataclass(frozen=True, slots=True)
class PageCount:
    """The answers about one page, or about all."""

    title: str
    useful: int
    unclear: int
    page_id: int | None = None
    """Of the page in the CMS, while it is there."""

    @property
    def total(self) -> int:
        """How many answered."""
        return self.useful + self.unclear

    @property
    def percent(self) -> int | None:
        """The share of the satisfied; `None` of too few."""
        return round(100 * self.useful / self.total) if self.total >= MIN_VOTES else None

    @property
    def is_below_goal(self) -> bool:
        """Whether the share is known and less than the ward's goal; unrounded, so that 89.6 is not 90."""
        return self.percent is not None and 100 * self.useful < GOAL_PERCENT * self.total


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody wrote."""

    day: date
    title: str
    is_useful: bool
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackReport:
    """The answers from the first to the last day, both included."""

    first: date
    last: date
    total: PageCount
    pages: tuple[PageCount, ...]
    """Those that most found unclear first."""
    sentences: tuple[Sentence, ...]
    """Newest first."""


def build_report(first: date, last: date) -> FeedbackReport:
    """The report of a period."""
    votes = Vote.objects.filter(day__range=(first, last))
    counted = votes.order_by().values("document_id")
    counts = list(counted.annotate(useful=Count("pk", filter=Q(is_useful=True)), total=Count("pk")))
    written = votes.exclude(sentence="").values_list("day", "document_id", "is_useful", "sentence")
    pages = _find_pages({row["document_id"] for row in counts})
    found = [_count_page(row["document_id"], row["useful"], row["total"], pages) for row in counts]
    return FeedbackReport(
        first=first,
        last=last,
        total=PageCount("", sum(page.useful for page in found), sum(page.unclear for page in found)),
        pages=tuple(sorted(found, key=lambda page: (-page.unclear, -page.total, page.title))),
        sentences=tuple(
            Sentence(day, _name_page(document_id, pages), is_useful, text)
            for day, document_id, is_useful, text in written
        ),
    )


def write_csv(report: FeedbackReport) -> str:
    """The figures of each page, for a spreadsheet: byte order mark, semicolons, no cell that is a formula."""
    rows = [[_("Page"), _("Answers"), _("Useful"), _("Not clear"), _("Satisfied, %")]]
    for page in (PageCount(_("In all"), report.total.useful, report.total.unclear), *report.pages):
        share = "" if page.percent is None else str(page.percent)
        rows.append([page.title, str(page.total), str(page.useful), str(page.unclear), share])
    return _write_rows(rows)


def write_sentences_csv(report: FeedbackReport) -> str:
    """What residents wrote, for a spreadsheet."""
    rows = [[_("Day"), _("Page"), _("Answer"), _("What they wrote")]]
    for each in report.sentences:
        rows.append([f"{each.day:%d/%m/%Y}", each.title, name_answer(is_useful=each.is_useful), each.text])
    return _write_rows(rows)


def name_answer(*, is_useful: bool) -> str:
    """What an answer is called."""
    return _("Useful") if is_useful else _("Not clear")


def _find_pages(document_ids: set[UUID]) -> dict[UUID, tuple[int, str]]:
    rows = BasePage.objects.filter(document_id__in=document_ids).values_list("document_id", "pk", "title")
    return {document_id: (key, title) for document_id, key, title in rows}


def _count_page(document_id: UUID, useful: int, total: int, pages: dict[UUID, tuple[int, str]]) -> PageCount:
    page_id = pages[document_id][0] if document_id in pages else None
    return PageCount(_name_page(document_id, pages), useful, total - useful, page_id)


def _name_page(document_id: UUID, pages: dict[UUID, tuple[int, str]]) -> str:
    return pages[document_id][1] if document_id in pages else _("A page that was deleted")


def _write_rows(rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerows([neutralise_formula(cell) for cell in row] for row in rows)
    return "\ufeff" + sheet.getvalue()
