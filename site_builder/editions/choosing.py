"""Which media find room in an edition: what is lightest and helps most comes first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from pathlib import PurePosixPath

from site_builder.editions.names import LARGEST_FILE_BYTES
from site_builder.editions.pages import VIDEO_SUFFIXES

STATIC_PREFIX = "static/"
_IMAGES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".ico"})
_RECORDINGS = frozenset({".mp3", ".m4a", ".opus", ".ogg", ".wav"})


class Turn(IntEnum):
    """Which media are looked at first."""

    THEME = 0
    """Scripts of the theme; they always find room."""
    IMAGE = 1
    RECORDING = 2
    OTHER = 3
    """Documents, captions, packages."""
    VIDEO = 4


def find_turn(path: str) -> Turn:
    """When a file is looked at."""
    suffix = PurePosixPath(path).suffix.lower()
    if path.startswith(STATIC_PREFIX):
        return Turn.THEME
    if suffix in VIDEO_SUFFIXES:
        return Turn.VIDEO
    if suffix in _IMAGES:
        return Turn.IMAGE
    return Turn.RECORDING if suffix in _RECORDINGS else Turn.OTHER


def choose_media(sizes: Mapping[str, int], largest_bytes: int, *, has_video: bool) -> set[str]:
    """The files that are taken.

    Of one turn the smallest come first, so that as many as can be are there.

    Args:
        sizes: of all that pages show or offer, in bytes, by path.
        largest_bytes: what they may have together.
        has_video: whether films are taken, if there is room after all else.
    """
    chosen, left_bytes = set(), largest_bytes
    for path in _order(sizes):
        turn = find_turn(path)
        is_fit = sizes[path] <= min(left_bytes, LARGEST_FILE_BYTES) and (has_video or turn is not Turn.VIDEO)
        if turn is Turn.THEME or is_fit:
            chosen.add(path)
            left_bytes -= 0 if turn is Turn.THEME else sizes[path]
    return chosen


def _order(sizes: Mapping[str, int]) -> Iterable[str]:
    return sorted(sizes, key=lambda path: (find_turn(path), sizes[path], path))
