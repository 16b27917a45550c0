"""What an editor sees of an asset: where its making stands, what was made, what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.media import pipeline
from cms.media.asset import BUSY_STATES, ENDED_STATES, Asset, AssetState
from cms.media.progress import AssetProgress, find_progress
from cms.media.timecode import format_timecode
from media_pipeline.manifest import MediaRecord, Rendition, RenditionRole

ROLE_LABELS = {
    "podcast": gettext_lazy("Podcast and web player"),
    "web": gettext_lazy("Web, low data"),
    "loudspeaker": gettext_lazy("Loudspeakers"),
    "clip-bed": gettext_lazy("Sound under vertical clips"),
    "waveform": gettext_lazy("Waveform"),
    "captions": gettext_lazy("Captions"),
    "transcript": gettext_lazy("Transcript"),
    "chapters": gettext_lazy("Chapters for podcast apps"),
    "poster": gettext_lazy("Poster"),
    "image": gettext_lazy("Picture"),
    "share-card": gettext_lazy("Share card"),
    "thumbnails": gettext_lazy("Thumbnails for the time line"),
    "stream": gettext_lazy("Stream (HLS)"),
    "clip": gettext_lazy("Vertical clip"),
    "package": gettext_lazy("Loudspeaker package"),
    "original": gettext_lazy("Original file"),
}
_WEB_LABELS = {"audio/mp4": gettext_lazy("Web player")}
"""Of the web versions that are not made for slow networks."""
WITHOUT_BUTTONS = "without-buttons"
"""In the query of a status's address: it stands within the form of a page."""
_PLAYABLE = {"podcast": "audio", "loudspeaker": "audio", "clip-bed": "audio", "web": "", "clip": "video"}


@dataclass(frozen=True, slots=True)
class RenditionRow:
    """One derived file, ready for a table."""

    label: str
    detail: str
    """What was measured: size in pixels, duration, loudness."""
    size_bytes: int
    href: str
    file_name: str
    player: str
    """`audio`, `video` or empty."""
    start_ms: int
    """Where it begins in the original file; silence before is cut off."""
    note: str
    """What the editor should do with it."""
    media_type: str


@dataclass(frozen=True, slots=True)
class AssetStatus:
    """Where an asset stands, ready for a template."""

    state: str
    label: str
    error: str
    is_failed: bool
    is_cancelled: bool
    is_busy: bool
    rows: tuple[RenditionRow, ...]
    duration: str
    duration_ms: int | None
    has_older_files: bool
    """The files shown are those of the last version, while new ones are being made."""
    progress: AssetProgress | None
    """Of the job that makes the files, or whose failure or cancellation is shown."""
    has_buttons: bool
    """Whether it stands where a form may stand, so that it can be cancelled and made again there."""
    retry_url: str
    cancel_url: str
    status_url: str
    """Where this status is had alone, so that a page can follow it."""


def describe_asset(asset: Asset, *, has_buttons: bool = True) -> AssetStatus:
    """Everything an editor may want to know about an asset's files."""
    record = pipeline.load_record(asset.asset_name)
    state = AssetState(asset.state)
    is_busy = state in BUSY_STATES
    duration_ms = record.duration_ms if record else None
    address = (asset._meta.model_name, asset.pk)
    return AssetStatus(
        state=state.value,
        label=str(state.label),
        error=asset.error,
        is_failed=state is AssetState.FAILED,
        is_cancelled=state is AssetState.CANCELLED,
        is_busy=is_busy,
        rows=tuple(_build_row(rendition) for rendition in _list_shown(record)) if record else (),
        duration=format_timecode(duration_ms) if duration_ms else "",
        duration_ms=duration_ms,
        has_older_files=record is not None and state is not AssetState.READY,
        progress=find_progress(asset) if is_busy or state in ENDED_STATES else None,
        has_buttons=has_buttons,
        retry_url=reverse("media_retry", args=address),
        cancel_url=reverse("media_cancel", args=address),
        status_url=reverse("media_status", args=address) + ("" if has_buttons else f"?{WITHOUT_BUTTONS}"),
    )


def _list_shown(record: MediaRecord) -> Iterator[Rendition]:
    """All files but those that a stream's first playlist names: nobody opens them alone."""
    streams = record.with_role(RenditionRole.STREAM)
    yield from (rendition for rendition in record.renditions if rendition not in streams[1:])


def _build_row(rendition: Rendition) -> RenditionRow:
    role = rendition.role.value
    player = _PLAYABLE.get(role, "")
    if role == "web":
        player = rendition.media_type.partition("/")[0]
    label = _WEB_LABELS.get(rendition.media_type, ROLE_LABELS[role]) if role == "web" else ROLE_LABELS[role]
    return RenditionRow(
        label=str(label),
        detail=_describe_measurements(rendition),
        size_bytes=rendition.size_bytes,
        href=reverse("serve_rendition", args=(rendition.site_path,)),
        file_name=rendition.path.rpartition("/")[2],
        player=player,
        start_ms=rendition.source_start_ms or 0,
        note=_("Listen to it before it goes to the loudspeakers.") if role == "loudspeaker" else "",
        media_type=rendition.media_type,
    )


def _describe_measurements(rendition: Rendition) -> str:
    parts = []
    if rendition.width_px and rendition.height_px:
        parts.append(f"{rendition.width_px} × {rendition.height_px} px")
    if rendition.duration_ms:
        parts.append(format_timecode(rendition.duration_ms))
    if rendition.bit_rate_bps:
        parts.append(f"{round(rendition.bit_rate_bps / 1000)} kbps")
    if rendition.integrated_lufs is not None:
        parts.append(_("loudness %(value).1f LUFS") % {"value": rendition.integrated_lufs})
    if rendition.true_peak_dbtp is not None:
        parts.append(_("peak %(value).1f dBTP") % {"value": rendition.true_peak_dbtp})
    return " · ".join(parts)
