"""Piper: a neural voice from a file. Its package is optional, and loaded by the child process alone.

`piper-tts` is licensed under the GPL: this project neither ships nor requires it, an operator who wants it installs it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from media_pipeline.atomic_files import hash_file
from media_pipeline.domain.voices import NATURAL_RATE_WPM, PiperSettings
from media_pipeline.errors import VoiceSetupError
from media_pipeline.manifest import SpeechEngine
from media_pipeline.messages import _
from media_pipeline.speech.child_process import ask_child
from media_pipeline.speech.engine import Recital

PACKAGE = "piper-tts"


class PiperVoice:
    """A voice in a file of this machine."""

    engine = SpeechEngine.PIPER

    def __init__(self, settings: PiperSettings) -> None:
        self._settings = settings

    @property
    def name(self) -> str:
        """The stem of its file."""
        return self._settings.voice

    def read_version(self) -> str:
        """Of the package, the content of both files, the speaker."""
        version = _read_package_version()
        contents = " ".join(_hash_once(path, *_get_stamp(path)) for path in self._list_files())
        speaker = "" if self._settings.speaker is None else f" speaker {self._settings.speaker}"
        return f"{PACKAGE} {version} {contents}{speaker}"

    def speak(self, phrases: Sequence[str], *, rate_wpm: int, samples: Path) -> Recital:
        """As `Voice` says; the words' starts are not known."""
        _read_package_version()
        model, _description = self._list_files()
        parameters = {"speed": rate_wpm / NATURAL_RATE_WPM, "speaker": self._settings.speaker}
        order = {"engine": self.engine, "voice": str(model), "parameters": parameters}
        return ask_child(self.name, {**order, "sentences": list(phrases), "samples": str(samples)})

    def _list_files(self) -> tuple[Path, Path]:
        """The model and its description, both there."""
        model = self._settings.model
        files = model, model.with_name(f"{model.name}.json")
        for path in files:
            if not path.is_file():
                raise VoiceSetupError(
                    _("The voice's file %(path)s is missing: put it there, or set another voice.") % {"path": path}
                )
        return files


def _read_package_version() -> str:
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise VoiceSetupError(
            _("A Piper voice is set, but its package is missing: run “pip install %(package)s”, or set another voice.")
            % {"package": PACKAGE}
        ) from error


def _get_stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@functools.lru_cache(maxsize=16)
def _hash_once(path: Path, _size_bytes: int, _modified_ns: int) -> str:
    """SHA-256 of a file, read again only when it has changed: a voice has some 60 MB."""
    return hash_file(path)
