"""The plan of a period."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.broadcasts.schedule.clock import WARD_ZONE
from cms.broadcasts.schedule.entries import BulletinClass, EmergencyOverride
from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.plan import Obstacle, Schedule, find_obstacle, plan_period
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from tests.unit.cms.broadcasts.samples import (
    AFTERNOON,
    MINUTE_MS,
    MONDAY,
    MORNING,
    in_ward,
    make_bulletin,
    make_emergency,
    make_entry,
    make_rules,
    make_schedule,
)
from tests.unit.cms.broadcasts.strategies import DAYS, FEWER, schedules

SUNDAY = MONDAY + timedelta(days=6)
A_DAY = timedelta(days=1)


def test_a_week_of_the_default_rules_has_fourteen_sessions() -> None:
    plan = plan_period(make_schedule(), MONDAY, SUNDAY)
    assert len(plan) == 14
    assert [session.identity for session in plan[:3]] == ["2026-11-23-sang", "2026-11-23-chieu", "2026-11-24-sang"]
    assert plan[0].starts_at == in_ward(MONDAY, 5, 30)


def test_an_entry_plays_in_the_sessions_that_it_names() -> None:
    both = make_entry(make_bulletin("a"), session_keys=frozenset({MORNING, AFTERNOON}))
    once = make_entry(make_bulletin("b"), Recurrence(Frequency.ONCE, MONDAY), session_keys=frozenset({AFTERNOON}))
    plan = plan_period(make_schedule(both, once), MONDAY, MONDAY + timedelta(days=1))
    assert [[item.bulletin.key for item in session.items] for session in plan] == [["a"], ["a", "b"], ["a"], ["a"]]


def test_a_session_plays_emergencies_then_priority_then_the_rest_each_in_the_wards_order() -> None:
    def entry(key: str, bulletin_class: BulletinClass, position: int):
        return make_entry(make_bulletin(key, bulletin_class=bulletin_class), position=position)

    entries = [
        entry("thường 1", BulletinClass.NORMAL, 1),
        entry("thường 0", BulletinClass.NORMAL, 0),
        entry("ưu tiên 5", BulletinClass.PRIORITY, 5),
        entry("ưu tiên 4", BulletinClass.PRIORITY, 4),
        entry("khẩn cấp", BulletinClass.EMERGENCY, 9),
    ]
    plan = plan_period(make_schedule(*entries), MONDAY, MONDAY)
    assert [item.entry_key for item in plan[0].items] == ["khẩn cấp", "ưu tiên 4", "ưu tiên 5", "thường 0", "thường 1"]


def test_a_session_ends_when_its_last_item_does() -> None:
    entries = [make_entry(make_bulletin(key, duration_ms=90_500)) for key in "ab"]
    session = plan_period(make_schedule(*entries), MONDAY, MONDAY)[0]
    assert session.known_ms == 181_000
    assert session.ends_at - session.starts_at == timedelta(seconds=181)


def test_what_will_never_be_played_takes_no_time_and_what_waits_for_approval_does() -> None:
    entries = [
        make_entry(make_bulletin("a", valid_until=MONDAY - timedelta(days=1))),
        make_entry(make_bulletin("b", withdrawn_because="Luật đã hết hiệu lực.")),
        make_entry(make_bulletin("c", is_approved=False)),
    ]
    session = plan_period(make_schedule(*entries), MONDAY, MONDAY)[0]
    assert [item.obstacle for item in session.items] == [Obstacle.EXPIRED, Obstacle.WITHDRAWN, Obstacle.UNAPPROVED]
    assert [item.bulletin.key for item in session.items_to_play] == ["c"]
    assert session.known_ms == 3 * MINUTE_MS


def test_a_session_of_unknown_length_is_given_its_limit() -> None:
    entries = [make_entry(make_bulletin("a", duration_ms=None)), make_entry(make_bulletin("b"))]
    session = plan_period(make_schedule(*entries), MONDAY, MONDAY)[0]
    assert (session.has_unknown_length, session.known_ms) == (True, 3 * MINUTE_MS)
    assert session.ends_at == in_ward(MONDAY, 5, 45)


def test_a_bulletin_is_played_on_its_last_day() -> None:
    bulletin = make_bulletin(valid_until=MONDAY)
    assert find_obstacle(bulletin, MONDAY) is None
    assert find_obstacle(bulletin, MONDAY + timedelta(days=1)) is Obstacle.EXPIRED


def test_what_can_never_be_mended_is_named_before_what_can() -> None:
    bulletin = make_bulletin(valid_until=MONDAY, is_approved=False)
    assert find_obstacle(bulletin, SUNDAY) is Obstacle.EXPIRED
    assert find_obstacle(replace(bulletin, withdrawn_because="Sửa luật."), SUNDAY) is Obstacle.WITHDRAWN


def test_a_bulletin_is_pulled_out_from_the_day_on_which_its_law_expires() -> None:
    bulletin = make_bulletin(withdrawn_because="Luật hết hiệu lực ngày 24/11/2026.", withdrawn_from=MONDAY + A_DAY)
    days = (MONDAY, MONDAY + A_DAY, SUNDAY)
    assert [find_obstacle(bulletin, day) for day in days] == [None, Obstacle.WITHDRAWN, Obstacle.WITHDRAWN]


def test_an_emergency_stands_at_its_instant_on_the_wards_clock() -> None:
    emergency = make_emergency(datetime(2026, 11, 22, 19, 15, tzinfo=UTC))  # 2:15 on Monday in the ward
    plan = plan_period(make_schedule(emergencies=(emergency,)), MONDAY, MONDAY)
    assert (plan[0].starts_at, plan[0].day, plan[0].limit_s) == (in_ward(MONDAY, 2, 15), MONDAY, None)
    assert plan[0].identity == "khan-cap-7"
    assert plan[0].emergency is emergency
    assert len(plan_period(make_schedule(emergencies=(emergency,)), MONDAY - timedelta(days=1), MONDAY)) == 5
    assert plan_period(Schedule(make_rules(), (), (emergency,)), SUNDAY, SUNDAY) == ()


def test_an_emergency_comes_before_the_session_of_its_instant() -> None:
    emergency = make_emergency(in_ward(MONDAY, 17))
    plan = plan_period(make_schedule(emergencies=(emergency,)), MONDAY, MONDAY)
    assert [session.emergency is not None for session in plan] == [False, True, False]


@pytest.mark.parametrize(
    ("values", "fault", "field"),
    [
        ({"ordered_by": " "}, Fault.NOBODY_NAMED, "ordered_by"),
        ({"reason": ""}, Fault.REASON_MISSING, "reason"),
        ({"bulletin": make_bulletin()}, Fault.NOT_AN_EMERGENCY, "bulletin"),
        ({"ordered_at": datetime(2026, 11, 23, 5)}, Fault.INSTANT_WITHOUT_ZONE, "ordered_at"),
    ],
)
def test_an_emergency_is_recorded_with_who_when_and_why(values, fault: Fault, field: str) -> None:
    with pytest.raises(InvalidValueError) as raised:
        make_emergency(in_ward(MONDAY, 2), **values)
    assert (raised.value.fault, raised.value.field) == (fault, field)


def test_a_bulletin_of_no_length_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        make_bulletin(duration_ms=0)


@FEWER
@given(schedules(), DAYS, st.integers(0, 20))
def test_no_session_is_outside_its_rules(schedule: Schedule, first, length: int) -> None:
    rules = {rule.key: rule for rule in schedule.rules.sessions}
    entries = {entry.key: entry for entry in schedule.entries}
    for session in plan_period(schedule, first, first + timedelta(days=length)):
        assert first <= session.day <= first + timedelta(days=length)
        if session.emergency is None:
            rule = rules[session.key]
            assert session.starts_at.timetz().replace(tzinfo=None) == rule.starts
            assert session.day.isoweekday() in rule.weekdays
            assert session.limit_s == rule.limit_s
            for item in session.items:
                entry = entries[item.entry_key]
                assert session.key in entry.session_keys
                assert entry.recurrence.occurs_on(session.day)


@FEWER
@given(schedules(), DAYS, st.integers(0, 15), st.integers(0, 15), st.integers(0, 15))
def test_the_plan_of_a_long_period_holds_that_of_a_short_one(
    schedule: Schedule, first, before: int, length: int, after: int
) -> None:
    last = first + timedelta(days=length)
    longer = plan_period(schedule, first - timedelta(days=before), last + timedelta(days=after))
    assert tuple(s for s in longer if first <= s.day <= last) == plan_period(schedule, first, last)


@FEWER
@given(schedules(), DAYS)
def test_every_entry_stands_in_each_session_that_it_asks_for(schedule: Schedule, day) -> None:
    for session in plan_period(schedule, day, day):
        if session.emergency is None:
            wanted = {e.key for e in schedule.entries if session.key in e.session_keys and e.recurrence.occurs_on(day)}
            assert {item.entry_key for item in session.items} == wanted
            assert len(session.items) == len(wanted)


@FEWER
@given(schedules(), DAYS, st.randoms(use_true_random=False))
def test_the_order_is_total_whatever_order_the_database_gives(schedule: Schedule, first, chance: random.Random) -> None:
    def shuffle(values):
        return tuple(chance.sample(values, len(values)))

    shuffled = Schedule(
        replace(schedule.rules, sessions=shuffle(schedule.rules.sessions)),
        shuffle(schedule.entries),
        shuffle(schedule.emergencies),
    )
    last = first + timedelta(days=14)
    plan = plan_period(schedule, first, last)
    assert plan_period(shuffled, first, last) == plan
    assert len({session.identity for session in plan}) == len(plan)
    assert [session.starts_at for session in plan] == sorted(session.starts_at for session in plan)


@FEWER
@given(schedules(), st.integers(-9000, 9000))
def test_local_times_know_no_summer_time(schedule: Schedule, offset: int) -> None:
    day = MONDAY + timedelta(days=offset)  # 2002 to 2051
    for session in plan_period(schedule, day, day + timedelta(days=3)):
        for instant in (session.starts_at, session.ends_at):
            assert instant.utcoffset() == timedelta(hours=7)
            assert instant.astimezone(UTC).astimezone(WARD_ZONE).replace(tzinfo=None) == instant.replace(tzinfo=None)


def test_two_sessions_at_one_hour_keep_their_order() -> None:
    rules = make_rules(time(6))
    twin = replace(rules.sessions[0], key="0000")
    plan = plan_period(make_schedule(rules=replace(rules, sessions=(*rules.sessions, twin))), MONDAY, MONDAY)
    assert [session.key for session in plan] == ["0000", "0600"]


def test_an_override_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        EmergencyOverride(
            "1", make_emergency(in_ward(MONDAY, 2)).bulletin, datetime(2026, 11, 23), "Lan", in_ward(MONDAY, 1), "Bão"
        )
