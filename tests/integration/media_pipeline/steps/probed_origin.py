"""An upload as the steps meet it: probed when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.steps.step import OpenedOrigin
from tests.integration.media_pipeline.steps.contexts import LocalOrigin, Newsroom


@dataclass
class ProbedOrigin(LocalOrigin):
    """A file of the test, which is looked at before it is used."""

    def open(self) -> OpenedOrigin:
        self.open_count += 1
        return OpenedOrigin(self.path, probe_media(self.path, SourceLimits()))


def find_file(newsroom: Newsroom, path: str) -> Path:
    """A file in the store, which must be there."""
    found = newsroom.store.find_file(path)
    assert found is not None
    return found
