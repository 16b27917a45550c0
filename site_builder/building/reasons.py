"""Why a part of the site was made: kept with it, and told by `build --explain`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from site_builder.index import Asked, Question
from site_builder.messages import _, mark
from site_builder.rendering.selections import read_selection


class Cause(StrEnum):
    """What can make a part be made again."""

    FIRST = "first"
    """Nothing is known of an earlier build."""
    ASKED_FOR = "asked for"
    """`--full`."""
    THEME = "theme"
    SETTINGS = "settings"
    CODE = "code"
    """The builder is of another version."""
    NEW = "new"
    """There was no such part."""
    DEFINITION = "definition"
    """The entries of the page, or its neighbours, changed."""
    ANSWER = "answer"
    """What it asked is answered otherwise."""
    FOLDER = "folder"
    """The output folder is not the one that the last build left."""
    CUT = "cut"
    """A build was cut while it put the part's files in place, or a rollback brought older ones back."""


_SENTENCES = {
    Cause.FIRST: mark("Nothing was known of an earlier build, so everything was made."),
    Cause.ASKED_FOR: mark("A full build was asked for."),
    Cause.THEME: mark("A template or another file of the theme changed."),
    Cause.SETTINGS: mark("The settings of the site changed."),
    Cause.CODE: mark("The program that builds the site changed."),
    Cause.NEW: mark("It was not on the site before."),
    Cause.DEFINITION: mark("What it holds or its neighbours in the list changed."),
    Cause.FOLDER: mark("The output folder was not as the last build had left it."),
    Cause.CUT: mark("An earlier build was cut while it put this file in place, or the site was rolled back."),
}
_QUESTIONS = {
    "find": mark("The document %(name)s, which it shows or links, changed."),
    "address": mark("The document %(name)s, which it links in its text, appeared or went."),
    "body": mark("The document %(name)s itself changed."),
    "media": mark("The asset %(name)s, which it shows, changed."),
    "mentions": mark("The documents that use %(name)s changed."),
    "pathways": mark("The step-by-step guides that lead to %(name)s changed."),
    "sessions": mark("The packages of the loudspeakers' sessions changed."),
    "shown assets": mark("The pictures or films of its pages changed."),
    "topics": mark("The list of topics changed."),
    "tags": mark("The list of tags changed."),
    "citing": mark("The documents that cite %(name)s changed."),
    "places": mark("The places of %(name)s that are cited changed."),
    "place count": mark("How many places of %(name)s are cited changed."),
    "replaced": mark("The laws that %(name)s replaces changed."),
    "count": mark("The number of entries changed in the list of %(name)s."),
    "months": mark("How many entries each month has changed in the list of %(name)s."),
    "newest": mark("The newest entries changed in the list of %(name)s."),
    "rows": mark("The entries that it shows changed in the list of %(name)s."),
}
_LISTS = ("count", "months", "newest", "rows")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part was made."""

    cause: Cause
    question: Question | None = None
    """What is answered otherwise."""

    @classmethod
    def parse(cls, text: str) -> Reason:
        """From what `to_text` gave."""
        cause, question = json.loads(text)
        return cls(Cause(cause), Question(*question) if question else None)

    def to_text(self) -> str:
        """For the state."""
        return json.dumps([self.cause, self.question], ensure_ascii=False)

    @property
    def sentence(self) -> str:
        """For people."""
        if self.question is None:
            return _(_SENTENCES[self.cause])
        asked = Asked(self.question.asked).removesuffix("+")
        name = _describe_selection(self.question.name) if asked in _LISTS else self.question.name
        return _(_QUESTIONS[asked]) % {"name": name}


def _describe_selection(name: str) -> str:
    selection = read_selection(name)
    parts = [
        *(kind.value for kind in selection.kinds),
        *(f"{key} {value}" for key in ("topic", "tag", "show") if (value := getattr(selection, key))),
    ]
    return ", ".join(parts) or _("all documents")
