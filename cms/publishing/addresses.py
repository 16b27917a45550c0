"""Addresses of documents on the public site, for the page models."""

from __future__ import annotations

from site_builder.documents.kinds import RESERVED_SLUGS, Kind, build_address

__all__ = ["RESERVED_SLUGS", "build_page_address"]


def build_page_address(kind: str, slug: str) -> str:
    """The path of a document of that kind (`/giai-thich/dang-ky-tam-tru/`); `/` for the root of the tree."""
    return build_address(Kind(kind), slug) if kind else "/"
