"""In place of Piper: its interface (1.8.0) as far as a caller meets it, with a buzz for each syllable."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

SYLLABLE_S = 0.2


@dataclass
class PiperConfig:
    sample_rate: int
    num_speakers: int
    length_scale: float


@dataclass
class SynthesisConfig:
    speaker_id: int | None = None
    length_scale: float | None = None
    noise_scale: float | None = None


@dataclass
class AudioChunk:
    audio_int16_bytes: bytes


@dataclass
class PiperVoice:
    config: PiperConfig
    pitch_hz: float

    @staticmethod
    def load(model_path: str | Path) -> PiperVoice:
        described = json.loads(Path(f"{model_path}.json").read_text())
        config = PiperConfig(
            described["audio"]["sample_rate"], described["num_speakers"], described["inference"]["length_scale"]
        )
        return PiperVoice(config, float(Path(model_path).read_text()))

    def synthesize(self, text: str, syn_config: SynthesisConfig | None = None) -> Iterable[AudioChunk]:
        assert syn_config is not None and syn_config.length_scale is not None
        if "[[" in text:
            raise ValueError("phonemes in a script")
        pitch_hz = self.pitch_hz * (1 + (syn_config.speaker_id or 0))
        seconds = np.arange(round(SYLLABLE_S * syn_config.length_scale * self.config.sample_rate))
        tone = np.sin(2 * np.pi * pitch_hz * seconds / self.config.sample_rate)
        for _syllable in text.split():
            loudness = 0.5 + 0.1 * onnxruntime.generator.random()
            yield AudioChunk((32767 * loudness * tone).astype("<i2").tobytes())
