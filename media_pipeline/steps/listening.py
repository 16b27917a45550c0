"""How loud a sound would be behind a gain and a limiter, without encoding it.

A limiter's loss is much the same all over a recording, so of a long one excerpts are listened to; what they lose is
taken off the loudness of the whole. The finished file is measured in any case.
"""

from __future__ import annotations

import threading
from pathlib import Path

from media_pipeline.domain.edges import Cut
from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.loudness import measure_taps
from media_pipeline.steps.preparation import Track

EXCERPT_COUNT, EXCERPT_S = 12, 10
LONGEST_WHOLE_MS = 2 * 1000 * EXCERPT_COUNT * EXCERPT_S
"""A recording that is shorter is listened to as a whole."""


class Listener:
    """Hears a track as its masters would sound; may be asked by several threads."""

    def __init__(self, track: Track, folder: Path, *, time_limit_s: float) -> None:
        self._track, self._folder, self._time_limit_s = track, folder, time_limit_s
        self._excerpts: Track | None = None
        self._lock = threading.Lock()

    def hear(self, plan: GainPlan, sample_rate_hz: int) -> Level:
        """The level behind a gain and its limiter at a sample rate."""
        excerpts = self._open_excerpts()
        heard = self._measure(excerpts, plan, sample_rate_hz)
        lufs = heard.integrated_lufs, self._track.level.integrated_lufs, excerpts.level.integrated_lufs
        if lufs[0] is None or lufs[1] is None or lufs[2] is None:
            return heard
        return Level(lufs[0] + lufs[1] - lufs[2], heard.peak_db)

    def _open_excerpts(self) -> Track:
        """The track itself when it is short."""
        if self._track.cut.duration_ms <= LONGEST_WHOLE_MS:
            return self._track
        with self._lock:
            if self._excerpts is None:
                self._excerpts = self._cut_excerpts()
            return self._excerpts

    def _cut_excerpts(self) -> Track:
        """Ten seconds each, spread evenly, as one short track."""
        path = self._folder / f"{self._track.path.stem}-excerpts.w64"
        period_ms = self._track.cut.duration_ms // EXCERPT_COUNT
        starts_ms = [self._track.cut.start_ms + number * period_ms for number in range(EXCERPT_COUNT)]
        excerpts = [Cut(start_ms, start_ms + 1000 * EXCERPT_S) for start_ms in starts_ms]
        measured = measure_taps(
            self._track.path,
            {"excerpts": lambda sound: sound},
            kept={"excerpts": path},
            cuts=[cut.input_options for cut in excerpts],
            time_limit_s=self._time_limit_s,
        )
        cut = Cut(0, 1000 * EXCERPT_COUNT * EXCERPT_S)
        return self._track.model_copy(update={"path": path, "level": measured.levels["excerpts"], "cut": cut})

    def _measure(self, track: Track, plan: GainPlan, sample_rate_hz: int) -> Level:
        def chain(sound: Stream) -> Stream:
            sound = chains.resample(sound, sample_rate_hz)  # without what that rate cannot have
            return chains.set_level(chains.resample(sound, chains.choose_limiter_rate(sample_rate_hz)), plan)

        cuts = [track.cut.input_options]
        return measure_taps(track.path, {"heard": chain}, cuts=cuts, time_limit_s=self._time_limit_s).levels["heard"]
