"""The rows of the page on which captions are reviewed, as a browser sends them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from cms.media.captions_draft import DraftCue
from cms.media.captions_forms import BaseCueFormSet, build_formset
from cms.media.timecode import format_exact_timecode, parse_timecode


def send(*rows: dict[str, str], duration_ms: int | None = None) -> BaseCueFormSet:
    data = QueryDict(mutable=True)
    data.update({"cue-TOTAL_FORMS": str(len(rows)), "cue-INITIAL_FORMS": "0"})
    for number, row in enumerate(rows):
        data.update({f"cue-{number}-{name}": value for name, value in row.items()})
    return build_formset((), data, duration_ms=duration_ms)


def row(start: str, end: str, text: str = "Xin chào", **more: str) -> dict[str, str]:
    return {"start": start, "end": end, "text": text, **more}


def test_rows_may_stand_in_any_order_and_empty_ones_are_none() -> None:
    formset = send(row("0:05", "0:06", "Hai"), row("", "", ""), row("0:01", "0:02,5", "Một"))
    assert formset.is_valid()
    assert formset.list_cues() == [DraftCue(1_000, 2_500, "Một"), DraftCue(5_000, 6_000, "Hai")]


def test_what_is_left_out_overlaps_with_nothing() -> None:
    formset = send(row("0:01", "0:03", "Một"), row("0:02", "0:04", "Hai", DELETE="on"))
    assert formset.is_valid()
    assert formset.list_cues() == [DraftCue(1_000, 3_000, "Một")]


def test_a_cue_behind_the_end_is_refused_a_rounded_one_is_not() -> None:
    assert send(row("0:01", "0:03,4"), duration_ms=3_000).is_valid()
    late = send(row("0:01", "0:04,1"), duration_ms=3_000)
    assert not late.is_valid()
    assert "0:03.000" in str(late.forms[0].errors["end"])


def test_a_long_line_is_broken_and_two_lines_stay() -> None:
    long = "Mời bà con nghe bản tin về đăng ký tạm trú tại phường Hải An"
    formset = send(row("0:01", "0:04", long), row("0:05", "0:06", "Một\r\n\r\nHai"))
    assert formset.is_valid()
    assert [cue.text.split("\n") for cue in formset.list_cues()][1] == ["Một", "Hai"]
    upper, lower = formset.list_cues()[0].text.split("\n")
    assert f"{upper} {lower}" == long


@pytest.mark.parametrize("time_ms", [0, 7, 61_205, 3_600_000, 36_123_999])
def test_a_written_time_is_read_back(time_ms: int) -> None:
    assert parse_timecode(format_exact_timecode(time_ms)) == time_ms
