"""What a built site tells of itself to who has nothing but its folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from site_builder.errors import OutputError
from site_builder.messages import _

FRONT_PAGE = "index.html"
_NAME = re.compile(r'<meta property="og:site_name" content="([^"]*)">')
_LANGUAGE = re.compile(r'<html lang="([^"]+)"')
_UPDATED = re.compile(r"<lastmod>(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Of the whole site."""

    base_url: str
    """Where it stands, without the last slash."""
    name: str
    """As HTML has it."""
    language: str
    updated: str
    """The day of the newest change of a document (`2026-11-27`); empty when it has none."""


def read_base_url(output: Path) -> str:
    """Where the site was built to stand, as the builder wrote it down for search engines; it may differ from
    `site.yaml`, since a build can be told another place.

    Raises:
        OutputError: there is no built site.
    """
    robots = output / "robots.txt"
    lines = robots.read_text(encoding="utf-8").splitlines() if robots.is_file() else []
    urls = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    if not urls:
        raise OutputError(_("The folder %(path)s holds no built site: build it first.") % {"path": output})
    return urls[0].removesuffix("/sitemap.xml")


def read_site_facts(output: Path) -> SiteFacts:
    """The facts.

    Raises:
        OutputError: there is no built site.
    """
    base_url = read_base_url(output)
    front = output / FRONT_PAGE
    if not front.is_file():
        raise OutputError(_("The folder %(path)s holds no built site: build it first.") % {"path": output})
    page = front.read_text(encoding="utf-8")
    name, language = _NAME.search(page), _LANGUAGE.search(page)
    days = (day for path in output.glob("sitemap*.xml") for day in _UPDATED.findall(path.read_text("utf-8")))
    return SiteFacts(
        base_url=base_url,
        name=name[1] if name else base_url,
        language=language[1] if language else "vi",
        updated=max(days, default=""),
    )
