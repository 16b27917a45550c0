"""Words with times → cues that can be read: two lines, a calm speed, breaks where the sense breaks.

The breaks of a whole recording are chosen at once (dynamic programming over the words), so that no cue is left with the
last word of a sentence. The same code lays out captions for players, where a line is counted in characters, and for
clips, where it is measured in pixels. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from media_pipeline.domain.webvtt import Cue, normalise_cue_text


class TimedText(Protocol):
    """A word, or a longer piece of text, and when it is spoken."""

    @property
    def text(self) -> str: ...
    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable group between two spaces, and when it is spoken."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class CueLimits:
    """What a cue may hold."""

    line_width: float = 42
    """Width of a line in the unit of `measure`. 42 characters is what broadcasters use for Latin scripts."""
    measure: Callable[[str], float] = len
    """Width of a text."""
    fastest_cps: float = 17
    """Reading speed in characters a second, where the speech allows it."""
    shortest_ms: int = 1_000
    longest_ms: int = 7_000


PLAYER_LIMITS = CueLimits()
LONGEST_PAUSE_MS = 250
"""A pause within a cue costs nothing up to this; from about half a second on, the cue is broken there."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_CLAUSE_END = re.compile(r"[,;:–—][\"'”’»)\]]*$")
_NUMBER = re.compile(r"^[\d.,/]+$")
_OPENERS = frozenset(
    [
        *("và", "hoặc", "hay", "nhưng", "mà", "nếu", "khi", "thì", "để", "vì", "do", "bởi", "nên", "song", "còn"),
        *("trong", "tại", "từ", "theo", "với", "cho", "của", "đến", "tới", "trước", "sau"),
    ]
)
"""Words that open a phrase: a line breaks well before one."""
_COUNTED = frozenset(["điều", "khoản", "điểm", "số", "ngày", "tháng", "năm", "phường", "quận", "tổ", "khoảng"])
"""Words that belong to the number after them («Điều 27»)."""


def build_cues(timings: Sequence[TimedText], limits: CueLimits = PLAYER_LIMITS) -> tuple[Cue, ...]:
    """Lay out what is spoken; longer pieces are spread over their words by length.

    A cue has at most two lines of `limits.line_width`; only a single word can be wider. Cues do not overlap.
    """
    words = [word for timing in timings for word in _spread(timing)]
    breaks = _choose_breaks(words, limits)
    groups = [words[start:end] for start, end in zip([0, *breaks], breaks, strict=False)]
    next_starts_ms = [*(group[0].start_ms for group in groups[1:]), None]
    return tuple(_build_cue(group, next_starts_ms[index], limits) for index, group in enumerate(groups))


def break_lines(words: Sequence[str], limits: CueLimits = PLAYER_LIMITS) -> str | None:
    """One or two balanced lines, or `None` when the words need more."""
    text = " ".join(words)
    if limits.measure(text) <= limits.line_width or len(words) == 1:
        return text
    best: tuple[float, str] | None = None
    for position in range(1, len(words)):
        upper, lower = " ".join(words[:position]), " ".join(words[position:])
        upper_width, lower_width = limits.measure(upper), limits.measure(lower)
        if max(upper_width, lower_width) <= limits.line_width:
            unevenness = abs(upper_width - lower_width) / limits.line_width
            cost = unevenness + 0.5 * _cost_of_break(words[position - 1], words[position])
            if best is None or cost < best[0]:
                best = (cost, f"{upper}\n{lower}")
    return best[1] if best else None


def _spread(timing: TimedText) -> list[Word]:
    """The words of a piece of text, its time shared out by their length."""
    texts = normalise_cue_text(timing.text).split()
    ends = list(accumulate(len(text) + 1 for text in texts))
    length_ms = max(timing.end_ms - timing.start_ms, len(texts))
    times_ms = [timing.start_ms + round(length_ms * end / ends[-1]) for end in [0, *ends]] if ends else []
    return [Word(text, times_ms[i], times_ms[i + 1]) for i, text in enumerate(texts)]


def _choose_breaks(words: Sequence[Word], limits: CueLimits) -> list[int]:
    """After how many words each cue ends: the cheapest way to cut the whole."""
    cheapest = [0.0] + [float("inf")] * len(words)
    previous = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        for start in range(end - 1, -1, -1):
            if start < end - 1 and not _fits(words[start:end], limits):
                break
            cost = cheapest[start] + _cost_of_cue(words, start, end, limits)
            if cost < cheapest[end]:
                cheapest[end], previous[end] = cost, start
    breaks = []
    end = len(words)
    while end > 0:
        breaks.append(end)
        end = previous[end]
    return breaks[::-1]


def _fits(words: Sequence[Word], limits: CueLimits) -> bool:
    """Whether the words fit into two lines. What does not fit does not with one word more in front either."""
    texts = [word.text for word in words]
    if (
        limits.measure(" ".join(texts)) > 2 * limits.line_width
        or words[-1].end_ms - words[0].start_ms > limits.longest_ms
    ):
        return False
    return break_lines(texts, limits) is not None


def _cost_of_cue(words: Sequence[Word], start: int, end: int, limits: CueLimits) -> float:
    duration_ms = max(words[end - 1].end_ms - words[start].start_ms, 1)
    until_ms = words[end].start_ms if end < len(words) else words[end - 1].end_ms + limits.shortest_ms
    shown_ms = max(until_ms - words[start].start_ms, duration_ms)
    length = sum(len(word.text) + 1 for word in words[start:end]) - 1
    cost = 1.0
    cost += max(0.0, limits.shortest_ms - shown_ms) / 250
    cost += max(0.0, length * 1000 / shown_ms / limits.fastest_cps - 1) * 2
    if end < len(words):
        cost += _cost_of_break(words[end - 1].text, words[end].text)
    for left, right in zip(words[start : end - 1], words[start + 1 : end], strict=True):
        cost += 2.5 if _SENTENCE_END.search(left.text) else 0.0
        cost += max(0, right.start_ms - left.end_ms - LONGEST_PAUSE_MS) / 150
    return cost


def _cost_of_break(left: str, right: str) -> float:
    """How much a break between two words hurts the reading: 0 at the end of a sentence."""
    if _SENTENCE_END.search(left):
        return 0.0
    if _CLAUSE_END.search(left):
        return 0.2
    if _NUMBER.match(left) or (left.lower() in _COUNTED and right[:1].isdigit()) or left.lower() in _OPENERS:
        return 2.0
    if left[:1].isupper() and right[:1].isupper():  # within a name: «phường Hải | An»
        return 1.8
    return 0.8 if right.lower() in _OPENERS else 1.2


def _build_cue(words: Sequence[Word], next_start_ms: int | None, limits: CueLimits) -> Cue:
    """The cue stays as long as reading it takes, if the next one lets it; small gaps to the next one are closed."""
    texts = [word.text for word in words]
    text = break_lines(texts, limits) or " ".join(texts)
    start_ms, spoken_until_ms = words[0].start_ms, words[-1].end_ms
    reading_ms = max(limits.shortest_ms, round(len(text) * 1000 / limits.fastest_cps))
    end_ms = max(spoken_until_ms, start_ms + reading_ms)
    if next_start_ms is not None and end_ms > next_start_ms - 300:
        end_ms = max(next_start_ms, start_ms + 1)
    return Cue(start_ms, end_ms, text)
