"""The newsroom's message catalogue: which strings the code has, and the Vietnamese for each.

Works with Babel alone, so that no machine needs GNU gettext. Block labels stand in `site_builder/documents/blocks.py`,
which this module reads as text, since an editor sees them here.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

MessageId = str | tuple[str, str]
"""A string, or singular and plural."""

CMS_DIR = Path(settings.BASE_DIR) / "cms"
CATALOGUE_PATH = CMS_DIR / "locale" / "vi" / "LC_MESSAGES" / "django.po"
OVERLAY_DIR = CMS_DIR / "locale_overlay" / "vi" / "LC_MESSAGES"
BLOCKS_PATH = Path(settings.BASE_DIR) / "site_builder" / "documents" / "blocks.py"

_KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2)}
_TEMPLATE_CALL = re.compile(r"\b(n?gettext)\((.+?)\) ", re.DOTALL)


def extract_messages() -> dict[MessageId, str]:
    """Every string that an editor may see, with the first file that has it."""
    found: dict[MessageId, str] = {}
    for path in [*sorted(CMS_DIR.rglob("*.py")), BLOCKS_PATH]:
        if "migrations" not in path.parts:
            for message in _extract_python(path):
                found.setdefault(message, _name(path))
    for path in sorted(CMS_DIR.rglob("templates/**/*.html")):
        for message in _extract_template(path):
            found.setdefault(message, _name(path))
    return found


def load_catalogue(path: Path = CATALOGUE_PATH) -> Catalog:
    """A catalogue as it is committed."""
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def find_untranslated(catalogue: Catalog, messages: dict[MessageId, str]) -> list[MessageId]:
    """The strings that have no Vietnamese, or only a guess."""
    missing = []
    for message in messages:
        entry = catalogue.get(message)
        texts = entry.string if entry and isinstance(entry.string, (list, tuple)) else [entry.string if entry else ""]
        if entry is None or entry.fuzzy or not all(texts):
            missing.append(message)
    return missing


def update_catalogue() -> list[MessageId]:
    """Add the code's new strings to the committed catalogue and drop those it no longer has; return what is missing."""
    messages, old = extract_messages(), load_catalogue()
    new = Catalog(
        locale="vi",
        domain="django",
        project="Tiếng Luật",
        version="1",
        fuzzy=False,
        header_comment=old.header_comment,
        creation_date=old.creation_date,
        revision_date=old.revision_date,
    )
    for message, file_name in messages.items():
        entry = old.get(message)
        new.add(message, entry.string if entry else "", locations=[(file_name, None)])  # type: ignore[list-item]
    with CATALOGUE_PATH.open("wb") as file:
        write_po(file, new, width=110, include_lineno=False, omit_header=False)
    return find_untranslated(new, messages)


def compile_catalogue(path: Path) -> bytes:
    """The `.mo` of a `.po`."""
    buffer = io.BytesIO()
    write_mo(buffer, load_catalogue(path))
    return buffer.getvalue()


def list_catalogues() -> list[Path]:
    """Every committed `.po` of the newsroom."""
    return [CATALOGUE_PATH, *sorted(OVERLAY_DIR.glob("*.po"))]


def _extract_python(path: Path) -> Iterator[MessageId]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract("python", file, keywords=_KEYWORDS):
            yield (message[0], message[1]) if isinstance(message, tuple) else message


def _extract_template(path: Path) -> Iterator[MessageId]:
    for function, arguments in _TEMPLATE_CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        constants = (
            node for node in ast.walk(ast.parse(f"f({arguments})", mode="eval")) if isinstance(node, ast.Constant)
        )
        texts = [str(node.value) for node in constants]
        yield (texts[0], texts[1]) if function == "ngettext" else texts[0]


def _name(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()
