"""The sentences of this package and of the theme, through gettext.

English is the source; `locale/vi/LC_MESSAGES/site_builder.po` is complete and `catalogue.py` keeps it so. There are two
languages: errors and reports speak that of the environment variable `TIENG_LUAT_LANGUAGE` (Vietnamese when it is not
set), and pages speak the site's own, whoever builds them.
"""

from __future__ import annotations

import gettext
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


_ = load_translations(os.environ.get("TIENG_LUAT_LANGUAGE", DEFAULT_LANGUAGE)).gettext


def mark(message: str) -> str:
    """The message as it is, marked for the catalogue; it is translated where its language is known."""
    return message
