"""The interface of a voice: what it is given, what it gives back. Three hold it: `builtin`, `piper`, `http_voice`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from media_pipeline.manifest import SpeechEngine

SAMPLE_BYTES = 2
"""Samples are signed 16-bit, mono, little endian."""
TIME_LIMIT_S = 600.0
"""For a whole script."""


@dataclass(frozen=True, slots=True)
class SpokenPhrase:
    """What a voice made of one phrase."""

    byte_count: int
    """Of its samples."""
    words: tuple[tuple[int, int], ...] = ()
    """Offset in the phrase in characters, and time in milliseconds, of each word's start, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Recital:
    """What a voice made of all phrases."""

    sample_rate_hz: int
    phrases: tuple[SpokenPhrase, ...]


class Voice(Protocol):
    """A voice that reads."""

    @property
    def engine(self) -> SpeechEngine:
        """What makes it."""
        ...

    @property
    def name(self) -> str:
        """The engine's own name of it."""
        ...

    def read_version(self) -> str:
        """What the sound depends on besides the order: engine, version, content or settings. Part of every key.

        Raises:
            VoiceSetupError: the machine does not have it.
        """
        ...

    def speak(self, phrases: Sequence[str], *, rate_wpm: int, samples: Path) -> Recital:
        """Write the sound of all phrases into a file, one after the other without pauses.

        The same phrases at the same rate give the same bytes, as far as that is in our hands.

        Raises:
            SpeechError: it failed, or took longer than `TIME_LIMIT_S`.
        """
        ...
