"""What one document should be on the site now, compared with nothing but the CMS, the media store and its own file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from cms.publishing import content_files
from cms.publishing.assets import has_failed, list_needed_assets, list_unready_assets
from cms.publishing.errors import AddressTakenError, HandEditedError, PublishingError, RefusedError
from cms.publishing.mapping.references import References, find_subject
from cms.publishing.models import Publication
from cms.publishing.snapshot import Snapshot, build_snapshot
from cms.publishing.visibility import Visibility
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import parse_document, serialise_document


class Outcome(StrEnum):
    """What becomes of a document."""

    PRESENT = "present"
    """Its newest version belongs on the site."""
    ABSENT = "absent"
    """It does not belong on the site."""
    WAITING = "waiting"
    """Its newest version waits for the files of an asset; the older one stays."""
    BROKEN = "broken"
    """Its newest version cannot be published; the older one stays."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One document as it should be."""

    document_id: UUID
    outcome: Outcome
    publication: Publication | None = None
    snapshot: Snapshot | None = None
    fingerprint: str = ""
    """Hash of the newest version before anything is taken out of it."""
    older_version: ContentDocument | None = None
    """What stays on the site while the newest version waits or is set aside."""
    is_refused: bool = False
    """The newest version can never be built as it is, so its file must go."""
    asset_names: tuple[str, ...] = ()
    """What the newest version needs, ingredients first."""
    waits_for: tuple[str, ...] = ()
    problem: str = ""

    @property
    def ref(self) -> str:
        """`<kind>/<slug>` under which it will be in `content/`; empty when it will not be there."""
        if self.version is not None:
            return str(self.version.meta.ref)
        return "" if self.outcome is Outcome.ABSENT or self.is_refused else self.old_ref

    @property
    def version(self) -> ContentDocument | None:
        """The version that will be in `content/`; `None` for none, or for a file that is left as it is."""
        if self.outcome is Outcome.PRESENT and self.snapshot is not None:
            return self.snapshot.document
        return self.older_version

    @property
    def old_ref(self) -> str:
        """`<kind>/<slug>` under which it is in `content/`; empty when it is not there."""
        return self.publication.ref if self.publication else ""


@dataclass(frozen=True, slots=True)
class Assessor:
    """Assesses documents during one run."""

    visibility: Visibility
    references: References = field(default_factory=References)
    retries_refused: bool = False
    """Whether a text that broke an earlier build is tried again."""
    needs_media: bool = True
    """Whether a document waits for the files of its assets; an export does not."""

    def assess(self, document_id: UUID) -> Assessment:
        """What the document should be; never raises for a fault of the document."""
        publication = Publication.objects.filter(document_id=document_id).first()
        subject = find_subject(document_id)
        if subject is None or not self.visibility.is_public(subject):
            return Assessment(document_id, Outcome.ABSENT, publication)
        try:
            return self._assess_version(document_id, publication, build_snapshot(subject, self.references))
        except PublishingError as error:
            return Assessment(
                document_id,
                Outcome.BROKEN,
                publication,
                older_version=_load_older_version(publication),
                is_refused=isinstance(error, RefusedError),
                problem=str(error),
            )

    def _assess_version(self, document_id: UUID, publication: Publication | None, snapshot: Snapshot) -> Assessment:
        fingerprint = content_files.compute_sha256(serialise_document(snapshot.document).encode())
        if publication and publication.refused_sha256 == fingerprint and not self.retries_refused:
            raise RefusedError(publication.problem)
        check_file_is_ours(snapshot.document.meta.ref, publication, fingerprint)
        asset_names = list_needed_assets(snapshot.document)
        unready = list_unready_assets(asset_names) if self.needs_media else []
        return Assessment(
            document_id,
            Outcome.WAITING if unready else Outcome.PRESENT,
            publication,
            snapshot,
            fingerprint=fingerprint,
            older_version=_load_older_version(publication) if unready else None,
            is_refused=has_failed(unready),
            asset_names=tuple(asset_names),
            waits_for=tuple(unready),
        )


def set_aside(assessment: Assessment, problem: str) -> Assessment:
    """The same document with its newest version set aside."""
    older_version = _load_older_version(assessment.publication)
    return replace(assessment, outcome=Outcome.BROKEN, older_version=older_version, problem=problem)


def _load_older_version(publication: Publication | None) -> ContentDocument | None:
    if publication is None or not publication.live_text:
        return None
    return parse_document(publication.live_text, path=None)  # it may have stood at another address


def check_file_is_ours(ref: str, publication: Publication | None, fingerprint: str) -> None:
    """Refuse to overwrite what somebody else put where the document's file belongs.

    Raises:
        HandEditedError: the document's own file was edited by hand.
        AddressTakenError: it is another document's file.
    """
    path = content_files.build_document_path(ref)
    found = content_files.read_sha256(path)
    known = {"", fingerprint}
    for owner in (publication, Publication.objects.filter(ref=ref).first()):
        if owner is not None:
            known |= {owner.written_sha256, owner.intended_sha256}
    if found in known:
        return
    is_own = publication is not None and publication.ref == ref
    raise HandEditedError(f"{ref}.md") if is_own else AddressTakenError(f"{ref}.md")
