"""Which steps make the files of an asset, and how the work is shared out among them."""

from __future__ import annotations

from media_pipeline.manifest import MediaKind
from media_pipeline.steps.audio import make_audio
from media_pipeline.steps.captions import make_captions
from media_pipeline.steps.chapters import make_chapters
from media_pipeline.steps.clips import make_clip
from media_pipeline.steps.downloads import offer_original
from media_pipeline.steps.images import make_images
from media_pipeline.steps.packages import make_package
from media_pipeline.steps.step import Step
from media_pipeline.steps.video import make_video
from media_pipeline.steps.waveform import make_waveform

PLANS: dict[MediaKind, tuple[tuple[Step, float], ...]] = {
    MediaKind.IMAGE: ((make_images, 1),),
    MediaKind.AUDIO: ((make_audio, 10), (make_waveform, 1), (make_captions, 0.2), (make_chapters, 0.1)),
    MediaKind.VIDEO: ((make_video, 10), (make_captions, 0.2)),
    MediaKind.CLIP: ((make_clip, 1),),
    MediaKind.PACKAGE: ((make_package, 1),),
    MediaKind.DOWNLOAD: ((offer_original, 1),),
}
"""Steps in their order, each with its share of the work."""
