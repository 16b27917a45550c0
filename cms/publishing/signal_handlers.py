"""From what Wagtail and Django tell to the outbox.

Every handler runs in the transaction of the change. `post_save` of the row, not Wagtail's `page_published`, is what
counts: `unpublish` saves in a transaction of its own before its signal, and a first publish with a future go-live sends
`page_published` for a page that is not live. What the change means for the site is for the publisher to find out.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from cms.core.models import BasePage, SiteSettings
from cms.jobs.models import Job
from cms.jobs.signals import job_failed
from cms.laws.models import Law
from cms.media.asset import Asset
from cms.media.jobs import PROCESS_MEDIA
from cms.media.signals import asset_cancelled, asset_processed
from cms.publishing import outbox
from cms.publishing.models import Publication, Reason
from cms.publishing.visibility import iter_descendants


@receiver(post_save)
def follow_save(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """A page or law was saved. Saving a draft writes a revision and only some fields of the row: nothing to publish."""
    if raw or not isinstance(instance, (BasePage, Law)):
        return
    if update_fields is not None and "live" not in update_fields:
        return
    if instance.live:
        outbox.record_document(instance.document_id, Reason.PUBLISHED)
    elif Publication.objects.filter(document_id=instance.document_id).exists():
        outbox.record_document(instance.document_id, Reason.UNPUBLISHED)


@receiver(pre_delete)
def follow_deletion(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A page, a law or an asset is deleted."""
    if isinstance(instance, (BasePage, Law)):
        outbox.record_document(instance.document_id, Reason.DELETED)
    elif isinstance(instance, Asset):
        outbox.record_asset(instance.asset_name, Reason.DELETED)


@receiver(post_page_move)
def follow_move(sender: type[Model], instance: BasePage, **kwargs: Any) -> None:
    """A page was moved: the topics of those below it may have changed with its own."""
    for page in (instance, *iter_descendants(instance)):
        if page.live:
            outbox.record_document(page.document_id, Reason.MOVED)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def follow_restriction(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page was made private or public again, and with it everything below."""
    page = instance.page
    for affected in (page, *iter_descendants(page)):
        if affected.live:
            outbox.record_document(affected.document_id, Reason.RESTRICTED)


@receiver(post_save, sender=SiteSettings)
def follow_settings(sender: type[Model], instance: SiteSettings, **kwargs: Any) -> None:
    """The settings of the site were saved."""
    outbox.record_site_settings()


@receiver(job_failed)
def follow_failed_processing(sender: type[Job], job: Job, **kwargs: Any) -> None:
    """An asset's files cannot be made: a site that waited for them goes on without the pages that need them."""
    if job.kind == PROCESS_MEDIA:
        outbox.record_asset(job.target)


@receiver(asset_cancelled)
def follow_cancellation(sender: type[Asset], asset_name: str, **kwargs: Any) -> None:
    """Somebody has stopped the making of an asset's files: the site does not wait for them any longer."""
    outbox.record_asset(asset_name)


@receiver(asset_processed)
def follow_processing(sender: type[Asset], asset_name: str, **kwargs: Any) -> None:
    """An asset's files were made: pages that waited for it can go, pages that use it show the new ones."""
    outbox.record_asset(asset_name)
