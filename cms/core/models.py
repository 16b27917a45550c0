"""`BasePage`, the base page model of the whole tree, and the site's settings.

Wagtail's own `Page` is swapped for it (`WAGTAIL_PAGE_MODEL`), so every page has a document id, a summary, a review date
and a legal basis from the first migration. Field names are the keys of the front matter.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import AbstractPage, Orderable
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index
from wagtail_headless_preview.models import HeadlessPreviewMixin

from cms.core.document import DocumentFields
from cms.core.panels import SlugProposingTitlePanel, build_slug_panel
from cms.core.slugs import MAX_SLUG_LENGTH, SLUG_VALIDATOR, build_slug, find_free_slug
from cms.publishing.addresses import RESERVED_SLUGS, build_page_address
from cms.publishing.panels import PublicationPanel


class BasePage(HeadlessPreviewMixin, DocumentFields, AbstractPage):
    """What every page has. Concrete page types add their answers and their body."""

    document_kind: ClassVar[str] = ""
    """The `kind` of its document; empty for the root of the tree, which is no document."""
    identity_fields: ClassVar[tuple[str, ...]] = ("document_id",)
    """What belongs to the page and not to a version of it: no revision restores it."""

    slug = models.SlugField(
        _("slug"),
        max_length=MAX_SLUG_LENGTH,
        blank=True,  # filled from the title before it is saved
        validators=[SLUG_VALIDATOR],
        help_text=_(
            "The end of the page's address, proposed from the title. It stays as it is after the first publish; "
            "if you change it then, the old address leads readers to the new one."
        ),
    )
    image = models.ForeignKey(
        "media.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Shown in lists and when the page is shared."),
    )
    tags = ClusterTaggableManager(
        through="core.PageTag", blank=True, verbose_name=_("tags"), help_text=_("Words people search for.")
    )

    search_fields = [*AbstractPage.search_fields, index.SearchField("summary"), index.FilterField("document_id")]
    exclude_fields_in_copy = ["document_id"]

    content_panels = [
        PublicationPanel(),
        SlugProposingTitlePanel("title"),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
    ]
    promote_panels = [
        MultiFieldPanel(
            [build_slug_panel(), FieldPanel("image"), FieldPanel("audiences"), FieldPanel("tags")],
            heading=_("Lists, search and sharing"),
        ),
        FieldPanel("is_sample"),
    ]

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def address(self) -> str:
        """The page's path on the public site."""
        return build_page_address(self.document_kind, self.slug)

    @property
    def topic_page(self) -> BasePage | None:
        """The topic it stands under, if it does."""
        ancestors = self.get_ancestors().specific() if self.path else []
        return next((page for page in reversed(list(ancestors)) if page.document_kind == "topic"), None)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int | None, str, str] | None:
        """The public address: the CMS itself serves no page to residents."""
        if not self.document_kind:
            return None
        site_id = next((paths.site_id for paths in self._get_relevant_site_root_paths(request)), None)
        return site_id, settings.SITE_BASE_URL, self.address

    def get_client_root_url(self, request: HttpRequest) -> str:
        """Where the preview panel looks: at this CMS, on whatever host and port it runs.

        A path alone: Wagtail makes the request of a preview itself, with the host of the public site.
        """
        return reverse("show_preview")

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponseBase:
        """Send the preview panel to the client, which is told what of the page to show."""
        response: HttpResponseBase = super().serve_preview(request, preview_mode)
        if preview_mode and response.has_header("Location"):
            response["Location"] += f"&mode={preview_mode}"
        return response

    def with_content_json(self, content: dict[str, Any]) -> BasePage:
        """Restore a revision; its identity is never restored with it."""
        page: BasePage = super().with_content_json(content)
        for name in self.identity_fields:
            setattr(page, name, getattr(self, name))
        return page

    # --- slugs: (kind, slug) is unique over the whole site -----------------------------------------------------------

    def find_namesake(self, slug: str) -> BasePage | None:
        """Another page of the same kind with that slug."""
        page_class: Any = self.specific_class or type(self)
        namesake: BasePage | None = page_class.objects.filter(slug=slug).exclude(pk=self.pk).first()
        return namesake

    @staticmethod
    def _slug_is_available(slug: str, parent_page: AbstractPage | None, page: AbstractPage | None = None) -> bool:
        """Wagtail asks per parent; here two kinds may share a slug under one topic and one kind may not, anywhere."""
        if parent_page is None:
            return True
        if isinstance(page, BasePage):
            return page.find_namesake(slug) is None
        return not parent_page.get_children().filter(slug=slug).exists()

    def _set_core_field_defaults(self) -> None:
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if not self.slug and self.title and parent_is_known:
            base = build_slug(self.title) or self.document_kind
            self.slug = find_free_slug(base, lambda slug: self._is_reserved(slug) or bool(self.find_namesake(slug)))
        super()._set_core_field_defaults()

    def _is_reserved(self, slug: str) -> bool:
        return self.document_kind == "page" and slug in RESERVED_SLUGS

    def _check_slug_is_unique(self) -> None:
        if namesake := self.find_namesake(self.slug):
            message = gettext("The page “%(title)s” already has the address %(address)s. Choose another slug.")
            raise ValidationError({"slug": message % {"title": namesake.title, "address": namesake.address}})
        if self._is_reserved(self.slug):
            message = gettext("The site itself uses the address %(address)s. Choose another slug.")
            raise ValidationError({"slug": message % {"address": self.address}})


class PageTag(TaggedItemBase):
    """A tag on a page."""

    content_object = ParentalKey(BasePage, related_name="tagged_items", on_delete=models.CASCADE)


class CitationFields(models.Model):
    """A place in a law: the law alone, or down to điều, khoản, điểm."""

    law = models.ForeignKey("laws.Law", verbose_name=_("law"), on_delete=models.PROTECT, related_name="+")
    article = models.CharField(
        _("article (điều)"), max_length=20, blank=True, help_text=_("As written in the law: 20, 7a.")
    )
    clause = models.CharField(_("clause (khoản)"), max_length=20, blank=True)
    point = models.CharField(_("point (điểm)"), max_length=20, blank=True, help_text=_("A letter: a, b, đ."))

    panels = [FieldPanel("law"), FieldRowPanel([FieldPanel("article"), FieldPanel("clause"), FieldPanel("point")])]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A clause stands in an article, a point in a clause."""
        super().clean()
        if self.clause and not self.article:
            raise ValidationError({"article": _("Say which article (điều) the clause stands in.")})
        if self.point and not self.article:
            raise ValidationError({"article": _("Say which article (điều) the point stands in.")})


class LegalBasis(CitationFields, Orderable):
    """One citation of a page's legal basis (`cites` in its front matter)."""

    page = ParentalKey(BasePage, related_name="legal_basis", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("legal basis")

    def __str__(self) -> str:
        places = (
            (_("point (điểm)"), self.point),
            (_("clause (khoản)"), self.clause),
            (_("article (điều)"), self.article),
        )
        return ", ".join([*(f"{label} {number}" for label, number in places if number), str(self.law)])


@register_setting(icon="home")
class SiteSettings(BaseSiteSetting):
    """What the whole public site shows: `content/site.yaml`."""

    title = models.CharField(_("name of the site"), max_length=100, default="Tiếng Luật")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    ward = models.CharField(_("ward"), max_length=100, blank=True)
    province = models.CharField(_("province or city"), max_length=100, blank=True)
    organisation = models.CharField(_("responsible organisation"), max_length=200, blank=True)
    contact_address = models.CharField(_("address"), max_length=200, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=50, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    hotline = models.CharField(_("hotline"), max_length=50, blank=True)
    is_sample = models.BooleanField(
        _("sample content"), default=False, help_text=_("Every page shows the notice “nội dung minh họa”.")
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("tagline"), FieldPanel("ward"), FieldPanel("province")],
            heading=_("Site"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "organisation",
                    "contact_address",
                    "contact_phone",
                    "contact_email",
                    "opening_hours",
                    "hotline",
                )
            ],
            heading=_("Contact"),
        ),
        FieldPanel("is_sample"),
    ]

    class Meta:
        verbose_name = _("site settings")
