"""A loudspeaker package: the pieces' horn versions in one ZIP, with everything an operator needs beside them.

A package for a session holds the whole session as one file, too, a run sheet to be printed and a verifier; its name is
that of the session. Each file is found again by what it is made of, so that a killed run goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from media_pipeline.atomic_files import hash_file
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.package_layout import CHECKSUMS, PackageFacts, PieceFacts, build_checksums, build_texts
from media_pipeline.domain.session_layout import (
    MANIFEST,
    RUN_SHEET,
    VERIFIER,
    FileFacts,
    WholeFacts,
    build_manifest_json,
    build_session_texts,
    get_session,
    name_whole,
)
from media_pipeline.errors import ManifestError, MissingFileError
from media_pipeline.manifest import MediaRecord, Package, PackagePiece, Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.packing.archive import write_archive
from media_pipeline.packing.verifier import build_verifier
from media_pipeline.steps.session_sound import make_session_sound
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 1
"""To be raised when the form of the ZIP changes."""


def make_package(context: StepContext) -> Sequence[Rendition]:
    """The package of a manifest of kind `package`, from the finished files of its pieces; behind it, for a session, the
    file of the whole.

    Raises:
        ManifestError: a piece names an asset that does not exist or has nothing for loudspeakers.
        MissingFileError: a piece's files are not made yet.
        MeasurementMissedError: the file of the whole session is not as loud or as long as it should be.
    """
    package = _get_package(context)
    pieces = [_find_piece(context, package, piece) for piece in package.pieces]
    sounds = [sound for _facts, sound in pieces]
    facts = PackageFacts(
        context.manifest.title,
        tuple(piece_facts for piece_facts, _sound in pieces),
        is_sample=context.manifest.is_sample,
        session=package.session,
    )
    if package.session is None:
        return _pack(context, facts, sounds)
    whole = make_session_sound(context, facts, sounds)
    return [*_pack(context, facts, sounds, whole), whole]


def _pack(
    context: StepContext, facts: PackageFacts, sounds: Sequence[Rendition], whole: Rendition | None = None
) -> Sequence[Rendition]:
    whole_facts = WholeFacts(whole.duration_ms or 0, whole.integrated_lufs) if whole is not None else None
    packed = [*sounds, whole] if whole is not None else sounds
    texts = build_files(facts)
    ingredients: dict[str, Ingredient] = {
        "step": "packages",
        "version": VERSION,
        "sounds": [sound.sha256 for sound in packed],
        "texts": {path: hashlib.sha256(text).hexdigest() for path, text in texts.items()},
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        context.report(0.5 if whole is not None else 0.1, _("The loudspeaker package is being packed"))
        path = folder / f"{facts.session.package_name if facts.session is not None else context.manifest.name}.zip"
        write_package(path, facts, [context.fetch_file(sound.path) for sound in packed], whole_facts, texts=texts)
        return [MadeFile(path, RenditionRole.PACKAGE, "package-zip", "application/zip", duration_ms=facts.duration_ms)]

    return make_once(context, ingredients, make)


def build_files(facts: PackageFacts) -> dict[str, bytes]:
    """Path → content of every file that follows from the facts alone, in their order."""
    texts = build_texts(facts)
    if facts.session is None:
        return texts
    # Its library takes a second and 35 MB, which nobody who packs no session should pay.
    from media_pipeline.packing.run_sheet import build_run_sheet

    return texts | build_session_texts(facts) | {RUN_SHEET: build_run_sheet(facts), VERIFIER: build_verifier()}


def write_package(
    path: Path,
    facts: PackageFacts,
    sounds: Sequence[Path],
    whole: WholeFacts | None = None,
    *,
    texts: Mapping[str, bytes] | None = None,
) -> None:
    """Write the ZIP of these pieces and their MP3 files, in their order, and read it back.

    Args:
        sounds: the file of each piece; for a session, that of the whole behind them.
        whole: what is known of that one.
        texts: what `build_files` gives, when that is at hand.

    Raises:
        MediaError: what was written is not what was meant.
    """
    texts = dict(texts or build_files(facts))
    names = facts.sound_names if whole is None else (*facts.sound_names, name_whole(get_session(facts)))
    files = dict(zip(names, sounds, strict=True))
    hashes = {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}
    hashes |= {name: hash_file(sound) for name, sound in files.items()}
    if whole is not None:
        sizes = {name: len(text) for name, text in texts.items()}
        sizes |= {name: sound.stat().st_size for name, sound in files.items()}
        listed = {name: FileFacts(sizes[name], sha256) for name, sha256 in hashes.items()}
        texts[MANIFEST] = build_manifest_json(facts, whole, listed)
        hashes[MANIFEST] = hashlib.sha256(texts[MANIFEST]).hexdigest()
    texts[CHECKSUMS] = build_checksums(dict(sorted(hashes.items())))
    hashes[CHECKSUMS] = hashlib.sha256(texts[CHECKSUMS]).hexdigest()
    write_archive(path, texts, files, hashes)


def _get_package(context: StepContext) -> Package:
    if context.manifest.package is None:
        raise ManifestError(_("The manifest %s has no pieces.") % context.manifest.name)
    return context.manifest.package


def _find_piece(context: StepContext, package: Package, piece: PackagePiece) -> tuple[PieceFacts, Rendition]:
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
        broadcast_class=piece.broadcast_class,
        expires=piece.expires,
        approval=piece.approval or (package.session.approval if package.session is not None else None),
    )
    return facts, sounds[0]


def _read_transcript(context: StepContext, record: MediaRecord) -> str:
    transcripts = record.with_role(RenditionRole.TRANSCRIPT)
    return context.fetch_file(transcripts[0].path).read_text(encoding="utf-8") if transcripts else ""
