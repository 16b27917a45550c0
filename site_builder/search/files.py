"""The bytes of the files that `search.js` fetches. Pure.

    /tim-kiem/muc-luc.json            which files there are
    /tim-kiem/<bits>/am-<shelf>.json  syllables with one beginning: folded → spelling → postings; `*` among the
                                      spellings says that documents were left out, so nothing may be excluded by them
    /tim-kiem/<bits>/bai-<n>.json     documents: number → title, address, kind, summary, note

The folder is named by the width of the numbers, so that files of two numberings never meet in one browser.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEARCH_ADDRESS = "/tim-kiem/"
FOLDER = SEARCH_ADDRESS.strip("/")
CATALOGUE_ADDRESS = f"{SEARCH_ADDRESS}muc-luc.json"
SUFFIX = ".json"
TRIMMED = "*"
BOX_BITS = 6
"""Of a number, left out of the name of its documents' file: such a file has 8 to 16 documents."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What a result shows of a document."""

    title: str
    address: str
    kind: int
    """Position in the catalogue's names of kinds."""
    summary: str
    note: str


def write_catalogue(bits: int, shelves: Iterable[str], kinds: Sequence[str]) -> bytes:
    """Which files there are, and the names of the kinds."""
    return _write({"bits": bits, "box": BOX_BITS, "kinds": kinds, "shelves": " ".join(sorted(shelves))})


def write_shelf(postings: Mapping[str, Mapping[str, str]], trimmed: Container[str] = ()) -> bytes:
    """Postings by folded syllable and spelling.

    Args:
        postings: as far as they are in the files.
        trimmed: folded syllables of which documents were left out.
    """
    return _write(
        {
            folded: ({TRIMMED: ""} if folded in trimmed else {}) | dict(sorted(by_spelling.items()))
            for folded, by_spelling in sorted(postings.items())
        }
    )


def write_box(pages: Mapping[int, FoundPage]) -> bytes:
    """Documents by their number."""
    return _write({str(number): _list_values(page) for number, page in sorted(pages.items())})


def name_catalogue() -> str:
    """The catalogue's path below the output folder."""
    return CATALOGUE_ADDRESS.lstrip("/")


def name_shelf(bits: int, shelf: str) -> str:
    """A shelf's path below the output folder; the prefix keeps off names that Windows reserves (`con`)."""
    return f"{FOLDER}/{bits}/am-{shelf}{SUFFIX}"


def name_box(bits: int, box: int) -> str:
    """The path of a file of documents."""
    return f"{FOLDER}/{bits}/bai-{box}{SUFFIX}"


def find_box(number: int) -> int:
    """The file that a document is in."""
    return number >> BOX_BITS


def _list_values(page: FoundPage) -> list[object]:
    values = [page.title, page.address, page.kind, page.summary]
    return [*values, page.note] if page.note else values


def _write(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
