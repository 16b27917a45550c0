"""What others call: probe a file, make everything of a manifest, find a script in a recording.

probe = probe_file(Path("ban-thu.wav"))
require_kind(probe, MediaKind.AUDIO)
record = process(manifest, context=AssetContext(side_files), store=open_store("var/media-store"))
"""

from __future__ import annotations

from media_pipeline.alignment import AlignedCue, Alignment, align, build_aligned_cues
from media_pipeline.domain.probe import Probe
from media_pipeline.domain.settings import PipelineSettings, SourceLimits
from media_pipeline.domain.voices import BodyType, HttpSettings, NoticePlace, PiperSettings, SpeechSettings
from media_pipeline.jobs.process import AssetContext, Progress, process
from media_pipeline.probing.files import probe_file, require_kind
from media_pipeline.stopping import Stop
from media_pipeline.storage import Store, open_store

__all__ = [
    "AlignedCue",
    "Alignment",
    "AssetContext",
    "BodyType",
    "HttpSettings",
    "NoticePlace",
    "PipelineSettings",
    "PiperSettings",
    "Probe",
    "Progress",
    "SourceLimits",
    "SpeechSettings",
    "Stop",
    "Store",
    "align",
    "build_aligned_cues",
    "open_store",
    "probe_file",
    "process",
    "require_kind",
]
