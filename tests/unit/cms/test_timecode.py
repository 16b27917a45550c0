"""Times as officers write them."""

from __future__ import annotations

import pytest

from cms.media.timecode import format_timecode, parse_timecode


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("0:12", 12_000),
        ("1:05", 65_000),
        ("75", 75_000),
        ("0:12,5", 12_500),
        ("0:12.5", 12_500),
        ("1:02:03", 3_723_000),
        (" 0:07 ", 7_000),
    ],
)
def test_a_time_is_read_as_milliseconds(text: str, milliseconds: int) -> None:
    assert parse_timecode(text) == milliseconds


@pytest.mark.parametrize("text", ["", "0:75", "1:60", "a:10", "-5", "1:2:3:4", "12s"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_timecode(text)


@pytest.mark.parametrize(("milliseconds", "text"), [(0, "0:00"), (65_999, "1:05"), (3_723_000, "1:02:03")])
def test_a_duration_is_written_as_people_do(milliseconds: int, text: str) -> None:
    assert format_timecode(milliseconds) == text
