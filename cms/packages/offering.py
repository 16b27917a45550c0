"""Which packages of sessions stand on the site: those that are ready, until the day of their session is over."""

from __future__ import annotations

from cms.media.asset import AssetState
from cms.packages.contents import find_start_of_today
from cms.packages.models import SessionPackage, list_waiting
from cms.publishing.offers import register_offer
from media_pipeline.manifest import SESSION_PREFIX


def list_offered() -> list[str]:
    """Names of the packages that devices and people may fetch from the site."""
    packages = SessionPackage.objects.filter(state=AssetState.READY, starts_at__gte=find_start_of_today())
    waiting = list_waiting()
    return [name for name in packages.values_list("asset_name", flat=True) if name not in waiting]


register_offer(SESSION_PREFIX, list_offered)
