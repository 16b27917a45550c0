"""The text of an explainer, a story or a plain page becomes a piece of a bulletin, a new one or a draft.

The text is copied, so that what was approved is what is played; the piece names the page, and the laws that the page
rests on become those of the bulletin: when one of them expires, the schedule takes the bulletin out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField

from cms.accounts.models import User
from cms.bulletins.forms import build_first_body
from cms.bulletins.models import BulletinPage
from cms.core.models import BasePage, LegalBasis
from cms.home.models import HomePage
from cms.media.asset import MAX_TITLE_LENGTH
from cms.readings.script import Part

OFFERED_COUNT = 20
"""How many drafts can be chosen from, the latest first."""
_PIECE = "piece"


def find_parent(page: BasePage, user: User) -> BasePage | None:
    """Where a new bulletin of this officer stands: beside the page, or at the root of the site."""
    parents: list[Any] = [page.get_parent().specific, HomePage.objects.first()]
    suitable = (parent for parent in parents if parent is not None and BulletinPage.can_create_at(parent))
    return next((parent for parent in suitable if parent.permissions_for_user(user).can_add_subpage()), None)


def list_drafts(user: User) -> list[BulletinPage]:
    """The bulletins with unpublished changes that this officer may edit, the latest first."""
    drafts = BulletinPage.objects.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")
    return [page for page in drafts[:OFFERED_COUNT] if may_change(page, user)]


def may_change(page: BulletinPage, user: User) -> bool:
    """Whether this officer may save a version of a bulletin now."""
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() and not permissions.page_locked())


def begin_bulletin(page: BasePage, parts: Sequence[Part], parent: BasePage, user: User) -> BulletinPage:
    """A new draft with the text of a page as its one piece."""
    bulletin = BulletinPage(title=page.title, live=False, owner=user, is_sample=page.is_sample)
    block = _get_body_block()
    first = build_first_body(block)
    values = [(child.block_type, child.value) for child in first if child.block_type != _PIECE]
    place = [child.block_type for child in first].index(_PIECE)
    bulletin.body = StreamValue(block, [*values[:place], _build_piece(page, parts), *values[place:]])
    parent.add_child(instance=bulletin)
    return _save(bulletin, page, user)


def extend_bulletin(bulletin: BulletinPage, page: BasePage, parts: Sequence[Part], user: User) -> BulletinPage:
    """The newest version of a bulletin, saved with the text of a page behind its last piece."""
    draft: Any = bulletin.get_latest_revision_as_object()
    places = [number for number, child in enumerate(draft.body) if child.block_type == _PIECE]
    draft.body.insert(places[-1] + 1 if places else len(draft.body), _build_piece(page, parts))
    return _save(draft, page, user)


def _build_piece(page: BasePage, parts: Sequence[Part]) -> tuple[str, Any]:
    piece: Any = _get_body_block().child_blocks[_PIECE]
    script = "\n\n".join(part.text for part in parts)
    value = {"title": page.title[:MAX_TITLE_LENGTH], "audio": None, "station": "", "script": script, "pages": [page]}
    return _PIECE, piece.normalize(value)


def _save(bulletin: BulletinPage, page: BasePage, user: User) -> BulletinPage:
    known = [_name(basis) for basis in bulletin.legal_basis.all()]
    for basis in page.legal_basis.all():
        if _name(basis) not in known:
            place = {"law": basis.law, "article": basis.article, "clause": basis.clause, "point": basis.point}
            bulletin.legal_basis.add(LegalBasis(sort_order=bulletin.legal_basis.count(), **place))
    bulletin.save_revision(user=user, log_action=True)
    return bulletin


def _name(basis: LegalBasis) -> tuple[object, ...]:
    return basis.law_id, basis.article, basis.clause, basis.point


def _get_body_block() -> StreamBlock:
    body: StreamField = BulletinPage._meta.get_field("body")
    block: StreamBlock = body.stream_block
    return block
