"""The broadcasting diary: what a session was to play, where, and what was noted of it.

A session is noted item by item and cluster by cluster. What is noted tells names as they were; noting an item again
replaces what was noted of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from cms.broadcasts.loading import load_schedule
from cms.broadcasts.models import Cluster, EmergencyOrder, PlayRecord
from cms.broadcasts.schedule.plan import PlannedItem, PlannedSession, plan_period
from cms.bulletins.models import BulletinPage

EVERYWHERE = ""
"""The cluster of a ward that counts none."""
_EMERGENCY = "khan-cap-"
_DAY_LENGTH = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class NotedItem:
    """What an officer says of one item of a session."""

    item: PlannedItem
    played_at: frozenset[str]
    """Names of the clusters at which it was played."""
    targets: tuple[str, ...]
    """Names of all at which it was to be played."""
    reason: str = ""
    """Why not at the others."""


def find_session(identity: str) -> PlannedSession | None:
    """The session of that name, as it is planned now; None when there is none."""
    day = _find_day(identity)
    if day is None:
        return None
    return next((one for one in plan_period(load_schedule(), day, day) if one.identity == identity), None)


def has_begun(session: PlannedSession) -> bool:
    """Whether there is something to note yet."""
    return session.starts_at <= timezone.now()


def list_targets(item: PlannedItem) -> tuple[str, ...]:
    """Where an item is to be played: its own clusters, else all of the ward's, else everywhere at once."""
    return item.clusters or tuple(Cluster.objects.values_list("name", flat=True)) or (EVERYWHERE,)


def load_notes(identity: str) -> dict[str, list[PlayRecord]]:
    """What is noted of a session: key of the entry → its lines."""
    notes: dict[str, list[PlayRecord]] = defaultdict(list)
    for record in PlayRecord.objects.filter(session_identity=identity):
        notes[record.entry_key].append(record)
    return dict(notes)


@transaction.atomic
def note_session(session: PlannedSession, noted: Sequence[NotedItem], user: Any) -> list[PlayRecord]:
    """Write the lines of a session's items in the place of those there were; those of items that are gone stay."""
    keys = [item.entry_key for item in session.items]
    PlayRecord.objects.filter(session_identity=session.identity, entry_key__in=keys).delete()
    pages = BulletinPage.objects.in_bulk([int(one.item.bulletin.key) for one in noted])
    topics = {key: page.topic_page for key, page in pages.items()}
    name = user.get_full_name() or user.get_username()
    records = []
    for one in noted:
        page = pages.get(int(one.item.bulletin.key))
        topic = topics.get(page.pk) if page else None
        records += [
            PlayRecord(
                session_identity=session.identity,
                starts_at=session.starts_at,
                entry_key=one.item.entry_key,
                bulletin=page,
                bulletin_title=one.item.bulletin.title,
                broadcast_class=one.item.bulletin.bulletin_class.value,
                topic_title=topic.title if topic else "",
                cluster_name=target,
                was_played=target in one.played_at,
                reason="" if target in one.played_at else one.reason,
                noted_by_name=name,
            )
            for target in one.targets
        ]
    return PlayRecord.objects.bulk_create(records)


def count_notes(first: datetime, last: datetime) -> dict[str, tuple[int, int]]:
    """Identity of each noted session between two instants → how many lines there are, and how many of them failed."""
    counts: dict[str, tuple[int, int]] = {}
    rows = PlayRecord.objects.filter(starts_at__gte=first, starts_at__lt=last)
    for identity, was_played in rows.values_list("session_identity", "was_played"):
        lines, failed = counts.get(identity, (0, 0))
        counts[identity] = lines + 1, failed + (not was_played)
    return counts


def list_records(first: date, last: date) -> list[PlayRecord]:
    """The lines of a period, both days included, as the ward's clocks show them."""
    return list(PlayRecord.objects.filter(starts_at__date__gte=first, starts_at__date__lte=last))


def list_unnoted(first: date, last: date) -> tuple[PlannedSession, ...]:
    """Sessions of a period that have begun, had something to play by the schedule of today, and are not noted yet."""
    noted = {record.session_identity for record in list_records(first, last)}
    plan = plan_period(load_schedule(), first, min(last, timezone.localdate()))
    return tuple(
        session
        for session in plan
        if session.identity not in noted and has_begun(session) and any(item.obstacle is None for item in session.items)
    )


def merge_targets(targets: Iterable[str], noted: Iterable[PlayRecord]) -> tuple[str, ...]:
    """Where an item was to be played, and where something is noted of it although that cluster has gone since."""
    return tuple(dict.fromkeys([*targets, *(record.cluster_name for record in noted)]))


def _find_day(identity: str) -> date | None:
    if identity.startswith(_EMERGENCY):
        key = identity.removeprefix(_EMERGENCY)
        order = EmergencyOrder.objects.filter(pk=int(key)).first() if key.isdecimal() else None
        return timezone.localtime(order.plays_at).date() if order else None
    try:
        return parse_date(identity[:_DAY_LENGTH])
    except ValueError:  # 2026-02-31
        return None
