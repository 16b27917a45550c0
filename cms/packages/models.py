"""The package of a session as an asset: its job, its progress and its files are those of the media library.

Its rows say what it is made from; they are written by `keeping.sync_package` alone, never by hand.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.choices import BroadcastClass
from cms.jobs.models import Job, JobState
from cms.media.asset import MAX_TITLE_LENGTH, Asset, AssetState
from cms.media.jobs import PROCESS_MEDIA

MAX_NAME_LENGTH = 100
"""Of a person, in the manifest."""


class SessionPackage(Asset):
    """What is played in one session, ready for the loudspeakers. Its asset name is that of its files."""

    asset_kind = "package"

    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    starts_at = models.DateTimeField(_("start of the session"), unique=True)
    """A whole minute."""
    station = models.CharField(_("station"), max_length=200, blank=True)
    clusters = models.JSONField(_("where it is played"), default=list, blank=True)
    """Names of groups of loudspeakers; all of them when there are none here."""
    left_out = models.JSONField(_("left out"), default=list, blank=True)
    """Sentences: which bulletins of the session are not in it, and why."""
    has_synthetic_voice = models.BooleanField(default=False, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    requested_by.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        verbose_name = _("package of a session")
        verbose_name_plural = _("packages of sessions")
        ordering = ["starts_at"]
        default_permissions = ()  # who may see and change the schedule may see and make them

    def __str__(self) -> str:
        return self.title

    @property
    def is_ready(self) -> bool:
        """Whether its files are made from what it holds now: of what has changed meanwhile, another job waits."""
        return self.state == AssetState.READY and self.asset_name not in list_waiting()


def list_waiting() -> set[str]:
    """Names of the assets whose making waits for a worker."""
    return set(Job.objects.filter(kind=PROCESS_MEDIA, state=JobState.READY).values_list("target", flat=True))


class SessionPiece(models.Model):
    """One numbered file of it, with whose approval it may be played."""

    package = models.ForeignKey(SessionPackage, related_name="pieces", on_delete=models.CASCADE)
    sort_order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=MAX_TITLE_LENGTH)
    asset = models.ForeignKey("media.MediaAsset", null=True, on_delete=models.SET_NULL, related_name="+")
    """Gone when somebody has deleted the recording: then the package cannot be made again, and its record stays."""
    bulletin = models.ForeignKey("bulletins.BulletinPage", null=True, on_delete=models.SET_NULL, related_name="+")
    broadcast_class = models.CharField(max_length=10, choices=BroadcastClass.choices)
    expires = models.DateField(null=True)
    author = models.CharField(max_length=MAX_NAME_LENGTH)
    approver = models.CharField(max_length=MAX_NAME_LENGTH)
    approved = models.DateField()

    wagtail_reference_index_ignore = True
    """A recording or a bulletin may go though it was broadcast once."""

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.title
