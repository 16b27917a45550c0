"""The presets: data in TOML files, read once. Their types are in `domain/presets.py`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from media_pipeline.domain.presets import AudioPreset, SpeechPreset, VideoPreset


@functools.cache
def load_audio_presets() -> tuple[AudioPreset, ...]:
    """The masters of a recording, in their order."""
    return tuple(AudioPreset.model_validate({"name": name, **fields}) for name, fields in _load("audio").items())


@functools.cache
def load_video_preset() -> VideoPreset:
    """What is made of a video."""
    return VideoPreset.model_validate(_load("video"))


@functools.cache
def load_speech_preset() -> SpeechPreset:
    """How the built-in voice reads."""
    return SpeechPreset.model_validate(_load("speech"))


def _load(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
