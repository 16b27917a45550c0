"""The parts of a pathway's pages: its questions as they hang together, one of them alone, and what was answered."""

from __future__ import annotations

from typing import cast

from site_builder.documents.model import ContentDocument
from site_builder.documents.pathways import (
    Pathway,
    Step,
    build_step_address,
    find_first,
    iter_faults,
    read_steps,
)
from site_builder.messages import _
from site_builder.rendering.block_building import build_blocks
from site_builder.rendering.block_views import AskView, ResultView
from site_builder.rendering.document_views import AnsweredView
from site_builder.rendering.list_views import LinkView
from site_builder.rendering.scope import Scope
from site_builder.rendering.typography import keep_together


def read_pathway(scope: Scope, document: ContentDocument) -> Pathway:
    """The questions of a document.

    Raises:
        DocumentError: it has none yet, or they do not hang together; a draft may be so.
    """
    steps = read_steps(document.body)
    for fault in iter_faults(steps):
        raise scope.build_error(fault.sentence, f"{document.body[fault.index].name}.{fault.field}")
    if find_first(steps) is None:
        raise scope.build_error(_("There is no question yet."), "ask")
    return Pathway(steps)


def build_step(scope: Scope, document: ContentDocument, step: Step) -> AskView | ResultView:
    """One question or answer alone."""
    (view,) = build_blocks(scope, [document.body[step.index]], address=document.meta.address)
    return cast("AskView | ResultView", view)


def build_answered(pathway: Pathway, address: str, key: str) -> tuple[AnsweredView, ...]:
    """What everybody has answered who comes to a step.

    Args:
        address: of the pathway.
        key: of the step.
    """
    return tuple(
        AnsweredView(
            LinkView(
                build_step_address(address, pathway.steps[each.key].name),
                keep_together(pathway.steps[each.key].title),
            ),
            tuple(map(keep_together, each.labels)),
        )
        for each in pathway.list_answered(key)
    )
