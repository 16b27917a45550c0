"""A loudspeaker package: the pieces' horn versions in one ZIP, with everything an operator needs beside them.

The ZIP is the same to the byte for the same pieces: fixed dates, fixed order, nothing compressed (MP3 cannot be, and
the texts are small). It is read back and compared before it is handed out.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from media_pipeline.atomic_files import hash_file, write_aside
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.package_layout import CHECKSUMS, PackageFacts, PieceFacts, build_checksums, build_texts
from media_pipeline.errors import ManifestError, MediaError, MissingFileError
from media_pipeline.manifest import MediaManifest, MediaRecord, PackagePiece, Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 1
"""To be raised when the form of the ZIP changes."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP can hold."""
_READABLE_FILE = 0o100644 << 16


def make_package(context: StepContext) -> Sequence[Rendition]:
    """The package of a manifest of kind `package`, from the finished files of its pieces.

    Raises:
        ManifestError: a piece names an asset that does not exist or has nothing for loudspeakers.
        MissingFileError: a piece's files are not made yet.
    """
    pieces = [_find_piece(context, piece) for piece in _get_pieces(context.manifest)]
    facts = PackageFacts(
        context.manifest.title,
        tuple(piece_facts for piece_facts, _sound in pieces),
        is_sample=context.manifest.is_sample,
    )
    ingredients: dict[str, Ingredient] = {
        "step": "packages",
        "version": VERSION,
        "sounds": [sound.sha256 for _facts, sound in pieces],
        "texts": {path: hashlib.sha256(text).hexdigest() for path, text in build_texts(facts).items()},
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        context.report(0.1, _("The loudspeaker package is being packed"))
        path = folder / f"{context.manifest.name}.zip"
        write_package(path, facts, [_fetch(context, sound.path) for _facts, sound in pieces])
        return [MadeFile(path, RenditionRole.PACKAGE, "package-zip", "application/zip", duration_ms=facts.duration_ms)]

    return make_once(context, ingredients, make)


def write_package(path: Path, facts: PackageFacts, sounds: Sequence[Path]) -> None:
    """Write the ZIP of these pieces and their MP3 files, in their order, and read it back.

    Raises:
        MediaError: what was written is not what was meant.
    """
    texts = build_texts(facts)
    files = dict(zip(facts.sound_names, sounds, strict=True))
    hashes = {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}
    hashes |= {name: hash_file(sound) for name, sound in files.items()}
    checksums = build_checksums(dict(sorted(hashes.items())))
    with write_aside(path) as aside:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
            for name, text in (texts | {CHECKSUMS: checksums}).items():
                archive.writestr(_describe_member(name), text)
            for name, sound in files.items():
                _add_file(archive, name, sound)
        _verify(aside, hashes | {CHECKSUMS: hashlib.sha256(checksums).hexdigest()})


def _get_pieces(manifest: MediaManifest) -> tuple[PackagePiece, ...]:
    if manifest.package is None:
        raise ManifestError(_("The manifest %s has no pieces.") % manifest.name)
    return manifest.package.pieces


def _find_piece(context: StepContext, piece: PackagePiece) -> tuple[PieceFacts, Rendition]:
    """What the package says about a piece, and its horn version."""
    try:
        manifest = context.find_manifest(piece.asset)
    except LookupError as error:
        raise ManifestError(_("The package names the recording %s, which does not exist.") % piece.asset) from error
    record = context.find_record(piece.asset)
    if record is None:
        raise MissingFileError(f"records/{piece.asset}.json")
    sounds = record.with_role(RenditionRole.LOUDSPEAKER)
    if not sounds:
        raise ManifestError(_("%s has nothing for loudspeakers: only recordings can be packed.") % piece.asset)
    facts = PieceFacts(
        title=piece.title.strip() or manifest.title,
        duration_ms=sounds[0].duration_ms or record.duration_ms or 0,
        has_synthetic_voice=manifest.has_synthetic_voice,
        integrated_lufs=sounds[0].integrated_lufs,
        script=_read_transcript(context, record),
    )
    return facts, sounds[0]


def _read_transcript(context: StepContext, record: MediaRecord) -> str:
    transcripts = record.with_role(RenditionRole.TRANSCRIPT)
    return _fetch(context, transcripts[0].path).read_text(encoding="utf-8") if transcripts else ""


def _fetch(context: StepContext, path: str) -> Path:
    found = context.store.find_file(path)
    if found is None:
        raise MissingFileError(path)
    return found


def _describe_member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3  # Unix, on every machine
    info.external_attr = _READABLE_FILE
    return info


def _add_file(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    info = _describe_member(name)
    info.file_size = path.stat().st_size  # tells zipfile whether 64-bit fields are needed
    with path.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target)


def _verify(path: Path, hashes: Mapping[str, str]) -> None:
    with zipfile.ZipFile(path) as archive:
        written = {}
        for name in archive.namelist():
            with archive.open(name) as member:
                written[name] = hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
    if written != hashes:
        raise MediaError(_("The package was not written correctly: try again, and check the disk."))
