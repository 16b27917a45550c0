"""One run of the publisher: from what changed in the CMS to a built site.

take the open entries ▸ assess their documents ▸ plan files, with all whom the change concerns ▸ write `content/` ▸
build ▸ set aside what breaks the build and build again ▸ close the entries

An entry is closed only when a build has shown the change, so a run that was cut is done again from its beginning.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.media import pipeline
from cms.media.asset import find_asset
from cms.publishing import content_files
from cms.publishing.assets import remove_asset, write_asset
from cms.publishing.deployment import request_deployment
from cms.publishing.errors import BuildFailedError
from cms.publishing.history import log_on_site
from cms.publishing.models import (
    BuildRecord,
    BuildState,
    OutboxEntry,
    Publication,
    PublicationState,
    SubjectType,
)
from cms.publishing.offers import list_offered, write_offers
from cms.publishing.outbox import name_people
from cms.publishing.publisher.assessment import Assessor, Outcome
from cms.publishing.publisher.build import build_site
from cms.publishing.publisher.lock import hold_site_lock
from cms.publishing.publisher.plan import ASSET_PREFIX, Plan, build_plan, find_referrers, list_unknown_refs
from cms.publishing.publisher.writing import write_plan
from cms.publishing.site_files import write_site_files
from cms.publishing.visibility import Visibility, iter_live_subjects

logger = logging.getLogger(__name__)

Report = Callable[[int, str], None]
"""Takes a percentage and a message for the editor."""


def publish_site(*, everything: bool = False, report: Report = lambda percent, message: None) -> BuildRecord | None:
    """Bring the site up to date with the CMS.

    Args:
        everything: compare all documents, whether an entry names them or not, and try refused ones again; the first
            run does so by itself.
        report: told how far the run is.

    Returns:
        The record of the build, `None` when nothing was to be done.

    Raises:
        BuildFailedError: the site could not be built; the last good one stays, and the entries stay open.
    """
    with hold_site_lock():
        entries = list(OutboxEntry.objects.filter(done=None).select_related("user"))
        if not entries and not everything:
            return None
        everything = everything or not BuildRecord.objects.filter(state=BuildState.SUCCESSFUL).exists()
        record = BuildRecord.objects.create(entry_count=len(entries))
        try:
            is_built = _converge(record, _list_documents(entries, everything=everything), entries, everything, report)
        except BaseException as error:
            _finish(record, BuildState.FAILED, error=str(error) or type(error).__name__)
            raise
        if not is_built:
            record.delete()
            return None
        _close(record, entries)
        return record


def export_content() -> int:
    """Write every public document, its assets and the site's files to `content/`, without a build; files changed."""
    with hold_site_lock():
        ids = _list_documents((), everything=True)
        plan = build_plan(ids, Assessor(Visibility.load(), retries_refused=True, needs_media=False))
        written = write_plan(plan)
        return written.written_count + written.removed_count + write_site_files()


def find_unknown_files() -> list[str]:
    """Documents in `content/` that the CMS does not know: they are kept, and reported."""
    return [f"{ref}.md" for ref in sorted(list_unknown_refs())]


def _converge(
    record: BuildRecord, document_ids: set[UUID], entries: list[OutboxEntry], everything: bool, report: Report
) -> bool:
    """Write and build until the builder accepts what there is; false when the build must wait for media."""
    retries_refused = everything
    while True:
        report(5, _("Comparing pages"))
        plan = build_plan(document_ids, Assessor(Visibility.load(), retries_refused=retries_refused))
        report(30, _("Writing files"))
        written = write_plan(plan)
        record.written_count += written.written_count + _write_assets(entries) + write_site_files()
        offered_count, ended_count = write_offers()
        record.written_count += offered_count
        record.removed_count += written.removed_count + ended_count
        _count_held(record)
        pipeline.bring_home({*plan.asset_names, *_list_changed_assets(entries), *list_offered()})
        if _must_wait(plan):
            return False
        report(50, _("Building the site"))
        try:
            record.duration_ms = build_site(published_by=name_people(entries)).duration_ms
            if everything:
                record.drift_count = _put_right(report)
            return True
        except BuildFailedError as error:
            document_ids = _refuse(error, plan)
            if not document_ids:
                raise
            retries_refused = False


def _put_right(report: Report) -> int:
    """Make the whole site anew and compare; how many files the builds so far had left otherwise."""
    report(75, _("Comparing the site with a full build"))
    full = build_site(is_full=True).report
    drift_count = int(full.get("written", 0)) + int(full.get("deleted", 0))
    if drift_count:
        logger.warning("the site had drifted", extra={"event": "site_drifted", "files": drift_count})
    return drift_count


def _list_documents(entries: Iterable[OutboxEntry], *, everything: bool) -> set[UUID]:
    """Whom to look at: those the entries name, those that use a changed asset, and all that are held back."""
    ids = {UUID(entry.key) for entry in entries if entry.subject == SubjectType.DOCUMENT}
    ids |= find_referrers([ASSET_PREFIX + entry.key for entry in entries if entry.subject == SubjectType.ASSET])
    held = Publication.objects.filter(state__in=(PublicationState.WAITING, PublicationState.BROKEN))
    if everything:
        held = Publication.objects.all()
        ids |= {subject.document_id for subject in iter_live_subjects()}
    return ids | set(held.values_list("document_id", flat=True))


def _write_assets(entries: Iterable[OutboxEntry]) -> int:
    """Changed assets whose manifest is in `content/` already, and deleted ones."""
    count = 0
    for name in sorted(_list_changed_assets(entries)):
        if find_asset(name) is None:
            count += remove_asset(name)
        elif find_referrers([ASSET_PREFIX + name]):
            count += write_asset(name)
    return count


def _list_changed_assets(entries: Iterable[OutboxEntry]) -> set[str]:
    return {entry.key for entry in entries if entry.subject == SubjectType.ASSET}


def _refuse(error: BuildFailedError, plan: Plan) -> set[UUID]:
    """Set aside the newest versions that the builder names; those of this plan that were not set aside before."""
    refs = {path.removesuffix(".md") for path in error.content_paths}
    refused = {
        assessment.document_id: assessment
        for assessment in plan.assessments.values()
        if assessment.outcome is Outcome.PRESENT and assessment.ref in refs
    }
    for document_id, assessment in refused.items():
        Publication.objects.filter(document_id=document_id).update(
            refused_sha256=assessment.fingerprint, problem=str(error)
        )
    return set(refused)


def _must_wait(plan: Plan) -> bool:
    """Whether a file that came in through Git waits for its media: the builder cannot do without, and it is kept.

    The entries stay open; the next asset that is made wakes the publisher.
    """
    return any(a.outcome is Outcome.WAITING and a.ref and a.version is None for a in plan.assessments.values())


def _count_held(record: BuildRecord) -> None:
    record.waiting_count = Publication.objects.filter(state=PublicationState.WAITING).count()
    record.broken_count = Publication.objects.filter(state=PublicationState.BROKEN).count()


@transaction.atomic
def _close(record: BuildRecord, entries: list[OutboxEntry]) -> None:
    now = timezone.now()
    for publication in Publication.objects.filter(state=PublicationState.WRITTEN):
        text = content_files.build_document_path(publication.ref).read_bytes()
        if content_files.compute_sha256(text) == publication.written_sha256:
            publication.live_text = text.decode()
        publication.state, publication.published = PublicationState.LIVE, now
        publication.save(update_fields=["live_text", "state", "published"])
        log_on_site(publication.document_id)
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(done=now, build=record)
    _finish(record, BuildState.SUCCESSFUL)
    request_deployment()


def _finish(record: BuildRecord, state: BuildState, *, error: str = "") -> None:
    record.state, record.error, record.finished = state, error, timezone.now()
    record.save()
