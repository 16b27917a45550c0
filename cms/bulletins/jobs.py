"""The job that has the scripts of published bulletins spoken anew when the way of reading has changed."""

from __future__ import annotations

import logging

from django.db.models import Q
from django.utils import timezone

from cms.bulletins.models import BulletinPage
from cms.jobs.runner import JobContext, enqueue, register
from cms.media.packages import sync_package
from cms.readings.script import Reader, list_unknown

logger = logging.getLogger(__name__)

READ_BULLETINS = "read-bulletins"


def request_reading() -> None:
    """Enqueue the job with the change itself; several changes before it runs are one job."""
    enqueue(READ_BULLETINS, "")


@register(READ_BULLETINS)
def read_bulletins(job: JobContext) -> None:
    """Bring the packages of the bulletins that may still be played up to date; only what is said in other words is
    made anew. A bulletin that would now hold an unknown abbreviation stays as it was signed off."""
    reader = Reader()
    playable = BulletinPage.objects.live().filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))
    for page in playable.exclude(package=None):
        if unknown := [str(found) for found in list_unknown(page.list_spoken_parts(), reader)]:
            logger.warning("left as it was", extra={"event": "reading_unknown", "unknown": unknown})
        else:
            sync_package(page)
