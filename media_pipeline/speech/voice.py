"""A script → a WAV file and the time of every word. The same script, voice and preset give the same bytes."""

from __future__ import annotations

import json
import sys
import tempfile
import wave
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import IO, Any, cast

from media_pipeline.atomic_files import write_aside
from media_pipeline.domain.presets import PresetModel, SpeechPreset
from media_pipeline.domain.script import split_script
from media_pipeline.domain.speech_timeline import SpokenPart, Timeline, build_timeline
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.errors import ScriptError, SpeechError
from media_pipeline.messages import _
from media_pipeline.processes import kill_after, run_child

VOICES = ("vi", "vi-vn-x-central", "vi-vn-x-south")
"""espeak-ng's Vietnamese voices: northern, central, southern."""
TIME_LIMIT_S = 600.0
SAMPLE_BYTES = 2
_PACKAGE_PARENT = Path(__file__).parents[2]


class VoiceOrder(PresetModel):
    """What is to be read, and how."""

    script: str
    voice: str
    rate_wpm: int
    preset: SpeechPreset


def read_voice_version() -> str:
    """Version of the voice, part of every key."""
    return f"espeak-ng {metadata.version('espeakng-loader')}"


def speak(order: VoiceOrder, path: Path) -> SpeechTimings:
    """Read a script into a WAV file.

    Raises:
        ScriptError: there is no word in it, or no such voice.
        SpeechError: the voice's process failed.
    """
    if order.voice not in VOICES:
        raise ScriptError(
            _("There is no voice “%(voice)s”: choose one of %(voices)s.")
            % {"voice": order.voice, "voices": ", ".join(VOICES)}
        )
    sentences = split_script(order.script)
    if not sentences:
        raise ScriptError(_("There is no script to speak: write one, or upload a recording."))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        samples = Path(folder) / "speech.raw"
        sample_rate_hz, answers = _ask_child(order, [sentence.text for sentence in sentences], samples)
        parts = [_parse_answer(answer, sample_rate_hz) for answer in answers]
        timeline = build_timeline(sentences, parts, order.preset)
        _write_wav(path, sample_rate_hz, timeline, [answer["byte_count"] for answer in answers], samples)
    return timeline.timings


def _ask_child(order: VoiceOrder, sentences: Sequence[str], samples: Path) -> tuple[int, list[dict[str, Any]]]:
    """The sample rate, and the child's answer to each sentence."""
    preset = order.preset
    parameters = {
        "rate_wpm": order.rate_wpm,
        "amplitude": preset.amplitude,
        "pitch": preset.pitch,
        "word_gap": preset.word_gap,
    }
    request = {"voice": order.voice, "parameters": parameters, "sentences": sentences, "samples": str(samples)}
    argv = [sys.executable, "-m", "media_pipeline.speech.child"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stdin, tempfile.TemporaryFile("w+") as stderr:
        json.dump(request, stdin)
        stdin.seek(0)
        environment = {"PYTHONPATH": str(_PACKAGE_PARENT)}
        with (
            run_child(argv, stdin=stdin, stderr=stderr, environment=environment) as process,
            kill_after(process, TIME_LIMIT_S),
        ):
            answers = [json.loads(line) for line in cast(IO[str], process.stdout)]
            exit_code = process.wait()
        stderr.seek(0)
        said = stderr.read().strip().splitlines()[-1:]
    if exit_code != 0 or len(answers) != len(sentences) + 1:
        reason = str(answers[-1].get("error", exit_code)) if answers else " ".join(said)
        raise SpeechError(
            _("The built-in voice failed (%(reason)s). Try again, or upload a recording.") % {"reason": reason}
        )
    return int(answers[0]["sample_rate_hz"]), answers[1:]


def _parse_answer(answer: dict[str, Any], sample_rate_hz: int) -> SpokenPart:
    duration_ms = answer["byte_count"] / SAMPLE_BYTES / sample_rate_hz * 1000
    return SpokenPart(duration_ms, tuple((int(position), int(at_ms)) for position, at_ms in answer["words"]))


def _write_wav(path: Path, sample_rate_hz: int, timeline: Timeline, byte_counts: Sequence[int], samples: Path) -> None:
    with write_aside(path) as aside, wave.open(str(aside), "wb") as file, samples.open("rb") as spoken:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(sample_rate_hz)
        for pause_ms, byte_count in zip(timeline.pauses_ms, [*byte_counts, 0], strict=True):
            file.writeframes(bytes(round(pause_ms / 1000 * sample_rate_hz) * SAMPLE_BYTES))
            file.writeframes(spoken.read(byte_count))
