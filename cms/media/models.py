"""The assets: images, recordings and videos, downloads, vertical clips, loudspeaker packages."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Orderable
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel
from wagtailmedia.models import AbstractMedia
from wagtailmedia.settings import wagtailmedia_settings

from cms.media.asset import MAX_TITLE_LENGTH, Asset, UploadedAsset

MIN_CLIP_MS = 3_000
MAX_CLIP_MS = 90_000
"""What Reels, TikTok, Shorts and Zalo OA all take."""


class Image(UploadedAsset, AbstractImage):
    """A picture. It says in words what it shows."""

    asset_kind = "image"

    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        help_text=_(
            "What the picture tells, in one Vietnamese sentence, for residents who cannot see it. "
            "Not “picture of…”; write what matters."
        ),
    )
    # The stock image model has the same class name, so the reverse names must differ.
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="asset_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    admin_form_fields = (
        "title",
        "file",
        "alt",
        "credit",
        "collection",
        "is_sample",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("alt"), index.FilterField("asset_name")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """What Wagtail proposes where the picture is used."""
        return self.alt


class ImageRendition(AbstractRendition):
    """A thumbnail for the CMS; the site's own sizes are made by the media pipeline."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_image_rendition")
        ]


class MediaAsset(UploadedAsset, AbstractMedia):
    """A recording or a video; without a file, the built-in voice reads its script."""

    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    file = models.FileField(
        _("file"),
        upload_to="media",
        blank=True,
        help_text=_("An audio or video file. Leave it empty to have the built-in voice read the script below."),
    )
    script = models.TextField(
        _("script or transcript"),
        blank=True,
        help_text=_("Word for word what is said: for people who cannot hear, for search, and for the built-in voice."),
    )
    reading = models.TextField(_("what is said"), blank=True, editable=False)
    """The script in words, as the voice says it; empty: the script itself is said."""
    captions = models.TextField(
        _("captions (WebVTT)"),
        blank=True,
        help_text=_("Leave empty for the built-in voice: its captions are made by themselves."),
    )
    alt = models.CharField(_("what the video shows"), max_length=300, blank=True)
    chapters = models.JSONField(
        _("chapters"),
        default=list,
        blank=True,
        help_text=_(
            "One on each line: when it begins and its title, e.g. “1:05 Who must register”. Podcast apps jump to them."
        ),
    )
    """`StoredChapter`s in their order, counted from the start of the file or of the reading."""
    recorded = models.DateField(
        _("day of the recording"),
        null=True,
        blank=True,
        help_text=_("Or of the broadcast. Players show it beside the title; the files carry it."),
    )
    has_synthetic_voice = models.BooleanField(
        _("a machine's voice is heard"),
        default=False,
        help_text=_("The page, the feed and the file say so, as the law on artificial intelligence asks."),
    )
    speech_voice = models.CharField(_("built-in voice"), max_length=20, blank=True, default="vi", editable=False)
    speech_rate_wpm = models.PositiveSmallIntegerField(
        _("speaking rate"),
        default=150,
        validators=[MinValueValidator(80), MaxValueValidator(300)],
        help_text=_("Of the built-in voice, in words a minute. 150 is calm reading."),
    )
    made_for = models.ForeignKey(
        "PackageAsset", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    """The package whose script it speaks; a recording that an editor made is never rewritten for one."""
    is_rehearsal = models.BooleanField(default=False, editable=False)
    """It speaks the script of a draft, so that people hear it before it is published; then it goes."""

    admin_form_fields = (
        "title",
        "file",
        "script",
        "speech_rate_wpm",
        "captions",
        "chapters",
        "alt",
        "has_synthetic_voice",
        "recorded",
        "credit",
        "collection",
        "is_sample",
    )
    search_fields = [*AbstractMedia.search_fields, index.SearchField("script"), index.FilterField("asset_name")]

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording or video")
        verbose_name_plural = _("recordings and videos")

    @property
    def asset_kind(self) -> str:  # type: ignore[override]
        """`audio` or `video`."""
        return str(self.type)

    @property
    def is_spoken_by_machine(self) -> bool:
        """Whether the recording is made by the built-in voice."""
        return not self.file and bool(self.script.strip())

    def clean(self) -> None:
        """A recording needs a file or a script; a video needs a file; a file has a suffix that we take."""
        if self.file:
            self._check_suffix()
        elif self.type == "video":
            raise ValidationError({"file": _("Choose a video file.")})
        elif not self.script.strip():
            raise ValidationError({"file": _("Choose an audio file, or write a script for the built-in voice.")})
        else:
            self.has_synthetic_voice = True

    def _check_suffix(self) -> None:
        """In place of wagtailmedia's check, which also refuses a recording without a file."""
        settings_name = f"{str(self.type).upper()}_EXTENSIONS"
        allowed = getattr(wagtailmedia_settings, settings_name)
        if PurePath(str(self.file.name)).suffix.lower().lstrip(".") not in allowed:
            message = gettext("A file of this kind cannot be used. Choose one of: %(allowed)s.")
            raise ValidationError({"file": message % {"allowed": ", ".join(allowed)}})


class Download(UploadedAsset, AbstractDocument):
    """A form or another file that residents download."""

    asset_kind = "download"

    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)

    admin_form_fields = ("title", "file", "credit", "collection", "is_sample")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        permissions = [("choose_download", "Can choose download")]


class Clip(index.Indexed, Asset):
    """A vertical cut of a recording or video with burned captions, for social media."""

    asset_kind = "clip"

    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    source = models.ForeignKey(
        MediaAsset, verbose_name=_("recording or video"), on_delete=models.PROTECT, related_name="clips"
    )
    alt = models.CharField(_("what the clip shows"), max_length=300, blank=True)
    has_synthetic_voice = models.BooleanField(default=False, editable=False)
    start_ms = models.PositiveIntegerField(_("start (milliseconds)"))
    end_ms = models.PositiveIntegerField(_("end (milliseconds)"))

    panels = [
        FieldPanel("title"),
        MediaChooserPanel("source"),
        FieldRowPanel([FieldPanel("start_ms"), FieldPanel("end_ms")]),
        FieldPanel("alt"),
        FieldPanel("credit"),
        FieldPanel("is_sample"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("vertical clip")
        verbose_name_plural = _("vertical clips")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A clip of a machine's voice is one."""
        self.has_synthetic_voice = self.has_synthetic_voice or self.source.has_synthetic_voice
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A clip ends after it starts, and social networks take it."""
        super().clean()
        if self.start_ms is None or self.end_ms is None:
            return
        if not MIN_CLIP_MS <= self.end_ms - self.start_ms <= MAX_CLIP_MS:
            raise ValidationError({"end_ms": _("A clip is 3 to 90 seconds long; the end comes after the start.")})


class PackageAsset(index.Indexed, Asset, ClusterableModel):
    """A ZIP of numbered pieces with a playlist, for the ward's loudspeakers."""

    asset_kind = "package"

    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    has_synthetic_voice = models.BooleanField(default=False, editable=False)

    panels = [FieldPanel("title"), InlinePanel("pieces", heading=_("Pieces"), label=_("Piece")), FieldPanel("credit")]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("loudspeaker package")
        verbose_name_plural = _("loudspeaker packages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class PackagePiece(Orderable):
    """One numbered file of a package."""

    package = ParentalKey(PackageAsset, related_name="pieces", on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    asset = models.ForeignKey(MediaAsset, verbose_name=_("recording"), on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("title"), MediaChooserPanel("asset", media_type="audio")]

    class Meta(Orderable.Meta):
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")


class CaptionsDraft(models.Model):
    """Captions of a recording that no editor has confirmed yet: the site never sees them.

    Made by aligning the recording's script, imported from a file, or saved half corrected.
    """

    asset = models.OneToOneField(MediaAsset, on_delete=models.CASCADE, related_name="captions_draft")
    cues = models.JSONField(default=list)
    """`DraftCue`s in their order."""
    note = models.TextField(blank=True)
    """One sentence for the editor: why there are no cues, or what to look at."""
    fingerprint = models.CharField(max_length=64)
    """Hash of the file, the script and the captions it was made for."""
    is_edited = models.BooleanField(default=False)
    """Whether a person has worked on it, so that no job may replace it."""

    wagtail_reference_index_ignore = True
    """A draft is no use of its recording: it goes with it."""

    def __str__(self) -> str:
        return str(self.asset)


class UnusedFile(models.Model):
    """A file of the media store that nothing uses, since when; the collector's memory."""

    path = models.CharField(max_length=300, unique=True)
    """Below the store's root."""
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.path


class ResumableUpload(models.Model):
    """A file that an editor's browser sends piece by piece; its bytes lie in `uploads.get_folder()`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    length_bytes = models.PositiveBigIntegerField()
    touched = models.DateTimeField()
    """When the last piece came."""

    def __str__(self) -> str:
        return self.file_name
