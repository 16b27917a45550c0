"""The job that makes an asset's files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from cms.jobs.errors import LeaseLostError
from cms.jobs.registry import MEDIA_QUEUE
from cms.jobs.runner import JobContext, enqueue, register
from cms.jobs.ticks import every_night
from cms.media import pipeline
from cms.media.asset import Asset, AssetState, find_asset
from cms.media.dependents import list_dependents
from cms.media.errors import ProcessingFailedError, UnusableSourceError
from cms.media.signals import asset_processed

PROCESS_MEDIA = "process-media"


def request_processing(asset: Asset) -> None:
    """Enqueue the making of an asset's files and let its editor see that it waits."""
    type(asset)._default_manager.filter(pk=asset.pk).update(
        state=AssetState.WAITING, error="", requested_fingerprint=asset.requested_fingerprint
    )
    asset.state, asset.error = AssetState.WAITING, ""
    enqueue(PROCESS_MEDIA, asset.asset_name)


@register(PROCESS_MEDIA, queue=MEDIA_QUEUE, never_retry=(UnusableSourceError,))
def process_media(job: JobContext) -> None:
    """Make the files of the asset that the job names; an asset deleted meanwhile needs none."""
    asset = find_asset(job.target)
    if asset is None:
        return
    with _shown_to_editor(asset):
        pipeline.process_asset(asset, report=job.report)
    asset_processed.send(sender=type(asset), asset_name=asset.asset_name)
    for dependent in list_dependents(asset):
        request_processing(dependent)


@every_night
def remove_stray_work() -> None:
    """Give back the room that killed workers have left taken."""
    pipeline.remove_strays()


@contextmanager
def _shown_to_editor(asset: Asset) -> Iterator[None]:
    """Keep the asset's state in step with the work inside, however that ends."""
    state, error = AssetState.FAILED, _("Something unexpected went wrong. Try again, or tell the administrator.")
    _set_state(asset, AssetState.PROCESSING)
    try:
        yield
        state, error = AssetState.READY, ""
    except ProcessingFailedError as failure:
        error = str(failure)
        raise
    except LeaseLostError:
        state, error = AssetState.PROCESSING, ""  # somebody else is at it
        raise
    finally:
        _set_state(asset, state, error=error)


def _set_state(asset: Asset, state: AssetState, *, error: str = "") -> None:
    type(asset)._default_manager.filter(pk=asset.pk).update(state=state, error=error)
