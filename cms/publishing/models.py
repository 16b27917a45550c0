"""What publishing remembers: what is to be done, what stands on the site, how builds went, which addresses ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectType(models.TextChoices):
    """What an outbox entry is about."""

    DOCUMENT = "document", _("Page or legal text")
    ASSET = "asset", _("Media")
    SITE = "site", _("Site settings")


class Reason(models.TextChoices):
    """Why the site must be looked at again; for people, nothing depends on it."""

    PUBLISHED = "published", _("Published")
    UNPUBLISHED = "unpublished", _("Taken off")
    MOVED = "moved", _("Moved")
    DELETED = "deleted", _("Deleted")
    RESTRICTED = "restricted", _("Visibility changed")
    MEDIA = "media", _("Media changed")
    SETTINGS = "settings", _("Settings changed")


class OutboxEntry(models.Model):
    """Something changed in the CMS, written in the transaction that changed it.

    It says where to look, not what to do: the publisher compares the CMS with `content/` and does what is missing.
    An entry is done when a site was built that shows the change, or when the page waits or is set aside.
    """

    subject = models.CharField(max_length=10, choices=SubjectType.choices)
    key = models.CharField(max_length=100, blank=True)
    """Document id or asset name."""
    reason = models.CharField(max_length=20, choices=Reason.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Who did it in the admin; nobody for schedules, commands and the worker."""
    created = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True, blank=True)
    build = models.ForeignKey(
        "BuildRecord", null=True, blank=True, on_delete=models.SET_NULL, related_name="outbox_entries"
    )

    class Meta:
        verbose_name = _("change to publish")
        verbose_name_plural = _("changes to publish")
        ordering = ["pk"]
        indexes = [models.Index(fields=["done", "subject", "key"], name="outbox_by_state")]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}: {self.reason}"


class PublicationState(models.TextChoices):
    """Where a document stands on its way to the site."""

    WRITTEN = "written", _("On its way to the site")
    """Its file is current; no build has shown it yet."""
    LIVE = "live", _("On the site")
    WAITING = "waiting", _("Waiting for its media")
    BROKEN = "broken", _("Set aside")


class Publication(models.Model):
    """A document of the CMS as it stands in `content/` and on the site.

    While it waits or is set aside, `live_text` is the older version that residents still read; empty if there is none.
    """

    document_id = models.UUIDField(unique=True)
    ref = models.CharField(max_length=140, blank=True)
    """`<kind>/<slug>` of its file in `content/`; empty while it has none."""
    state = models.CharField(max_length=10, choices=PublicationState.choices)
    live_text = models.TextField(blank=True)
    """The file's text as a build has last accepted it, to be put back when a newer one breaks the build."""
    written_sha256 = models.CharField(max_length=64, blank=True)
    """Of the file as the CMS last wrote it; a file with another hash was edited by hand."""
    intended_sha256 = models.CharField(max_length=64, blank=True)
    """Of the file that is about to be written: set first, so that a kill between the two is no hand edit."""
    waits_for = models.JSONField(default=list, blank=True)
    """Names of assets whose files are not made yet."""
    problem = models.TextField(blank=True)
    """Why it was set aside, one sentence."""
    refused_sha256 = models.CharField(max_length=64, blank=True)
    """Of a text that broke the build: not tried again until it changes or everything is published anew."""
    notes = models.JSONField(default=list, blank=True)
    """Sentences on what was left out of the published version."""
    published = models.DateTimeField(null=True, blank=True)
    """When a build last put a changed version of it on the site."""

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["state"], name="publications_by_state")]

    def __str__(self) -> str:
        return self.ref or str(self.document_id)


class PublicationReference(models.Model):
    """Something a document names, whether residents may follow it or not: whom to look at when that changes."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="references")
    target = models.CharField(max_length=200, db_index=True)
    """`<kind>/<slug>` of a document, or `asset:<name>`."""

    def __str__(self) -> str:
        return f"{self.publication} → {self.target}"


class BuildState(models.TextChoices):
    """How a build ended."""

    RUNNING = "running", _("Running")
    SUCCESSFUL = "successful", _("Done")
    FAILED = "failed", _("Failed")


class BuildRecord(models.Model):
    """One run of the site builder."""

    state = models.CharField(_("state"), max_length=10, choices=BuildState.choices, default=BuildState.RUNNING)
    started = models.DateTimeField(_("started"), auto_now_add=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    duration_ms = models.PositiveIntegerField(_("duration"), null=True, blank=True)
    """Of the build alone."""
    entry_count = models.PositiveIntegerField(_("changes"), default=0)
    written_count = models.PositiveIntegerField(_("files written"), default=0)
    removed_count = models.PositiveIntegerField(_("files removed"), default=0)
    waiting_count = models.PositiveIntegerField(_("waiting for media"), default=0)
    broken_count = models.PositiveIntegerField(_("set aside"), default=0)
    drift_count = models.PositiveIntegerField(_("files put right"), default=0)
    """Files of the site that were not as a full build makes them, found by comparing everything. Zero is expected."""
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("build of the site")
        verbose_name_plural = _("builds of the site")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class EndedAddress(models.Model):
    """An address of the site that has ended: readers are led to where its document is now, or told that it is gone."""

    address = models.CharField(max_length=300, unique=True)
    """Path with both slashes (`/giai-thich/ten-cu/`)."""
    document_id = models.UUIDField(null=True, blank=True)
    """The document that stood there: while it is on the site, its present address is the target."""
    target = models.CharField(max_length=300, blank=True)
    """A target written by hand in `redirects.yaml` that is no document of the CMS."""
    since = models.DateField()

    class Meta:
        verbose_name = _("ended address")
        verbose_name_plural = _("ended addresses")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address
