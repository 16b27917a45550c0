"""Pages as they stand on a disk: `file://` has no `index.html` of its own, no `fetch()` and no server to choose. Pure.

One file of each picture and recording is kept, the one that every program opens; a film that is left out is named by a
link to the page on the web. Then each link that leads to a file of the edition becomes relative, and any other one
leads to the site on the web.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from urllib.parse import quote, unquote

from site_builder.editions.names import make_safe_path
from site_builder.search.files import SEARCH_ADDRESS

PICTURE_WIDTH_PX = 900
"""The widest version of a picture that is kept, if there are several."""
DISK_SEARCH_NAME = "tu-dia.js"
"""Beside the page of the search: reads its files as scripts."""
NO_PICTURE = "data:,"
"""Of a picture that found no room: its words stand in its place."""
VIDEO_SUFFIXES = frozenset({".mp4", ".webm", ".m3u8", ".ts"})

_PICTURE_SOURCE = re.compile(r"<source\b[^>]*\bsrcset=[^>]*>\s*")
_IMAGE = re.compile(r"<img\b[^>]*>")
_SRCSET = re.compile(r'\ssrcset="([^"]*)"')
_SIZES = re.compile(r'\ssizes="[^"]*"')
_SRC = re.compile(r'\ssrc="([^"]*)"')
_PLAYER = re.compile(r"<(audio|video)\b[^>]*>.*?</\1>", re.DOTALL)
_SOURCE = re.compile(r"\s*<source\b[^>]*>")
_FEED = re.compile(r'<link rel="alternate"[^>]*>\n?')
_MODULE = re.compile(r'<script type="module"( src="[^"]*")[^>]*></script>')
_ADDRESS = re.compile(r'(?<=\s)(href|src|poster|action)="(/(?!/)[^"]*)"')
_REFRESH = re.compile(r'(?<=content="0; url=)(/(?!/)[^"]*)(?=")')


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands, and what is around it."""

    path: str
    """Of the page below the output folder."""
    files: Container[str]
    """What is in the edition, by paths below the output folder."""
    base_url: str
    """The site on the web."""

    @property
    def web_address(self) -> str:
        """The page on the web."""
        return f"{self.base_url}/{self.path.removesuffix('index.html')}"

    def link(self, address: str) -> str:
        """An address of the site as this page links it: relative to a file, or on the web."""
        bare, mark, rest = _split(address)
        path = find_path(bare)
        if path not in self.files:
            return self.base_url + address
        target = posixpath.relpath(make_safe_path(path), posixpath.dirname(make_safe_path(self.path)) or ".")
        return quote(target) + mark + rest


def find_path(address: str) -> str:
    """The file of an address without its query (`/giai-thich/` → `giai-thich/index.html`)."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def prune_page(html: str) -> str:
    """A page with one file of each picture, recording and film, and without what needs a server."""
    html = _IMAGE.sub(_choose_picture, _PICTURE_SOURCE.sub("", html))
    html = _PLAYER.sub(_choose_source, html)
    loader = f'<script src="{SEARCH_ADDRESS}{DISK_SEARCH_NAME}"></script>'
    return _MODULE.sub(rf"{loader}\n<script\1 defer></script>", _FEED.sub("", html))


def iter_targets(html: str) -> Iterator[str]:
    """The files of the site that a pruned page links or shows, as paths."""
    return (find_path(_split(unescape(found[2]))[0]) for found in _ADDRESS.finditer(html))


def relink_page(html: str, place: Place, words: Mapping[str, str]) -> str:
    """A pruned page with links that hold on a disk.

    Args:
        words: `film`: what is said in the place of a film that is left out.
    """
    html = _PLAYER.sub(partial(_replace_missing, place, words["film"]), html)
    html = _IMAGE.sub(partial(_hide_missing, place), html)
    relink: Callable[[str], str] = place.link
    html = _ADDRESS.sub(lambda found: f'{found[1]}="{escape(relink(unescape(found[2])))}"', html)
    return _REFRESH.sub(lambda found: escape(relink(unescape(found[1]))), html)


def _choose_picture(found: re.Match[str]) -> str:
    """The picture in one width."""
    element = found[0]
    srcset = _SRCSET.search(element)
    element = _SIZES.sub("", _SRCSET.sub("", element))
    if srcset is None:
        return element
    by_width = sorted((int(part.split()[1].rstrip("w")), part.split()[0]) for part in srcset[1].split(", "))
    fitting = [address for width, address in by_width if width <= PICTURE_WIDTH_PX] or [by_width[0][1]]
    return _SRC.sub(f' src="{fitting[-1]}"', element, count=1)


def _choose_source(found: re.Match[str]) -> str:
    """The last source alone: MP3 and plain H.264, which everything plays."""
    sources = _SOURCE.findall(found[0])
    return _SOURCE.sub(lambda source: source[0] if source[0] == sources[-1] else "", found[0])


def _replace_missing(place: Place, sentence: str, found: re.Match[str]) -> str:
    """A player whose file is left out becomes a link to the page on the web."""
    address = next((_split(each)[0] for each in _SRC.findall(found[0])), "")
    if find_path(address) in place.files:
        return found[0]
    return f'<p><a href="{escape(place.web_address)}">{escape(sentence)}</a></p>'


def _hide_missing(place: Place, found: re.Match[str]) -> str:
    """A picture that is left out asks nobody for it."""
    source = _SRC.search(found[0])
    is_here = source is None or not source[1].startswith("/") or find_path(source[1]) in place.files
    return found[0] if is_here else _SRC.sub(f' src="{NO_PICTURE}"', found[0], count=1)


def _split(address: str) -> tuple[str, str, str]:
    """The path, the sign behind it, and what follows."""
    found = re.search(r"[?#]", address)
    if found is None:
        return address, "", ""
    return address[: found.start()], found[0], address[found.end() :]
