"""No faulty guide goes live, whatever asks for it: the editor, a selection of many pages, an approval, the clock.

The form says each fault at its place; the other ways have no form, so here it is one sentence.
"""

from __future__ import annotations

import logging

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Revision

from cms.core.imports import is_import
from cms.core.refusals import RefusalError
from cms.pathways.blocks import list_faults
from cms.publishing.pathway_steps import QUESTION

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"
"""What Wagtail notes when it publishes a version because its hour has come."""


class FaultyPathwayError(RefusalError):
    """The questions of a guide do not hang together; `str` names it, each question and the remedy.

    Attributes:
        title: of the guide.
        sentences: one for each fault.
        pk: of its page.
    """

    def __init__(self, title: str, sentences: list[str], pk: int) -> None:
        super().__init__(title, sentences, pk)
        self.title = title
        self.sentences = sentences
        self.pk = pk

    def __str__(self) -> str:
        values = {"title": self.title, "faults": " ".join(self.sentences)}
        return _("The guide “%(title)s” has a fault, so nothing was published. %(faults)s") % values


def may_go_live(revision: Revision, *, is_due: bool) -> bool:
    """Whether a version can be published, or scheduled, now; what an import brings was checked by its reader.

    Args:
        is_due: it was scheduled and its hour has come. A faulty one is left for the next minute, for nobody is there
            to be told; `OverduePanel` tells whoever opens it.

    Raises:
        FaultyPathwayError: it is faulty, and not due.
    """
    sentences = [] if is_import() else list_sentences(revision)
    if not sentences:
        return True
    if not is_due:
        raise FaultyPathwayError(revision.object_str, sentences, int(revision.object_id))
    logger.warning(
        "a scheduled guide has a fault and waits", extra={"event": "guide_waits", "page_id": revision.object_id}
    )
    return False


def list_overdue_faults(revision: Revision | None) -> list[str]:
    """Why a scheduled version did not go live when its hour came; nothing while there is none, or it has not come."""
    if revision is None or revision.approved_go_live_at is None or revision.approved_go_live_at > timezone.now():
        return []
    return list_sentences(revision)


def list_sentences(revision: Revision) -> list[str]:
    """What is wrong with a version of a guide, in the words of its editor."""
    body: StreamValue = revision.as_object().body
    if not any(block.block_type == QUESTION for block in body):
        return [_("It has no question yet: add one, with its choices.")]
    return [fault.sentence for fault in list_faults(body)]
