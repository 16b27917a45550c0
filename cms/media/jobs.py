"""The job that makes an asset's files: asked for, done, cancelled."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cms.jobs.registry import MEDIA_QUEUE
from cms.jobs.runner import JobContext, cancel, enqueue, register
from cms.jobs.ticks import every_night
from cms.media import pipeline
from cms.media.asset import BUSY_STATES, Asset, AssetState, find_asset
from cms.media.dependents import list_dependents
from cms.media.errors import ProcessingFailedError, UnusableSourceError
from cms.media.signals import asset_cancelled, asset_processed

if TYPE_CHECKING:
    from cms.accounts.models import User

logger = logging.getLogger(__name__)

PROCESS_MEDIA = "process-media"


def request_processing(asset: Asset) -> None:
    """Enqueue the making of an asset's files and let its editor see that it waits."""
    type(asset)._default_manager.filter(pk=asset.pk).update(
        state=AssetState.WAITING, error="", requested_fingerprint=asset.requested_fingerprint
    )
    asset.state, asset.error = AssetState.WAITING, ""
    enqueue(PROCESS_MEDIA, asset.asset_name)


@transaction.atomic
def cancel_processing(asset: Asset, user: User) -> bool:
    """Stop the making of an asset's files, whether it waits or runs; false when there was nothing to stop.

    The source and every file that is finished stay, and pages go on with the files of the last version.
    """
    count = cancel(PROCESS_MEDIA, asset.asset_name, user)
    sentence = _("Its making was cancelled.")
    states = (*BUSY_STATES, AssetState.FAILED) if count else BUSY_STATES  # after a failure another attempt may wait
    stopped = type(asset)._default_manager.filter(pk=asset.pk, state__in=states)
    is_stopped = bool(stopped.update(state=AssetState.CANCELLED, error=sentence))
    if is_stopped:
        asset.state, asset.error = AssetState.CANCELLED, sentence
        logger.info("cancelled", extra={"event": "media_cancelled", "asset_name": asset.asset_name, "jobs": count})
        asset_cancelled.send(sender=type(asset), asset_name=asset.asset_name)
    return is_stopped


@register(PROCESS_MEDIA, queue=MEDIA_QUEUE, never_retry=(UnusableSourceError,))
def process_media(job: JobContext) -> None:
    """Make the files of the asset that the job names; an asset deleted meanwhile needs none."""
    asset = find_asset(job.target)
    if asset is None:
        return
    with pipeline.stopped_with(job), _shown_to_editor(job, asset):
        pipeline.process_asset(asset, report=job.report)
    asset_processed.send(sender=type(asset), asset_name=asset.asset_name)
    for dependent in list_dependents(asset):
        request_processing(dependent)


@every_night
def remove_stray_work() -> None:
    """Give back the room that killed workers have left taken."""
    pipeline.remove_strays()


@contextmanager
def _shown_to_editor(job: JobContext, asset: Asset) -> Iterator[None]:
    """Keep the asset's state in step with the work inside, however that ends, as long as the job is ours.

    Raises:
        LeaseLostError: it no longer is, in place of whatever the work raised; the state is left to others.
    """
    state, error = AssetState.FAILED, _("Something unexpected went wrong. Try again, or tell the administrator.")
    _set_state(job, asset, AssetState.PROCESSING)
    try:
        yield
        state, error = AssetState.READY, ""
    except ProcessingFailedError as failure:
        error = str(failure)
        raise
    finally:
        _set_state(job, asset, state, error=error)


@transaction.atomic
def _set_state(job: JobContext, asset: Asset, state: AssetState, *, error: str = "") -> None:
    job.renew()  # its row is locked by this until the state is written, so that nobody cancels in between
    type(asset)._default_manager.filter(pk=asset.pk).update(state=state, error=error)
