"""The waveform of a recording: peaks for players as JSON, a picture as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.peaks import MOST_PEAKS, Peaks, build_waveform_svg, format_peaks_json
from media_pipeline.ffmpeg.run import read_ffmpeg_version
from media_pipeline.ffmpeg.tracks import measure_track_peaks
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.steps.preparation import describe_preparation, prepare_sound
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 3
"""To be raised when the drawing changes."""


def make_waveform(context: StepContext) -> Sequence[Rendition]:
    """The waveform as SVG and as JSON.

    Raises:
        UnreadableSourceError: the recording cannot be decoded.
    """
    ingredients: dict[str, Ingredient] = {
        "step": "waveform",
        "version": VERSION,
        "origin": context.origin.fingerprint,
        "peaks": MOST_PEAKS,
        "ffmpeg": read_ffmpeg_version(),
        **describe_preparation(),
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        context.report(0.0, _("The waveform is being drawn"))
        track = prepare_sound(context).get_track("mono")
        peaks = measure_track_peaks(
            track.path, track.sample_rate_hz, start_ms=track.cut.start_ms, duration_ms=track.cut.duration_ms
        )
        return write_waveform(peaks, folder, context.manifest.name)

    return make_once(context, ingredients, make)


def write_waveform(peaks: Peaks, folder: Path, name: str) -> list[MadeFile]:
    """Write `<name>.svg` and `<name>.json`."""
    svg, json = folder / f"{name}.svg", folder / f"{name}.json"
    svg.write_text(build_waveform_svg(peaks), encoding="utf-8", newline="\n")
    json.write_text(format_peaks_json(peaks), encoding="utf-8", newline="\n")
    return [
        MadeFile(svg, RenditionRole.WAVEFORM, "waveform-svg", "image/svg+xml"),
        MadeFile(json, RenditionRole.WAVEFORM, "waveform-peaks", "application/json"),
    ]
