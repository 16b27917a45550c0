"""Schedules by chance, for properties."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from cms.broadcasts.schedule.clock import Weekday
from cms.broadcasts.schedule.entries import Bulletin, BulletinClass, EmergencyOverride, Entry
from cms.broadcasts.schedule.plan import Schedule
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from cms.broadcasts.schedule.rules import QuietHours, Rules, SessionRule
from tests.unit.cms.broadcasts.samples import MONDAY, in_ward, make_emergency

FEWER = settings(max_examples=40)
"""A schedule by chance has many parts and takes long to make."""

DAYS = st.integers(-60, 60).map(lambda number: MONDAY + timedelta(days=number))
HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
WEEKDAYS = st.frozensets(st.sampled_from(Weekday), min_size=1)
KEYS = st.sampled_from("abcd")


@st.composite
def recurrences(draw: Any) -> Recurrence:
    first: date = draw(DAYS)
    last = draw(st.none() | st.integers(0, 90).map(lambda number: first + timedelta(days=number)))
    frequency = draw(st.sampled_from(Frequency))
    return Recurrence(frequency, first, last, draw(WEEKDAYS), draw(st.integers(1, 31)))


def bulletins() -> st.SearchStrategy[Bulletin]:
    return st.builds(
        Bulletin,
        key=st.sampled_from("uvwxyz"),
        title=st.text(max_size=60),
        bulletin_class=st.sampled_from(BulletinClass),
        duration_ms=st.none() | st.integers(1, 1_200_000),
        valid_until=st.none() | DAYS,
        is_approved=st.booleans(),
        withdrawn_because=st.sampled_from(["", "Luật đã hết hiệu lực."]),
        withdrawn_from=st.none() | DAYS,
    )


def rules() -> st.SearchStrategy[Rules]:
    session_rules = st.builds(SessionRule, key=KEYS, starts=HOURS, limit_s=st.integers(60, 3600), weekdays=WEEKDAYS)
    quiet = st.tuples(HOURS, HOURS).filter(lambda hours: hours[0] != hours[1]).map(lambda hours: QuietHours(*hours))
    return st.builds(
        Rules,
        sessions=st.lists(session_rules, max_size=4, unique_by=lambda rule: rule.key).map(tuple),
        quiet_hours=st.none() | quiet,
    )


@st.composite
def emergencies(draw: Any) -> EmergencyOverride:
    hour: time = draw(HOURS)
    return make_emergency(in_ward(draw(DAYS), hour.hour, hour.minute), key=draw(st.sampled_from("123")))


def schedules() -> st.SearchStrategy[Schedule]:
    entries = st.builds(
        Entry,
        key=st.uuids().map(str),
        bulletin=bulletins(),
        recurrence=recurrences(),
        session_keys=st.frozensets(KEYS),
        position=st.integers(0, 3),
    )
    return st.builds(
        Schedule,
        rules=rules(),
        entries=st.lists(entries, max_size=6).map(tuple),
        emergencies=st.lists(emergencies(), max_size=2, unique_by=lambda override: override.key).map(tuple),
    )
