"""Rows → values of the engine: the schedule as it stands in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from cms.approvals.approval import find_approval
from cms.broadcasts.models import BroadcastSession, EmergencyOrder, QuietHoursSettings, ScheduledEntry
from cms.broadcasts.schedule.entries import Bulletin, BulletinClass, EmergencyOverride, Entry
from cms.broadcasts.schedule.plan import Schedule
from cms.broadcasts.schedule.recurrence import Recurrence
from cms.broadcasts.schedule.rules import Rules
from cms.bulletins.models import BulletinPage
from cms.core.choices import LawStatus
from cms.media import pipeline


def load_schedule(*, without_entry: int | None = None) -> Schedule:
    """All that is planned from.

    Args:
        without_entry: leaves out the entry of that primary key.
    """
    rows = list(
        ScheduledEntry.objects.exclude(pk__in=[without_entry] if without_entry else [])
        .select_related("bulletin__package")
        .prefetch_related("sessions", "bulletin__legal_basis__law", "bulletin__approvals")
    )
    orders = list(
        EmergencyOrder.objects.exclude(bulletin=None)
        .select_related("bulletin__package")
        .prefetch_related("bulletin__legal_basis__law", "bulletin__approvals")
    )
    pages = [row.bulletin for row in rows] + [order.bulletin for order in orders if order.bulletin]
    bulletins = {key: describe_bulletin(page) for key, page in {page.pk: page for page in pages}.items()}
    return Schedule(
        rules=load_rules(),
        entries=tuple(_build_entry(row, bulletins[row.bulletin_id]) for row in rows),
        emergencies=tuple(
            _build_override(order, bulletins[order.bulletin_id]) for order in orders if order.bulletin_id
        ),
    )


def load_rules() -> Rules:
    """The sessions and the quiet hours of the ward."""
    hours = QuietHoursSettings.objects.filter(site__is_default_site=True).first() or QuietHoursSettings()
    return Rules(tuple(session.to_rule() for session in BroadcastSession.objects.all()), hours.to_quiet_hours())


def describe_bulletin(page: BulletinPage) -> Bulletin:
    """What the schedule knows of a bulletin: whether its published version is approved, how long its package is."""
    record = pipeline.load_record(page.package.asset_name) if page.package else None
    return Bulletin(
        key=str(page.pk),
        title=page.title,
        bulletin_class=BulletinClass(page.broadcast_class),
        duration_ms=(record.duration_ms or None) if record else None,
        valid_until=page.valid_until,
        is_approved=find_approval(page) is not None,
        withdrawn_because=find_reason_to_withdraw(page),
    )


def find_reason_to_withdraw(page: BulletinPage) -> str:
    """A sentence when a law that the bulletin cites has expired; else empty."""
    laws = (citation.law for citation in page.legal_basis.all())
    expired = next((law for law in laws if law.status == LawStatus.EXPIRED), None)
    return _("%(law)s has expired.") % {"law": expired} if expired else ""


def build_entry(
    key: str, page: BulletinPage, recurrence: Recurrence, sessions: Iterable[BroadcastSession], position: int
) -> Entry:
    """An entry of the engine, also of what is not saved yet."""
    return Entry(key, describe_bulletin(page), recurrence, frozenset(str(session.pk) for session in sessions), position)


def _build_entry(row: ScheduledEntry, bulletin: Bulletin) -> Entry:
    keys = frozenset(str(session.pk) for session in row.sessions.all())
    return Entry(str(row.pk), bulletin, row.to_recurrence(), keys, row.position)


def _build_override(order: EmergencyOrder, bulletin: Bulletin) -> EmergencyOverride:
    """It was ordered as an emergency, whatever class its page has now."""
    return EmergencyOverride(
        key=str(order.pk),
        bulletin=replace(bulletin, bulletin_class=BulletinClass.EMERGENCY),
        plays_at=order.plays_at,
        ordered_by=order.ordered_by_name,
        ordered_at=order.ordered_at,
        reason=order.reason,
    )
