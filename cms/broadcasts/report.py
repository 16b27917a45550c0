"""The ward's report of a period: figures and lines of the diary, with the words of an officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.broadcasts.diary import list_records, list_unnoted
from cms.broadcasts.models import PlayRecord
from cms.broadcasts.play_counts import Count, DiaryLine, count_plays
from cms.broadcasts.schedule.plan import PlannedSession
from cms.core.choices import BroadcastClass
from cms.publishing.site_files import load_site_settings


@dataclass(frozen=True, slots=True)
class CountTable:
    """Figures under one heading, ready for a page or a file."""

    heading: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was broadcast from the first to the last day, both included."""

    ward: str
    first: date
    last: date
    total: Count
    tables: tuple[CountTable, ...]
    records: tuple[PlayRecord, ...]
    unnoted: tuple[PlannedSession, ...]
    """Sessions of which nobody has noted anything yet."""

    @property
    def failures(self) -> tuple[PlayRecord, ...]:
        """The lines of what was not played."""
        return tuple(record for record in self.records if not record.was_played)


def build_report(first: date, last: date) -> Report:
    """The report of a period, from the diary as it stands."""
    records = tuple(list_records(first, last))
    counts = count_plays([_to_line(record) for record in records])
    tables = (
        CountTable(_("By class"), _name(counts.classes, dict(_list_class_names()))),
        CountTable(_("By topic"), _name(counts.topics, {"": _("No topic")})),
        CountTable(_("By cluster"), _name(counts.clusters, {"": _("All loudspeakers")})),
    )
    return Report(load_site_settings().ward, first, last, counts.total, tables, records, list_unnoted(first, last))


def name_class(value: str) -> str:
    """The short name of a class of bulletin."""
    return dict(_list_class_names()).get(value, value)


def describe_where(record: PlayRecord) -> str:
    """Where a line of the diary was played, or was to be."""
    return record.cluster_name or _("All loudspeakers")


def write_moment(record: PlayRecord) -> tuple[str, str]:
    """Day and hour of its session."""
    local = timezone.localtime(record.starts_at)
    return f"{local:%d/%m/%Y}", f"{local:%H:%M}"


def _list_class_names() -> list[tuple[str, str]]:
    return [
        (BroadcastClass.NORMAL, _("Normal bulletins")),
        (BroadcastClass.PRIORITY, _("Priority bulletins")),
        (BroadcastClass.EMERGENCY, _("Emergency bulletins")),
    ]


def _name(counts: Sequence[Count], names: dict[str, str]) -> tuple[Count, ...]:
    return tuple(
        Count(names.get(count.name, count.name), count.complete, count.partial, count.missed) for count in counts
    )


def _to_line(record: PlayRecord) -> DiaryLine:
    return DiaryLine(
        session=record.session_identity,
        entry=record.entry_key,
        broadcast_class=record.broadcast_class,
        topic=record.topic_title,
        cluster=record.cluster_name,
        was_played=record.was_played,
    )
