"""The name of a session's package, by which its page, its files and its place on the site are found. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from cms.broadcasts.schedule.clock import WARD_ZONE, to_ward_time
from media_pipeline.manifest import SESSION_PREFIX

_NAME = re.compile(rf"{SESSION_PREFIX}(\d{{4}}-\d\d-\d\d-\d{{4}})")
_FORMAT = "%Y-%m-%d-%H%M"


def name_package(starts_at: datetime) -> str:
    """`goi-phat-thanh-2026-11-24-0530`, by the ward's clocks."""
    return f"{SESSION_PREFIX}{to_ward_time(starts_at):{_FORMAT}}"


def parse_name(name: str) -> datetime | None:
    """The minute at which the session of a name starts; `None` when it is no such name."""
    match = _NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], _FORMAT).replace(tzinfo=WARD_ZONE) if match else None
    except ValueError:  # the 31st of February
        return None
