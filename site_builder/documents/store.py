"""Documents ↔ the text of their files: `content/<kind>/<slug>.md`.

    ---
    id: …            front matter (front_matter.py)
    ---

    …                body (body.py)

`serialise_document(parse_document(text)) == text` for every text that this module has written. Reading is strict: the
first fault is a `DocumentError` that names file, line and key.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

from site_builder.documents.blocks import list_specs
from site_builder.documents.body import PlacedBlock, read_body, write_body
from site_builder.documents.front_matter import read_front_matter, write_front_matter
from site_builder.documents.kinds import RESERVED_SLUGS, Kind
from site_builder.documents.model import ContentDocument, FrontMatter
from site_builder.documents.pathways import iter_faults, read_steps
from site_builder.documents.yaml_text import YamlMapping
from site_builder.errors import DocumentError
from site_builder.messages import _

_OPENING = "---\n"
_CLOSING = "\n---\n"
_KEY = re.compile(r"([a-z_]+):")
_BOM = "\ufeff"


def parse_document(text: str, *, path: Path | None) -> ContentDocument:
    """The document of a text.

    Args:
        text: of the whole file.
        path: of its file, whose last two parts say kind and slug. With `None` the text is no file of `content/`, and
            what is asked of those alone is not checked: its place, and which blocks its kind must and may have.

    Raises:
        DocumentError: the first fault that was found.
    """
    try:
        return _parse(text, path)
    except DocumentError as error:
        raise DocumentError(error.sentence, path=path, line=error.line, key=error.key) from error.__cause__


def load_document(path: Path) -> ContentDocument:
    """Read the file of a document.

    Raises:
        DocumentError: it is no UTF-8 text, or not valid.
        OSError: it cannot be read.
    """
    return parse_document(decode_document(path.read_bytes(), path), path=path)


def decode_document(data: bytes, path: Path) -> str:
    """The text of a document's file.

    Raises:
        DocumentError: it is not UTF-8; names the line.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(_("This file is not UTF-8 text."), path=path, line=line) from None


def serialise_document(document: ContentDocument) -> str:
    """The text of a document's file."""
    body = write_body(document.body)
    return f"{_OPENING}{write_front_matter(document.meta)}---\n" + (f"\n{body}" if body else "")


def split_text(text: str) -> tuple[str, str, int]:
    """Front matter, body and the number of the body's first line.

    Raises:
        DocumentError: there is no front matter, or it does not end; without a path.
    """
    if not text.startswith(_OPENING):
        raise DocumentError(_("A document begins with its front matter between two lines “---”."), line=1)
    end = text.find(_CLOSING, len(_OPENING) - 1)
    if end < 0 and text.endswith(_CLOSING.rstrip("\n")):
        end, text = len(text) - len(_CLOSING) + 1, f"{text}\n"
    if end < 0:
        raise DocumentError(_("The front matter is not closed by a line “---”."), line=1)
    meta = text[len(_OPENING) : end + 1]
    return meta, text[end + len(_CLOSING) :], meta.count("\n") + 3


def normalise_line_ends(text: str) -> str:
    """`\\n` line ends, no byte order mark."""
    return text.removeprefix(_BOM).replace("\r\n", "\n")


def _parse(text: str, path: Path | None) -> ContentDocument:
    text = normalise_line_ends(text)
    _require_nfc(text)
    front_text, body_text, body_line = split_text(text)
    meta, mapping = read_front_matter(front_text, first_line=2)
    if path is not None:
        _check_place(meta, mapping, path)
    blocks = read_body(body_text, body_line)
    if path is not None:
        _check_blocks(meta.kind, blocks, body_line)
        _check_steps(blocks)
    return ContentDocument(meta=meta, body=tuple(block.value for block in blocks))


def _require_nfc(text: str) -> None:
    if unicodedata.is_normalized("NFC", text):
        return
    key = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _KEY.match(line):
            key = match[1]
        elif line == "---" and number > 1:
            key = ""
        if not unicodedata.is_normalized("NFC", line):
            raise DocumentError(
                _("This text is not in Unicode's form NFC; write its letters again."), line=number, key=key
            )


def _check_place(meta: FrontMatter, mapping: YamlMapping, path: Path) -> None:
    """The file stands in the folder of its kind, under its slug."""
    if meta.kind.value != path.parent.name:
        raise DocumentError(
            _("The kind is “%(kind)s”, but the file stands in the folder “%(folder)s”.")
            % {"kind": meta.kind.value, "folder": path.parent.name},
            line=mapping.find_line(["kind"]),
            key="kind",
        )
    if f"{meta.slug}.md" != path.name:
        raise DocumentError(
            _("The slug is “%(slug)s”, so the file must be named “%(slug)s.md”.") % {"slug": meta.slug},
            line=mapping.find_line(["slug"]),
            key="slug",
        )
    if meta.kind is Kind.PAGE and meta.slug in RESERVED_SLUGS:
        raise DocumentError(
            _("The address /%(slug)s/ belongs to the site itself; choose another slug.") % {"slug": meta.slug},
            line=mapping.find_line(["slug"]),
            key="slug",
        )


def _check_blocks(kind: Kind, blocks: list[PlacedBlock], body_line: int) -> None:
    """The blocks are those that a document of this kind may and must have."""
    specs = {spec.name: spec for spec in list_specs(kind)}
    counts: Counter[str] = Counter()
    for block in blocks:
        name = block.value.name
        counts[name] += 1
        if name not in specs:
            sentence = _("A document of the kind “%(kind)s” cannot have the block “%(name)s”.")
            raise DocumentError(sentence % {"kind": kind.value, "name": name}, line=block.line, key=name)
        most = specs[name].max_count
        if most is not None and counts[name] > most:
            sentence = _("The block “%(name)s” may stand here %(count)d time(s) at most.")
            raise DocumentError(sentence % {"name": name, "count": most}, line=block.line, key=name)
    for spec in specs.values():
        if counts[spec.name] < spec.min_count:
            sentence = _("A document of the kind “%(kind)s” needs the block “%(name)s”.")
            raise DocumentError(sentence % {"kind": kind.value, "name": spec.name}, line=body_line, key=spec.name)


def _check_steps(blocks: list[PlacedBlock]) -> None:
    """The questions of a pathway hang together."""
    for fault in iter_faults(read_steps(block.value for block in blocks)):
        block = blocks[fault.index]
        name = block.value.name if fault.choice is None else "choice"
        raise DocumentError(fault.sentence, line=block.line, key=f"{name}.{fault.field}")
