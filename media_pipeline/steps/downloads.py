"""A document is offered as it was uploaded, under the name of its asset, once its content is what its name says."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from media_pipeline.documents import probe_document
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.steps.step import MadeFile, StepContext, make_once

__all__ = ["offer_original", "probe_document"]

PRESET = "original"


def offer_original(context: StepContext) -> Sequence[Rendition]:
    """The upload itself as a rendition.

    Raises:
        MediaRejected: the content is not what the name says, or it is damaged.
    """

    def make(folder: Path) -> Sequence[MadeFile]:
        source = context.origin.open().path
        probe = probe_document(source)
        path = folder / f"{context.manifest.name}{source.suffix.lower()}"
        shutil.copyfile(source, path)
        return [MadeFile(path, RenditionRole.ORIGINAL, PRESET, probe.media_type)]

    return make_once(context, {"step": "downloads", "origin": context.origin.fingerprint}, make)
