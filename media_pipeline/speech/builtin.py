"""The built-in voice: espeak-ng, in a process of its own, because its library keeps one state for the whole process."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.errors import ScriptError
from media_pipeline.manifest import SpeechEngine
from media_pipeline.messages import _
from media_pipeline.speech.child_process import ask_child
from media_pipeline.speech.engine import Recital

VOICES = ("vi", "vi-vn-x-central", "vi-vn-x-south")
"""espeak-ng's Vietnamese voices: northern, central, southern."""


class BuiltInVoice:
    """A voice that every machine has.

    Raises:
        ScriptError: there is no such voice.
    """

    engine = SpeechEngine.ESPEAK

    def __init__(self, name: str, preset: SpeechPreset) -> None:
        if name not in VOICES:
            raise ScriptError(
                _("There is no voice “%(voice)s”: choose one of %(voices)s.")
                % {"voice": name, "voices": ", ".join(VOICES)}
            )
        self.name, self._preset = name, preset

    def read_version(self) -> str:
        """Of the package; how it reads besides stands in the preset."""
        return f"{self.engine} {metadata.version('espeakng-loader')}"

    def speak(self, phrases: Sequence[str], *, rate_wpm: int, samples: Path) -> Recital:
        """As `Voice` says; each word's start is known."""
        parameters = {
            "rate_wpm": rate_wpm,
            "amplitude": self._preset.amplitude,
            "pitch": self._preset.pitch,
            "word_gap": self._preset.word_gap,
        }
        order = {"engine": self.engine, "voice": self.name, "parameters": parameters}
        return ask_child(self.name, {**order, "sentences": list(phrases), "samples": str(samples)})
