"""The interface of a step: what it is given, what it gives back, and how a file is made once and found again.

A step is a function of a `StepContext` that returns renditions. It never asks whether it ran before: it says what its
files depend on and how to make them, and `make_once` finds the finished ones in the store by that.

    def make_waveform(context: StepContext) -> Sequence[Rendition]:
        ingredients = {"step": "waveform", "origin": context.origin.fingerprint, "preset": PRESET.model_dump()}

        def make(folder: Path) -> Sequence[MadeFile]:
            sound = context.origin.open()
            … write folder / f"{context.manifest.name}.svg" …
            return [MadeFile(path, RenditionRole.WAVEFORM, "waveform-svg", "image/svg+xml")]

        return make_once(context, ingredients, make)
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from media_pipeline.atomic_files import hash_file
from media_pipeline.domain.keys import Ingredient, compute_key
from media_pipeline.domain.probe import Probe
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.errors import MissingFileError
from media_pipeline.manifest import MediaManifest, MediaRecord, Rendition, RenditionRole
from media_pipeline.stopping import check_stopped
from media_pipeline.storage.layout import build_rendition_path
from media_pipeline.storage.store import Store

Report = Callable[[float, str], None]
"""Takes how much of the step is done, 0 to 1, and a message for the editor."""

Step = Callable[["StepContext"], Sequence[Rendition]]
"""Makes the files of one step, or finds them."""


@dataclass(frozen=True, slots=True)
class OpenedOrigin:
    """What an asset is made from, as a local file that must not be changed."""

    path: Path
    probe: Probe
    timings: SpeechTimings | None = None
    """When what is said; for the built-in voice only."""


class Origin(Protocol):
    """What an asset is made from: its upload, or what the built-in voice reads. Opened only when something is made."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 that stands for its content: equal fingerprints mean equal sounds and pictures."""
        ...

    def open(self) -> OpenedOrigin:
        """The file, fetched or spoken at the first call.

        Raises:
            MissingFileError: the upload is not in the store.
        """
        ...


@dataclass(frozen=True, slots=True)
class StepContext:
    """What a step may use."""

    manifest: MediaManifest
    side_files: Mapping[str, str]
    """Texts that stand beside the manifest, by their name."""
    find_manifest: Callable[[str], MediaManifest]
    """The manifest of another asset; `LookupError` when there is none."""
    find_record: Callable[[str], MediaRecord | None]
    """What was made of another asset."""
    store: Store
    origin: Origin
    """Of the asset itself; packages and clips have none of their own, and opening theirs is a defect."""
    workdir: Path
    """A folder for whatever is needed on the way; it is removed after the last step."""
    settings: PipelineSettings
    report: Report

    @property
    def script(self) -> str | None:
        """The text of the manifest's script."""
        return self._read_side_file(self.manifest.script)

    @property
    def captions(self) -> str | None:
        """The text of the manifest's captions."""
        return self._read_side_file(self.manifest.captions)

    def fetch_file(self, path: str) -> Path:
        """A finished file of whatever asset, by its path in the store; `MissingFileError` when it is not there."""
        found = self.store.find_file(path)
        if found is None:
            raise MissingFileError(path)
        return found

    def _read_side_file(self, name: str | None) -> str | None:
        return None if name is None else self.side_files.get(name)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file in a work folder, and what was measured on it. Its name is the one residents will see."""

    path: Path
    role: RenditionRole
    preset: str
    media_type: str
    duration_ms: int | None = None
    source_start_ms: int | None = None
    width_px: int | None = None
    height_px: int | None = None
    bit_rate_bps: int | None = None
    integrated_lufs: float | None = None
    true_peak_dbtp: float | None = None
    codecs: str | None = None


def make_once(
    context: StepContext, ingredients: Mapping[str, Ingredient], make: Callable[[Path], Sequence[MadeFile]]
) -> tuple[Rendition, ...]:
    """The renditions that depend on these ingredients and on nothing else: found in the store, or made and put there.

    Args:
        ingredients: everything that decides a byte of the files, and their names: the origin's fingerprint, the preset,
            texts that go into tags, versions of the tools.
        make: writes the files into the empty folder it is given, and says what they are in their order.

    Raises:
        StoppedError: the work is to end.
    """
    check_stopped()
    found = find_made(context, ingredients)
    if found is not None:
        return found
    key = _compute_key(context, ingredients)
    with tempfile.TemporaryDirectory(dir=context.workdir) as folder:
        renditions = tuple(_put(context.store, key, made) for made in make(Path(folder)))
    context.store.save_renditions(key, renditions)
    return renditions


def find_made(context: StepContext, ingredients: Mapping[str, Ingredient]) -> tuple[Rendition, ...] | None:
    """The renditions that were made of these ingredients; `None` when they are still to be made."""
    return context.store.load_renditions(_compute_key(context, ingredients))


def _compute_key(context: StepContext, ingredients: Mapping[str, Ingredient]) -> str:
    return compute_key({"name": context.manifest.name, **ingredients})


def _put(store: Store, key: str, made: MadeFile) -> Rendition:
    path = build_rendition_path(key, made.path.name)
    rendition = Rendition(
        role=made.role,
        preset=made.preset,
        path=path,
        media_type=made.media_type,
        size_bytes=made.path.stat().st_size,
        sha256=hash_file(made.path),
        duration_ms=made.duration_ms,
        source_start_ms=made.source_start_ms,
        width_px=made.width_px,
        height_px=made.height_px,
        bit_rate_bps=made.bit_rate_bps,
        integrated_lufs=made.integrated_lufs,
        true_peak_dbtp=made.true_peak_dbtp,
        codecs=made.codecs,
    )
    store.put_rendition(made.path, path)
    return rendition
