"""A build that has nothing to do is over before all that others need could be loaded."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("rich", "PIL", "html5lib", "boto3", "http.server", "watchfiles")


def test_building_loads_nothing_that_only_drawing_checking_serving_or_deploying_needs() -> None:
    program = (
        "import sys, site_builder.cli, site_builder.building.site;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
