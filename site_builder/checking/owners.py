"""Which document a file of the output comes from.

An address tells kind and slug of its document, so no list is needed, and a site that was copied here can be checked.
"""

from __future__ import annotations

import re
from pathlib import Path

from site_builder.documents.kinds import Kind, build_content_path, parse_address, parse_address_below
from site_builder.listings import OLDER
from site_builder.rendering.embedding import EMBED_PREFIX
from site_builder.rendering.text_edition import TEXT_FOLDER

_OLDER_PAGE = re.compile(rf"{OLDER}[a-z0-9-]+/$")
_FILE_NAME = re.compile(r"[^/]+$")


def find_owner(content: Path, file: str) -> str:
    """The document's file below `content/`; the file itself when it belongs to no document.

    The pages of a topic's or show's list, and their feeds, belong to the topic or the show, what is below
    a document, and what the text edition and other sites show of it, to that document.
    """
    page = file.removeprefix(TEXT_FOLDER)
    address = _OLDER_PAGE.sub("", _FILE_NAME.sub("", f"/{page}")).removeprefix(EMBED_PREFIX)
    path = _find_home(content) if address == "/" and page == "index.html" else _find_document(address)
    return path if path and (content / path).is_file() else file


def _find_document(address: str) -> str | None:
    found = parse_address(address) or parse_address_below(address)
    return build_content_path(*found) if found else None


def _find_home(content: Path) -> str | None:
    found = sorted((content / Kind.HOME.value).glob("*.md"))
    return found[0].relative_to(content).as_posix() if found else None
