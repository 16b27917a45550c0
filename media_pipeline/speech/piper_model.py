"""A voice of Piper, through its package `piper-tts`. Imported by the child process only."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

from media_pipeline.speech.utterance import Utterance, VoiceError

SEED = 1
"""The model draws its noise at random; the same start gives the same sound."""
_MARKUP = re.compile(r"\[{2,}|\]{2,}")
"""What stands between two of these Piper takes for phonemes; in a script they are signs like others."""


class PiperModel:
    """A voice that is ready to speak."""

    def __init__(self, model: Path, *, speed: float, speaker: int | None) -> None:
        importlib.import_module("onnxruntime").set_seed(SEED)  # before the model is opened
        piper = importlib.import_module("piper")
        self._voice: Any = piper.PiperVoice.load(model)
        speaker_count = int(self._voice.config.num_speakers)
        if speaker is not None and not 0 <= speaker < speaker_count:
            raise VoiceError(f"there is no speaker {speaker}, only 0 to {speaker_count - 1}")
        self._config: Any = piper.SynthesisConfig(
            speaker_id=speaker,
            length_scale=float(self._voice.config.length_scale) / speed,  # how long a sound lasts: the model's own is 1
        )
        self.sample_rate_hz = int(self._voice.config.sample_rate)

    def speak(self, text: str) -> Utterance:
        """The sound of a text; when which word is said is not known."""
        said = _MARKUP.sub(lambda found: found.group()[0], text)
        chunks = self._voice.synthesize(said, syn_config=self._config)
        return Utterance(b"".join(bytes(chunk.audio_int16_bytes) for chunk in chunks))
