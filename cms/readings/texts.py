"""What of a page is read aloud, part by part, as plain text.

A bulletin says itself what is spoken in it (`SpokenPage`); of any other page it is the title, the summary, the four
answers of an explainer and the texts of the body. Pictures, recordings, downloads and links to other pages have nothing
to be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext as _

from cms.core.models import BasePage
from cms.readings.plain_text import write_plain_text
from cms.readings.script import Part

ANSWERS = ("who", "deadline", "cost", "where")
"""Fields of an explainer."""


@runtime_checkable
class SpokenPage(Protocol):
    """A page that says itself what is spoken."""

    def list_spoken_parts(self) -> list[Part]:
        """Its texts, in their order."""
        ...


def list_parts(page: BasePage) -> list[Part]:
    """The texts of a page in reading order; parts without a word are left out."""
    if isinstance(page, SpokenPage):
        return page.list_spoken_parts()
    parts = [_build_lead(page), *_list_sections(getattr(page, "body", ()))]
    return [part for part in parts if part.text.strip()]


def _build_lead(page: BasePage) -> Part:
    answers = ((page._meta.get_field(name), getattr(page, name, "")) for name in ANSWERS if hasattr(page, name))
    said = [_join_label(str(field.verbose_name).capitalize(), text) for field, text in answers if text]  # type: ignore[union-attr]
    return Part(_("Title and summary"), _join_paragraphs([page.title, page.summary, *said]))


def _list_sections(body: Iterable[Any]) -> Iterator[Part]:
    """A section for the texts under each heading."""
    title, texts = _("Content"), list[str]()
    for block in body:
        if block.block_type == "heading":
            yield Part(title, _join_paragraphs(texts))
            title, texts = block.value["text"], [block.value["text"]]
        else:
            texts.append(write_block(block.block_type, block.value))
    yield Part(title, _join_paragraphs(texts))


def write_block(name: str, value: Any) -> str:
    """The text of one block; empty when nothing in it is said."""
    write = _WRITERS.get(name)
    return write(value) if write else ""


def _write_rich(value: Any) -> str:
    return write_plain_text(getattr(value, "source", value) or "")


def _write_titled(title: str, text: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda value: _join_paragraphs([value[title], _write_rich(value[text])])


def _write_steps(value: Mapping[str, Any]) -> str:
    steps = (
        _join_label(_("Step %(number)d") % {"number": number}, item["title"]) + _follow(_write_rich(item["body"]))
        for number, item in enumerate(value["items"], 1)
    )
    return _join_paragraphs([value["title"], *steps])


def _write_facts(value: Mapping[str, Any]) -> str:
    facts = (_join_label(item["label"], _write_rich(item["value"])) for item in value["items"])
    return _join_paragraphs([value["title"], *facts])


def _write_questions(value: Mapping[str, Any]) -> str:
    pairs = (_join_paragraphs([item["question"], _write_rich(item["answer"])]) for item in value["items"])
    return _join_paragraphs([value["title"], *pairs])


def _write_table(value: Mapping[str, Any]) -> str:
    """Each row on a line, every cell behind the name of its column."""
    rows = [list(row) for row in value["rows"]]
    head = rows.pop(0) if value["has_header_row"] and len(rows) > 1 else []
    lines = ("; ".join(_join_label(*pair) for pair in _pair_cells(head, row)) for row in rows)
    return _join_paragraphs([value["caption"], "\n".join(f"{line}." for line in lines if line)])


def _pair_cells(head: list[str], row: list[str]) -> list[tuple[str, str]]:
    names = [*head, *[""] * (len(row) - len(head))]
    return [(name, cell) for name, cell in zip(names, row, strict=False) if cell]


def _write_cite(value: Mapping[str, Any]) -> str:
    places = (("điểm", value["point"]), ("khoản", value["clause"]), ("Điều", value["article"]))
    place = " ".join(f"{word} {number}" for word, number in places if number)
    law = value["law"].title if value["law"] else ""
    return _join_label(" ".join(filter(None, (place, law))), _write_rich(value["says"]))


def _join_label(label: str, text: str) -> str:
    return f"{label}: {text}" if label and text else label or text


def _follow(text: str) -> str:
    return f"\n{text}" if text else ""


def _join_paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(text.strip() for text in texts if text and text.strip())


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": _write_rich,
    "situation": _write_rich,
    "law_says": _write_rich,
    "to_do": _write_rich,
    "steps": _write_steps,
    "warning": _write_titled("title", "body"),
    "facts": _write_facts,
    "table": _write_table,
    "quote": _write_titled("source", "text"),
    "cite": _write_cite,
    "questions": _write_questions,
    "term": lambda value: _join_label(value["term"], _write_rich(value["meaning"])),
}
"""How each block of `site_builder.documents.blocks` is said."""
