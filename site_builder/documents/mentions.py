"""Everything that a document names: documents, assets, the places of laws. Pure.

Keys, typed fields of blocks and links in rich text are walked in reading order. What a name leads to, and whether it
leads anywhere, is for others to say.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from media_pipeline.manifest import MediaKind
from site_builder.cmark import convert_markdown
from site_builder.documents.block_specs import FieldType
from site_builder.documents.block_values import BlockValue
from site_builder.documents.model import Citation, ContentDocument, FrontMatter

_META_SLUGS = {"topic": "topic", "show": "show"}
"""Keys that hold a slug, each with the kind that it names."""
_META_REFS = ("replaced_by",)
_META_REF_LISTS = ("featured",)
_META_ASSETS = {
    "image": MediaKind.IMAGE,
    "audio": MediaKind.AUDIO,
    "video": MediaKind.VIDEO,
    "sign_video": MediaKind.VIDEO,
    "package": MediaKind.PACKAGE,
}
_META_ASSET_LISTS = {"clips": MediaKind.CLIP}
_FIELD_ASSETS = {
    FieldType.IMAGE: MediaKind.IMAGE,
    FieldType.AUDIO: MediaKind.AUDIO,
    FieldType.VIDEO: MediaKind.VIDEO,
    FieldType.DOWNLOAD: MediaKind.DOWNLOAD,
}
_FIELD_DOCUMENTS = (FieldType.LAW, FieldType.DOCUMENT, FieldType.DOCUMENTS)

_HREF = re.compile(r'<a href="([^"]*)"')
_DOCUMENT_LINK = re.compile(r"\{filename\}/(?P<ref>[a-z]+/[a-z0-9-]+)\.md(#.*)?\Z", re.DOTALL)
_MEDIA_LINK = re.compile(r"\{media\}/(?P<name>[a-z0-9-]+)\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document."""

    target: str
    """`<kind>/<slug>` of a document, the name of an asset, or a link that is neither though it looks like one."""
    key: str
    """Of the front matter (`cites.0.law`), or the block and its field (`cite.law`, `text.body` for a link)."""
    media_kind: MediaKind | None = None
    """What the asset must be; `None` for a document."""
    is_readable: bool = True
    """False for a link such as `{filename}/khong-duoi`."""


def iter_mentions(document: ContentDocument) -> Iterator[Mention]:
    """All names, in reading order; one may stand there several times."""
    yield from _iter_meta(document.meta)
    yield from _iter_blocks(document.body)


def list_citations(document: ContentDocument) -> dict[str, tuple[Citation, ...]]:
    """Law → the places in it that the document names, in its legal basis and in its blocks, without repetition."""
    found = [*document.meta.cites, *_iter_cite_blocks(document.body)]
    laws: dict[str, dict[Citation, None]] = {}
    for citation in found:
        laws.setdefault(citation.law, {})[citation] = None
    return {law: tuple(citations) for law, citations in laws.items()}


def iter_links(markdown: str) -> Iterator[str]:
    """The targets of the links in a CommonMark text."""
    if "](" not in markdown and "]:" not in markdown:
        return
    for href in _HREF.findall(convert_markdown(markdown)):
        target = html.unescape(href)
        head, slash, rest = target.partition("/")
        # cmark percent-encodes the braces
        yield unquote(head) + slash + rest if head.lower().startswith("%7b") else target


def _iter_meta(meta: FrontMatter) -> Iterator[Mention]:
    for key, kind in _META_SLUGS.items():
        if slug := getattr(meta, key, None):
            yield Mention(f"{kind}/{slug}", key)
    for index, cite in enumerate(meta.cites):
        yield Mention(cite.law, f"cites.{index}.law")
    for key in _META_REFS:
        if ref := getattr(meta, key, None):
            yield Mention(ref, key)
    for key in _META_REF_LISTS:
        yield from (Mention(ref, f"{key}.{index}") for index, ref in enumerate(getattr(meta, key, ())))
    for key, media_kind in _META_ASSETS.items():
        if name := getattr(meta, key, None):
            yield Mention(name, key, media_kind)
    for key, media_kind in _META_ASSET_LISTS.items():
        names = getattr(meta, key, ())
        yield from (Mention(name, f"{key}.{index}", media_kind) for index, name in enumerate(names))
    for index, part in enumerate(getattr(meta, "easy_read", ())):
        if part.image:
            yield Mention(part.image, f"easy_read.{index}.image", MediaKind.IMAGE)


def _iter_blocks(blocks: tuple[BlockValue, ...]) -> Iterator[Mention]:
    for block in blocks:
        for field in block.spec.fields:
            value, key = block[field.name], f"{block.name}.{field.name}"
            if field.type is FieldType.ITEMS:
                yield from _iter_blocks(value)
            elif field.type is FieldType.RICH:
                yield from (_read_link(target, key) for target in iter_links(value) if target.startswith("{"))
            elif field.type in _FIELD_ASSETS and value:
                yield Mention(value, key, _FIELD_ASSETS[field.type])
            elif field.type in _FIELD_DOCUMENTS:
                targets = value if isinstance(value, tuple) else (value,)
                yield from (Mention(target, key) for target in targets if target)


def _read_link(target: str, key: str) -> Mention:
    if document := _DOCUMENT_LINK.match(target):
        return Mention(document["ref"], key)
    if media := _MEDIA_LINK.match(target):
        return Mention(media["name"], key, MediaKind.DOWNLOAD)
    return Mention(target, key, is_readable=False)


def _iter_cite_blocks(blocks: tuple[BlockValue, ...]) -> Iterator[Citation]:
    for block in blocks:
        if block.name == "cite":
            yield Citation(law=block["law"], article=block["article"], clause=block["clause"], point=block["point"])
