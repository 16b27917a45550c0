"""Building the site, in a process of its own: Pelican sets the process's locale and logging."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.publishing.errors import BuildFailedError

logger = logging.getLogger(__name__)

MAX_ERROR_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """A build that ended well."""

    duration_ms: int
    report: dict[str, Any]
    """The builder's own report, for the log."""


def build_site() -> BuildOutcome:
    """Build the public site from `content/`.

    Raises:
        BuildFailedError: with the documents that are at fault, when the builder names them.
    """
    started = time.monotonic()
    process = subprocess.run(_list_arguments(), capture_output=True, text=True, cwd=settings.BASE_DIR, check=False)
    if process.returncode:
        raise _read_failure(process)
    duration_ms = round((time.monotonic() - started) * 1000)
    return BuildOutcome(duration_ms, _read_report(process.stdout))
