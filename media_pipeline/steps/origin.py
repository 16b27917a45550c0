"""What an asset is made from: its upload from the store, or what a synthetic voice reads. Opened at the first call."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from pathlib import Path

from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.domain.voices import add_notice
from media_pipeline.errors import MissingFileError, ScriptError
from media_pipeline.manifest import MediaManifest, Source
from media_pipeline.messages import _
from media_pipeline.presets import load_speech_preset
from media_pipeline.probing import probe_file, require_kind
from media_pipeline.speech import VoiceOrder, choose_voice, compute_fingerprint, speak
from media_pipeline.steps.step import OpenedOrigin, Origin
from media_pipeline.storage.layout import build_source_path
from media_pipeline.storage.store import Store


def build_origin(
    manifest: MediaManifest, script: str | None, store: Store, workdir: Path, settings: PipelineSettings
) -> Origin:
    """The origin that a manifest names.

    Args:
        script: what a voice says, word for word: the reading of the script where there is one.

    Raises:
        ScriptError: there is nothing to speak.
    """
    if manifest.source is not None:
        return SourceOrigin(manifest, manifest.source, store, settings)
    if manifest.speech is not None:
        return SpeechOrigin(manifest, script or "", workdir, settings)
    return NoOrigin()


def list_voices(manifest: MediaManifest, settings: PipelineSettings) -> dict[str, str]:
    """Engine → version of the voice that reads, for the record; empty for what no voice of ours reads."""
    if manifest.speech is None:
        return {}
    voice = choose_voice(manifest.speech.engine, manifest.speech.voice, load_speech_preset(), settings.speech)
    return {voice.engine.value: voice.read_version()}


class _LazyOrigin(ABC):
    """Opens once, also when two threads ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: OpenedOrigin | None = None

    def open(self) -> OpenedOrigin:
        """The file."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    @abstractmethod
    def _open(self) -> OpenedOrigin: ...


class SourceOrigin(_LazyOrigin):
    """An upload."""

    def __init__(self, manifest: MediaManifest, source: Source, store: Store, settings: PipelineSettings) -> None:
        super().__init__()
        self._manifest, self._source, self._store, self._settings = manifest, source, store, settings

    @property
    def fingerprint(self) -> str:
        """Its own SHA-256."""
        return self._source.sha256

    def _open(self) -> OpenedOrigin:
        path = self._store.find_source(self._source)
        if path is None:
            raise MissingFileError(build_source_path(self._source))
        probe = probe_file(path, self._settings.limits)
        require_kind(probe, self._manifest.kind)
        return OpenedOrigin(path, probe)


class SpeechOrigin(_LazyOrigin):
    """A script and the voice that reads it."""

    def __init__(self, manifest: MediaManifest, script: str, workdir: Path, settings: PipelineSettings) -> None:
        super().__init__()
        if not script.strip():
            raise ScriptError(_("There is no script to speak: write one, or upload a recording."))
        if manifest.speech is None:
            raise ValueError("a manifest without speech")
        self._order = VoiceOrder(
            script=add_notice(script, settings.speech.notice),
            engine=manifest.speech.engine,
            voice=manifest.speech.voice,
            rate_wpm=manifest.speech.rate_wpm,
            preset=settings.speech.choose_pauses(load_speech_preset()),
        )
        self._path = workdir / f"{manifest.name}.speech.wav"
        self._settings = settings

    @property
    def fingerprint(self) -> str:
        """Hash of the script, the way it is read, and the voice's version."""
        return compute_fingerprint(self._order, self._settings.speech)

    def _open(self) -> OpenedOrigin:
        timings: SpeechTimings = speak(self._order, self._path, self._settings.speech)
        return OpenedOrigin(self._path, probe_file(self._path, self._settings.limits), timings)


class NoOrigin:
    """Of clips and packages, which are made from other assets."""

    fingerprint = ""

    def open(self) -> OpenedOrigin:
        """Never called by a step of such an asset."""
        raise LookupError("clips and packages have no origin of their own")
