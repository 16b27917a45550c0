"""A recording made ready for all its masters: decoded once, mixed, cleaned, measured, its silent edges found.

The masters, the waveform and the captions all begin where the recording begins once the silence before it is cut, so
they all ask here. What was prepared lies in the work folder until the asset is done.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from media_pipeline.domain.edges import Cut, plan_cut
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.loudness import Level
from media_pipeline.domain.presets import RecordingPreset
from media_pipeline.domain.probe import SoundStream
from media_pipeline.errors import WrongKindError
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import Measurement, measure_taps
from media_pipeline.ffmpeg.run import Progress
from media_pipeline.ffmpeg.tracks import find_heard
from media_pipeline.messages import _
from media_pipeline.presets import load_recording_preset
from media_pipeline.steps.sound_meter import Front, find_only_channel, naming_damage
from media_pipeline.steps.step import StepContext

VERSION = 2
"""To be raised when this module makes other sounds of the same presets."""
FASTEST_HZ = 48_000
"""No master has more samples a second."""
_COUNTS = {"mono": 1, "stereo": 2}


class Track(BaseModel):
    """A sound as a file of samples, longer than its masters by the silence that they leave out."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="constants")

    path: Path
    sample_rate_hz: int
    layout: str
    level: Level
    """With the peak of its samples."""
    cut: Cut

    def open(self) -> Stream:
        """The part that is kept, as an input."""
        return open_input(self.path, **self.cut.input_options).audio


class PreparedSound(BaseModel):
    """A recording in the layouts that its masters have."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="constants")

    tracks: dict[str, Track]
    """`mono`, and `stereo` when the source has more than one channel that lives."""
    cut: Cut

    def get_track(self, channels: str) -> Track:
        """The sound for a master of these channels (`mono`, or `source`: as many as there are)."""
        return self.tracks["mono"] if channels == "mono" else self.tracks.get("stereo", self.tracks["mono"])


def describe_preparation() -> dict[str, Ingredient]:
    """What the prepared sound depends on besides its origin, as ingredients of keys."""
    preset = load_recording_preset()
    return {
        "preparation": VERSION,
        "edges": preset.edges.model_dump(mode="json"),
        "common_tone": preset.tone.model_dump(mode="json"),
    }


def prepare_sound(context: StepContext, progress: Progress | None = None) -> PreparedSound:
    """The recording of an asset, prepared at the first call.

    Raises:
        WrongKindError: nothing can be heard in the file.
        UnreadableSourceError: it cannot be decoded to its end.
    """
    folder = context.workdir / f"prepared-{context.origin.fingerprint[:16]}"
    finished = folder / "prepared.json"
    if finished.exists():
        return PreparedSound.model_validate_json(finished.read_bytes())
    origin = context.origin.open()
    sound = origin.probe.sound
    if sound is None:
        raise WrongKindError(_("Nothing can be heard in this file: choose a recording."))
    folder.mkdir(exist_ok=True)
    time_limit_s = context.settings.compute_time_limit_s(sound.duration_ms)
    prepared = _prepare(origin.path, sound, folder, time_limit_s, progress)
    finished.write_text(prepared.model_dump_json(), encoding="utf-8")
    return prepared


def find_cut(context: StepContext) -> Cut | None:
    """The part of its source that an asset's finished files have; `None` when nothing is heard in it."""
    return None if context.origin.open().probe.sound is None else prepare_sound(context).cut


def _prepare(
    path: Path, sound: SoundStream, folder: Path, time_limit_s: float, progress: Progress | None
) -> PreparedSound:
    preset, rate_hz = load_recording_preset(), min(sound.sample_rate_hz, FASTEST_HZ)
    layouts = ("mono",) if sound.channel_count == 1 else ("mono", "stereo")
    fronts = {layout: Front(layout, rate_hz, preset.tone.fit(rate_hz)) for layout in layouts}
    measure = functools.partial(_measure, path, sound, folder, time_limit_s=time_limit_s, progress=progress)
    measurement = measure(fronts, None)
    only_channel = find_only_channel(measurement.channel_peaks_dbfs)
    if only_channel is not None:
        fronts = {"mono": fronts["mono"]}
        measurement = measure(fronts, only_channel)
    levels, last_layout = measurement.levels, list(fronts)[-1]
    cut = _find_cut(folder / f"{last_layout}.w64", rate_hz, levels[last_layout], last_layout, sound, preset)
    tracks = {
        layout: Track(
            path=folder / f"{layout}.w64", sample_rate_hz=rate_hz, layout=layout, level=levels[layout], cut=cut
        )
        for layout in fronts
    }
    return PreparedSound(tracks=tracks, cut=cut)


def _measure(
    path: Path,
    sound: SoundStream,
    folder: Path,
    fronts: Mapping[str, Front],
    only_channel: int | None,
    *,
    time_limit_s: float,
    progress: Progress | None,
) -> Measurement:
    """Decode once, write a track for each layout, measure each."""
    taps = {layout: functools.partial(front.clean, only_channel=only_channel) for layout, front in fronts.items()}
    with naming_damage():
        return measure_taps(
            path,
            taps,
            kept={layout: folder / f"{layout}.w64" for layout in fronts},
            with_channels=sound.channel_count == 2 and only_channel is None,
            duration_ms=sound.duration_ms,
            progress=progress,
            time_limit_s=time_limit_s,
        )


def _find_cut(path: Path, rate_hz: int, level: Level, layout: str, sound: SoundStream, preset: RecordingPreset) -> Cut:
    heard = None
    if level.integrated_lufs is not None:
        threshold_dbfs = level.integrated_lufs - preset.edges.silence_lu
        heard = find_heard(path, rate_hz, _COUNTS[layout], threshold_dbfs)
    return plan_cut(heard, sound.duration_ms, preset.edges)
