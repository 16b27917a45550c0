"""The message catalogue: which strings the package and the themes have, and the Vietnamese for each.

    python -m site_builder.catalogue

brings `locale/vi/LC_MESSAGES/site_builder.po` up to date with the code, compiles it and fails when a string has no
Vietnamese. Works with Babel alone, so that no machine needs GNU gettext. For people who change the code; a build only
reads the compiled file.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from site_builder.atomic_files import write_bytes
from site_builder.messages import DOMAIN, LOCALE_DIR

PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parent
THEMES = ROOT / "themes"
CATALOGUE_PATH = LOCALE_DIR / "vi" / "LC_MESSAGES" / f"{DOMAIN}.po"

_NEWSROOM_ONLY = PACKAGE / "documents" / "blocks.py"
"""Its labels are for editors: the newsroom's own catalogue has them."""
_KEYWORDS = {"_": None, "gettext": None, "mark": None}
_JINJA = "jinja2.ext:babel_extract"
_JINJA_OPTIONS = {"newstyle_gettext": "true", "silent": "false"}
_HEADER = """\
# The words of the site builder and its themes, in Vietnamese.
# `python -m site_builder.catalogue` brings this file up to date with the code.
#"""


def extract_messages() -> dict[str, str]:
    """Every string in use, with the first file that has it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path != _NEWSROOM_ONLY:
            _note(found, path, "python", {})
    for path in sorted(THEMES.glob("*/templates/**/*.html")):
        _note(found, path, _JINJA, _JINJA_OPTIONS)
    return found


def load_catalogue(path: Path = CATALOGUE_PATH) -> Catalog:
    """The catalogue as it is committed; an empty one when there is none yet."""
    if not path.is_file():
        return Catalog(locale="vi", domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale="vi", domain=DOMAIN)


def find_untranslated(catalogue: Catalog, messages: dict[str, str]) -> list[str]:
    """The strings that have no Vietnamese, or only a guess."""
    entries = ((message, catalogue.get(message)) for message in messages)
    return [message for message, entry in entries if entry is None or entry.fuzzy or not entry.string]


def find_unused(catalogue: Catalog, messages: dict[str, str]) -> list[str]:
    """The strings of the catalogue that nothing says any more."""
    return [str(entry.id) for entry in catalogue if entry.id and entry.id not in messages]


def build_catalogue(old: Catalog, messages: dict[str, str]) -> Catalog:
    """The catalogue of these strings, with the Vietnamese that the old one has."""
    new = Catalog(
        locale="vi",
        domain=DOMAIN,
        project="Tiếng Luật",
        version="1",
        fuzzy=False,
        header_comment=_HEADER,
        msgid_bugs_address="Tiếng Luật",
        last_translator="Tiếng Luật",
        language_team="vi",
        creation_date=old.creation_date,
        revision_date=old.creation_date,
    )
    for message, file_name in messages.items():
        entry = old.get(message)
        text = entry.string if entry and not entry.fuzzy else ""
        new.add(message, text, locations=[(file_name, None)])  # type: ignore[list-item]
    return new


def serialise_catalogue(catalogue: Catalog) -> bytes:
    """The `.po` of a catalogue."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, include_lineno=False)
    return buffer.getvalue()


def compile_catalogue(catalogue: Catalog) -> bytes:
    """The `.mo` of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    """Update the committed files; the exit code."""
    messages = extract_messages()
    catalogue = build_catalogue(load_catalogue(), messages)
    write_bytes(CATALOGUE_PATH, serialise_catalogue(catalogue))
    write_bytes(CATALOGUE_PATH.with_suffix(".mo"), compile_catalogue(load_catalogue()))
    missing = find_untranslated(catalogue, messages)
    sys.stderr.writelines(f"no Vietnamese yet: {message}\n" for message in missing)
    return 1 if missing else 0


def _note(found: dict[str, str], path: Path, method: str, options: dict[str, str]) -> None:
    for message in _extract(path, method, options):
        found.setdefault(message, path.relative_to(ROOT).as_posix())


def _extract(path: Path, method: str, options: dict[str, str]) -> Iterator[str]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract(method, file, keywords=_KEYWORDS, options=options):
            yield message[0] if isinstance(message, tuple) else message


if __name__ == "__main__":
    sys.exit(main())
