"""Which files ffmpeg and PyAV may open, and how: the formats by name, nothing but plain files, never what a file names.

A playlist, a concat script or a numbered sequence of pictures is no file of ours: its demuxer is not in the list, so it
is not even tried, whatever the file is called.
"""

from __future__ import annotations

from pathlib import Path

import ffmpeg

DEMUXERS = (
    "mov",  # MP4, M4A, MOV, 3GP
    "matroska",  # MKV, WebM
    "mp3",
    "wav",
    "w64",
    "flac",
    "ogg",  # Vorbis, Opus
    "aac",  # ADTS
    "aiff",
    "amr",  # phones' voice memos
    "asf",  # WMA, WMV
    "avi",
    "mpegts",
    "mpeg",
    "caf",
)
"""Demuxers by the first of their names."""

PROTOCOLS = ("file",)

INPUT_OPTIONS = {
    "protocol_whitelist": ",".join(PROTOCOLS),  # no network, no pipes, no "concat:" and "subfile:" addresses
    "format_whitelist": ",".join(DEMUXERS),
}
"""Options of every input, for PyAV as they are and for ffmpeg's command line as arguments."""


def open_extra(path: Path, demuxer: str) -> ffmpeg.nodes.FilterableStream:
    """A picture (`jpeg_pipe`) or chapters (`ffmetadata`) that this program has written itself."""
    return ffmpeg.input(f"file:{path}", format=demuxer, protocol_whitelist=",".join(PROTOCOLS))


def open_input(path: Path, **options: str | float) -> ffmpeg.nodes.FilterableStream:
    """An input of a graph of `ffmpeg-python`.

    Args:
        options: more input options; `ss` and `t` are in seconds.
    """
    return ffmpeg.input(f"file:{path}", **INPUT_OPTIONS, **options)  # the prefix: a name with a colon is no protocol
