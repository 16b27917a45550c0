"""Where a recording begins and ends once the silence around it is cut. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from media_pipeline.domain.presets import Edges


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a source that is kept."""

    start_ms: int
    end_ms: int

    @property
    def duration_ms(self) -> int:
        """Length of what is kept."""
        return self.end_ms - self.start_ms

    @property
    def input_options(self) -> dict[str, float]:
        """As options of an input of ffmpeg, in seconds."""
        return {"ss": self.start_ms / 1000, "t": self.duration_ms / 1000}


def plan_cut(heard: tuple[int, int] | None, duration_ms: int, edges: Edges) -> Cut:
    """What is kept of a recording.

    Args:
        heard: start of the first sound and end of the last, in milliseconds; `None` when all is silence, which is kept.
        duration_ms: of the whole.
    """
    if heard is None:
        return Cut(0, duration_ms)
    return Cut(max(heard[0] - edges.lead_ms, 0), min(heard[1] + edges.tail_ms, duration_ms))
