"""Taking out of a document what residents cannot follow, so that no published page has a link that leads nowhere.

Works on the document alone, so it serves a fresh snapshot and an older version that stays on the site alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.publishing.mapping.rich_text import drop_links, iter_link_targets
from site_builder.documents.block_specs import FieldType
from site_builder.documents.block_values import BlockValue, iter_references, iter_rich_texts
from site_builder.documents.model import ContentDocument, FrontMatter

IsAvailable = Callable[[str], bool]
"""Whether `<kind>/<slug>` is on the site."""

_SLUG_KEYS = {"topic": "topic", "show": "show"}
"""Keys that hold a slug, each with the kind it names."""
_ASSET_KEYS = ("image", "audio", "video", "sign_video", "package")
_DOCUMENT_TYPES = (FieldType.LAW, FieldType.DOCUMENT, FieldType.DOCUMENTS)


def prune(document: ContentDocument, is_available: IsAvailable) -> tuple[ContentDocument, tuple[str, ...]]:
    """The document without references to what is not on the site, and a sentence for each that was taken out."""
    missing = [ref for ref in iter_document_references(document) if not is_available(ref)]
    if not missing:
        return document, ()
    meta = document.meta.model_copy(update=_prune_meta(document.meta, is_available))
    body = tuple(block for old in document.body if (block := _prune_block(old, is_available)) is not None)
    note = _("It refers to “%(ref)s”, which is not on the site; that part is left out until it is.")
    return ContentDocument(meta=meta, body=body), tuple(note % {"ref": ref} for ref in dict.fromkeys(missing))


def iter_document_references(document: ContentDocument) -> Iterator[str]:
    """`<kind>/<slug>` of everything the document names: keys, blocks and links."""
    return (target for _key, target in iter_named_documents(document))


def iter_asset_names(document: ContentDocument) -> Iterator[str]:
    """Names of the assets that the document uses directly, in reading order; may repeat."""
    return (name for _key, name in iter_named_assets(document))


def iter_named_documents(document: ContentDocument) -> Iterator[tuple[str, str]]:
    """Every `<kind>/<slug>` with the key, the block's field or the link that names it."""
    meta = document.meta
    for key, kind in _SLUG_KEYS.items():
        if slug := getattr(meta, key, None):
            yield key, f"{kind}/{slug}"
    yield from (("cites", cite.law) for cite in meta.cites)
    yield from (("featured", ref) for ref in getattr(meta, "featured", ()))
    if replaced_by := getattr(meta, "replaced_by", None):
        yield "replaced_by", replaced_by
    for reference in iter_references(document.body):
        if reference.type in _DOCUMENT_TYPES:
            yield f"{reference.block}.{reference.field}", reference.target
    yield from (("link", target) for target in _iter_links(document) if not target.startswith("{"))


def iter_named_assets(document: ContentDocument) -> Iterator[tuple[str, str]]:
    """Every asset's name with the key, the block's field or the link that names it."""
    meta = document.meta
    for key in _ASSET_KEYS:
        if name := getattr(meta, key, None):
            yield key, name
    yield from (("clips", name) for name in getattr(meta, "clips", ()))
    yield from (("easy_read", part.image) for part in getattr(meta, "easy_read", ()) if part.image)
    for reference in iter_references(document.body):
        if reference.type not in _DOCUMENT_TYPES:
            yield f"{reference.block}.{reference.field}", reference.target
    yield from (("link", target.removeprefix("{media}/")) for target in _iter_links(document) if target.startswith("{"))


def _iter_links(document: ContentDocument) -> Iterator[str]:
    for text in iter_rich_texts(document.body):
        yield from iter_link_targets(text)


def _prune_meta(meta: FrontMatter, is_available: IsAvailable) -> dict[str, Any]:
    changes: dict[str, Any] = {"cites": tuple(cite for cite in meta.cites if is_available(cite.law))}
    for key, kind in _SLUG_KEYS.items():
        slug = getattr(meta, key, None)
        if slug and not is_available(f"{kind}/{slug}"):
            changes[key] = None
    if featured := getattr(meta, "featured", ()):
        changes["featured"] = tuple(ref for ref in featured if is_available(ref))
    replaced_by = getattr(meta, "replaced_by", None)
    if replaced_by and not is_available(replaced_by):
        changes["replaced_by"] = None
    return changes


def _prune_block(block: BlockValue, is_available: IsAvailable) -> BlockValue | None:
    """The block with its references pruned; `None` when nothing that it must have is left."""
    fields = {spec.name: _prune_value(spec.type, block[spec.name], is_available) for spec in block.spec.fields}
    if any(spec.is_required and not fields[spec.name] for spec in block.spec.fields):
        return None
    return BlockValue(name=block.name, fields=fields)


def _prune_value(type_: FieldType, value: Any, is_available: IsAvailable) -> Any:
    match type_:
        case FieldType.LAW | FieldType.DOCUMENT:
            return value if value and is_available(value) else ""
        case FieldType.DOCUMENTS:
            return tuple(ref for ref in value if is_available(ref))
        case FieldType.RICH:
            return drop_links(value, lambda ref: not is_available(ref))
        case FieldType.ITEMS:
            return tuple(item for old in value if (item := _prune_block(old, is_available)) is not None)
    return value
