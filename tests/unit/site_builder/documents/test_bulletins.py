"""What is spoken in the blocks of a bulletin."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.blocks import BLOCKS
from site_builder.documents.bulletins import PIECES, write_day, write_script
from site_builder.documents.kinds import Kind


def test_pieces_are_the_blocks_of_bulletins_alone() -> None:
    assert [spec.name for spec in BLOCKS if spec.kinds == {Kind.BULLETIN}] == list(PIECES)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 23), "Hôm nay là thứ Hai, ngày 23/11/2026."),
        (date(2026, 11, 27), "Hôm nay là thứ Sáu, ngày 27/11/2026."),
        (date(2026, 11, 29), "Hôm nay là Chủ nhật, ngày 29/11/2026."),
    ],
)
def test_a_day_is_named_with_its_weekday(day: date, sentence: str) -> None:
    assert write_day(day) == sentence


@pytest.mark.parametrize("day", ["2026-11-27", date(2026, 11, 27)])
def test_a_greeting_is_its_opening_the_day_and_what_follows(day: object) -> None:
    values = {"opening": " Kính chào bà con. ", "day": day, "script": "Mời nghe.\n"}
    assert write_script(values) == "Kính chào bà con. Hôm nay là thứ Sáu, ngày 27/11/2026.\n\nMời nghe."


def test_what_says_nothing_is_empty() -> None:
    assert write_script(build_block("chime", title="A").fields) == ""
    assert write_script({"opening": None, "day": None, "script": None}) == ""
    assert write_script(build_block("closing", title="A", script=" Hết. ").fields) == "Hết."
