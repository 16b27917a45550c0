"""A process that has the builder loaded and builds for each line it reads: the path of Publish.

python -m tests.bench.worker --content=… --output=… --cache=… --theme=… --media-store=…
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from site_builder.building.api import BuildConfig, opening_build
from site_builder.garbage import collect_at_rest, collect_seldom
from site_builder.index.kept_sighting import SightingKeeper


def main() -> None:
    """Build once for each line of standard input; print one JSON object each time."""
    parser = argparse.ArgumentParser()
    for name in ("content", "output", "cache", "theme", "media-store"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    config = BuildConfig(**vars(parser.parse_args()))
    keeper = SightingKeeper()
    collect_seldom()
    for _line in sys.stdin:
        started_s, started_cpu_s = time.perf_counter(), _read_cpu_s()
        with opening_build(config, look=keeper.look) as build:
            took = {"seconds": time.perf_counter() - started_s, "cpu_s": _read_cpu_s() - started_cpu_s}
            report = build.end()
            took["searched_s"] = time.perf_counter() - started_s
        collect_at_rest()
        print(json.dumps(took | {"touched": report.written + report.deleted}), flush=True)


def _read_cpu_s() -> float:
    """Processor time of this process and of the children that have ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
