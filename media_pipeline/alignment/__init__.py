"""A script and a recording of it → when each word is said, without any model that would have to be downloaded.

The built-in voice reads the script aloud and reports when it says each word. `features` hears what its reading and the
recording are like, `warping` and `passes` lay the one over the other (dynamic time warping), `aligner` carries the
times of the words over, `trust` tells whether the script is what is said at all.
"""

from media_pipeline.alignment.aligner import AlignedSentence, Alignment, align
from media_pipeline.alignment.cues import AlignedCue, build_aligned_cues

__all__ = ["AlignedCue", "AlignedSentence", "Alignment", "align", "build_aligned_cues"]
