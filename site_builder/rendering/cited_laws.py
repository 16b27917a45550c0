"""A document's legal basis, and what of it has changed since the document was checked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from site_builder.documents.law_places import build_place_anchor
from site_builder.documents.model import Citation, LawFrontMatter, LawStatus
from site_builder.messages import mark
from site_builder.rendering.list_views import LinkView, build_link
from site_builder.rendering.scope import Scope
from site_builder.rendering.typography import keep_together
from site_builder.rendering.words import STATUS_NAMES

Changes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawChangeView:
    """Why a document may not say what applies."""

    words: str
    """What happened, and from which day (`hết hiệu lực từ ngày 01/07/2026`)."""
    note: str
    """What the editor says of it; often empty."""
    is_early: bool
    """Whether the law does not apply yet, in the place of not applying any more as it did."""
    replaced_by: LinkView | None


@dataclass(frozen=True, slots=True)
class CitedLawView:
    """A law in a document's legal basis."""

    address: str
    title: str
    number: str
    status: str
    is_in_force: bool
    places: tuple[LinkView, ...]
    """`khoản 1 Điều 27`…, each with its address on the law's page; empty for the law as a whole."""
    change: LawChangeView | None
    """What the document may not know of."""


def build_cited_laws(
    scope: Scope, citations: Iterable[Citation], reviewed: date | None = None
) -> tuple[CitedLawView, ...]:
    """The laws of a legal basis, each once, with the places that are named.

    Args:
        reviewed: when the document was last checked; what had already happened by then is no news to it.
    """
    places: dict[str, list[Citation]] = {}
    for citation in citations:
        places.setdefault(citation.law, []).append(citation)
    laws = {ref: scope.get_law(ref, "cites") for ref in places}
    return tuple(_build_cited_law(scope, laws, ref, places[ref], reviewed) for ref in places)


def build_place_address(law_address: str, citation: Citation) -> str:
    """Where a place in a law stands on its law's page; that page for the law as a whole."""
    anchor = build_place_anchor(citation)
    return f"{law_address}#{anchor}" if anchor else law_address


def _build_cited_law(
    scope: Scope,
    laws: Mapping[str, LawFrontMatter],
    ref: str,
    citations: Iterable[Citation],
    reviewed: date | None,
) -> CitedLawView:
    law = laws[ref]
    named = ((citation, scope.words.write_place(citation)) for citation in citations)
    return CitedLawView(
        address=law.address,
        title=keep_together(law.title),
        number=law.number,
        status=scope.words.say(STATUS_NAMES[law.status]),
        is_in_force=law.status in (LawStatus.IN_FORCE, LawStatus.PARTLY),
        places=tuple(LinkView(build_place_address(law.address, each), place) for each, place in named if place),
        change=_build_change(scope, law, laws, reviewed),
    )


def _build_change(
    scope: Scope, law: LawFrontMatter, laws: Mapping[str, LawFrontMatter], reviewed: date | None
) -> LawChangeView | None:
    words = [*_tell_end(scope, law, laws, reviewed), *_tell_amendment(scope, law, reviewed)]
    if not words:
        return None
    successor = scope.get_law(law.replaced_by, "replaced_by") if law.replaced_by else None
    return LawChangeView(
        words=keep_together("; ".join(words)),
        note=keep_together(law.change_note),
        is_early=law.status is LawStatus.NOT_YET,
        replaced_by=build_link(successor) if successor else None,
    )


def _tell_end(
    scope: Scope, law: LawFrontMatter, laws: Mapping[str, LawFrontMatter], reviewed: date | None
) -> Iterator[str]:
    """That it has ended, in whole or in part, or has not begun: that is told as long as it is so."""
    if law.status is LawStatus.NOT_YET:
        yield _write(scope, law.effective, mark("does not apply yet"), mark("applies only from %(day)s"))
    is_known = law.replaced_by in laws or _was_seen(law.expired, reviewed)
    if law.status is LawStatus.EXPIRED and not is_known:
        yield _write(scope, law.expired, mark("expired"), mark("expired on %(day)s"))
    # of a part that ended on an unknown day, whoever checked the page is taken to have known
    if law.status is LawStatus.PARTLY and not is_known and (law.expired or not reviewed):
        yield _write(scope, law.expired, mark("partly expired"), mark("partly expired on %(day)s"))


def _tell_amendment(scope: Scope, law: LawFrontMatter, reviewed: date | None) -> Iterator[str]:
    if law.amended and law.status is not LawStatus.EXPIRED and not _was_seen(law.amended, reviewed):
        yield _write(scope, law.amended, "", mark("amended from %(day)s"))


def _was_seen(happened: date | None, reviewed: date | None) -> bool:
    return bool(happened and reviewed and happened <= reviewed)


def _write(scope: Scope, day: date | None, undated: str, dated: str) -> str:
    return scope.words.say(dated, day=scope.words.write_date(day)) if day else scope.words.say(undated)
