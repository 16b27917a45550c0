"""The pages that stand below a document's own: the questions and answers of a pathway, an easy-read version. Pure."""

from __future__ import annotations

from site_builder.documents.kinds import Kind, build_easy_read_address
from site_builder.documents.model import ContentDocument, ExplainerFrontMatter
from site_builder.documents.pathways import build_step_address, read_steps


def list_addresses_below(document: ContentDocument) -> list[str]:
    """Their addresses, in the order in which a reader comes to them."""
    meta = document.meta
    if meta.kind is Kind.PATHWAY:
        return [build_step_address(meta.address, step.name) for step in read_steps(document.body)]
    has_easy_read = isinstance(meta, ExplainerFrontMatter) and meta.easy_read
    return [build_easy_read_address(meta.slug)] if has_easy_read else []
