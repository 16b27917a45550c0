"""What an explainer answers before its text: whom it concerns, how long it takes, what it costs, where. Pure."""

from __future__ import annotations

from site_builder.documents.model import ExplainerFrontMatter, FrontMatter
from site_builder.messages import mark
from site_builder.rendering.list_views import AnswerView
from site_builder.rendering.scope import Scope
from site_builder.rendering.typography import keep_together

_QUESTIONS = {
    "who": mark("Whom does it concern?"),
    "deadline": mark("How long does it take?"),
    "cost": mark("What does it cost?"),
    "where": mark("Where?"),
}
"""By the key of the front matter."""


def build_answer(scope: Scope, meta: ExplainerFrontMatter, key: str) -> AnswerView | None:
    """The answer of a key; `None` when there is none."""
    lines = (line.strip() for line in getattr(meta, key).splitlines())
    paragraphs = tuple(keep_together(line) for line in lines if line)
    return AnswerView(scope.words.say(_QUESTIONS[key]), paragraphs) if paragraphs else None


def build_answers(scope: Scope, meta: FrontMatter) -> tuple[AnswerView, ...]:
    """The answers of an explainer; nothing for other documents."""
    if not isinstance(meta, ExplainerFrontMatter):
        return ()
    answers = (build_answer(scope, meta, key) for key in _QUESTIONS)
    return tuple(answer for answer in answers if answer)
