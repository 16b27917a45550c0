"""Links of a built site, read fast enough to be looked at after each of many builds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_LINK = re.compile(rb'(?:href|src|poster)="(/[^"#?]*)')
_SRCSET = re.compile(rb'srcset="([^"]*)"')


def iter_dead_links(served: dict[str, bytes], pages: Iterable[str]) -> Iterator[str]:
    """Links that lead nowhere, of pages and of what one can come to from them.

    Args:
        served: the files of the site.
        pages: their paths; those that are not served are left out.
    """
    queue = [path for path in pages if path in served]
    seen = set(queue)
    while queue:
        page = queue.pop()
        for path in read_links(served[page]):
            if path not in served:
                yield f"{page} → {path}"
            elif path.endswith(".html") and path not in seen:
                seen.add(path)
                queue.append(path)


@lru_cache(10_000)
def read_links(page: bytes) -> frozenset[str]:
    """The files that a page links or shows."""
    sources = [part.split()[0] for found in _SRCSET.findall(page) for part in found.split(b",")]
    links = [link.decode().lstrip("/") for link in (*_LINK.findall(page), *sources)]
    return frozenset(f"{link}index.html" if not link or link.endswith("/") else link for link in links)
