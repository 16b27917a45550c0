"""Real phrases of legal and official texts, each with its reading: `golden.txt`, one case a line."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from media_pipeline.reading import Region, Rule, read_aloud

_CASES = Path(__file__).with_name("golden.txt").read_text(encoding="utf-8").splitlines()
_SILENT_RULES = {Rule.NONE, Rule.SPACE, Rule.LEXICON, Rule.UNKNOWN}
"""Rules that a case cannot show: nothing changes, the editor's own entries, abbreviations that nobody knows."""


def parse_case(line: str) -> tuple[str, str, Region]:
    written, spoken = line.replace("⏎", "\n").split(" → ", 1)
    is_southern = spoken.endswith(" [south]")
    return written, spoken.removesuffix(" [south]"), Region.SOUTH if is_southern else Region.NORTH


CASES = [parse_case(line) for line in _CASES if line and not line.startswith("#")]


@pytest.mark.parametrize(("written", "spoken", "region"), CASES)
def test_a_phrase_is_read_as_a_presenter_would(written: str, spoken: str, region: Region) -> None:
    reading = read_aloud(written, region=region)
    assert reading.spoken == spoken
    assert reading.is_complete
    assert read_aloud(spoken, region=region).spoken == spoken


def test_there_are_hundreds_of_cases_and_none_twice() -> None:
    counts = Counter((written, region) for written, _spoken, region in CASES)
    assert len(counts) >= 700
    assert [case for case, count in counts.items() if count > 1] == []


def test_every_rule_has_several_cases() -> None:
    rules = Counter(
        segment.rule for written, _spoken, region in CASES for segment in read_aloud(written, region=region).changes
    )
    assert {rule for rule in set(Rule) - _SILENT_RULES if rules[rule] < 3} == set()


def test_the_regions_differ_in_four_words_only() -> None:
    for written, _spoken, _region in CASES:
        north, south = (read_aloud(written, region=region).spoken for region in (Region.NORTH, Region.SOUTH))
        assert make_southern(north) == make_southern(south), written


def make_southern(spoken: str) -> str:
    """Both regions' words as one."""
    same = re.sub(r"\bnghìn\b", "ngàn", re.sub(r"\blinh\b", "lẻ", spoken))
    return re.sub(r"\bxẹt\b", "trên", re.sub(r"\bmươi tư\b", "mươi bốn", same))
