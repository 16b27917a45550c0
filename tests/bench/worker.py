"""A process that has the builder loaded and calls `build_site` for each line it reads: the path of Publish.

python -m tests.bench.worker --content=… --output=… --cache=… --theme=… --media-store=…
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from site_builder.building.api import BuildConfig, build_site


def main() -> None:
    """Build once for each line of standard input; print one JSON object each time."""
    parser = argparse.ArgumentParser()
    for name in ("content", "output", "cache", "theme", "media-store"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    config = BuildConfig(**vars(parser.parse_args()))
    for _line in sys.stdin:
        started_s = time.perf_counter()
        report = build_site(config)
        seconds = time.perf_counter() - started_s
        print(json.dumps({"seconds": seconds, "written": report.written}), flush=True)


if __name__ == "__main__":
    main()
