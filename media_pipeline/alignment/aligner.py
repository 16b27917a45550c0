"""The words of a script in a recording, found by the reading of the built-in voice, and how far each can be trusted."""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from media_pipeline.alignment.features import FRAME_MS, SAMPLE_RATE_HZ, Features, extract_features, judge_speech
from media_pipeline.alignment.passes import Flags, lay_over
from media_pipeline.alignment.trust import Span, explain
from media_pipeline.alignment.warping import Indices
from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.script import split_script
from media_pipeline.domain.timings import SpeechTimings, SpokenSentence, SpokenWord
from media_pipeline.domain.webvtt import format_time
from media_pipeline.errors import ScriptError, ScriptMismatchError
from media_pipeline.ffmpeg.samples import decode_samples
from media_pipeline.messages import _
from media_pipeline.speech import VoiceOrder, speak
from media_pipeline.stored_rows import StoredRows

READING_PRESET = SpeechPreset(
    lead_in_ms=120, sentence_pause_ms=120, paragraph_pause_ms=120, lead_out_ms=120, pitch=45, amplitude=100, word_gap=0
)
"""Short pauses: a pause may be held for as long as the speaker holds it, but not skipped at once."""
READING_RATE_WPM = 170
SLOWEST, FASTEST = 0.4, 2.5
"""How much faster than the reading a person may speak; outside of that the text is another."""
SHORTEST_SPEECH_S = 0.5
MATCHING = 0.12
"""How much more than by chance the reading must explain for the script to be what is said. Measured on the samples:
0.2 to 0.8 where it is, up to 0.1 where it is not."""
_QUIET = 0.3

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class AlignedSentence:
    """A sentence of the script where it lies in the recording."""

    sentence: SpokenSentence
    """With times of the recording."""
    trust: float
    """How much more of it than by chance is explained by the script, about 0 to 0.9."""

    @property
    def is_doubtful(self) -> bool:
        """Whether something else may be said there."""
        return self.trust < MATCHING


@dataclass(frozen=True, slots=True)
class Alignment:
    """A whole script in a recording."""

    sentences: tuple[AlignedSentence, ...]
    duration_ms: int

    @property
    def trust(self) -> float:
        """The median over the sentences."""
        return float(np.median([sentence.trust for sentence in self.sentences]))

    @property
    def is_doubtful(self) -> bool:
        """Whether the recording seems to say something else altogether."""
        return self.trust < MATCHING


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the built-in voice made of the script."""

    timings: SpeechTimings
    samples: StoredRows
    sample_rate_hz: int


def align(
    sound: Path, script: str, workdir: Path, *, voice: str = "vi", progress: Progress = lambda fraction: None
) -> Alignment:
    """Find the words of a script in a recording or a video.

    Args:
        workdir: an existing folder for what is needed on the way (350 MB for an hour), removed by the caller. It is
            there so that memory does not grow with the recording.
        voice: which of `VOICES` reads; the one nearest to the speaker's accent finds best.

    Raises:
        ScriptError: there is no word in the script.
        ScriptMismatchError: nobody speaks, or the script is much longer or shorter than what is said.
        FfmpegError: the recording cannot be decoded.
    """
    if not split_script(script):
        raise ScriptError(_("There is no script to align: write down what is said, word for word."))
    with threadpool_limits(1, "blas"):  # for products as small as these, threads that wait for each other cost fourfold
        return _align(sound, script, workdir, voice, progress)


def _align(sound: Path, script: str, workdir: Path, voice: str, progress: Progress) -> Alignment:
    samples = decode_samples(sound, workdir / "recording.raw", sample_rate_hz=SAMPLE_RATE_HZ)
    progress(0.2)
    recording = extract_features(samples, SAMPLE_RATE_HZ, workdir / "recording.rows")
    spoken_s = _measure_speech(recording)
    if spoken_s < SHORTEST_SPEECH_S:
        raise ScriptMismatchError(_("Nobody is heard speaking in this recording, so no script can be aligned to it."))
    progress(0.4)
    reading = _read_aloud(script, workdir / "reading.wav", voice)
    progress(0.6)
    heard = _hear_at_the_same_pace(reading, spoken_s, workdir / "reading.rows")
    alignment = _find_words(recording, heard, reading.timings)
    progress(1.0)
    return alignment


def _read_aloud(script: str, path: Path, voice: str) -> _Reading:
    timings = speak(VoiceOrder(script=script, voice=voice, rate_wpm=READING_RATE_WPM, preset=READING_PRESET), path)
    with wave.open(str(path), "rb") as file:
        rate_hz, count = file.getframerate(), file.getnframes()
    offset = path.stat().st_size - 2 * count  # the header is what stands before the samples
    return _Reading(timings, StoredRows(path, "<i2", 1, count, offset), rate_hz)


def _hear_at_the_same_pace(reading: _Reading, spoken_s: float, path: Path) -> Features:
    """The reading in as many frames of speech as the recording has."""
    read_s = float(judge_speech(reading.samples, reading.sample_rate_hz).sum()) * FRAME_MS / 1000
    pace = read_s / spoken_s
    if not SLOWEST <= pace <= FASTEST:
        raise ScriptMismatchError(
            _(
                "Read aloud, the script takes about %(script)s, but the recording holds %(recording)s of speech: they "
                "do not belong together. Write down exactly what is said."
            )
            % {"script": format_time(round(read_s * 1000)), "recording": format_time(round(spoken_s * 1000))}
        )
    return extract_features(reading.samples, reading.sample_rate_hz, path, FRAME_MS / 1000 * pace)


def _measure_speech(features: Features) -> float:
    """Seconds of speech."""
    return float(features.speech.sum()) * features.step_s


def _find_words(recording: Features, reading: Features, timings: SpeechTimings) -> Alignment:
    filler = _find_pauses(timings, reading)
    path = lay_over(recording, reading, filler)
    sentences = [_place(sentence, recording, reading, path) for sentence in timings.sentences]
    spans = [_get_span(sentence) for sentence in sentences]
    chance = _explain_by_chance(recording, reading, filler, spans)
    shares = explain(recording, reading, path, spans)
    aligned = (AlignedSentence(sentence, share - chance) for sentence, share in zip(sentences, shares, strict=True))
    return Alignment(tuple(aligned), len(recording.values) * FRAME_MS)


def _explain_by_chance(recording: Features, reading: Features, filler: Flags, spans: Sequence[Span]) -> float:
    """What a text explains that is not said there: the same one, played backwards."""
    backwards = Features(reading.values.turn(), reading.speech[::-1].copy(), reading.step_s)
    path = lay_over(recording, backwards, filler[::-1].copy())
    return max(float(np.median(explain(recording, backwards, path, spans))), 0.0)


def _find_pauses(timings: SpeechTimings, reading: Features) -> Flags:
    """The middle of each pause between sentences, the first and the last frame: music may play, or a word be added."""
    ends_ms = [0, *(sentence.end_ms for sentence in timings.sentences)]
    starts_ms = [*(sentence.start_ms for sentence in timings.sentences), timings.duration_ms]
    middles = (np.array(ends_ms) + np.array(starts_ms)) / 2000 / reading.step_s
    pauses = np.zeros(len(reading.values), bool)
    pauses[np.clip(middles.astype(int), 0, len(pauses) - 1)] = True
    pauses[[0, -1]] = True
    return pauses


def _place(sentence: SpokenSentence, recording: Features, reading: Features, path: Indices) -> SpokenSentence:
    """The sentence with times of the recording."""
    words = tuple(_place_word(word, recording, reading, path) for word in sentence.words)
    return SpokenSentence(sentence.text, words[0].start_ms, words[-1].end_ms, sentence.paragraph, words)


def _place_word(word: SpokenWord, recording: Features, reading: Features, path: Indices) -> SpokenWord:
    """A word begins and ends with its sound, not with the silence around it."""
    bounds = np.round(np.array([word.start_ms, word.end_ms]) / 1000 / reading.step_s)
    first, last = (int(row) for row in np.searchsorted(path, bounds))
    last = min(max(last, first + 1), len(path))
    first = min(first, last - 1)
    loud = np.flatnonzero(recording.speech[first:last] >= _QUIET)
    if len(loud):
        first, last = first + int(loud[0]), first + int(loud[-1]) + 1
    return SpokenWord(word.text, first * FRAME_MS, last * FRAME_MS)


def _get_span(sentence: SpokenSentence) -> Span:
    return sentence.start_ms // FRAME_MS, sentence.end_ms // FRAME_MS
