"""What is to be done every minute and every night, whoever registers it."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

Tick = Callable[[], object]

MINUTE_S = 60
NIGHT_HOUR = 3
"""Vietnamese time: nobody publishes, nothing is broadcast."""

_every_minute: list[Tick] = []
_every_night: list[Tick] = []


def every_minute(tick: Tick) -> Tick:
    """Call the decorated function once a minute while a worker runs."""
    _every_minute.append(tick)
    return tick


def every_night(tick: Tick) -> Tick:
    """Call the decorated function once a night while a worker runs."""
    _every_night.append(tick)
    return tick


@dataclass(slots=True)
class Clock:
    """Calls what is due; a tick that fails is logged and does not keep the others from theirs."""

    last_night: dt.date | None = None

    def tick(self, now: dt.datetime) -> None:
        """Do what is due at this instant (local time)."""
        for function in _every_minute:
            _call(function)
        if now.hour == NIGHT_HOUR and self.last_night != now.date():
            self.last_night = now.date()
            for function in _every_night:
                _call(function)

    def run(self, stop: threading.Event) -> None:
        """Tick every minute until told to stop."""
        while not stop.is_set():
            self.tick(timezone.localtime())
            stop.wait(MINUTE_S)


def _call(function: Tick) -> None:
    close_old_connections()
    try:
        function()
    except Exception:  # the boundary of a tick
        logger.exception("a tick failed", extra={"event": "tick_failed", "tick": function.__name__})
    finally:
        close_old_connections()
