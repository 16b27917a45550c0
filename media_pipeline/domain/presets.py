"""Types of the presets. What each field means, and its unit, is said in `presets/*.toml`. Pure."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from media_pipeline.manifest import RenditionRole


class PresetModel(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LoudnessTarget(PresetModel):
    """How loud a finished file is."""

    integrated_lufs: float = Field(ge=-40, le=-5)
    tolerance_lu: float = Field(gt=0, le=2)
    true_peak_dbtp: float = Field(ge=-12, le=0)
    headroom_db: float = Field(default=1.0, ge=0, le=6)


class Compressor(PresetModel):
    """Evens out loud and quiet words."""

    reference_lufs: float
    threshold_dbfs: float
    ratio: float = Field(ge=1, le=20)
    attack_ms: float
    release_ms: float


class Tone(PresetModel):
    """What is done to the sound before its loudness is set."""

    high_pass_hz: int = Field(ge=1)
    low_pass_hz: int | None = None
    phase_rotation_hz: int | None = None
    deess_intensity: float | None = Field(default=None, ge=0, le=1)
    compressor: Compressor | None = None

    def fit(self, sample_rate_hz: int) -> Tone:
        """Without what a slow recording cannot have: treble that is not there is not cut, nor softened."""
        if self.low_pass_hz is None or self.low_pass_hz < 0.45 * sample_rate_hz:
            return self
        return self.model_copy(update={"low_pass_hz": None, "deess_intensity": None})


class AudioPreset(PresetModel):
    """One master of a recording."""

    name: str
    role: RenditionRole
    suffix: str
    container: str
    codec: str
    media_type: str
    channels: Literal["mono", "source"]
    rates_bps: dict[int, int] = Field(min_length=1)
    codec_gain_db: float = Field(default=0.0, ge=-3, le=3)
    effort: int = Field(ge=1)
    encoder_options: dict[str, str] = Field(default_factory=dict)
    has_cover: bool = False
    loudness: LoudnessTarget
    tone: Tone | None = None

    def choose_rate(self, source_hz: int) -> tuple[int, int]:
        """Samples and bits a second for a source, never more than it has or the slowest that players take."""
        fitting = [rate for rate in self.rates_bps if rate <= source_hz]
        rate_hz = max(fitting, default=min(self.rates_bps))
        return rate_hz, self.rates_bps[rate_hz]


class Edges(PresetModel):
    """How much silence is left before the first sound and behind the last."""

    silence_lu: float = Field(ge=10)
    lead_ms: int = Field(ge=0)
    tail_ms: int = Field(ge=0)


class RecordingPreset(PresetModel):
    """Everything that is made of a recording."""

    edges: Edges
    tone: Tone
    masters: tuple[AudioPreset, ...] = Field(min_length=1)


class FilmSound(PresetModel):
    """The sound of a video."""

    codec: str
    suffix: str
    rates_bps: dict[int, int] = Field(min_length=1)
    codec_gain_db: float = Field(default=0.0, ge=-3, le=3)
    encoder_options: dict[str, str] = Field(default_factory=dict)
    tone: Tone
    loudness: LoudnessTarget

    def choose_rate_hz(self, source_hz: int) -> int:
        """Samples a second for a source: never more than it has, or the fewest that are planned."""
        return max((rate for rate in self.rates_bps if rate <= source_hz), default=min(self.rates_bps))


class Film(PresetModel):
    """A video in H.264 and AAC."""

    short_sides_px: tuple[int, ...] = Field(min_length=1)
    max_frame_rate_fps: int
    keyframe_interval_s: float
    encoder_speed: str
    quality_crf: int = Field(ge=0, le=51)
    max_bit_rate_bps: dict[int, int]
    buffer_s: float
    threads: int
    sound: FilmSound


class Av1(PresetModel):
    """A video in AV1 and Opus."""

    max_short_side_px: int
    min_short_side_px: int
    encoder_speed: int = Field(ge=0, le=13)
    quality_crf: int = Field(ge=0, le=63)
    keyframe_interval_s: float
    processors: int
    sound: FilmSound


class Thumbnails(PresetModel):
    """Small pictures of a video on one sheet."""

    interval_s: int = Field(ge=1)
    max_count: int = Field(ge=1)
    column_count: int = Field(ge=1)
    long_side_px: int
    quality: int = Field(ge=0, le=100)


class Stream(PresetModel):
    """A video for players that choose its size while they play."""

    min_duration_s: int
    segment_s: int


class Poster(PresetModel):
    """A still of a video."""

    position: float = Field(ge=0, le=1)
    candidate_count: int = Field(ge=1)
    max_height_px: int
    quality: int = Field(ge=2, le=31)


class VideoPreset(PresetModel):
    """Everything that is made of a video."""

    film: Film
    av1: Av1
    track: FilmSound
    thumbnails: Thumbnails
    stream: Stream
    poster: Poster


class SpeechPreset(PresetModel):
    """How a synthetic voice reads; pitch, amplitude and word gap are the built-in voice's alone."""

    lead_in_ms: int = Field(ge=0)
    sentence_pause_ms: int = Field(ge=0)
    paragraph_pause_ms: int = Field(ge=0)
    comma_pause_ms: int | None = Field(default=None, ge=0)
    lead_out_ms: int = Field(ge=0)
    pitch: int = Field(ge=0, le=99)
    amplitude: int = Field(ge=0, le=200)
    word_gap: int = Field(ge=0)
