"""Where each sentence and word of the built-in voice lies in the recording, pauses included. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.script import ScriptSentence
from media_pipeline.domain.timings import SpeechTimings, SpokenSentence, SpokenWord


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """What the voice made of one sentence."""

    duration_ms: float
    word_starts: tuple[tuple[int, int], ...]
    """Offset in the sentence in characters, and time in milliseconds, as the voice reported."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timings, and the silence in milliseconds before each sentence and after the last."""

    timings: SpeechTimings
    pauses_ms: tuple[int, ...]


def build_timeline(sentences: Sequence[ScriptSentence], parts: Sequence[SpokenPart], preset: SpeechPreset) -> Timeline:
    """Lay the sentences one after the other."""
    clock_ms, spoken, pauses_ms = 0.0, list[SpokenSentence](), list[int]()
    previous: ScriptSentence | None = None
    for sentence, part in zip(sentences, parts, strict=True):
        pauses_ms.append(_choose_pause(previous, sentence, preset))
        clock_ms += pauses_ms[-1]
        spoken.append(_place(sentence, part, clock_ms))
        clock_ms += part.duration_ms
        previous = sentence
    pauses_ms.append(preset.lead_out_ms)
    return Timeline(SpeechTimings(tuple(spoken), round(clock_ms + preset.lead_out_ms)), tuple(pauses_ms))


def _choose_pause(previous: ScriptSentence | None, sentence: ScriptSentence, preset: SpeechPreset) -> int:
    if previous is None:
        return preset.lead_in_ms
    return preset.sentence_pause_ms if previous.paragraph == sentence.paragraph else preset.paragraph_pause_ms


def _place(sentence: ScriptSentence, part: SpokenPart, start_ms: float) -> SpokenSentence:
    end_ms = round(start_ms + part.duration_ms)
    starts_ms = _find_word_starts(sentence.words, part)
    bounds_ms = [min(round(start_ms + at), end_ms) for at in starts_ms] + [end_ms]
    words = tuple(SpokenWord(text, bounds_ms[i], bounds_ms[i + 1]) for i, text in enumerate(sentence.words))
    return SpokenSentence(sentence.text, round(start_ms), end_ms, sentence.paragraph, words)


def _find_word_starts(words: Sequence[str], part: SpokenPart) -> list[float]:
    """When each word starts, from 0. The voice's words are not always ours: «30/6» may be several, «–» none."""
    reported: list[float | None] = []
    offset = 0
    for word in words:
        inside = [at for position, at in part.word_starts if offset <= position < offset + len(word)]
        reported.append(float(min(inside)) if inside else None)
        offset += len(word) + 1
    reported[0] = 0.0
    return _fill_gaps(reported, part.duration_ms)


def _fill_gaps(starts_ms: list[float | None], end_ms: float) -> list[float]:
    """Spread what was not reported evenly between its neighbours; never go back."""
    filled: list[float] = []
    for index, start_ms in enumerate(starts_ms):
        if start_ms is None:
            ahead = next(
                ((i, at) for i, at in enumerate(starts_ms) if i > index and at is not None), (len(starts_ms), end_ms)
            )
            start_ms = filled[-1] + (ahead[1] - filled[-1]) / (ahead[0] - index + 1)
        filled.append(max(start_ms, filled[-1] if filled else 0.0))
    return filled
