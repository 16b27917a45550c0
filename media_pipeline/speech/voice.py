"""A script → a WAV file and the time of every word. The same script, voice and preset give the same bytes."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

from media_pipeline.atomic_files import write_aside
from media_pipeline.domain.keys import compute_key
from media_pipeline.domain.phrases import join_parts, list_silences, split_phrases
from media_pipeline.domain.presets import PresetModel, SpeechPreset
from media_pipeline.domain.script import split_script
from media_pipeline.domain.speech_timeline import SpokenPart, build_timeline
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.domain.voices import SpeechSettings
from media_pipeline.errors import ScriptError, VoiceSetupError
from media_pipeline.manifest import SpeechEngine
from media_pipeline.messages import _
from media_pipeline.speech.builtin import BuiltInVoice
from media_pipeline.speech.engine import SAMPLE_BYTES, Recital, Voice
from media_pipeline.speech.piper import PiperVoice


class VoiceOrder(PresetModel):
    """What is to be read, and how."""

    script: str
    engine: SpeechEngine = SpeechEngine.ESPEAK
    voice: str
    rate_wpm: int
    preset: SpeechPreset


def compute_fingerprint(order: VoiceOrder, settings: SpeechSettings | None = None) -> str:
    """Hash of the script, the way it is read, and the voice's version and settings.

    What is not set is left out, and the engine stands in the voice's version, so that recordings of the built-in voice
    from before there were others are still found.

    Raises:
        MediaError: as `choose_voice` does, or the voice's files are missing.
    """
    ingredients = order.model_dump(mode="json", exclude_none=True, exclude={"engine"})
    voice = choose_voice(order.engine, order.voice, order.preset, settings)
    return compute_key({"order": ingredients, "voice": voice.read_version()})


def choose_voice(
    engine: SpeechEngine, name: str, preset: SpeechPreset, settings: SpeechSettings | None = None
) -> Voice:
    """The voice of that name.

    Raises:
        ScriptError: the built-in engine has no such voice.
        VoiceSetupError: this machine does not have it.
    """
    settings = settings or SpeechSettings()
    if engine is SpeechEngine.ESPEAK:
        return BuiltInVoice(name, preset)
    if engine is SpeechEngine.PIPER and settings.piper is not None and settings.piper.voice == name:
        return PiperVoice(settings.piper)
    if engine is SpeechEngine.HTTP and settings.http is not None and settings.http.voice == name:
        from media_pipeline.speech.http_voice import HttpVoice  # here: the child process needs none of what it imports

        return HttpVoice(settings.http)
    raise VoiceSetupError(
        _("This machine does not have the voice “%(voice)s” of %(engine)s: set it up, or set another voice.")
        % {"voice": name, "engine": engine}
    )


def speak(order: VoiceOrder, path: Path, settings: SpeechSettings | None = None) -> SpeechTimings:
    """Read a script into a WAV file.

    Raises:
        ScriptError: there is no word in it, or no such voice.
        SpeechError: the voice failed, or this machine does not have it.
    """
    preset = order.preset
    voice = choose_voice(order.engine, order.voice, preset, settings)
    sentences = split_script(order.script)
    if not sentences:
        raise ScriptError(_("There is no script to speak: write one, or upload a recording."))
    phrases = split_phrases(sentences, at_commas=preset.comma_pause_ms is not None)
    comma_pause_ms = preset.comma_pause_ms or 0
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        samples = Path(folder) / "speech.raw"
        recital = voice.speak([phrase.text for phrase in phrases], rate_wpm=order.rate_wpm, samples=samples)
        timeline = build_timeline(sentences, join_parts(phrases, _measure(recital), comma_pause_ms), preset)
        _write_wav(path, recital, list_silences(phrases, timeline.pauses_ms, comma_pause_ms), samples)
    return timeline.timings


def _measure(recital: Recital) -> list[SpokenPart]:
    """What each phrase takes in time."""
    bytes_per_ms = SAMPLE_BYTES * recital.sample_rate_hz / 1000
    return [SpokenPart(phrase.byte_count / bytes_per_ms, phrase.words) for phrase in recital.phrases]


def _write_wav(path: Path, recital: Recital, silences_ms: Sequence[int], samples: Path) -> None:
    rate_hz, byte_counts = recital.sample_rate_hz, [*(phrase.byte_count for phrase in recital.phrases), 0]
    with write_aside(path) as aside, wave.open(str(aside), "wb") as file, samples.open("rb") as spoken:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(rate_hz)
        for silence_ms, byte_count in zip(silences_ms, byte_counts, strict=True):
            file.writeframes(bytes(round(silence_ms / 1000 * rate_hz) * SAMPLE_BYTES))
            file.writeframes(spoken.read(byte_count))
