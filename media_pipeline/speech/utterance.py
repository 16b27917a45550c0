"""What the libraries of voices give back inside the child process."""

from __future__ import annotations

from dataclasses import dataclass


class VoiceError(Exception):
    """The library refused."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was spoken for one text."""

    samples: bytes
    """Signed 16-bit, mono, little endian."""
    words: tuple[tuple[int, int], ...] = ()
    """Offset in the text in characters, and time in milliseconds, of each word's start."""
