"""A document of ours as Hugo reads it: YAML front matter and Markdown with the same words.

Blocks become plain Markdown, not shortcodes, and links become addresses: both are the fastest that Hugo has. Topics,
tags and laws are taxonomies; a topic's and a law's own text stands in its term's `_index.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from site_builder.documents.block_values import BlockValue
from site_builder.documents.kinds import SECTION_PATHS, Kind, build_address
from site_builder.documents.model import ContentDocument, FrontMatter

_LINK = re.compile(r"\{filename\}/([a-z]+)/([a-z0-9-]+)\.md")
_TERMS = {Kind.TOPIC: "topics", Kind.LAW: "laws"}
_OWN_KEYS = {"id", "kind", "topic", "published", "updated", "featured"}
"""What Hugo has under another name, or not at all."""
_TITLES = {"situation": "Tình huống", "law_says": "Luật nói gì", "to_do": "Nên làm gì"}


def build_hugo_path(meta: FrontMatter) -> str:
    """Where the page stands below Hugo's `content/`."""
    if meta.kind is Kind.HOME:
        return "_index.md"
    if meta.kind in _TERMS:
        return f"{_TERMS[meta.kind]}/{meta.slug}/_index.md"
    return f"{SECTION_PATHS[meta.kind].strip('/')}/{meta.slug}.md".lstrip("/")


def serialise_for_hugo(document: ContentDocument) -> str:
    """The text of the page's file."""
    front = "".join(f"{key}: {_quote(value)}\n" for key, value in _build_front_matter(document).items())
    body = "\n\n".join(_write_block(block) for block in document.body if block.name != "related")
    return f"---\n{front}---\n\n{_resolve_links(body)}\n"


def _quote(value: object) -> str:
    """A value of YAML; JSON is one."""
    return json.dumps(value, ensure_ascii=False)


def _build_front_matter(document: ContentDocument) -> dict[str, object]:
    meta = document.meta
    values = meta.model_dump(
        mode="json", exclude_defaults=True, exclude={"id", "kind", "topic", "published", "updated"}
    )
    values["date"] = meta.published.isoformat()
    values["lastmod"] = meta.updated.isoformat()
    if meta.kind is Kind.TOPIC:
        values["outputs"] = ["html", "rss", "atom"]
    if meta.topic and meta.kind is not Kind.LAW:
        values["topics"] = [meta.topic]
    if meta.cites:
        values["laws"] = list(dict.fromkeys(cite.law.removeprefix("law/") for cite in meta.cites))
    if related := [ref for block in document.body if block.name == "related" for ref in block["pages"]]:
        values["related"] = [_address(ref) for ref in related]
    if featured := getattr(meta, "featured", ()):
        values["featured"] = [_address(ref) for ref in featured]
    return values


def _address(ref: str) -> str:
    kind, _slash, slug = ref.partition("/")
    return build_address(Kind(kind), slug)


def _resolve_links(text: str) -> str:
    return _LINK.sub(lambda match: build_address(Kind(match[1]), match[2]), text)


def _write_block(block: BlockValue) -> str:
    return _WRITERS[block.name](block)


def _write_quoted(title: str, text: str) -> str:
    lines = [f"**{title}**", "", *text.split("\n")] if title else text.split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _write_steps(block: BlockValue) -> str:
    items = [f"{number}. **{item['title']}**\n\n   {item['body']}" for number, item in enumerate(block["items"], 1)]
    return "\n\n".join([f"## {block['title']}", *items])


def _write_table(block: BlockValue) -> str:
    head, *rows = ["| " + " | ".join(row) + " |" for row in block["rows"]]
    delimiter = "|" + " --- |" * len(block["rows"][0])
    return "\n".join([f"**{block['caption']}**\n", head, delimiter, *rows])


def _write_cite(block: BlockValue) -> str:
    law = f"[Khoản {block['clause']} Điều {block['article']}]({_address(block['law'])})"
    return f"{_write_quoted('', block['says'])}\n\n{law}"


_WRITERS: dict[str, Callable[[BlockValue], str]] = {
    "text": lambda block: block["body"],
    "heading": lambda block: f"{'#' * int(block['level'])} {block['text']}",
    **{name: lambda block: f"## {_TITLES[block.name]}\n\n{block['body']}" for name in _TITLES},
    "steps": _write_steps,
    "warning": lambda block: _write_quoted(block["title"], block["body"]),
    "quote": lambda block: f"{_write_quoted('', block['text'])}\n\n— {block['source']}",
    "cite": _write_cite,
    "table": _write_table,
}
