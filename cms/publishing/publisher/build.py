"""Building the site from `content/`, by a builder that stands by (`builder_process.py`)."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cms.media import pipeline
from cms.publishing.errors import BuildFailedError
from cms.publishing.publisher.builder_process import BuilderProcess

logger = logging.getLogger(__name__)

MAX_ERROR_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """A build that ended well."""

    duration_ms: int
    report: dict[str, Any]
    """The builder's own report, for the log."""


_BUILDER = BuilderProcess()
"""Stands by as long as this process lives: a worker's second build starts at once."""


def build_site(*, is_full: bool = False, published_by: str = "") -> BuildOutcome:
    """Build the public site from `content/`.

    Args:
        is_full: make everything and compare every file of the output, whatever is known of earlier builds.
        published_by: names, for the builder's list of builds.

    Raises:
        BuildFailedError: with the documents that are at fault, when the builder names them.
    """
    started = time.monotonic()
    report = _BUILDER.build(_build_request(is_full=is_full, published_by=published_by))
    if not report.get("ok"):
        logger.error("the build failed", extra={"event": "build_failed", "problems": report.get("problems")})
        raise _describe_failure(report)
    return BuildOutcome(round((time.monotonic() - started) * 1000), report)


def get_build_cache() -> Path:
    """What the builder keeps between builds; safe to delete."""
    return Path(settings.VAR_DIR) / "build-cache"


def _build_request(*, is_full: bool, published_by: str) -> dict[str, str | bool]:
    values = {
        "content": settings.CONTENT_DIR,
        "theme": settings.THEME_DIR,
        "output": settings.SITE_OUTPUT_DIR,
        "media_store": pipeline.get_store_dir(),
        "base_url": settings.SITE_BASE_URL,
        "cache": get_build_cache(),
    }
    paths = {name: str(value) for name, value in values.items()}
    return {**paths, "is_full": is_full, "published_by": published_by}


def _describe_failure(report: dict[str, Any]) -> BuildFailedError:
    """The builder's own sentences."""
    problems = [problem for problem in report.get("problems", ()) if isinstance(problem, dict)]
    sentences = [str(problem.get("message", "")) for problem in problems]
    paths = tuple(str(problem["path"]) for problem in problems if problem.get("path"))
    sentence = "\n".join(filter(None, sentences)) or _("The site builder ended without a word.")
    return BuildFailedError(sentence[:MAX_ERROR_LENGTH], content_paths=paths)
