"""The iCalendar feed, as an independent parser reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.broadcasts.schedule.calendar_feed import (
    MAX_LINE_BYTES,
    build_calendar,
    escape_text,
    fold_line,
    write_length,
)
from cms.broadcasts.schedule.errors import InvalidValueError
from cms.broadcasts.schedule.plan import Schedule, plan_period
from tests.unit.cms.broadcasts.samples import (
    MONDAY,
    STAMP,
    WORDING,
    in_ward,
    make_bulletin,
    make_emergency,
    make_entry,
    make_schedule,
)
from tests.unit.cms.broadcasts.strategies import DAYS, FEWER, schedules


def build(schedule: Schedule, first=MONDAY, last=MONDAY) -> str:
    return build_calendar(plan_period(schedule, first, last), WORDING, domain="phuong.example", stamp=STAMP)


def parse(text: str) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(text)


def test_a_session_is_an_event_at_its_local_hour() -> None:
    calendar = parse(build(make_schedule(make_entry())))
    (event,) = calendar.walk("VEVENT")
    assert calendar.errors == event.errors == []
    assert event["uid"] == "2026-11-23-sang@phuong.example"
    assert event["summary"] == "Phiên 05:30"
    assert event.decoded("dtstart") == in_ward(MONDAY, 5, 30)
    assert event.decoded("dtstart").astimezone(UTC) == datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert event.decoded("dtend") == in_ward(MONDAY, 5, 33)
    assert event.decoded("dtstamp") == STAMP
    assert event["description"] == "1. Bản tin b (3:00)"
    assert event["status"] == "CONFIRMED"


def test_the_feed_defines_the_zone_that_it_names() -> None:
    calendar = parse(build(make_schedule(make_entry())))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Ho_Chi_Minh"
    assert zone.to_tz().utcoffset(datetime(2026, 7, 1)) == timedelta(hours=7)
    assert (calendar["version"], calendar["x-wr-calname"]) == ("2.0", WORDING.calendar_name)


def test_an_emergency_tells_who_ordered_it_and_why() -> None:
    calendar = parse(build(make_schedule(emergencies=(make_emergency(in_ward(MONDAY, 2, 15)),))))
    (event,) = calendar.walk("VEVENT")
    assert (event["uid"], event["priority"]) == ("khan-cap-7@phuong.example", 1)
    assert event["summary"] == "Khẩn cấp: Bản tin bao"
    assert event["description"].endswith("\nNgười ra lệnh: Nguyễn Thị Lan. Lý do: Bão số 9 đổ bộ trong đêm")


def test_what_is_not_played_is_told_and_leaves_the_session_tentative() -> None:
    entries = [make_entry(make_bulletin("a")), make_entry(make_bulletin("b", is_approved=False, duration_ms=None))]
    (event,) = parse(build(make_schedule(*entries))).walk("VEVENT")
    assert event["description"].splitlines()[1] == "2. Bản tin b – chưa duyệt"
    assert event["status"] == "TENTATIVE"
    assert event.decoded("dtend") == in_ward(MONDAY, 5, 45)


def test_a_session_with_nothing_to_play_is_no_event() -> None:
    expired = make_entry(make_bulletin(valid_until=MONDAY - timedelta(days=1)))
    assert parse(build(make_schedule(expired))).walk("VEVENT") == []


def test_the_same_plan_gives_the_same_bytes() -> None:
    schedule = make_schedule(make_entry(make_bulletin("a")), make_entry(make_bulletin("b")))
    assert build(schedule) == build(schedule)


def test_an_event_keeps_its_name_whatever_it_plays() -> None:
    before = parse(build(make_schedule(make_entry(make_bulletin("a"))))).walk("VEVENT")[0]["uid"]
    after = parse(build(make_schedule(make_entry(make_bulletin("khác", duration_ms=1))))).walk("VEVENT")[0]["uid"]
    assert before == after


def test_an_end_is_never_before_the_last_word() -> None:
    (event,) = parse(build(make_schedule(make_entry(make_bulletin(duration_ms=1_001))))).walk("VEVENT")
    assert event.decoded("dtend") == in_ward(MONDAY, 5, 30) + timedelta(seconds=2)


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        build_calendar((), WORDING, domain="phuong.example", stamp=datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a,b;c", "a\\,b\\;c"),
        ("C:\\tin", "C:\\\\tin"),
        ("một\r\nhai\rba\nbốn", "một\\nhai\\nba\\nbốn"),
        ("chuông\x07\x00", "chuông"),
        ("thẻ\ttab", "thẻ\ttab"),
        ('a:b "c"', 'a:b "c"'),
    ],
)
def test_texts_are_escaped(text: str, escaped: str) -> None:
    assert escape_text(text) == escaped


@pytest.mark.parametrize(("duration_ms", "length"), [(None, ""), (1, "0:00"), (59_600, "1:00"), (245_000, "4:05")])
def test_lengths_are_minutes_and_seconds(duration_ms: int | None, length: str) -> None:
    assert write_length(duration_ms) == length


def test_a_line_of_75_octets_is_not_folded_and_one_of_76_is() -> None:
    assert fold_line("x" * 75) == "x" * 75 + "\r\n"
    assert fold_line("x" * 76) == "x" * 75 + "\r\n x\r\n"
    assert fold_line("x" * 74 + "ở") == "x" * 74 + "\r\n ở\r\n"


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)), max_size=400))
def test_folding_cuts_no_letter_and_loses_none(line: str) -> None:
    folded = fold_line(line)
    parts = folded.encode().split(b"\r\n")
    assert parts.pop() == b""
    assert all(len(part) <= MAX_LINE_BYTES for part in parts)
    assert [part.decode() for part in parts]
    assert folded[:-2].replace("\r\n ", "") == line


@FEWER
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\\,;:"'), max_size=200))
def test_any_title_is_read_back(title: str) -> None:
    text = build(make_schedule(emergencies=(make_emergency(in_ward(MONDAY, 2), reason=f"x{title}"),)))
    (event,) = parse(text).walk("VEVENT")
    assert event["description"].partition("Lý do: x")[2] == title
    assert len(text.split("\r\n")) == text.count("\n") + 1


@settings(max_examples=25)  # the parser is slow
@given(schedules(), DAYS, st.integers(0, 7))
def test_every_plan_is_a_calendar_with_one_event_a_session(schedule: Schedule, first, length: int) -> None:
    last = first + timedelta(days=length)
    plan = [session for session in plan_period(schedule, first, last) if session.items_to_play]
    events = parse(build(schedule, first, last)).walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events)
    assert [event.decoded("dtstart") for event in events] == [session.starts_at for session in plan]
    assert all(event.decoded("dtend") > event.decoded("dtstart") for event in events)
