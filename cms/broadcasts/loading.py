"""Rows → values of the engine: the schedule as it stands in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cms.approvals.approval import find_approval
from cms.approvals.laws import find_withdrawal
from cms.broadcasts.models import BroadcastSession, Cluster, EmergencyOrder, QuietHoursSettings, ScheduledEntry
from cms.broadcasts.schedule.entries import Bulletin, BulletinClass, EmergencyOverride, Entry
from cms.broadcasts.schedule.plan import Schedule
from cms.broadcasts.schedule.recurrence import Recurrence
from cms.broadcasts.schedule.rules import Rules
from cms.bulletins.models import BulletinPage
from cms.media import pipeline

_LAWS_AND_APPROVALS = ("bulletin__legal_basis__law", "bulletin__approvals__laws__law__replaced_by")


def load_schedule(*, without_entry: int | None = None) -> Schedule:
    """All that is planned from.

    Args:
        without_entry: leaves out the entry of that primary key.
    """
    rows = list(
        ScheduledEntry.objects.exclude(pk__in=[without_entry] if without_entry else [])
        .select_related("bulletin__package")
        .prefetch_related("sessions", "clusters", *_LAWS_AND_APPROVALS)
    )
    orders = list(
        EmergencyOrder.objects.exclude(bulletin=None)
        .select_related("bulletin__package")
        .prefetch_related(*_LAWS_AND_APPROVALS)
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
    """What the schedule knows of a bulletin: its published version's approval and laws, the length of its package."""
    record = pipeline.load_record(page.package.asset_name) if page.package else None
    withdrawal = find_withdrawal(page)
    return Bulletin(
        key=str(page.pk),
        title=page.title,
        bulletin_class=BulletinClass(page.broadcast_class),
        duration_ms=(record.duration_ms or None) if record else None,
        valid_until=page.valid_until,
        is_approved=find_approval(page) is not None,
        withdrawn_because=withdrawal.because if withdrawal else "",
        withdrawn_from=withdrawal.from_day if withdrawal else None,
    )


def build_entry(
    key: str,
    page: BulletinPage,
    recurrence: Recurrence,
    sessions: Iterable[BroadcastSession],
    position: int,
    clusters: Iterable[Cluster] = (),
) -> Entry:
    """An entry of the engine, also of what is not saved yet."""
    session_keys, names = frozenset(str(session.pk) for session in sessions), tuple(one.name for one in clusters)
    return Entry(key, describe_bulletin(page), recurrence, session_keys, position, names)


def _build_entry(row: ScheduledEntry, bulletin: Bulletin) -> Entry:
    keys = frozenset(str(session.pk) for session in row.sessions.all())
    names = tuple(cluster.name for cluster in row.clusters.all())
    return Entry(str(row.pk), bulletin, row.to_recurrence(), keys, row.position, names)


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
