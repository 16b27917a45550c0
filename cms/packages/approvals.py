"""Who has written a bulletin and who has approved it, as its package must say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.models import PageLogEntry

if TYPE_CHECKING:
    from cms.bulletins.models import BulletinPage


@dataclass(frozen=True, slots=True)
class Approval:
    """Two people and a day."""

    author: str
    approver: str
    approved: date


def find_approval(page: BulletinPage) -> Approval | None:
    """Who has written the published version and who has published it; `None` when that was the same person."""
    author = page.live_revision.user if page.live_revision else None
    entry = PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.publish").order_by("-timestamp").first()
    approver = entry.user if entry else None
    if author is None or approver is None or author.pk == approver.pk:
        return None
    return Approval(_name(author), _name(approver), timezone.localdate(entry.timestamp))


def _name(user: AbstractUser) -> str:
    return user.get_full_name() or user.get_username()
