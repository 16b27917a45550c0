"""The editor's preview: a draft through the renderer of the site, on the site as it would be with it.

The preview is the page of the site, byte for byte, with a banner put behind `<body>`; the pages of a pathway can be
shown in one (`step_preview.py`). Nothing of the draft is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from media_pipeline.manifest import MediaManifest
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, ExplainerFrontMatter
from site_builder.documents.preview_modes import PreviewMode
from site_builder.index import Index
from site_builder.rendering.renderer import Renderer
from site_builder.rendering.step_preview import render_all_steps
from site_builder.settings import SiteSettings

DEFAULT_CACHE = Path("var/build-cache")
_BODY = "<body>"
_SITE_LINK = re.compile(r'(<a\b[^>]*? href=")(?=/(?!/|media/|static/))')


def render_preview(
    document: ContentDocument,
    *,
    content_dir: Path,
    media_store: Path,
    theme: Path,
    settings: SiteSettings,
    extra_manifests: Iterable[MediaManifest] = (),
    cache: Path = DEFAULT_CACHE,
    site_url: str = "",
    mode: PreviewMode = PreviewMode.PAGE,
) -> str:
    """The page of a draft.

    Args:
        document: the draft; it stands in the place of its published version.
        content_dir: the documents of the site.
        media_store: where the files of its assets are; the page links them below `/media/`.
        theme: the theme's folder.
        settings: of the site.
        extra_manifests: assets of the draft that `content_dir` does not have yet.
        cache: where the preview keeps its index of the site; safe to delete.
        site_url: put before the links to other pages, where they would not work at the preview's own address.
        mode: what of it to show; its page, where it is of a kind that has no such part. An easy-read version must be
            there.

    Raises:
        SiteBuilderError: the draft is not fit for a page; `str` says why.
    """
    index = Index.open(_build_index_path(cache, content_dir, media_store))
    try:
        index.refresh(content_dir, media_store)
        with index.with_draft(document, extra_manifests) as library:
            renderer = Renderer(theme, settings, library, media_store)
            html = _render(renderer, document, mode)
            banner = renderer.render_preview_banner()
    finally:
        index.close()
    if site_url:
        html = _SITE_LINK.sub(lambda match: match[1] + site_url, html)
    return html.replace(_BODY, _BODY + banner, 1)


def _render(renderer: Renderer, document: ContentDocument, mode: PreviewMode) -> str:
    if mode is PreviewMode.EASY_READ and isinstance(document.meta, ExplainerFrontMatter):
        return renderer.render_easy_read(document.meta).html
    if mode is PreviewMode.ALL_STEPS and document.meta.kind is Kind.PATHWAY:
        return render_all_steps(renderer, document)
    return renderer.render_document(document).html


def _build_index_path(cache: Path, content_dir: Path, media_store: Path) -> Path:
    """One file for each pair of folders, apart from the builds', which may take their time."""
    places = f"{content_dir.resolve()}\0{media_store.resolve()}"
    folder = cache / f"preview-{hashlib.sha256(places.encode()).hexdigest()[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "index.sqlite"
