"""The kinds of document, each with its folder below `content/` and its address on the site.

Pure; the first module to read in this package.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of document. The value is its folder below `content/` and the `kind` of its front matter."""

    HOME = "home"
    TOPIC = "topic"
    EXPLAINER = "explainer"
    STORY = "story"
    AUDIO = "audio"
    VIDEO = "video"
    SHOW = "show"
    BULLETIN = "bulletin"
    LAW = "law"
    PAGE = "page"
    PATHWAY = "pathway"


SECTION_PATHS: dict[Kind, str] = {
    Kind.HOME: "/",
    Kind.TOPIC: "/linh-vuc/",
    Kind.EXPLAINER: "/giai-thich/",
    Kind.STORY: "/tinh-huong/",
    Kind.AUDIO: "/nghe/",
    Kind.VIDEO: "/xem/",
    Kind.SHOW: "/podcast/",
    Kind.BULLETIN: "/loa/",
    Kind.LAW: "/van-ban/",
    Kind.PAGE: "/",
    Kind.PATHWAY: "/loi-di/",
}
"""Where each kind is listed; a document's own address is this and its slug."""

EASY_READ_FOLDER = "de-doc/"
"""Below the address of an explainer: its easy-read version."""

RESERVED_SLUGS: frozenset[str] = frozenset(
    {path.strip("/") for path in SECTION_PATHS.values() if path != "/"}
    | {"the", "luu-tru", "feed", "media", "static", "tim-kiem", "chu", "khong-mang", "embed", "oembed", "gop-y"}
    | {"index", "admin", "404", "410"}
)
"""Slugs that a plain page may not take, because the site itself lives there."""


def build_address(kind: Kind, slug: str) -> str:
    """The path of a document on the site, with both slashes (`/giai-thich/dang-ky-tam-tru/`)."""
    if kind is Kind.HOME:
        return "/"
    return f"{SECTION_PATHS[kind]}{slug}/"


def build_easy_read_address(slug: str) -> str:
    """Where an explainer's easy-read version stands (`/giai-thich/dang-ky-tam-tru/de-doc/`)."""
    return f"{build_address(Kind.EXPLAINER, slug)}{EASY_READ_FOLDER}"


def build_content_path(kind: Kind, slug: str) -> str:
    """The path of a document's file below `content/` (`explainer/dang-ky-tam-tru.md`)."""
    return f"{kind.value}/{slug}.md"


def parse_address(address: str) -> tuple[Kind, str] | None:
    """The kind and the slug of the document that stands at an address, if there is one.

    Returns:
        `None` for the first page, whose slug no address tells, and where only the site itself can stand.
    """
    *section, slug = address.strip("/").split("/")
    if not section:
        return (Kind.PAGE, slug) if slug and slug not in RESERVED_SLUGS else None
    section_path = f"/{'/'.join(section)}/"
    kinds = [kind for kind, path in SECTION_PATHS.items() if path == section_path]
    return (kinds[0], slug) if kinds else None


def parse_address_below(address: str) -> tuple[Kind, str] | None:
    """The kind and the slug of the document that an address is below: a question of a pathway
    (`/loi-di/<slug>/<question>/`), or the easy-read version of an explainer; `None` for any other.
    """
    above, _slash, page = address.rstrip("/").rpartition("/")
    found = parse_address(f"{above}/")
    if found is None or not page:
        return None
    has_pages = {Kind.PATHWAY: True, Kind.EXPLAINER: f"{page}/" == EASY_READ_FOLDER}
    return found if has_pages.get(found[0], False) else None
