"""`build --watch`: build, and build again whenever a document, the theme or a media record has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from site_builder.building.api import BuildConfig

QUIET_MS = 200
"""An editor saves in several steps; a build waits until none has come for so long."""


def watch_and_build(config: BuildConfig, build: Callable[[], None], stop: threading.Event) -> None:
    """Build now and after each change until told to stop.

    Args:
        build: builds and says how it went; it must not raise for a document that is not valid.
    """
    build()
    for _changes in watch(*list_watched(config), debounce=QUIET_MS, stop_event=stop, raise_interrupt=False):
        build()


def list_watched(config: BuildConfig) -> list[Path]:
    """The folders that a site is made from, as far as they exist."""
    folders = [config.content, config.theme, config.media_store / "records"]
    return [folder for folder in folders if folder.is_dir()]
