"""What the ward decides about reading aloud: its own words for written forms, and whose words are used."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.search import index

from cms.media.errors import UnusableEntryError
from cms.media.reading import Region, require_usable

MAX_WRITTEN_LENGTH = 80
"""The reading's own limit."""
ANY_WORDS = "lời"
"""Words that any written form may have, so that only the form is checked."""


class ReadingRegion(models.TextChoices):
    """The reading's `Region`, with names."""

    NORTH = Region.NORTH.value, _("Northern: “nghìn, linh, hai mươi tư”")
    SOUTH = Region.SOUTH.value, _("Southern: “ngàn, lẻ, hai mươi bốn”")


class LexiconEntry(index.Indexed, models.Model):
    """What is said for a written form; it comes before every rule of the reading."""

    written = models.CharField(
        _("written"),
        max_length=MAX_WRITTEN_LENGTH,
        unique=True,
        help_text=_("As it stands in texts, capitals included: TDP, BCH PCTT, Zalo OA."),
    )
    spoken = models.CharField(
        _("read as"), max_length=300, help_text=_("In words, as the presenter says it: “tổ dân phố”.")
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For colleagues: where it comes from, who decided.")
    )

    search_fields = [index.SearchField("written"), index.SearchField("spoken"), index.AutocompleteField("written")]
    panels = [FieldPanel("written"), FieldPanel("spoken"), FieldPanel("note")]

    class Meta:
        verbose_name = _("entry of the reading lexicon")
        verbose_name_plural = _("entries of the reading lexicon")
        ordering = ["written"]

    def __str__(self) -> str:
        return f"{self.written} → {self.spoken}"

    def clean(self) -> None:
        """Ask the reading whether the entry works, alone and beside the others."""
        super().clean()
        self.written, self.spoken = _tidy(self.written), _tidy(self.spoken)
        if not self.written or not self.spoken:
            return
        others = dict(LexiconEntry.objects.exclude(pk=self.pk).values_list("written", "spoken"))
        _require("written", {self.written: ANY_WORDS})
        _require("spoken", {self.written: self.spoken})
        _require("spoken", {**others, self.written: self.spoken})


@register_setting(icon="openquote")
class ReadingSettings(BaseSiteSetting):
    """Whose words are used."""

    region = models.CharField(
        _("words of the region"),
        max_length=5,
        choices=ReadingRegion.choices,
        default=ReadingRegion.NORTH,
        help_text=_("How numbers are said in bulletins. What is on the air is spoken anew when you change it."),
    )

    panels = [FieldPanel("region")]

    class Meta:
        verbose_name = _("reading aloud")


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _require(field: str, entries: dict[str, str]) -> None:
    try:
        require_usable(entries)
    except UnusableEntryError as error:
        raise ValidationError({field: str(error)}) from error
