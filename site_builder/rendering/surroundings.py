"""What stands around a document whatever its kind: its topic, the way to it, who checked it."""

from __future__ import annotations

from site_builder.documents.kinds import SECTION_PATHS, Kind
from site_builder.documents.model import FrontMatter
from site_builder.messages import mark
from site_builder.rendering.document_views import ReviewView
from site_builder.rendering.list_views import LinkView, build_date, build_link
from site_builder.rendering.scope import Scope
from site_builder.rendering.words import SECTION_NAMES


def find_topic(scope: Scope, meta: FrontMatter) -> FrontMatter | None:
    """The topic that a document stands under."""
    return scope.get_document(f"topic/{meta.topic}", "topic") if meta.topic else None


def build_breadcrumb(scope: Scope, meta: FrontMatter) -> tuple[LinkView, ...]:
    """The way from the home page to the page above a document's own."""
    if meta.kind is Kind.HOME:
        return ()
    links = [LinkView("/", scope.words.say(mark("Home page")))]
    topic = find_topic(scope, meta)
    if topic is not None:
        links.append(build_link(topic))
    elif meta.kind in SECTION_NAMES:
        links.append(LinkView(SECTION_PATHS[meta.kind], scope.words.say(SECTION_NAMES[meta.kind])))
    return tuple(links)


def build_review(scope: Scope, meta: FrontMatter) -> ReviewView | None:
    """Who checked a document, and when."""
    if meta.reviewed is None:
        return None
    due = build_date(scope, meta.review_due) if meta.review_due else None
    return ReviewView(build_date(scope, meta.reviewed), due, meta.reviewer)
