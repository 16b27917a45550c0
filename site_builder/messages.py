"""The sentences of this package and of the theme, through gettext.

English is the source; `locale/vi/LC_MESSAGES/site_builder.po` is complete and `catalogue.py` keeps it so. There are two
languages: errors and reports speak that of the environment variable `TIENG_LUAT_LANGUAGE` (Vietnamese when it is not
set), and pages speak the site's own, whoever builds them.
"""

from __future__ import annotations

import gettext
import hashlib
import os
from functools import cache
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"
DOMAIN = "site_builder"
DEFAULT_LANGUAGE = "vi"


@cache
def load_translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English, the source, when there is none."""
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[language], fallback=True)


@cache
def hash_catalogue(language: str) -> str:
    """A short text that differs when a translation does; empty for the source."""
    found = gettext.find(DOMAIN, LOCALE_DIR, [language])
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:16] if found else ""


_ = load_translations(os.environ.get("TIENG_LUAT_LANGUAGE", DEFAULT_LANGUAGE)).gettext


def mark(message: str) -> str:
    """The message as it is, marked for the catalogue; it is translated where its language is known."""
    return message
