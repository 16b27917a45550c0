"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# a busy machine is no fault of the code: examples are counted, not timed
settings.register_profile("tieng-luat", deadline=None)
settings.load_profile("tieng-luat")
