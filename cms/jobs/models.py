"""The record of a job: what is to be done, who does it, how far it is and why it failed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    READY = "ready", _("Waiting")
    RUNNING = "running", _("Running")
    SUCCESSFUL = "successful", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Job(models.Model):
    """One piece of work on one target.

    Whoever runs it holds a lease that a heartbeat renews. When the lease has run out the reaper gives the job to
    somebody else, and the fencing token keeps the first worker, should it come back, from writing its outcome.
    """

    kind = models.CharField(_("job"), max_length=50)
    target = models.CharField(_("target"), max_length=255, blank=True)
    """What it works on, in the words of its kind: an asset's name, a page's document id."""
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.READY)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    progress_percent = models.PositiveSmallIntegerField(_("progress"), default=0)
    message = models.CharField(_("message"), max_length=300, blank=True)
    """What it is doing now, for the editor."""
    error = models.TextField(_("error"), blank=True)
    """Why the last attempt failed, one sentence."""
    details = models.TextField(_("details"), blank=True)
    """What the tool that failed said last, line by line."""

    created = models.DateTimeField(_("created"), auto_now_add=True)
    due = models.DateTimeField(_("due"))
    """Not before this instant: a failed attempt waits a while before the next."""
    started = models.DateTimeField(_("started"), null=True, blank=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)

    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cancelled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """Who wanted it no more; `finished` says when."""

    worker = models.CharField(max_length=200, blank=True)
    """Host, process id and boot id of who runs it."""
    heartbeat = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    """Grows by one with each attempt; only the holder of the newest may write."""
    task_id = models.CharField(max_length=64, blank=True)
    """The queue's own id of the task that will run it."""

    wagtail_reference_index_ignore = True
    """Nothing is used by a job."""

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="jobs_by_lease"),
            models.Index(fields=["kind", "target", "state"], name="jobs_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}".strip()

    @property
    def is_finished(self) -> bool:
        """Whether nobody will touch it again by itself."""
        return self.state in (JobState.SUCCESSFUL, JobState.FAILED, JobState.CANCELLED)
