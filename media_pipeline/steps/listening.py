"""How loud a sound would be behind a gain and a limiter, without encoding it.

A limiter's loss is much the same all over a recording, so of a long one excerpts are listened to; what they lose is
taken off the loudness of the whole. The finished file is measured in any case.
"""

from __future__ import annotations

import functools

from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.loudness import measure_taps, suit_meter
from media_pipeline.steps.preparation import Track

EXCERPT_COUNT, EXCERPT_S = 12, 10
LONGEST_WHOLE_MS = 2 * 1000 * EXCERPT_COUNT * EXCERPT_S
"""A recording that is shorter is listened to as a whole."""


class Listener:
    """Hears a track as a master of a sample rate would sound."""

    def __init__(self, track: Track, sample_rate_hz: int, *, time_limit_s: float) -> None:
        self._track, self._rate_hz, self._time_limit_s = track, sample_rate_hz, time_limit_s

    def hear(self, plan: GainPlan) -> Level:
        """The level behind a gain and its limiter."""
        if self._track.cut.duration_ms <= LONGEST_WHOLE_MS:
            return self._measure(plan)
        heard, whole, plain = self._measure(plan), self._track.level, self._plain_excerpts
        if None in (heard.integrated_lufs, whole.integrated_lufs, plain.integrated_lufs):
            return heard
        gained_lu = (heard.integrated_lufs or 0.0) - (plain.integrated_lufs or 0.0)
        return Level((whole.integrated_lufs or 0.0) + gained_lu, heard.peak_db)

    @functools.cached_property
    def _plain_excerpts(self) -> Level:
        return self._measure(GainPlan(0.0, 0.0, is_limited=False))

    def _measure(self, plan: GainPlan) -> Level:
        def chain(stream: Stream) -> Stream:
            if self._track.cut.duration_ms > LONGEST_WHOLE_MS:
                period_s = self._track.cut.duration_ms / 1000 / EXCERPT_COUNT
                stream = stream.filter("aselect", f"lt(mod(t,{period_s}),{EXCERPT_S})")
            return suit_meter(chains.set_level(chains.resample(stream, self._rate_hz), plan), self._rate_hz)

        taps, cut = {"heard": chain}, self._track.cut.input_options
        return measure_taps(self._track.path, taps, cut=cut, time_limit_s=self._time_limit_s).levels["heard"]
