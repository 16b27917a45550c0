"""Errors of the media pipeline; each `str` is one sentence that a person can act on, in the language of `messages.py`.

MediaError
├── MediaRejected               the input can never work: nobody retries it
│   ├── UnreadableSourceError   no format that we take, or damaged
│   ├── TruncatedSourceError    a part of the file is missing
│   ├── WrongKindError          a recording where a video belongs, or the like
│   ├── ForeignReferenceError   the file names other files or addresses (playlists)
│   ├── SourceLimitError        too long, too big, too many tracks
│   ├── PictureSizeError        too small or too large a picture
│   ├── ScriptError             nothing to speak, or an unknown voice
│   │   └── ScriptMismatchError …or a text that is not what a recording says
│   ├── LexiconError            an entry of the reading's lexicon cannot work
│   ├── CutError                a clip's start or end lies outside of what it is cut from
│   └── ManifestError           a manifest is not valid, or names what does not exist
├── StoppedError                somebody has stopped the work
├── MissingFileError            a source or an ingredient is not in the media store (yet)
├── PackageError                a loudspeaker package is damaged, or cannot be copied
├── MeasurementMissedError      a finished file is not what its preset promises
├── FfmpegError                 ffmpeg failed; carries its arguments, exit code and last lines
│   ├── FfmpegTimeoutError      …since it took too long
│   └── FfmpegMemoryError       …since it asked for too much memory, and always will: a MediaRejected, too
├── SpeechError                 a synthetic voice failed
│   └── VoiceSetupError         …or this machine does not have it, or has it set up wrongly
└── StoreError                  the media store cannot be read or written
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from media_pipeline.messages import _

_ORIGIN = re.compile(r"^(\[[^\]]*\] )+")
"""Which part of ffmpeg a line comes from, and its level: `[in#0 @ 0x5cff] [error] `."""


class MediaError(Exception):
    """Root of this package's errors.

    Args:
        sentence: what is wrong and what to do about it.
        asset_name: the asset that was being made, empty while none is known; `jobs` fills it in.
    """

    def __init__(self, sentence: str, *, asset_name: str = "") -> None:
        self.sentence = sentence
        self.asset_name = asset_name
        super().__init__(sentence)


class MediaRejected(MediaError):
    """The input can never work, so that a second attempt would end the same way."""


class UnreadableSourceError(MediaRejected):
    """The file is no format that we take, or it is damaged."""


class TruncatedSourceError(MediaRejected):
    """A part of the file is missing: its upload or its recording was cut off."""


class WrongKindError(MediaRejected):
    """The file is fine, but not what belongs in its place."""


class ForeignReferenceError(MediaRejected):
    """The file names other files or addresses, which are never opened."""


class SourceLimitError(MediaRejected):
    """The file is longer or larger than the settings allow, or has too many tracks."""


class PictureSizeError(MediaRejected):
    """A picture that is too small to be seen or too large to be opened."""


class ScriptError(MediaRejected):
    """There is nothing to speak, or no such voice."""


class ScriptMismatchError(ScriptError):
    """The text is not what the recording says."""


class LexiconError(MediaRejected):
    """An entry of the reading's lexicon cannot work."""


class CutError(MediaRejected):
    """A clip's start or end lies outside of what it is cut from, or it is too short or too long."""


class ManifestError(MediaRejected):
    """A manifest is not valid, or it names an asset or a file that does not exist."""


class StoppedError(MediaError):
    """Somebody has stopped the work from outside; nothing is wrong with what it was made from."""

    def __init__(self) -> None:
        super().__init__(_("The work was stopped before it was finished."))


class MissingFileError(MediaError):
    """A source or an ingredient is not in the media store; another attempt can help once it is."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(_("The media store has no file %(path)s: make or upload it, then try again.") % {"path": path})


class PackageError(MediaError):
    """A loudspeaker package is damaged, or cannot be copied.

    Args:
        problems: everything that is wrong, when it is more than the sentence says.
    """

    def __init__(self, sentence: str, *, problems: tuple[str, ...] = ()) -> None:
        self.problems = problems
        super().__init__(sentence)


class MeasurementMissedError(MediaError):
    """A finished file is not what its preset promises.

    Args:
        preset: name of the preset.
        quantity: what was measured, in words and with its unit (`loudness, LUFS`).
        measured: the figure.
        wanted: what the preset asks for (`−16.0 ± 0.5`).
    """

    def __init__(self, preset: str, quantity: str, measured: float, wanted: str) -> None:
        self.preset, self.quantity, self.measured, self.wanted = preset, quantity, measured, wanted
        super().__init__(
            _("The file of the preset %(preset)s missed its target (%(quantity)s: %(measured).2f, wanted %(wanted)s).")
            % {"preset": preset, "quantity": quantity, "measured": measured, "wanted": wanted}
        )


class FfmpegError(MediaError):
    """ffmpeg failed, or complained about what it read.

    Args:
        argv: the whole command.
        exit_code: 0 when it only complained, negative when it was killed by a signal.
        last_lines: the end of what it said.
    """

    def __init__(self, argv: Sequence[str], exit_code: int, last_lines: Sequence[str]) -> None:
        self.argv, self.exit_code, self.last_lines = tuple(argv), exit_code, tuple(last_lines)
        said = _ORIGIN.sub("", last_lines[-1]) if last_lines else "–"
        super().__init__(
            _("The file could not be converted (ffmpeg, exit code %(code)d: %(said)s). Try again, or try another file.")
            % {"code": exit_code, "said": said}
        )


class FfmpegTimeoutError(FfmpegError):
    """ffmpeg took longer than its limit and was stopped."""

    def __init__(self, argv: Sequence[str], limit_s: float, last_lines: Sequence[str]) -> None:
        super().__init__(argv, -9, last_lines)
        self.limit_s = limit_s
        self.sentence = _("The conversion took longer than %(limit)d minutes and was stopped: try a shorter file.") % {
            "limit": round(limit_s / 60)
        }
        self.args = (self.sentence,)


class FfmpegMemoryError(FfmpegError, MediaRejected):
    """ffmpeg asked for more memory than it may have, and would do so again."""

    def __init__(self, argv: Sequence[str], exit_code: int, limit_bytes: int, last_lines: Sequence[str]) -> None:
        super().__init__(argv, exit_code, last_lines)
        self.limit_bytes = limit_bytes
        self.sentence = _(
            "The conversion needs more memory than the %(limit)d MB that it may have: try a smaller file, "
            "or have the limit raised."
        ) % {"limit": limit_bytes // 10**6}
        self.args = (self.sentence,)


class SpeechError(MediaError):
    """A synthetic voice failed."""


class VoiceSetupError(SpeechError):
    """A voice that this machine does not have, or that is set up wrongly; another attempt helps once it is mended."""


class StoreError(MediaError):
    """The media store cannot be read or written."""
