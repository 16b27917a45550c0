"""What is wrong with a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.broadcasts.schedule.clock import Weekday
from cms.broadcasts.schedule.entries import BulletinClass
from cms.broadcasts.schedule.plan import Schedule, plan_period
from cms.broadcasts.schedule.problems import (
    Problem,
    ProblemKind,
    find_added_problems,
    find_entry_problems,
    find_problems,
    group_problems,
    list_overrunning,
)
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from cms.broadcasts.schedule.rules import QuietHours, Rules
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

ALL_DAY = frozenset({MORNING, AFTERNOON})
EMERGENCY = make_bulletin("bao", bulletin_class=BulletinClass.EMERGENCY)


def look(schedule: Schedule, first: date = MONDAY, last: date = MONDAY) -> list[Problem]:
    return find_problems(schedule, plan_period(schedule, first, last))


def list_kinds(schedule: Schedule, first: date = MONDAY, last: date = MONDAY) -> list[ProblemKind]:
    return [problem.kind for problem in look(schedule, first, last)]


def test_a_sound_plan_has_no_problem() -> None:
    assert look(make_schedule(make_entry(session_keys=ALL_DAY)), MONDAY, MONDAY + timedelta(days=30)) == []


def test_a_session_without_bulletins_has_nothing_to_play() -> None:
    problems = look(make_schedule(make_entry()))
    assert [(p.kind, p.session.key, p.is_blocking) for p in problems] == [
        (ProblemKind.NOTHING_TO_PLAY, AFTERNOON, False)
    ]


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"valid_until": MONDAY - timedelta(days=1)}, [ProblemKind.EXPIRED, ProblemKind.NOTHING_TO_PLAY]),
        ({"withdrawn_because": "Luật đã hết hiệu lực."}, [ProblemKind.WITHDRAWN, ProblemKind.NOTHING_TO_PLAY]),
        ({"is_approved": False}, [ProblemKind.UNAPPROVED]),
        ({"duration_ms": None}, [ProblemKind.LENGTH_UNKNOWN]),
        ({"duration_ms": 15 * MINUTE_MS}, []),
        ({"duration_ms": 15 * MINUTE_MS + 1}, [ProblemKind.OVERRUN]),
    ],
)
def test_problems_of_one_bulletin(values, kinds: list[ProblemKind]) -> None:
    entries = [
        make_entry(make_bulletin("a", **values)),
        make_entry(make_bulletin("b"), session_keys=frozenset({AFTERNOON})),
    ]
    problems = look(make_schedule(*entries))
    assert [problem.kind for problem in problems] == kinds
    assert all(problem.session.key == MORNING for problem in problems)


def test_expired_and_unapproved_bulletins_block_and_an_overrun_warns() -> None:
    blocking = {ProblemKind.EXPIRED, ProblemKind.UNAPPROVED, ProblemKind.WITHDRAWN, ProblemKind.OVERLAP}
    for kind in ProblemKind:
        assert Problem(kind).is_blocking is (kind in blocking | {ProblemKind.SESSION_MISSING})


def test_an_overrun_names_what_does_not_end_within_the_limit() -> None:
    entries = [
        make_entry(make_bulletin(key, duration_ms=6 * MINUTE_MS), position=place) for place, key in enumerate("abcd")
    ]
    problem = next(p for p in look(make_schedule(*entries)) if p.kind is ProblemKind.OVERRUN)
    assert [item.bulletin.key for item in problem.items] == ["c", "d"]


def test_the_known_items_alone_may_overrun() -> None:
    entries = [
        make_entry(make_bulletin("a", duration_ms=None)),
        make_entry(make_bulletin("b", duration_ms=16 * MINUTE_MS)),
    ]
    kinds = list_kinds(make_schedule(*entries))
    assert kinds[:2] == [ProblemKind.OVERRUN, ProblemKind.LENGTH_UNKNOWN]


def test_a_session_in_quiet_hours_is_told_and_so_is_one_that_runs_into_them() -> None:
    quiet = QuietHours(time(20), time(5, 30))
    rules = replace(make_rules(time(5), time(19, 50), time(21)), quiet_hours=quiet)
    entry = make_entry(make_bulletin(duration_ms=10 * MINUTE_MS), session_keys=frozenset({"0500", "1950", "2100"}))
    told = [(p.kind, p.session.key) for p in look(make_schedule(entry, rules=rules))]
    assert told == [(ProblemKind.QUIET_HOURS, "0500"), (ProblemKind.QUIET_HOURS, "2100")]
    longer = replace(entry, bulletin=make_bulletin(duration_ms=10 * MINUTE_MS + 1))
    assert len(look(make_schedule(longer, rules=rules))) == 3


def test_a_session_that_runs_into_the_next_is_a_conflict() -> None:
    rules = make_rules(time(6), time(6, 10), time(6, 20), limit_s=3600)
    long = make_entry(make_bulletin("a", duration_ms=15 * MINUTE_MS), session_keys=frozenset({"0600"}))
    short = make_entry(make_bulletin("b"), session_keys=frozenset({"0610", "0620"}))
    problems = look(make_schedule(long, short, rules=rules))
    assert [(p.kind, p.session.key, p.other.key) for p in problems] == [(ProblemKind.OVERLAP, "0600", "0610")]


def test_a_session_that_ends_as_the_next_starts_is_no_conflict() -> None:
    rules = make_rules(time(6), time(6, 3))
    assert look(make_schedule(make_entry(session_keys=frozenset({"0600", "0603"})), rules=rules)) == []


def test_a_session_runs_into_that_of_the_next_day() -> None:
    rules = make_rules(time(0), time(23, 59))
    entry = make_entry(session_keys=frozenset({"0000", "2359"}))
    problems = look(make_schedule(entry, rules=rules), MONDAY, MONDAY + timedelta(days=1))
    assert [(p.session.identity, p.other.identity) for p in problems] == [("2026-11-23-2359", "2026-11-24-0000")]


def test_a_session_whose_length_is_unknown_is_given_its_limit() -> None:
    rules = make_rules(time(6), time(6, 10))
    entry = make_entry(make_bulletin(duration_ms=None), session_keys=frozenset({"0600"}))
    other = make_entry(make_bulletin("b"), session_keys=frozenset({"0610"}))
    assert list_kinds(make_schedule(entry, other, rules=rules)) == [ProblemKind.OVERLAP, ProblemKind.LENGTH_UNKNOWN]


def test_a_bulletin_twice_in_a_session_is_told() -> None:
    bulletin = make_bulletin()
    twice = make_schedule(make_entry(bulletin, key="1"), make_entry(bulletin, key="2", session_keys=ALL_DAY))
    problem = look(twice)[0]
    assert (problem.kind, [item.entry_key for item in problem.items]) == (ProblemKind.REPEATED, ["1", "2"])


def test_priority_bulletins_that_collide_ask_for_an_order() -> None:
    def priority(key: str, position: int):
        bulletin = make_bulletin(key, bulletin_class=BulletinClass.PRIORITY)
        return make_entry(bulletin, position=position, session_keys=ALL_DAY)

    assert look(make_schedule(priority("a", 1), priority("b", 2))) == []
    problems = look(make_schedule(priority("a", 1), priority("b", 1)))
    assert [(p.kind, len(p.items)) for p in problems] == [(ProblemKind.ORDER_UNDECIDED, 2)] * 2
    assert (
        look(make_schedule(make_entry(make_bulletin("a"), session_keys=ALL_DAY), make_entry(make_bulletin("b")))) == []
    )


def test_an_emergency_does_not_wait_for_a_session() -> None:
    entry = make_entry(EMERGENCY, session_keys=ALL_DAY)
    assert list_kinds(make_schedule(entry)) == [ProblemKind.EMERGENCY_WAITS] * 2
    at_noon = make_emergency(in_ward(MONDAY, 12))
    problems = look(make_schedule(entry, emergencies=(at_noon,)))
    assert [(p.kind, p.session.key) for p in problems] == [(ProblemKind.EMERGENCY_WAITS, MORNING)]


def test_an_emergency_that_played_before_the_period_may_be_repeated_in_it() -> None:
    emergency = make_emergency(in_ward(MONDAY - timedelta(days=9), 3))
    assert look(make_schedule(make_entry(EMERGENCY, session_keys=ALL_DAY), emergencies=(emergency,))) == []


def test_quiet_hours_and_limits_do_not_hold_for_an_emergency() -> None:
    bulletin = replace(EMERGENCY, duration_ms=60 * MINUTE_MS)
    emergency = make_emergency(in_ward(MONDAY, 1), bulletin=bulletin)
    assert look(make_schedule(make_entry(session_keys=ALL_DAY), emergencies=(emergency,))) == []


def test_an_emergency_that_nobody_approved_or_that_expired_is_told() -> None:
    for values, kind in (
        ({"is_approved": False}, ProblemKind.UNAPPROVED),
        ({"valid_until": MONDAY - timedelta(days=1)}, ProblemKind.EXPIRED),
    ):
        emergency = make_emergency(in_ward(MONDAY, 1), bulletin=replace(EMERGENCY, **values))
        assert list_kinds(Schedule(make_rules(), (), (emergency,))) == [kind]


def test_an_emergency_during_a_session_interrupts_it() -> None:
    schedule = make_schedule(make_entry(session_keys=ALL_DAY))
    for minute, kinds in (
        (29, [ProblemKind.INTERRUPTED]),
        (32, [ProblemKind.INTERRUPTED]),
        (33, []),
        (26, []),
        (27, []),
    ):
        emergency = make_emergency(in_ward(MONDAY, 5, minute), bulletin=replace(EMERGENCY, duration_ms=3 * MINUTE_MS))
        assert list_kinds(replace(schedule, emergencies=(emergency,))) == kinds, minute


def test_an_emergency_of_unknown_length_interrupts_the_session_of_its_instant() -> None:
    emergency = make_emergency(in_ward(MONDAY, 5, 30), bulletin=replace(EMERGENCY, duration_ms=None))
    schedule = make_schedule(make_entry(session_keys=ALL_DAY), emergencies=(emergency,))
    assert list_kinds(schedule) == [ProblemKind.LENGTH_UNKNOWN, ProblemKind.INTERRUPTED]


def test_an_entry_whose_session_is_gone_is_told() -> None:
    entry = make_entry(session_keys=frozenset({MORNING, "trưa"}))
    problems = find_entry_problems(make_schedule(entry))
    assert [(p.kind, p.session_key, p.entry) for p in problems] == [(ProblemKind.SESSION_MISSING, "trưa", entry)]


def test_an_entry_whose_days_and_sessions_never_meet_is_told() -> None:
    rules = make_rules(time(6), weekdays=frozenset({Weekday.SUNDAY}))
    sunday = MONDAY + timedelta(days=6)
    of_session = {"session_keys": frozenset({"0600"})}
    cases = [
        (Recurrence(Frequency.ONCE, MONDAY), True),
        (Recurrence(Frequency.ONCE, sunday), False),
        (Recurrence(Frequency.DAILY, MONDAY, sunday - timedelta(days=1)), True),
        (Recurrence(Frequency.DAILY, MONDAY, sunday), False),
        (Recurrence(Frequency.WEEKLY, MONDAY, weekdays=frozenset({Weekday.MONDAY})), True),
        (Recurrence(Frequency.WEEKLY, MONDAY, weekdays=frozenset({Weekday.SUNDAY})), False),
        (Recurrence(Frequency.MONTHLY, MONDAY, MONDAY + timedelta(days=20), day_of_month=1), True),
        (Recurrence(Frequency.DAILY, date.max), True),
    ] + [(Recurrence(Frequency.MONTHLY, MONDAY, day_of_month=number), False) for number in range(1, 32)]
    for recurrence, never in cases:
        problems = find_entry_problems(make_schedule(make_entry(recurrence=recurrence, **of_session), rules=rules))
        assert [p.kind for p in problems] == [ProblemKind.NEVER_PLAYS] * never, recurrence


def test_an_entry_in_no_session_never_plays() -> None:
    problems = find_entry_problems(make_schedule(make_entry(session_keys=frozenset())))
    assert [p.kind for p in problems] == [ProblemKind.NEVER_PLAYS]


def test_a_change_is_blamed_for_what_it_brings_alone() -> None:
    old = make_entry(make_bulletin("a", is_approved=False), session_keys=ALL_DAY)
    new = make_entry(make_bulletin("b", valid_until=MONDAY), session_keys=ALL_DAY)
    last = MONDAY + timedelta(days=1)
    before, after = make_schedule(old), make_schedule(old, new)
    added = find_added_problems(before, after, MONDAY, last)
    assert [(p.kind, p.session.identity) for p in added] == [
        (ProblemKind.EXPIRED, "2026-11-24-sang"),
        (ProblemKind.EXPIRED, "2026-11-24-chieu"),
    ]
    assert find_added_problems(after, after, MONDAY, last) == []


def test_a_longer_overrun_is_a_new_problem() -> None:
    old = make_entry(make_bulletin("a", duration_ms=16 * MINUTE_MS), session_keys=ALL_DAY)
    after = make_schedule(old, make_entry(make_bulletin("b"), position=1))
    added = find_added_problems(make_schedule(old), after, MONDAY, MONDAY)
    assert [(p.kind, p.session.key, len(p.items)) for p in added] == [(ProblemKind.OVERRUN, MORNING, 2)]


def test_an_entry_that_never_plays_is_a_new_problem() -> None:
    lost = make_entry(session_keys=frozenset())
    added = find_added_problems(make_schedule(), make_schedule(lost), MONDAY, MONDAY)
    assert [p.kind for p in added] == [ProblemKind.NEVER_PLAYS]


def test_the_same_problem_on_many_days_is_one_group() -> None:
    entry = make_entry(make_bulletin(is_approved=False), session_keys=ALL_DAY)
    groups = group_problems(look(make_schedule(entry), MONDAY, MONDAY + timedelta(days=6)))
    assert [(group.first.kind, group.count) for group in groups] == [(ProblemKind.UNAPPROVED, 14)]
    assert groups[0].first.session.starts_at == in_ward(MONDAY, 5, 30)


def test_overruns_of_different_days_stay_apart() -> None:
    entry = make_entry(make_bulletin(duration_ms=16 * MINUTE_MS), session_keys=ALL_DAY)
    assert len(group_problems(look(make_schedule(entry), MONDAY, MONDAY + timedelta(days=1)))) == 4


@FEWER
@given(schedules(), DAYS, st.integers(0, 10))
def test_groups_lose_no_problem(schedule: Schedule, first: date, length: int) -> None:
    problems = look(schedule, first, first + timedelta(days=length))
    groups = group_problems(problems)
    assert sum(group.count for group in groups) == len(problems)
    assert {group.first.kind for group in groups} == {problem.kind for problem in problems}


@FEWER
@given(schedules(), DAYS, st.integers(0, 10))
def test_a_plan_without_problems_keeps_every_rule(schedule: Schedule, first: date, length: int) -> None:
    plan = plan_period(schedule, first, first + timedelta(days=length))
    problems = find_problems(schedule, plan)
    told = {(p.session.identity, p.kind) for p in problems}
    for session in plan:
        if session.emergency is not None:
            continue
        known_s = session.known_ms / 1000
        assert ((session.identity, ProblemKind.OVERRUN) in told) is (known_s > session.limit_s)
        assert bool(list_overrunning(session)) is (known_s > session.limit_s)
        assert ((session.identity, ProblemKind.NOTHING_TO_PLAY) in told) is (not session.items_to_play)
        if not any((session.identity, kind) in told for kind in ProblemKind):
            assert all(item.obstacle is None for item in session.items)
            assert len({item.bulletin.key for item in session.items}) == len(session.items)


@FEWER
@given(schedules(), DAYS, st.integers(0, 10))
def test_conflicts_are_found_exactly_when_two_sessions_sound_at_once(
    schedule: Schedule, first: date, length: int
) -> None:
    plan = plan_period(schedule, first, first + timedelta(days=length))
    sounding = [session for session in plan if session.emergency is None and session.items_to_play]
    run_into = {
        later.identity
        for number, later in enumerate(sounding)
        for earlier in sounding[:number]
        if later.starts_at < earlier.ends_at
    }
    problems = find_problems(schedule, plan)
    assert {p.other.identity for p in problems if p.kind is ProblemKind.OVERLAP} == run_into


@FEWER
@given(schedules(), DAYS, st.integers(0, 20))
def test_quiet_hours_are_found_minute_by_minute(schedule: Schedule, first: date, length: int) -> None:
    plan = plan_period(schedule, first, first + timedelta(days=length))
    told = {p.session.identity for p in find_problems(schedule, plan) if p.kind is ProblemKind.QUIET_HOURS}
    for session in plan:
        if session.emergency is None and session.items_to_play:
            assert (session.identity in told) is _sounds_in_quiet_hours(session, schedule.rules)


def _sounds_in_quiet_hours(session, rules: Rules) -> bool:
    """The slow way: look at the clock at every half minute, since rules are in whole minutes, and before the end."""
    if rules.quiet_hours is None:
        return False
    starts, ends = rules.quiet_hours.starts, rules.quiet_hours.ends
    last = session.starts_at + timedelta(milliseconds=max(session.known_ms - 1, 0))
    instants, instant = [last], session.starts_at
    while instant <= last:
        instants.append(instant)
        instant += timedelta(seconds=30)
    hours = [instant.time() for instant in instants]
    if starts < ends:
        return any(starts <= hour < ends for hour in hours)
    return any(hour >= starts or hour < ends for hour in hours)
