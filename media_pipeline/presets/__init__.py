"""The presets: data in TOML files, read once. Their types are in `domain/presets.py`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from media_pipeline.domain.presets import AudioPreset, RecordingPreset, SpeechPreset, VideoPreset


@functools.cache
def load_recording_preset() -> RecordingPreset:
    """What is made of a recording."""
    fields = dict(_load("audio"))
    masters = [{"name": name, **master} for name, master in fields.pop("masters").items()]
    return RecordingPreset.model_validate({**fields, "masters": masters})


def load_audio_presets() -> tuple[AudioPreset, ...]:
    """The masters of a recording, in their order."""
    return load_recording_preset().masters


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
