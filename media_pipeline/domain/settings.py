"""What an operator may set: limits of what is taken, names in the files' tags, cores to use. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from media_pipeline.domain.voices import SpeechSettings


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """The largest uploads that are taken, and what the work on one may use."""

    max_size_bytes: int = 4 * 1024**3
    max_duration_ms: int = 4 * 3600 * 1000
    max_track_count: int = 16
    """Pictures, sounds, captions and data together."""
    max_probe_s: float = 120
    """How long it may take to read a file from its start to its end."""
    max_memory_bytes: int = 6 * 1024**3
    """Address space of each process that works on it. An AV1 encoder of a 1080p film takes less than 2 GiB on two
    cores; below 1 GiB hardly anything can be encoded."""
    min_picture_px: int = 16
    """Shorter edge of a picture."""
    max_picture_px: int = 12_000
    """Longer edge of a picture."""
    max_picture_pixel_count: int = 60_000_000
    """Width × height: one of 60 million pixels takes 240 MB when it is opened."""
    max_film_px: int = 8192
    """Longer edge of a video."""


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """Everything about the pipeline that is no preset."""

    limits: SourceLimits = field(default_factory=SourceLimits)
    speech: SpeechSettings = field(default_factory=SpeechSettings)
    show_title: str = "Tiếng Luật"
    """Album in the tags of recordings."""
    publisher: str = "Tiếng Luật"
    """Artist in the tags of recordings whose manifest credits nobody."""
    process_count: int = 2
    """How many ffmpeg processes one asset may keep busy at a time."""
    min_time_limit_s: float = 300
    time_limit_per_media_second: float = 20
    """A run of ffmpeg is stopped after `min_time_limit_s` plus this many seconds for each second of media."""

    def compute_time_limit_s(self, duration_ms: int | None) -> float:
        """How long a run of ffmpeg on media of that duration may take."""
        return self.min_time_limit_s + self.time_limit_per_media_second * (duration_ms or 0) / 1000
