"""A builder that stands by: one line of JSON in, one line out. For a worker that builds again and again.

Loading Pelican, Jinja and the models takes longer than most builds, and looking at every file of a large site takes
long, too; here both are done once. The process of the CMS cannot build itself, because Pelican sets locale and logging
of the process it runs in. It ends when its standard input does.

    $ echo '{"content": "content", "output": "output"}' | python -m site_builder.standby
    {"ok": true, "pages": 154, …}
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from pydantic import TypeAdapter

from site_builder.building.api import BuildConfig, describe_problems, opening_build
from site_builder.errors import SiteBuilderError
from site_builder.garbage import collect_at_rest, collect_seldom
from site_builder.index.kept_sighting import SightingKeeper

logger = logging.getLogger(__name__)

_CONFIG: TypeAdapter[BuildConfig] = TypeAdapter(BuildConfig)


def main() -> int:
    """Answer until there is nothing more to read."""
    collect_seldom()
    # Ctrl+C on a terminal reaches this process, too, but is for the one that asks: it ends when the build is there
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    # whatever prints while a site is built goes to standard error: standard output holds answers alone
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        answer_requests(sys.stdin, answers)
    return 0


def answer_requests(requests: Iterable[str], answers: TextIO) -> None:
    """Build for each line, and say how it went as soon as residents can read what is new.

    A request has the fields of `BuildConfig`; what it leaves out has its default. A wrong one is a `ValueError`. An
    answer is the report as one line of JSON, like that of `build --json`.
    """
    keeper = SightingKeeper()
    for line in requests:
        config = _CONFIG.validate_json(line)
        if config.is_full:  # it takes nothing for granted
            keeper.close()
        is_answered = False
        try:
            with opening_build(config, look=keeper.look) as build:
                _answer(answers, build.report.to_json())
                is_answered = True
                build.end()
        except SiteBuilderError as error:
            if is_answered:  # the next build makes what is missing
                logger.error("the files of the search could not follow: %s", error)
                continue
            problems = [asdict(problem) for problem in describe_problems(error)]
            _answer(answers, json.dumps({"ok": False, "problems": problems}, ensure_ascii=False))
        collect_at_rest()


def _answer(answers: TextIO, line: str) -> None:
    answers.write(f"{line}\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
