"""The sentences of this package that an editor or an operator meets, through gettext.

English is the source; `locale/vi/LC_MESSAGES/media_pipeline.po` is complete. The language is that of the environment
variable `TIENG_LUAT_LANGUAGE`, Vietnamese when it is not set.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "vi"

_ = gettext.translation(
    "media_pipeline", LOCALE_DIR, languages=[os.environ.get("TIENG_LUAT_LANGUAGE", DEFAULT_LANGUAGE)], fallback=True
).gettext
