"""The easy-read version of an explainer: a page of its own, of short sentences that its editor wrote."""

from __future__ import annotations

from site_builder.documents.kinds import build_easy_read_address
from site_builder.documents.model import EasyPart, ExplainerFrontMatter
from site_builder.rendering.cited_laws import build_cited_laws
from site_builder.rendering.document_views import EasyPartView, EasyReadView
from site_builder.rendering.list_views import build_link
from site_builder.rendering.media_building import build_picture
from site_builder.rendering.scope import Scope
from site_builder.rendering.surroundings import build_breadcrumb, build_review
from site_builder.rendering.typography import keep_together


def build_easy_read(scope: Scope, meta: ExplainerFrontMatter) -> EasyReadView:
    """The view of an explainer's easy-read version.

    Raises:
        DocumentError: a reference is broken.
        MediaFileError: a picture's files are missing.
    """
    explainer = build_link(meta)
    return EasyReadView(
        title=keep_together(meta.title),
        address=build_easy_read_address(meta.slug),
        explainer=explainer,
        parts=tuple(_build_part(scope, index, part) for index, part in enumerate(meta.easy_read)),
        breadcrumb=(*build_breadcrumb(scope, meta), explainer),
        laws=build_cited_laws(scope, meta.cites, meta.reviewed),
        review=build_review(scope, meta),
        is_sample=meta.is_sample,
        listen_address=f"{meta.address}#nghe" if meta.audio else "",
    )


def _build_part(scope: Scope, index: int, part: EasyPart) -> EasyPartView:
    lines = (line.strip() for line in part.text.splitlines())
    picture = build_picture(scope, part.image, f"easy_read.{index}.image") if part.image else None
    return EasyPartView(tuple(keep_together(line) for line in lines if line), picture)
