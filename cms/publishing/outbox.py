"""The outbox: what changed in the CMS, written in the transaction that changed it.

Entries gather until one `publish-site` job takes them all. Equal entries are not merged: a publisher that runs now may
have read the first one before the second change was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import get_active_log_context

from cms.jobs.models import Job
from cms.jobs.runner import enqueue
from cms.publishing.models import OutboxEntry, Reason, SubjectType

PUBLISH_SITE = "publish-site"
"""The kind of the job that brings the outbox to the site."""


def record_document(document_id: UUID, reason: Reason) -> None:
    """A page or law is to be looked at."""
    _record(SubjectType.DOCUMENT, str(document_id), reason)


def record_asset(asset_name: str, reason: Reason = Reason.MEDIA) -> None:
    """An asset's files were made, or it was deleted."""
    _record(SubjectType.ASSET, asset_name, reason)


def record_site_settings() -> None:
    """The settings that every page shows were saved."""
    _record(SubjectType.SITE, "", Reason.SETTINGS)


def request_publishing(*, everything: bool = False) -> Job:
    """Ask for a run of the publisher; a run of everything compares all documents, not only those that changed."""
    return enqueue(PUBLISH_SITE, "everything" if everything else "changes")


def name_people(entries: Iterable[OutboxEntry]) -> str:
    """Names of the officers who made changes, each once; nobody for schedules, commands and the worker."""
    names = (entry.user.get_full_name() or entry.user.get_username() for entry in entries if entry.user)
    return ", ".join(dict.fromkeys(names))


@transaction.atomic
def _record(subject: SubjectType, key: str, reason: Reason) -> None:
    # The job is locked first: a publisher that starts now waits for this transaction and sees its entry.
    request_publishing()
    OutboxEntry.objects.create(subject=subject, key=key, reason=reason, user=get_active_log_context().user)
