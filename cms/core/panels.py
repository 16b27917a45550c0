"""Panels that several page types share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput

from cms.core.slugs import fold_vietnamese

VIETNAMESE_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def build_folding_formatters() -> list[tuple[str, str]]:
    """Rules (pattern, letter) that fold Vietnamese in the browser as `fold_vietnamese` does here.

    Wagtail 8's script drops letters that its language maps lack, and has no map for Vietnamese: it would propose
    `bin-dng` for «biến động».
    """
    letters = VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper()
    by_base: dict[str, str] = {}
    for letter in letters:
        base = fold_vietnamese(letter).lower()
        by_base[base] = by_base.get(base, "") + letter
    return [(f"[{variants}]", base) for base, variants in by_base.items()] + [("[\u0300-\u036f]", "")]


class SlugProposingTitlePanel(TitleFieldPanel):
    """A title that proposes the slug until the first publish, and never again, not even after an unpublish."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        """One title field in one form."""

        def get_should_apply(self) -> bool:
            """Whether typing a title changes the slug."""
            return getattr(self.instance, "first_published_at", None) is None


def build_slug_panel() -> FieldPanel:
    """The address, proposed from the title in ASCII."""
    return FieldPanel("slug", widget=SlugInput(locale="vi", formatters=build_folding_formatters()))


def build_review_panel(**kwargs: Any) -> MultiFieldPanel:
    """When and by whom the content was checked."""
    panels = [FieldPanel("reviewed"), FieldPanel("review_due"), FieldPanel("reviewer")]
    return MultiFieldPanel(panels, heading=_("Legal review"), **kwargs)


def build_legal_basis_panel() -> InlinePanel:
    """The laws a page rests on."""
    return InlinePanel(
        "legal_basis",
        heading=_("Legal basis"),
        label=_("Citation"),
        help_text=_("Each law the page rests on. The law's own page lists every page that cites it."),
    )
