"""Which files of `content/` must change, and whom else a change concerns.

A document that appears, disappears or gets another address concerns every document that names it: those are assessed
as well, until nobody new is concerned. Then each document is pruned of what will not be on the site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from cms.publishing import content_files
from cms.publishing.errors import AddressTakenError
from cms.publishing.models import Publication, PublicationReference
from cms.publishing.pruning import iter_asset_names, iter_document_references, prune
from cms.publishing.publisher.assessment import Assessment, Assessor, Outcome, set_aside
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document

ASSET_PREFIX = "asset:"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A document's file as it is to be."""

    assessment: Assessment
    ref: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """What a run will do."""

    assessments: dict[UUID, Assessment] = field(default_factory=dict)
    files: list[PlannedFile] = field(default_factory=list)
    removed_refs: list[str] = field(default_factory=list)
    """Files that no document will have any more."""
    asset_names: list[str] = field(default_factory=list)
    """Assets of the planned documents, ingredients first."""


def build_plan(document_ids: Iterable[UUID], assessor: Assessor) -> Plan:
    """Plan the files of these documents and of all whom their change concerns."""
    plan = Plan()
    present = _load_present_refs()
    before = set(present.values())
    pending = set(document_ids)
    while pending:
        for document_id in sorted(pending):
            plan.assessments[document_id] = assessor.assess(document_id)
        _set_aside_namesakes(plan.assessments, present)
        for document_id, assessment in plan.assessments.items():
            present.pop(document_id, None)
            if assessment.ref:
                present[document_id] = assessment.ref
        changed = before ^ set(present.values())
        pending = find_referrers(changed) - plan.assessments.keys()
    _plan_files(plan, frozenset(present.values()) | list_unknown_refs())
    plan.removed_refs = sorted({a.old_ref for a in plan.assessments.values() if a.old_ref} - set(present.values()))
    return plan


def find_referrers(targets: Collection[str]) -> set[UUID]:
    """Ids of the documents that name one of these documents (`<kind>/<slug>`) or assets (`asset:<name>`)."""
    rows = PublicationReference.objects.filter(target__in=targets)
    return set(rows.values_list("publication__document_id", flat=True))


def list_targets(document: ContentDocument) -> list[str]:
    """Everything a document names, in the form `PublicationReference` keeps."""
    names = [*iter_document_references(document), *(ASSET_PREFIX + name for name in iter_asset_names(document))]
    return list(dict.fromkeys(names))


def list_unknown_refs() -> frozenset[str]:
    """`<kind>/<slug>` of the files of `content/` that nobody has imported: on the site, but not the CMS's to change."""
    content_dir = content_files.get_content_dir()
    paths = (path for kind in Kind for path in (content_dir / kind.value).glob("*.md"))
    found = {path.relative_to(content_dir).with_suffix("").as_posix() for path in paths}
    return frozenset(found.difference(Publication.objects.exclude(ref="").values_list("ref", flat=True)))


def _load_present_refs() -> dict[UUID, str]:
    return dict(Publication.objects.exclude(ref="").values_list("document_id", "ref"))


def _set_aside_namesakes(assessments: dict[UUID, Assessment], present: dict[UUID, str]) -> None:
    """Of several documents that want one address, the one that has it keeps it."""
    wanted = defaultdict(list)
    for document_id, ref in (present | {key: a.ref for key, a in assessments.items()}).items():
        if ref:
            wanted[ref].append(document_id)
    for ref, claimants in wanted.items():
        if len(claimants) < 2:
            continue
        owner = next((key for key in claimants if present.get(key) == ref), min(claimants))
        for loser in claimants:
            if loser != owner and loser in assessments:
                problem = str(AddressTakenError(f"{ref}.md"))
                assessments[loser] = set_aside(assessments[loser], problem)


def _plan_files(plan: Plan, available: frozenset[str]) -> None:
    names: dict[str, None] = {}
    for assessment in plan.assessments.values():
        if assessment.version is None:
            continue
        pruned, notes = prune(assessment.version, available.__contains__)
        own_notes = assessment.snapshot.notes if assessment.snapshot else ()
        text = serialise_document(pruned)
        plan.files.append(PlannedFile(assessment, assessment.ref, text, (*own_notes, *notes)))
        if assessment.outcome is Outcome.PRESENT:
            names |= dict.fromkeys(assessment.asset_names)
    plan.asset_names = list(names)
