"""How far the making of an asset's files is, and what its last failure said: read from its newest job."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.jobs.models import Job, JobState
from cms.media.asset import Asset
from cms.media.jobs import PROCESS_MEDIA

LEAST_PERCENT = 3
"""With less done, nobody can say how long the rest will take."""


@dataclass(frozen=True, slots=True)
class AssetProgress:
    """Where the newest job of an asset stands."""

    percent: int
    message: str
    """What is being done."""
    time_left: str
    """A few words, empty while nobody can tell."""
    attempts: int
    details: str
    """The last lines of the tool that failed."""
    cancelled_by: str
    """Name of who cancelled it; empty when nobody did, or who did has no account any more."""
    cancelled_at: datetime | None


def find_progress(asset: Asset) -> AssetProgress | None:
    """The progress of the newest job that makes the asset's files; `None` when there never was one."""
    jobs = Job.objects.filter(kind=PROCESS_MEDIA, target=asset.asset_name).select_related("cancelled_by")
    job = jobs.order_by("-pk").first()
    if job is None:
        return None
    who = job.cancelled_by
    return AssetProgress(
        percent=job.progress_percent,
        message=job.message,
        time_left=_describe_time_left(job),
        attempts=job.attempts,
        details=job.details,
        cancelled_by="" if who is None else who.get_full_name() or who.get_username(),
        cancelled_at=job.finished if job.state == JobState.CANCELLED else None,
    )


def estimate_left_s(elapsed_s: float, percent: int) -> float | None:
    """Seconds that are left when the rest goes as fast as what is done; `None` when too little is done."""
    return elapsed_s * (100 - percent) / percent if percent >= LEAST_PERCENT else None


def _describe_time_left(job: Job) -> str:
    if job.state != JobState.RUNNING or job.started is None:
        return ""
    left_s = estimate_left_s((timezone.now() - job.started).total_seconds(), job.progress_percent)
    if left_s is None:
        return ""
    minutes = math.ceil(left_s / 60)
    if minutes <= 1:
        return _("less than a minute left")
    return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {"count": minutes}
