"""The preset of clips, read from `clip.toml`."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from media_pipeline.domain.clip_plan import ClipPreset


@functools.cache
def load_clip_preset() -> ClipPreset:
    """The one form of all clips."""
    text = resources.files("media_pipeline.presets").joinpath("clip.toml").read_text(encoding="utf-8")
    return ClipPreset.model_validate(tomllib.loads(text))
