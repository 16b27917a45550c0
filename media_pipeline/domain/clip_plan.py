"""What a clip is made of, and whether that can be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from pydantic import Field

from media_pipeline.domain.caption_layout import CueLimits, build_cues
from media_pipeline.domain.presets import LoudnessTarget, PresetModel
from media_pipeline.domain.webvtt import Cue, cut_cues
from media_pipeline.errors import CutError
from media_pipeline.messages import _

CUT_TOLERANCE_MS = 100
"""A cut may end that much after the recording: editors see rounded times."""


class ClipPreset(PresetModel):
    """The one form of all clips."""

    shortest_ms: int = Field(gt=0)
    longest_ms: int = Field(gt=0)
    max_size_bytes: int = Field(gt=0)
    keyframe_interval_s: float
    encoder_speed: str
    quality_crf: int = Field(ge=0, le=51)
    max_bit_rate_bps: int
    buffer_s: float
    threads: int
    sample_rate_hz: int
    sound_bit_rate_bps: int
    fade_in_ms: int
    fade_out_ms: int
    loudness: LoudnessTarget


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """A clip to be made of a local file."""

    media: PurePath
    """The recording or video that is cut."""
    start_ms: int
    end_ms: int
    title: str
    show_title: str
    cues: tuple[Cue, ...] = ()
    """Captions of the whole recording; without any, the clip shows its title alone."""
    notices: tuple[str, ...] = ()
    """What must be written on it: a machine's voice, sample content."""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms


def check_cut(start_ms: int, end_ms: int, media_duration_ms: int | None, preset: ClipPreset) -> None:
    """Raise `CutError` unless the cut lies within the recording and is as long as social networks take."""
    if not preset.shortest_ms <= end_ms - start_ms <= preset.longest_ms:
        raise CutError(
            _("A clip is %(shortest)d to %(longest)d seconds long; this one has %(length).1f seconds.")
            % {
                "shortest": preset.shortest_ms // 1000,
                "longest": preset.longest_ms // 1000,
                "length": (end_ms - start_ms) / 1000,
            }
        )
    if media_duration_ms is not None and end_ms > media_duration_ms + CUT_TOLERANCE_MS:
        raise CutError(
            _("The clip ends at %(end).1f seconds, but the recording has only %(length).1f: cut it earlier.")
            % {"end": end_ms / 1000, "length": media_duration_ms / 1000}
        )


def plan_clip_cues(request: ClipRequest, limits: CueLimits) -> tuple[Cue, ...]:
    """The cues of the cut, laid out anew for the narrow picture; none lasts longer than the clip."""
    cues = build_cues(cut_cues(request.cues, request.start_ms, request.end_ms), limits)
    return tuple(
        Cue(cue.start_ms, min(cue.end_ms, request.duration_ms), cue.text)
        for cue in cues
        if cue.start_ms < request.duration_ms
    )
