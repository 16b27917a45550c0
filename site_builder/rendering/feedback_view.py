"""What a reader is told who says whether a page was useful, where no newsroom takes the answer: two pages for all."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.messages import mark
from site_builder.rendering.list_views import LinkView
from site_builder.rendering.scope import Scope
from site_builder.settings import SiteSettings

USEFUL_ADDRESS = "/gop-y/co-ich/"
UNCLEAR_ADDRESS = "/gop-y/chua-ro/"

_TITLES = {
    USEFUL_ADDRESS: mark("The page was useful: thank you"),
    UNCLEAR_ADDRESS: mark("Something is not clear: tell the ward"),
}


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What `feedback.html` gets as `page`."""

    title: str
    address: str
    is_useful: bool
    breadcrumb: tuple[LinkView, ...]


def list_feedback_addresses(settings: SiteSettings) -> tuple[str, ...]:
    """Where these pages stand; nowhere when explainers do not ask, or when a newsroom takes the answers."""
    return tuple(_TITLES) if settings.has_feedback and not settings.feedback_url else ()


def build_feedback(scope: Scope, address: str) -> FeedbackView:
    """The page at one of the addresses."""
    return FeedbackView(
        title=scope.words.say(_TITLES[address]),
        address=address,
        is_useful=address == USEFUL_ADDRESS,
        breadcrumb=(LinkView("/", scope.words.say(mark("Home page"))),),
    )
