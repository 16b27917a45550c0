"""Building the site, in a process of its own: Pelican sets the process's locale and logging."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.media import pipeline
from cms.publishing.errors import BuildFailedError
from cms.settings.environment import build_child_environment

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
    environment = build_child_environment(TIENG_LUAT_LANGUAGE=get_language() or settings.LANGUAGE_CODE)
    process = subprocess.run(
        _list_arguments(), capture_output=True, text=True, cwd=settings.BASE_DIR, env=environment, check=False
    )
    report = _read_report(process.stdout)
    if process.returncode:
        logger.error("the build failed", extra={"event": "build_failed", "stderr": process.stderr[-MAX_ERROR_LENGTH:]})
        raise _describe_failure(report, process.stderr)
    return BuildOutcome(round((time.monotonic() - started) * 1000), report)


def get_build_cache() -> Path:
    """What the builder keeps between builds; safe to delete."""
    return Path(settings.VAR_DIR) / "build-cache"


def _list_arguments() -> list[str]:
    options = {
        "--content": settings.CONTENT_DIR,
        "--theme": settings.THEME_DIR,
        "--output": settings.SITE_OUTPUT_DIR,
        "--media-store": pipeline.get_store_dir(),
        "--base-url": settings.SITE_BASE_URL,
        "--cache": get_build_cache(),
    }
    flat = [str(part) for option in options.items() for part in option]
    return [sys.executable, "-m", "site_builder", "build", *flat, "--json"]


def _read_report(stdout: str) -> dict[str, Any]:
    try:
        report = json.loads(stdout)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _describe_failure(report: dict[str, Any], stderr: str) -> BuildFailedError:
    """The builder's own sentences; its last line when it died before it could say any."""
    problems = [problem for problem in report.get("problems", ()) if isinstance(problem, dict)]
    sentences = [str(problem.get("message", "")) for problem in problems]
    paths = tuple(str(problem["path"]) for problem in problems if problem.get("path"))
    last_line = next((line for line in reversed(stderr.splitlines()) if line.strip()), "")
    sentence = "\n".join(filter(None, sentences)) or last_line or _("The site builder ended without a word.")
    return BuildFailedError(sentence[:MAX_ERROR_LENGTH], content_paths=paths)
