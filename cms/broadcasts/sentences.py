"""What the schedule's engine finds, as sentences for an officer, in the language that is active.

The one place that joins the engine, which knows no language, to gettext.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cms.broadcasts.schedule.calendar_feed import Wording
from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.plan import Obstacle, PlannedItem, PlannedSession
from cms.broadcasts.schedule.problems import Problem, ProblemGroup, ProblemKind

_FAULTS = {
    Fault.PERIOD_REVERSED: gettext_noop("The last day comes before the first day."),
    Fault.WEEKDAYS_MISSING: gettext_noop("Choose at least one day of the week."),
    Fault.DAY_OF_MONTH_MISSING: gettext_noop("Give the day of the month, from 1 to 31."),
    Fault.LIMIT_NOT_POSITIVE: gettext_noop("The limit of a session must be longer than zero."),
    Fault.QUIET_HOURS_EMPTY: gettext_noop("Quiet hours cannot end at the hour at which they begin."),
    Fault.SESSIONS_ALIKE: gettext_noop("Two sessions have the same name."),
    Fault.LENGTH_NOT_POSITIVE: gettext_noop("The length of a bulletin must be longer than zero."),
    Fault.NOT_AN_EMERGENCY: gettext_noop("Only a bulletin of the class emergency can be ordered to play at once."),
    Fault.NOBODY_NAMED: gettext_noop("Say who gave the order."),
    Fault.REASON_MISSING: gettext_noop("Say why it must play at once."),
    Fault.INSTANT_WITHOUT_ZONE: gettext_noop("The time has no time zone."),
}

_PROBLEMS = {
    ProblemKind.WITHDRAWN: gettext_noop(
        "“%(titles)s” was withdrawn and is not played in the session %(session)s: %(why)s"
    ),
    ProblemKind.EXPIRED: gettext_noop(
        "“%(titles)s” expired on %(valid_until)s and is not played in the session %(session)s."
    ),
    ProblemKind.UNAPPROVED: gettext_noop("“%(titles)s” is not approved yet for the session %(session)s."),
    ProblemKind.OVERLAP: gettext_noop(
        "The session %(session)s lasts until %(ends)s, but the session %(other)s starts before that."
    ),
    ProblemKind.SESSION_MISSING: gettext_noop(
        "“%(titles)s” is put in the session “%(session_key)s”, which does not exist any more."
    ),
    ProblemKind.OVERRUN: gettext_noop(
        "The session %(session)s lasts %(length)s, but its limit is %(limit)s. Not within the limit: “%(titles)s”."
    ),
    ProblemKind.QUIET_HOURS: gettext_noop("The session %(session)s sounds in quiet hours."),
    ProblemKind.NOTHING_TO_PLAY: gettext_noop("The session %(session)s has nothing to play."),
    ProblemKind.LENGTH_UNKNOWN: gettext_noop(
        "The recording of “%(titles)s” is not made yet, so the length of the session %(session)s is not known."
    ),
    ProblemKind.REPEATED: gettext_noop("“%(titles)s” is in the session %(session)s more than once."),
    ProblemKind.ORDER_UNDECIDED: gettext_noop(
        "The session %(session)s has several priority bulletins in the same place. Decide their order: “%(titles)s”."
    ),
    ProblemKind.EMERGENCY_WAITS: gettext_noop(
        "“%(titles)s” is an emergency and must play at once; it waits for the session %(session)s. Record the order."
    ),
    ProblemKind.INTERRUPTED: gettext_noop("The emergency %(other)s interrupts the session %(session)s."),
    ProblemKind.NEVER_PLAYS: gettext_noop("“%(titles)s” never plays: no session is held on any of its days."),
}


def describe_fault(error: InvalidValueError) -> str:
    """How a value contradicts itself, to stand beside its field."""
    return _(_FAULTS[error.fault])


def describe_problem(problem: Problem) -> str:
    """One problem of one session or entry."""
    return _(_PROBLEMS[problem.kind]) % _list_facts(problem)


def describe_group(group: ProblemGroup) -> str:
    """The first of the same problems, and in how many more sessions it is."""
    sentence, others = describe_problem(group.first), group.count - 1
    if not others:
        return sentence
    more = ngettext("So it is in %(count)d more session.", "So it is in %(count)d more sessions.", others)
    return f"{sentence} {more % {'count': others}}"


def build_wording(ward: str) -> Wording:
    """What the iCalendar feed says. Args: ward: its name; may be empty."""
    return Wording(
        calendar_name=_("Loudspeaker schedule of %(ward)s") % {"ward": ward} if ward else _("Loudspeaker schedule"),
        session_title=_("Session {start}"),
        emergency_title=_("Emergency: {title}"),
        obstacles={
            Obstacle.WITHDRAWN: _("withdrawn"),
            Obstacle.EXPIRED: _("expired"),
            Obstacle.UNAPPROVED: _("not approved yet"),
        },
        ordered_by=_("Ordered by {person}. Reason: {reason}"),
    )


def write_instant(instant: datetime) -> str:
    """Hour, day of the week and date, as the instant's own clock shows them."""
    weekday = str(WEEKDAYS[instant.weekday()])
    return _("%(hour)s on %(weekday)s, %(date)s") % {
        "hour": f"{instant:%H:%M}",
        "weekday": weekday,
        "date": f"{instant:%d/%m/%Y}",
    }


def write_duration(duration_ms: int) -> str:
    """Minutes and seconds in words, rounded up: what is over a limit never looks as if it were on it."""
    minutes, seconds = divmod(-(-duration_ms // 1000), 60)
    if not seconds:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds}


def _list_facts(problem: Problem) -> dict[str, str]:
    """What the sentence of a problem may name."""
    facts = {"titles": _list_titles(problem.items), "session_key": problem.session_key}
    if problem.entry is not None:
        facts["titles"] = problem.entry.bulletin.title
    if problem.items:
        bulletin = problem.items[0].bulletin
        facts["why"] = bulletin.withdrawn_because
        facts["valid_until"] = f"{bulletin.valid_until:%d/%m/%Y}" if bulletin.valid_until else ""
    if problem.session is not None:
        facts |= _list_session_facts(problem.session)
    if problem.other is not None:
        facts["other"] = write_instant(problem.other.starts_at)
    return facts


def _list_session_facts(session: PlannedSession) -> dict[str, str]:
    return {
        "session": write_instant(session.starts_at),
        "ends": f"{session.ends_at:%H:%M}",
        "length": write_duration(session.known_ms),
        "limit": write_duration((session.limit_s or 0) * 1000),
    }


def _list_titles(items: Sequence[PlannedItem]) -> str:
    """Each title once."""
    return "”, “".join(dict.fromkeys(item.bulletin.title for item in items))
