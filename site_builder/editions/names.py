"""Names that every file system of a stick takes: FAT32 and exFAT tell no case, Windows no devices from files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.errors import EditionError
from site_builder.messages import _

LARGEST_FILE_BYTES = 2**32 - 1
"""Of FAT32."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]+$')


def make_safe_path(path: str) -> str:
    """A path whose every part may be a name on such a stick (`giai-thich/con/index.html` → `giai-thich/con-/…`)."""
    return "/".join(_DEVICES.sub(r"\1-", _REFUSED.sub("-", part)) for part in path.split("/"))


def require_distinct(paths: Iterable[str]) -> None:
    """Raise when two names would be one there.

    Raises:
        EditionError: names both.
    """
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            raise EditionError(
                _("A stick cannot tell %(first)s from %(second)s: give one of them another name.")
                % {"first": other, "second": path}
            )
