"""Which document a file of the output comes from.

An address tells kind and slug of its document, so no list is needed, and a site that was copied here can be checked.
"""

from __future__ import annotations

import re
from pathlib import Path

from site_builder.documents.kinds import Kind, build_content_path, find_pathway_slug, parse_address
from site_builder.listings import OLDER
from site_builder.rendering.embedding import EMBED_PREFIX
from site_builder.rendering.text_edition import TEXT_FOLDER

_OLDER_PAGE = re.compile(rf"{OLDER}[a-z0-9-]+/$")
_FILE_NAME = re.compile(r"[^/]+$")


def find_owner(content: Path, file: str) -> str:
    """The document's file below `content/`; the file itself when it belongs to no document.

    The pages of a topic's or show's list, and their feeds, belong to the topic or the show, questions to their pathway,
    and what the text edition and other sites show of a document to it.
    """
    page = file.removeprefix(TEXT_FOLDER)
    address = _OLDER_PAGE.sub("", _FILE_NAME.sub("", f"/{page}")).removeprefix(EMBED_PREFIX)
    path = _find_home(content) if address == "/" and page == "index.html" else _find_document(address)
    return path if path and (content / path).is_file() else file


def _find_document(address: str) -> str | None:
    slug = find_pathway_slug(address)
    found = (Kind.PATHWAY, slug) if slug else parse_address(address)
    return build_content_path(*found) if found else None


def _find_home(content: Path) -> str | None:
    found = sorted((content / Kind.HOME.value).glob("*.md"))
    return found[0].relative_to(content).as_posix() if found else None
