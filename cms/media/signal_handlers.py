"""What follows a saved asset: its source is kept by its content, and a job makes its files when something changed."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from cms.jobs.models import Job
from cms.jobs.signals import job_failed
from cms.media import pipeline
from cms.media.asset import Asset, AssetState, UploadedAsset, find_asset, list_asset_models
from cms.media.captions_draft import request_alignment
from cms.media.jobs import PROCESS_MEDIA, request_processing
from cms.media.manifests import compute_fingerprint, is_complete
from cms.media.packages import PackagedPage, sync_package
from cms.media.signals import asset_processed


@receiver(post_save)
def follow_save(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Enqueue the making of an asset's files with the save itself, unless nothing it is made from has changed."""
    if raw or sender not in list_asset_models() or not is_complete(instance):
        return
    asset: Asset = instance
    fingerprint = compute_fingerprint(asset)
    if fingerprint == asset.requested_fingerprint:
        return
    if isinstance(asset, UploadedAsset):
        pipeline.keep_source(asset)
    asset.requested_fingerprint = fingerprint
    request_processing(asset)


@receiver(page_published)
def follow_publication(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Bring the loudspeaker package of a published page up to date."""
    if isinstance(instance, PackagedPage) and instance.live:
        sync_package(instance)


@receiver(asset_processed)
def follow_processing(sender: type[Any], asset_name: str, **kwargs: Any) -> None:
    """Draft captions for a recording that has its files and a script, but no captions."""
    if (asset := find_asset(asset_name)) is not None:
        request_alignment(asset)


@receiver(job_failed)
def follow_failure(sender: type[Job], job: Job, **kwargs: Any) -> None:
    """Show the failure of a job whose workers ended without a word: none of them could."""
    asset = find_asset(job.target) if job.kind == PROCESS_MEDIA else None
    if asset is not None and asset.state != AssetState.FAILED:
        job.refresh_from_db()
        type(asset)._default_manager.filter(pk=asset.pk).update(state=AssetState.FAILED, error=job.error)
