"""An alignment → captions, each with the mark whether somebody should listen there again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from media_pipeline.alignment.aligner import Alignment
from media_pipeline.domain.caption_layout import CueLimits, build_cues
from media_pipeline.domain.webvtt import Cue

ALIGNED_LIMITS = CueLimits(longest_ms=6_000)


@dataclass(frozen=True, slots=True)
class AlignedCue:
    """A caption at a time that was found."""

    cue: Cue
    is_doubtful: bool
    """Whether something else may be said there, so that the time is a guess."""


def build_aligned_cues(alignment: Alignment) -> tuple[AlignedCue, ...]:
    """Lay out an alignment; no cue outlasts the recording."""
    words = [(word, aligned.is_doubtful) for aligned in alignment.sentences for word in aligned.sentence.words]
    cues: list[AlignedCue] = []
    position = 0
    for cue in build_cues([word for word, _doubtful in words], ALIGNED_LIMITS):
        count = len(cue.text.split())
        end_ms = max(min(cue.end_ms, alignment.duration_ms), cue.start_ms + 1)
        doubtful = any(is_doubtful for _word, is_doubtful in words[position : position + count])
        cues.append(AlignedCue(replace(cue, end_ms=end_ms), doubtful))
        position += count
    return tuple(cues)
