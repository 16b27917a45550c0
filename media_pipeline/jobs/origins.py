"""What an asset is made from, opened only when something has to be made."""

from __future__ import annotations

import functools
from pathlib import Path

from media_pipeline.domain.probe import FileNature, Probe
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import ManifestError, MissingFileError
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import MediaManifest, Source, Speech
from media_pipeline.messages import _
from media_pipeline.probing.files import probe_file, require_kind
from media_pipeline.speech.voice import build_fingerprint, speak
from media_pipeline.steps.step import OpenedOrigin, Origin
from media_pipeline.storage import Store
from media_pipeline.storage.layout import build_source_path


class UploadedOrigin:
    """An upload in the store."""

    def __init__(self, manifest: MediaManifest, source: Source, store: Store, limits: SourceLimits) -> None:
        self._manifest, self._source, self._store, self._limits = manifest, source, store, limits

    @property
    def fingerprint(self) -> str:
        """The hash of its content."""
        return self._source.sha256

    def open(self) -> OpenedOrigin:
        """The file, probed.

        Raises:
            MissingFileError: it is not in the store.
            MediaRejected: it cannot be used for an asset of this kind.
        """
        return self._opened

    @functools.cached_property
    def _opened(self) -> OpenedOrigin:
        path = self._store.find_source(self._source)
        if path is None:
            raise MissingFileError(build_source_path(self._source))
        probe = probe_file(path, self._limits)
        require_kind(probe, self._manifest.kind)
        return OpenedOrigin(path, probe)


class SpokenOrigin:
    """A script that the built-in voice reads."""

    def __init__(self, script: str, speech: Speech, workdir: Path) -> None:
        self._script, self._speech, self._workdir = script, speech, workdir

    @functools.cached_property
    def fingerprint(self) -> str:
        """Hash of the script and of the voice."""
        return build_fingerprint(self._script, self._speech)

    def open(self) -> OpenedOrigin:
        """The recording, spoken at the first call.

        Raises:
            ScriptError: there is nothing to be said.
            SpeechError: the voice failed.
        """
        return self._opened

    @functools.cached_property
    def _opened(self) -> OpenedOrigin:
        path = self._workdir / "speech.wav"
        timings = speak(self._script, self._speech, path)
        return OpenedOrigin(path, probe_media(path, SourceLimits()), timings)


class NoOrigin:
    """Of a clip or a package, which are made from finished files of other assets."""

    fingerprint = ""

    def open(self) -> OpenedOrigin:
        """Nothing: a step that asks for it is not written for this kind of asset."""
        return OpenedOrigin(Path("/dev/null"), Probe(FileNature.DOCUMENT, "", "", 0))


def build_origin(
    manifest: MediaManifest, script: str | None, store: Store, workdir: Path, limits: SourceLimits
) -> Origin:
    """The origin that a manifest names.

    Raises:
        ManifestError: it wants a script to be read, and there is none.
    """
    if manifest.source is not None:
        return UploadedOrigin(manifest, manifest.source, store, limits)
    if manifest.speech is not None:
        if script is None:
            raise ManifestError(_("The script %(name)s is missing.") % {"name": manifest.script})
        return SpokenOrigin(script, manifest.speech, workdir)
    return NoOrigin()
