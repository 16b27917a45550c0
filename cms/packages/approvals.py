"""Who has written a bulletin and who has approved it, as its package must say: two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.approvals.approval import find_approval
from cms.broadcasts.schedule.clock import to_ward_time
from cms.packages.models import MAX_NAME_LENGTH

if TYPE_CHECKING:
    from cms.bulletins.models import BulletinPage


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """An approval by another person than the author."""

    author: str
    approver: str
    approved: date


def find_two_people(page: BulletinPage) -> TwoPeople | None:
    """The approval of the published version; `None` when it has none, or its author gave it herself."""
    note = find_approval(page)
    if note is None or note.is_by_author:
        return None
    author = (note.author or _("not known"))[:MAX_NAME_LENGTH]
    approver = note.approver[:MAX_NAME_LENGTH]
    if _fold(author) == _fold(approver):
        return None  # two of one name cannot be told apart on a sheet of paper
    return TwoPeople(author, approver, to_ward_time(note.approved_at).date())


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
