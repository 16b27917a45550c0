"""`python -m site_builder`."""

from __future__ import annotations

import sys

from site_builder.garbage import collect_seldom

collect_seldom()  # from here on: what is loaded are the first thousands of objects

from site_builder.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
