"""Putting a plan into `content/`, and remembering what was put there.

Order: what will be written is remembered first (`intended_sha256`); then manifests before the documents that name them,
new files before old ones go; then the rows. A run that is killed in between finds its own half-done files again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.publishing import content_files
from cms.publishing.assets import write_asset
from cms.publishing.mapping.references import build_ref_address
from cms.publishing.models import EndedAddress, Publication, PublicationReference, PublicationState
from cms.publishing.publisher.assessment import Assessment, Outcome
from cms.publishing.publisher.plan import Plan, PlannedFile, list_targets
from site_builder.documents.kinds import Kind
from site_builder.documents.pages_below import list_addresses_below
from site_builder.documents.store import load_document
from site_builder.errors import DocumentError

logger = logging.getLogger(__name__)

_STATES = {
    Outcome.WAITING: PublicationState.WAITING,
    Outcome.BROKEN: PublicationState.BROKEN,
}


@dataclass(slots=True)
class Written:
    """How many files changed."""

    written_count: int = 0
    removed_count: int = 0


def write_plan(plan: Plan) -> Written:
    """Make `content/` and the rows say what the plan says."""
    files = [file for file in plan.files if not _is_hand_edited(file)]
    _remember_intentions(files)
    _end_addresses_below(plan, files)
    written = Written(written_count=sum(write_asset(name) for name in plan.asset_names))
    for file in files:
        path = content_files.build_document_path(file.ref)
        written.written_count += content_files.write_file(path, file.text.encode())
    for ref in plan.removed_refs:
        written.removed_count += _remove_document(ref)
    _remember_outcomes(plan, files)
    return written


def _is_hand_edited(file: PlannedFile) -> bool:
    """An older version that stays is not written over a hand edit; a newest version was checked by its assessment."""
    publication = file.assessment.publication
    if file.assessment.outcome is Outcome.PRESENT or publication is None:
        return False
    found = content_files.read_sha256(content_files.build_document_path(file.ref))
    return found not in {"", publication.written_sha256, publication.intended_sha256}


@transaction.atomic
def _remember_intentions(files: list[PlannedFile]) -> None:
    for file in files:
        sha256 = content_files.compute_sha256(file.text.encode())
        publication, is_new = Publication.objects.get_or_create(
            document_id=file.assessment.document_id,
            defaults={"state": PublicationState.WRITTEN, "intended_sha256": sha256},
        )
        if not is_new and publication.intended_sha256 != sha256:
            Publication.objects.filter(pk=publication.pk).update(intended_sha256=sha256)


def _end_addresses_below(plan: Plan, files: list[PlannedFile]) -> None:
    """Note where pages below a document end, with it or before it, while its old file still tells which there are."""
    texts = {file.ref: file.text for file in files}
    for assessment in plan.assessments.values():
        version = assessment.version
        if not assessment.old_ref or (version is None and assessment.ref):  # it was not there, or it stays as it is
            continue
        left = list_addresses_below(version) if version else []
        for address in _list_old_addresses_below(assessment.old_ref, texts.get(assessment.old_ref)):
            if address not in left:
                _end_address(address, assessment.document_id)


def _list_old_addresses_below(ref: str, text: str | None) -> list[str]:
    """What stands below a document before its file gets this text; nothing when the text stays the same."""
    path = content_files.build_document_path(ref)
    try:
        is_same = text is not None and path.read_bytes() == text.encode()
        return [] if is_same else list_addresses_below(load_document(path))
    except (DocumentError, FileNotFoundError):  # edited by hand, or this is the second try
        return []


def _remove_document(ref: str) -> int:
    """Remove a file; one that was edited by hand is kept in `VAR_DIR/set-aside`, so that no work is lost."""
    path = content_files.build_document_path(ref)
    found = content_files.read_sha256(path)
    owner = Publication.objects.filter(ref=ref).first()
    if found and owner and found not in {owner.written_sha256, owner.intended_sha256}:
        kept = Path(settings.VAR_DIR) / "set-aside" / f"{ref}-{found[:8]}.md"
        content_files.write_file(kept, path.read_bytes())
        logger.warning("kept a hand-edited file", extra={"event": "hand_edit_kept", "path": str(kept)})
    return int(content_files.remove_file(path))


@transaction.atomic
def _remember_outcomes(plan: Plan, files: list[PlannedFile]) -> None:
    for assessment in plan.assessments.values():
        if assessment.outcome is Outcome.ABSENT:
            _forget(assessment)
        elif assessment.outcome in _STATES:
            _remember_hold(assessment)
    for file in files:
        _remember_file(file)
    present = Publication.objects.exclude(ref="").values_list("ref", flat=True)
    taken = [build_ref_address(ref) for ref in present]
    versions = [file.assessment.version for file in files]
    taken += [address for version in versions if version for address in list_addresses_below(version)]
    EndedAddress.objects.filter(address__in=taken).delete()
    for file in files:
        # everything is below the first page, which cannot move
        if file.assessment.old_ref != file.ref and not file.ref.startswith(f"{Kind.HOME}/"):
            EndedAddress.objects.filter(address__startswith=build_ref_address(file.ref)).delete()


def _forget(assessment: Assessment) -> None:
    if assessment.old_ref:
        _end_address(build_ref_address(assessment.old_ref), assessment.document_id)
    Publication.objects.filter(document_id=assessment.document_id).delete()


def _remember_hold(assessment: Assessment) -> None:
    Publication.objects.update_or_create(
        document_id=assessment.document_id,
        defaults={
            "ref": assessment.ref,
            "state": _STATES[assessment.outcome],
            "waits_for": list(assessment.waits_for),
            "problem": assessment.problem,
        },
    )


def _remember_file(file: PlannedFile) -> None:
    assessment = file.assessment
    publication = Publication.objects.get(document_id=assessment.document_id)
    sha256 = content_files.compute_sha256(file.text.encode())
    if assessment.old_ref and assessment.old_ref != file.ref:
        _end_address(build_ref_address(assessment.old_ref), assessment.document_id)
    is_changed = (publication.written_sha256, publication.ref) != (sha256, file.ref)
    publication.ref, publication.written_sha256, publication.notes = file.ref, sha256, list(file.notes)
    if assessment.outcome is Outcome.PRESENT:
        if is_changed or publication.state != PublicationState.LIVE:
            publication.state = PublicationState.WRITTEN
        publication.waits_for, publication.problem, publication.refused_sha256 = [], "", ""
    publication.save()
    if assessment.snapshot is not None:
        _remember_references(publication, list_targets(assessment.snapshot.document))


def _remember_references(publication: Publication, targets: list[str]) -> None:
    known = set(publication.references.values_list("target", flat=True))
    publication.references.filter(target__in=known - set(targets)).delete()
    PublicationReference.objects.bulk_create(
        PublicationReference(publication=publication, target=target) for target in targets if target not in known
    )


def _end_address(address: str, document_id: UUID) -> None:
    EndedAddress.objects.update_or_create(
        address=address,
        defaults={"document_id": document_id, "target": ""},
        create_defaults={"document_id": document_id, "since": timezone.localdate()},
    )
