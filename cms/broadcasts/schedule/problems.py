"""What is wrong with a plan, as values; `cms.broadcasts.sentences` turns each into a sentence.

A problem never forbids to save: an officer schedules before a bulletin is approved. Those that block keep the session,
or the item, from being packaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cms.broadcasts.schedule.entries import BulletinClass, EmergencyOverride, Entry
from cms.broadcasts.schedule.plan import Obstacle, PlannedItem, PlannedSession, Schedule, plan_period
from cms.broadcasts.schedule.recurrence import Frequency
from cms.broadcasts.schedule.rules import Rules

_HORIZON = timedelta(days=800)
"""How far an entry's days are looked through: any day of a month falls on any weekday within it."""


class ProblemKind(StrEnum):
    """What is wrong."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNAPPROVED = "unapproved"
    OVERLAP = "overlap"
    """A session has not ended when the next one starts."""
    SESSION_MISSING = "session-missing"
    """An entry names a session that the rules do not have."""
    OVERRUN = "overrun"
    QUIET_HOURS = "quiet-hours"
    NOTHING_TO_PLAY = "nothing-to-play"
    LENGTH_UNKNOWN = "length-unknown"
    REPEATED = "repeated"
    """The same bulletin twice in one session."""
    ORDER_UNDECIDED = "order-undecided"
    """Priority bulletins collide and the ward has not said which comes first."""
    EMERGENCY_WAITS = "emergency-waits"
    """An emergency is put in a session although no order to play it at once is recorded."""
    INTERRUPTED = "interrupted"
    """An emergency plays while a session does."""
    NEVER_PLAYS = "never-plays"
    """An entry whose days and sessions never meet."""


BLOCKING = frozenset(
    {
        ProblemKind.WITHDRAWN,
        ProblemKind.EXPIRED,
        ProblemKind.UNAPPROVED,
        ProblemKind.OVERLAP,
        ProblemKind.SESSION_MISSING,
    }
)

_OF_OBSTACLE = {
    Obstacle.WITHDRAWN: ProblemKind.WITHDRAWN,
    Obstacle.EXPIRED: ProblemKind.EXPIRED,
    Obstacle.UNAPPROVED: ProblemKind.UNAPPROVED,
}


_OF_ONE_DAY = frozenset({ProblemKind.OVERLAP, ProblemKind.INTERRUPTED, ProblemKind.OVERRUN})
"""Their sentences tell hours or lengths of one day, so that they are never said of another."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in one session or with one entry."""

    kind: ProblemKind
    session: PlannedSession | None = None
    """None: with an entry as a whole."""
    other: PlannedSession | None = None
    """The session that is run into, or the emergency that interrupts."""
    items: tuple[PlannedItem, ...] = ()
    """Which bulletins it is about."""
    entry: Entry | None = None
    session_key: str = ""
    """The session that an entry names and the rules lack."""

    @property
    def is_blocking(self) -> bool:
        """Whether it keeps something from being packaged."""
        return self.kind in BLOCKING


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The same problem of the same bulletins in many sessions: one sentence."""

    first: Problem
    count: int


def find_problems(schedule: Schedule, sessions: Sequence[PlannedSession]) -> list[Problem]:
    """All that is wrong in a plan, in the order of its sessions.

    Args:
        schedule: what the plan was made from.
        sessions: as `plan_period` gives them.
    """
    problems = [problem for session in sessions for problem in _check_session(session, schedule)]
    problems += _find_overlaps([session for session in sessions if session.emergency is None])
    problems += _find_interruptions(sessions)
    places = {session.identity: place for place, session in enumerate(sessions)}
    kinds = list(ProblemKind)

    def rank(problem: Problem) -> tuple[int, int]:
        return places[problem.session.identity] if problem.session else 0, kinds.index(problem.kind)

    return sorted(problems, key=rank)


def find_entry_problems(schedule: Schedule) -> list[Problem]:
    """What is wrong with entries as such, on whatever day."""
    known = {rule.key for rule in schedule.rules.sessions}
    problems = []
    for entry in schedule.entries:
        lost = sorted(entry.session_keys - known)
        problems += [Problem(ProblemKind.SESSION_MISSING, entry=entry, session_key=key) for key in lost]
        if not lost and not _ever_plays(entry, schedule.rules):
            problems.append(Problem(ProblemKind.NEVER_PLAYS, entry=entry))
    return problems


def find_added_problems(before: Schedule, after: Schedule, first: date, last: date) -> list[Problem]:
    """What a change would bring: problems of entries, then of the period, that were not there before."""
    known = {_name_problem(problem) for problem in _find_all(before, first, last)}
    return [problem for problem in _find_all(after, first, last) if _name_problem(problem) not in known]


def group_problems(problems: Sequence[Problem]) -> list[ProblemGroup]:
    """One group for each kind and its bulletins, in the order of the first of each."""
    firsts: dict[tuple[object, ...], Problem] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for problem in problems:
        firsts.setdefault(_name_group(problem), problem)
        counts[_name_group(problem)] += 1
    return [ProblemGroup(first, counts[name]) for name, first in firsts.items()]


def list_overrunning(session: PlannedSession) -> tuple[PlannedItem, ...]:
    """The items that have not ended when the session's limit is reached; later ones are the less urgent."""
    if session.limit_s is None:
        return ()
    played_ms, overrunning = 0, []
    for item in session.items_to_play:
        played_ms += item.bulletin.duration_ms or 0
        if played_ms > session.limit_s * 1000:
            overrunning.append(item)
    return tuple(overrunning)


def _check_session(session: PlannedSession, schedule: Schedule) -> Iterator[Problem]:
    for item in session.items:
        if item.obstacle is not None:
            yield Problem(_OF_OBSTACLE[item.obstacle], session, items=(item,))
        if item.takes_time and item.bulletin.duration_ms is None:
            yield Problem(ProblemKind.LENGTH_UNKNOWN, session, items=(item,))
    if session.emergency is None:
        yield from _check_length_and_hours(session, schedule.rules)
        yield from _check_choice_of_items(session)
        yield from _find_waiting_emergencies(session, schedule.emergencies)


def _check_length_and_hours(session: PlannedSession, rules: Rules) -> Iterator[Problem]:
    if not session.items_to_play:
        yield Problem(ProblemKind.NOTHING_TO_PLAY, session)
        return
    if overrunning := list_overrunning(session):
        yield Problem(ProblemKind.OVERRUN, session, items=overrunning)
    ends_at = session.starts_at + timedelta(milliseconds=session.known_ms)
    if rules.quiet_hours is not None and rules.quiet_hours.overlap(session.starts_at, ends_at):
        yield Problem(ProblemKind.QUIET_HOURS, session)


def _check_choice_of_items(session: PlannedSession) -> Iterator[Problem]:
    by_bulletin: dict[str, list[PlannedItem]] = {}
    for item in session.items_to_play:
        by_bulletin.setdefault(item.bulletin.key, []).append(item)
    yield from (
        Problem(ProblemKind.REPEATED, session, items=tuple(items)) for items in by_bulletin.values() if len(items) > 1
    )
    by_position: dict[int, list[PlannedItem]] = {}
    for items in by_bulletin.values():
        if items[0].bulletin.bulletin_class is BulletinClass.PRIORITY:
            by_position.setdefault(items[0].position, []).append(items[0])
    yield from (
        Problem(ProblemKind.ORDER_UNDECIDED, session, items=tuple(items))
        for items in by_position.values()
        if len(items) > 1
    )


def _find_waiting_emergencies(session: PlannedSession, emergencies: Sequence[EmergencyOverride]) -> Iterator[Problem]:
    """A repetition in a session is fine once the emergency has played at once."""
    played = {override.bulletin.key for override in emergencies if override.plays_at <= session.starts_at}
    for item in session.items_to_play:
        if item.bulletin.bulletin_class is BulletinClass.EMERGENCY and item.bulletin.key not in played:
            yield Problem(ProblemKind.EMERGENCY_WAITS, session, items=(item,))


def _find_overlaps(sessions: Sequence[PlannedSession]) -> Iterator[Problem]:
    """Sessions that start before an earlier one has ended; of several that run, the one that ends last is named."""
    running: PlannedSession | None = None
    for session in sessions:
        if not session.items_to_play:
            continue
        if running is not None and session.starts_at < running.ends_at:
            yield Problem(ProblemKind.OVERLAP, running, other=session)
        if running is None or session.ends_at >= running.ends_at:
            running = session


def _find_interruptions(sessions: Sequence[PlannedSession]) -> Iterator[Problem]:
    emergencies = [session for session in sessions if session.emergency is not None and session.items_to_play]
    for session in sessions:
        if session.emergency is None and session.items_to_play:
            yield from (
                Problem(ProblemKind.INTERRUPTED, session, other=emergency)
                for emergency in emergencies
                if session.starts_at <= emergency.starts_at < session.ends_at
                or emergency.starts_at <= session.starts_at < emergency.ends_at
            )


def _ever_plays(entry: Entry, rules: Rules) -> bool:
    recurrence, sessions = entry.recurrence, [rule for rule in rules.sessions if rule.key in entry.session_keys]
    last = recurrence.first_day + min(_HORIZON, date.max - recurrence.first_day)
    if recurrence.frequency is Frequency.ONCE:
        last = recurrence.first_day
    elif recurrence.last_day is not None:
        last = min(last, recurrence.last_day)
    days = recurrence.list_days(recurrence.first_day, last)
    return any(rule.is_held_on(day) for day in days for rule in sessions)


def _find_all(schedule: Schedule, first: date, last: date) -> list[Problem]:
    return find_entry_problems(schedule) + find_problems(schedule, plan_period(schedule, first, last))


def _name_problem(problem: Problem) -> tuple[object, ...]:
    """The same of one problem before and after a change elsewhere."""
    session, other = problem.session, problem.other
    identities = (session.identity if session else "", other.identity if other else "")
    return *_name_group(problem), *identities, tuple(item.entry_key for item in problem.items)


def _name_group(problem: Problem) -> tuple[object, ...]:
    bulletins = tuple(item.bulletin.key for item in problem.items)
    entry_key = problem.entry.key if problem.entry else ""
    return problem.kind, bulletins, entry_key, problem.session_key, _name_session(problem)


def _name_session(problem: Problem) -> str:
    """What keeps groups apart: the day itself, or the session of any day where no bulletin is named."""
    if problem.session is None or (problem.items and problem.kind not in _OF_ONE_DAY):
        return ""
    return problem.session.identity if problem.kind in _OF_ONE_DAY else problem.session.key
