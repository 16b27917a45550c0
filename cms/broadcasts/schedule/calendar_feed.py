"""The plan as an iCalendar feed (RFC 5545), for the calendars of officers' telephones. Text in, text out.

Hours are given in the ward's zone with its definition (`VTIMEZONE`), so that they name the same instants wherever a
reader's telephone is. The same plan and stamp give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cms.broadcasts.schedule.clock import ZONE_NAME, to_ward_time
from cms.broadcasts.schedule.errors import Fault, InvalidValueError
from cms.broadcasts.schedule.plan import Obstacle, PlannedItem, PlannedSession

CONTENT_TYPE = "text/calendar; charset=utf-8"
MAX_LINE_BYTES = 75
"""RFC 5545, 3.1: octets of a line without its line break."""

_PRODUCT_ID = "-//Tieng Luat//Lich phat thanh//VI"
_TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE_NAME}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",  # the day since which Vietnam has been at UTC+7
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_UNFIT_FOR_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, which no TEXT may hold (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a calendar says besides the titles of bulletins, in the language of its readers."""

    calendar_name: str
    session_title: str
    """`{start}` stands for the hour."""
    emergency_title: str
    """`{title}` stands for the bulletin."""
    obstacles: dict[Obstacle, str]
    """What stands behind the title of a bulletin that is not played."""
    ordered_by: str
    """`{person}` and `{reason}` of an emergency."""


def build_calendar(sessions: Sequence[PlannedSession], wording: Wording, *, domain: str, stamp: datetime) -> str:
    """The feed: an event for each session that has something to play and for each emergency.

    Args:
        domain: host name behind the `@` of each UID, so that it is unique in the world and stays.
        stamp: when the plan was last changed, with its time zone.
    """
    if stamp.tzinfo is None:
        raise InvalidValueError(Fault.INSTANT_WITHOUT_ZONE, field="stamp")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT_ID}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape_text(wording.calendar_name)}",  # RFC 7986
        f"X-WR-CALNAME:{escape_text(wording.calendar_name)}",  # what most calendars read instead
        f"X-WR-TIMEZONE:{ZONE_NAME}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *_TIME_ZONE,
    ]
    for session in sessions:
        if session.items_to_play:
            lines += _build_event(session, wording, domain, stamp)
    lines.append("END:VCALENDAR")
    return "".join(fold_line(line) for line in lines)


def escape_text(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11): its line breaks and separators escaped, control characters left out."""
    text = _UNFIT_FOR_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold_line(line: str) -> str:
    """A content line with its line break, folded at 75 octets of UTF-8; no letter is cut in two."""
    parts, part, size = [], "", 0
    for letter in line:
        letter_size = len(letter.encode())
        if size + letter_size > MAX_LINE_BYTES:
            parts.append(part)
            part, size = " ", 1  # the space that begins a continuation counts
        part, size = part + letter, size + letter_size
    return "\r\n".join([*parts, part]) + "\r\n"


def _build_event(session: PlannedSession, wording: Wording, domain: str, stamp: datetime) -> Iterator[str]:
    is_settled = all(item.obstacle is None for item in session.items_to_play)
    yield "BEGIN:VEVENT"
    yield f"UID:{session.identity}@{domain}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID={ZONE_NAME}:{to_ward_time(session.starts_at):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={ZONE_NAME}:{_round_up(session.ends_at):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{escape_text(_write_title(session, wording))}"
    yield f"DESCRIPTION:{escape_text(_write_description(session, wording))}"
    yield f"STATUS:{'CONFIRMED' if is_settled else 'TENTATIVE'}"
    yield f"PRIORITY:{1 if session.emergency else 5}"  # 1 is the highest, 5 the middle (3.8.1.9)
    yield "TRANSP:TRANSPARENT"  # nobody is busy because a loudspeaker speaks
    yield "END:VEVENT"


def _round_up(instant: datetime) -> datetime:
    """iCalendar knows whole seconds; an end is never before the last word, nor at the start."""
    whole = instant.replace(microsecond=0)
    return whole if whole == instant else whole + timedelta(seconds=1)


def _write_title(session: PlannedSession, wording: Wording) -> str:
    if session.emergency is not None:
        return wording.emergency_title.format(title=session.emergency.bulletin.title)
    return wording.session_title.format(start=f"{session.starts_at:%H:%M}")


def _write_description(session: PlannedSession, wording: Wording) -> str:
    lines = [f"{number}. {_write_item(item, wording)}" for number, item in enumerate(session.items, start=1)]
    if session.emergency is not None:
        override = session.emergency
        lines.append(wording.ordered_by.format(person=override.ordered_by, reason=override.reason))
    return "\n".join(lines)


def _write_item(item: PlannedItem, wording: Wording) -> str:
    title, length = item.bulletin.title, write_length(item.bulletin.duration_ms)
    told = f"{title} ({length})" if length else title
    return f"{told} – {wording.obstacles[item.obstacle]}" if item.obstacle else told


def write_length(duration_ms: int | None) -> str:
    """`4:05` for minutes and seconds, rounded to the nearest second; empty when it is not known."""
    if duration_ms is None:
        return ""
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    return f"{minutes}:{seconds:02d}"
