"""The text edition: every document and the lists to come by them once more as text alone, below `/chu/`. Pure.

Each page of it is made with the full page, of the same view, so it costs no second reading, asks nothing of its own
and is out of date at no time. Tags, the archive and the search have no text: what leads there leads to the full page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from site_builder.documents.kinds import SECTION_PATHS, parse_address
from site_builder.listings import OLDER

TEXT_PREFIX = "/chu"
TEXT_HOME = f"{TEXT_PREFIX}/"
TEXT_FOLDER = TEXT_HOME.lstrip("/")
"""Before the path of a page below the output folder."""
_KEPT_ADDRESSES = 4096
_FRONTS = frozenset(SECTION_PATHS.values())
_OLDER_PAGE = re.compile(rf"(?<=/){OLDER}[^/]+/$")
_LINK = re.compile(r'(<a\b[^>]*? href=")(/[^"#]*)')


@lru_cache(_KEPT_ADDRESSES)
def find_text_address(address: str) -> str | None:
    """Where a page stands in the text edition (`/giai-thich/a/` → `/chu/giai-thich/a/`); `None` when it does not."""
    front = _OLDER_PAGE.sub("", address)
    if not address.endswith("/") or (front not in _FRONTS and parse_address(front) is None):
        return None
    return TEXT_PREFIX + address


def link_text_edition(parts: Iterable[Markup]) -> Markup:
    """Parts of pages, joined, with their links to other pages leading to the text edition."""
    html = _LINK.sub(lambda found: found[1] + (find_text_address(found[2]) or found[2]), "\n".join(parts))
    return Markup(html)  # noqa: S704 - parts were safe, and addresses gained a prefix alone
