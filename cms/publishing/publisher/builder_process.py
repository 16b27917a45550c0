"""The site builder, standing by in a process of its own: started with the first build, asked for each.

A builder that has ended (it was killed, or met a defect) is replaced and asked once more.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.publishing.errors import BuildFailedError
from cms.settings.environment import build_child_environment

logger = logging.getLogger(__name__)

MAX_STARTS = 2
"""How many builders one build may cost."""
LAST_WORK_S = 30
"""How long a builder may take for what follows its last answer."""


class BuilderProcess:
    """One builder for this process; thread-safe."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def build(self, request: Mapping[str, str | bool]) -> dict[str, Any]:
        """The builder's report on a build.

        Args:
            request: the fields of `site_builder.building.api.BuildConfig`.

        Raises:
            BuildFailedError: it ended without a report, twice.
        """
        line = json.dumps(dict(request)) + "\n"
        with self._lock:
            for _start in range(MAX_STARTS):
                answer = self._ask(line)
                if answer is not None:
                    return answer
                self._stop()
        raise BuildFailedError(_("The site builder ended without a word."))

    def close(self) -> None:
        """Let the builder go when it has done what follows its last answer."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                with suppress(OSError, subprocess.TimeoutExpired):
                    self._process.stdin.close()
                    self._process.wait(LAST_WORK_S)
            self._stop()

    def _ask(self, line: str) -> dict[str, Any] | None:
        process = self._ensure()
        if process.stdin is None or process.stdout is None:
            return None
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            logger.warning("the site builder ended", extra={"event": "builder_ended", "exit_code": process.poll()})
            return None
        return answer if isinstance(answer, dict) else None

    def _ensure(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "site_builder.standby"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                cwd=settings.BASE_DIR,
                env=build_child_environment(TIENG_LUAT_LANGUAGE=get_language() or settings.LANGUAGE_CODE),
            )
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written to it is of no use any more
                if pipe is not None:
                    pipe.close()
        self._process = None
