"""The officers' handbook: `docs/so-tay/*.md`, shown in the admin as it is read in Git."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import markdown
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

READING_ORDER = (
    "bai-dau-tien",
    "anh",
    "am-thanh",
    "huong-dan-tung-buoc",
    "ban-tin-loa",
    "loi-doc",
    "duyet-ban-tin",
    "goi-phat",
    "nhat-ky-phat",
    "xuat-ban",
    "gop-y",
)
"""What an officer reads first; other chapters follow by name."""

_SLUG = re.compile(r"^[a-z0-9-]+\Z")
_CHAPTER_LINK = re.compile(r'href="([a-z0-9-]+)\.md(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the handbook."""

    slug: str
    title: str
    path: Path


def list_chapters() -> list[Chapter]:
    """Every chapter, in reading order."""
    chapters = [_read_chapter(path) for path in settings.HANDBOOK_DIR.glob("*.md")]
    order = {slug: number for number, slug in enumerate(READING_ORDER)}
    return sorted(chapters, key=lambda chapter: (order.get(chapter.slug, len(order)), chapter.slug))


def find_chapter(slug: str) -> Chapter | None:
    """The chapter of that name."""
    path = settings.HANDBOOK_DIR / f"{slug}.md"
    return _read_chapter(path) if _SLUG.match(slug) and path.is_file() else None


def render_chapter(chapter: Chapter) -> SafeString:
    """The chapter as HTML without its title; links to other chapters lead to their admin pages.

    The text is the project's own and committed, so it is trusted.
    """
    source = chapter.path.read_text(encoding="utf-8").partition("\n")[2]
    html = markdown.markdown(source, extensions=["tables", "sane_lists", "toc"], output_format="html")
    html = _CHAPTER_LINK.sub(
        lambda match: f'href="{reverse("handbook_chapter", args=(match[1],))}{match[2] or ""}"', html
    )
    return mark_safe(html)  # noqa: S308


def _read_chapter(path: Path) -> Chapter:
    with path.open(encoding="utf-8") as file:
        title = file.readline().lstrip("#").strip()
    return Chapter(slug=path.stem, title=title, path=path)
