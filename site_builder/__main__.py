"""`python -m site_builder`."""

from __future__ import annotations

import gc
import sys

# a build makes many objects that live as long as it does: to look for unreachable ones after each 700 takes a while
gc.set_threshold(50_000)

from site_builder.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
