"""Bulletins, entries and rules of tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from cms.broadcasts.schedule.calendar_feed import Wording
from cms.broadcasts.schedule.clock import EVERY_DAY, WARD_ZONE, Weekday
from cms.broadcasts.schedule.entries import Bulletin, BulletinClass, EmergencyOverride, Entry
from cms.broadcasts.schedule.plan import Obstacle, Schedule
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from cms.broadcasts.schedule.rules import DEFAULT_SESSIONS, Rules, SessionRule

MONDAY = date(2026, 11, 23)
MORNING, AFTERNOON = (rule.key for rule in DEFAULT_SESSIONS)
MINUTE_MS = 60_000
STAMP = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
WORDING = Wording(
    calendar_name="Lịch phát thanh phường Bến Nghé",
    session_title="Phiên {start}",
    emergency_title="Khẩn cấp: {title}",
    obstacles={
        Obstacle.WITHDRAWN: "đã rút",
        Obstacle.EXPIRED: "đã hết hạn",
        Obstacle.UNAPPROVED: "chưa duyệt",
    },
    ordered_by="Người ra lệnh: {person}. Lý do: {reason}",
)


def make_bulletin(key: str = "b", **values: Any) -> Bulletin:
    return Bulletin(key, **{"title": f"Bản tin {key}", "duration_ms": 3 * MINUTE_MS, "is_approved": True} | values)


def make_entry(bulletin: Bulletin | None = None, recurrence: Recurrence | None = None, **values: Any) -> Entry:
    bulletin = bulletin or make_bulletin()
    recurrence = recurrence or Recurrence(Frequency.DAILY, MONDAY)
    return Entry(
        **{"key": bulletin.key, "session_keys": frozenset({MORNING})} | values, bulletin=bulletin, recurrence=recurrence
    )


def make_emergency(plays_at: datetime, **values: Any) -> EmergencyOverride:
    told = {
        "key": "7",
        "bulletin": make_bulletin("bao", bulletin_class=BulletinClass.EMERGENCY),
        "ordered_by": "Nguyễn Thị Lan",
        "ordered_at": plays_at,
        "reason": "Bão số 9 đổ bộ trong đêm",
    }
    return EmergencyOverride(**told | values, plays_at=plays_at)


def make_schedule(
    *entries: Entry, rules: Rules | None = None, emergencies: tuple[EmergencyOverride, ...] = ()
) -> Schedule:
    return Schedule(rules or Rules(), entries, emergencies)


def make_rules(*hours: time, limit_s: int = 900, weekdays: frozenset[Weekday] = EVERY_DAY) -> Rules:
    return Rules(tuple(SessionRule(f"{hour:%H%M}", hour, limit_s, weekdays) for hour in hours), quiet_hours=None)


def in_ward(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=WARD_ZONE)
