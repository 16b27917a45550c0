"""Tracks with a tone of their own, such as the one for horns: made once for all masters that share it."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

from media_pipeline.domain.edges import Cut
from media_pipeline.domain.keys import compute_key
from media_pipeline.domain.presets import AudioPreset, Tone
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.loudness import measure_taps
from media_pipeline.steps.listening import Listener
from media_pipeline.steps.preparation import PreparedSound, Track


class TonedTracks:
    """What the masters are encoded from, by their tone; may be asked by several threads."""

    def __init__(self, prepared: PreparedSound, folder: Path, *, time_limit_s: float) -> None:
        self._prepared, self._folder, self._time_limit_s = prepared, folder, time_limit_s
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._tracks: dict[str, Track] = {}
        self._listeners: dict[Path, Listener] = {}

    def get_track(self, preset: AudioPreset) -> Track:
        """The track for a master; the first that asks makes it, others wait."""
        track = self._prepared.get_track(preset.channels)
        if preset.tone is None:
            return track
        key = compute_key({"tone": preset.tone.model_dump(mode="json"), "layout": track.layout})
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._tracks:
                path = self._folder / f"{key[:16]}.w64"
                self._tracks[key] = shape_track(track, preset.tone, path, time_limit_s=self._time_limit_s)
            return self._tracks[key]

    def get_listener(self, track: Track) -> Listener:
        """Who listens to a track, for all its masters."""
        with self._lock:
            if track.path not in self._listeners:
                self._listeners[track.path] = Listener(track, self._folder, time_limit_s=self._time_limit_s)
            return self._listeners[track.path]


def shape_track(track: Track, tone: Tone, path: Path, *, time_limit_s: float) -> Track:
    """Write what is kept of a track with another tone, and measure it.

    A compressor meets the recording at the level that it is made for.
    """
    tone, lufs, gain_db = tone.fit(track.sample_rate_hz), track.level.integrated_lufs, 0.0
    if tone.compressor is not None and lufs is not None:
        gain_db = round(tone.compressor.reference_lufs - lufs, 2)
    taps = {"toned": functools.partial(chains.colour, tone=tone, gain_db=gain_db)}
    measured = measure_taps(
        track.path, taps, kept={"toned": path}, cuts=[track.cut.input_options], time_limit_s=time_limit_s
    )
    return Track(
        path=path,
        sample_rate_hz=track.sample_rate_hz,
        layout=track.layout,
        level=measured.levels["toned"],
        cut=Cut(0, track.cut.duration_ms),
    )
