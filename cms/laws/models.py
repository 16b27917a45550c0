"""The registry of legal texts. Pages cite its entries; a published entry is a document of kind `law`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index

from cms.core.choices import LawStatus
from cms.core.document import DocumentFields
from cms.core.slugs import MAX_SLUG_LENGTH, SLUG_VALIDATOR, build_slug, find_free_slug
from cms.laws.numbers import build_number_key, normalise_number
from cms.publishing.addresses import build_page_address
from cms.publishing.blocks import build_body_block


class Law(DraftStateMixin, RevisionMixin, index.Indexed, DocumentFields, ClusterableModel):
    """One legal text: what it is, when it holds, where it can be read."""

    document_kind: ClassVar[str] = "law"

    title = models.CharField(_("title"), max_length=255, help_text=_("As it is usually called: Luật Cư trú 2020."))
    slug = models.SlugField(
        _("slug"),
        max_length=MAX_SLUG_LENGTH,
        unique=True,
        blank=True,
        validators=[SLUG_VALIDATOR],
        help_text=_("The end of the law's address, proposed from the title. It never changes after the first publish."),
    )
    number = models.CharField(_("number"), max_length=100, help_text=_("Số hiệu, e.g. 68/2020/QH14."))
    number_key = models.CharField(max_length=400, unique=True, editable=False)
    law_type = models.CharField(_("type"), max_length=100, help_text=_("Luật, Nghị định, Thông tư, Quyết định…"))
    issuer = models.CharField(_("issuer"), max_length=200, help_text=_("Quốc hội, Chính phủ, Bộ Công an…"))
    issued = models.DateField(_("issued on"))
    effective = models.DateField(_("in force from"), null=True, blank=True)
    expired_on = models.DateField(_("expired on"), null=True, blank=True)
    """`expired` in the front matter; Wagtail's drafts have a flag of that name."""
    status = models.CharField(_("status"), max_length=20, choices=LawStatus.choices, default=LawStatus.IN_FORCE)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        help_text=_("Pages that cite this law tell readers to look there."),
    )
    amended = models.DateField(
        _("amended from"),
        null=True,
        blank=True,
        help_text=_("The day from which the last amendment applies. Pages that were checked before it warn readers."),
    )
    change_note = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        help_text=_("For residents, e.g. what no longer applies. Pages that cite this law show it in their warning."),
    )
    link = models.URLField(
        _("official text"), max_length=500, blank=True, help_text=_("Address of the full text on an official website.")
    )
    topic = models.ForeignKey(
        "topics.TopicPage", verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    image = models.ForeignKey(
        "media.Image", verbose_name=_("picture"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    tags = ClusterTaggableManager(
        through="laws.LawTag", blank=True, verbose_name=_("tags"), help_text=_("Words people search for.")
    )
    body = StreamField(build_body_block("law"), blank=True, verbose_name=_("content"))

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("number", boost=5),
        index.AutocompleteField("number"),
        index.SearchField("summary"),
        index.FilterField("law_type"),
        index.FilterField("issuer"),
        index.FilterField("status"),
        index.FilterField("issued"),
    ]

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("law registry")
        ordering = ["-issued", "title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def address(self) -> str:
        """The law's path on the public site."""
        return build_page_address(self.document_kind, self.slug)

    @property
    def full_url(self) -> str:
        """The law's page on the public site."""
        return f"{settings.SITE_BASE_URL}{self.address}"

    def with_content_json(self, content: dict[str, Any]) -> Law:
        """Restore a revision; its identity is never restored with it."""
        law: Law = super().with_content_json(content)
        law.document_id = self.document_id
        return law

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill what is derived, so that its uniqueness is checked with the rest."""
        self._fill_derived_fields()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry with its derived fields current."""
        self._fill_derived_fields()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Dates in their order, one entry for each text, a slug that holds still."""
        super().clean()
        self._check_dates()
        self._check_number_is_unique()
        self._check_slug_is_frozen()

    def _fill_derived_fields(self) -> None:
        self.number = normalise_number(self.number)
        self.number_key = build_number_key(self.number, issuer=self.issuer, issued=self.issued)
        if not self.slug and self.title:
            others = type(self).objects.exclude(pk=self.pk)
            base = build_slug(self.title) or build_slug(self.number) or self.document_kind
            self.slug = find_free_slug(base, lambda slug: others.filter(slug=slug).exists())

    def _check_dates(self) -> None:
        if self.issued and self.effective and self.effective < self.issued:
            raise ValidationError({"effective": _("A text cannot be in force before it is issued.")})
        if self.effective and self.expired_on and self.expired_on < self.effective:
            raise ValidationError({"expired_on": _("A text cannot expire before it is in force.")})
        if self.issued and self.amended and self.amended < self.issued:
            raise ValidationError({"amended": _("A text cannot be amended before it is issued.")})
        if self.pk and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("A text cannot replace itself.")})

    def _check_number_is_unique(self) -> None:
        namesake = type(self).objects.filter(number_key=self.number_key).exclude(pk=self.pk).first()
        if namesake is not None:
            message = gettext("The registry already has this text: “%(title)s”, number %(number)s.")
            raise ValidationError({"number": message % {"title": namesake.title, "number": namesake.number}})

    def _check_slug_is_frozen(self) -> None:
        if not (self.pk and self.first_published_at):
            return
        published_slug = type(self).objects.values_list("slug", flat=True).get(pk=self.pk)
        if self.slug != published_slug:
            message = gettext("The address of a published law never changes. Keep the slug “%(slug)s”.")
            raise ValidationError({"slug": message % {"slug": published_slug}})


class LawTag(TaggedItemBase):
    """A tag on a legal text."""

    content_object = ParentalKey(Law, related_name="tagged_items", on_delete=models.CASCADE)
