"""The head of a page: what search engines, link previews and feed readers are told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from site_builder.rendering.page import FeedLink
from site_builder.settings import SiteSettings

JsonObject = dict[str, Any]

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; addresses are in full."""

    title: str
    """For the tab, with the site's name."""
    description: str
    canonical: str
    """Empty for pages that no address is known of."""
    name: str
    """For link previews, without the site's name."""
    og_type: str = "website"
    image: str = ""
    """The share card."""
    published: str = ""
    updated: str = ""
    feeds: tuple[FeedLink, ...] = ()
    structured_data: Markup | str = ""
    oembed: str = ""
    """Where other sites learn how to show it."""
    translations: tuple[tuple[str, str], ...] = ()
    """The same page in each language, this one among them: its code for `hreflang` and its address."""
    is_indexed: bool = True


def build_title(name: str, settings: SiteSettings) -> str:
    """The title of the tab: the page's own first, then the site's unless it says so already."""
    return name if settings.title in name else f"{name} – {settings.title}"


def list_translations(settings: SiteSettings) -> tuple[tuple[str, str], ...]:
    """The first page in every language of the site; none when there is one language alone."""
    if not settings.translations:
        return ()
    own = f"{settings.base_url}/"
    others = ((language, f"{url}/") for language, url in settings.translations.items())
    return ((settings.language, own), *others, ("x-default", own))


def serialise_structured_data(*objects: JsonObject) -> Markup:
    """JSON-LD for a `<script>` element: no character of it can end the element."""
    if not objects:
        return Markup("")
    graph = {"@context": "https://schema.org", "@graph": objects}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - JSON without a single angle bracket or ampersand
