"""Which packages of sessions stand on the site: those that are ready, until the day of their session is over."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from cms.broadcasts.schedule.clock import at_ward_time
from cms.media.asset import AssetState
from cms.packages.models import SessionPackage
from cms.publishing.offers import register_offer
from media_pipeline.manifest import SESSION_PREFIX


def list_offered() -> list[str]:
    """Names of the packages that devices and people may fetch from the site."""
    packages = SessionPackage.objects.filter(state=AssetState.READY, starts_at__gte=_find_start_of_today())
    return list(packages.values_list("asset_name", flat=True))


def _find_start_of_today() -> datetime:
    return at_ward_time(timezone.localdate(), time.min)


register_offer(SESSION_PREFIX, list_offered)
