"""Chains of audio filters, as values: mix, tone, gain and limiter. Each is a function from stream to stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import ffmpeg

from media_pipeline.domain.loudness import GainPlan
from media_pipeline.domain.presets import Tone

Stream: TypeAlias = ffmpeg.nodes.FilterableStream

ROTATION_STAGES = 6
ROTATION_Q = 0.5
"""Six broad all-pass filters, one after the other. Tried on the built-in voice and on a person's, from 100 to 1000 Hz,
2 to 6 stages, Q 0.5 to 1.2: these take most from the peaks (3.3 and 1.6 dB) and delay nothing by more than 10 ms."""

FADE_IN_S = 0.005
"""A recording that begins amid a sound would begin with a click, of which a codec makes a louder one."""

LIMITER_RATE_HZ = 44_100
"""A limiter works on so many samples a second or more: of speech at 24 kHz it left peaks 2.5 dB above its ceiling, with
twice as many 0.7 dB."""

SHORTEST_GAP_S = 0.01
"""What is shorter may be the rounding of a container's clock."""


def align(stream: Stream) -> Stream:
    """Silence where a recorder left gaps or began late, so that every sound stays at its time.

    Gaps shorter than a tenth of a second add up as well: a film that was joined from pieces has one at each joint. From
    here on the sound is in 32-bit floats: filters of 16-bit samples would cut off what rises above full scale.
    """
    return stream.filter("aresample", first_pts=0, min_hard_comp=SHORTEST_GAP_S, osf="fltp", **{"async": 1})


def mix(stream: Stream, layout: str, only_channel: int | None = None) -> Stream:
    """Bring a sound to `mono` or `stereo`; with `only_channel`, take that one for all (the others are dead)."""
    if only_channel is not None:
        sources = "|".join([str(only_channel)] * _COUNTS[layout])
        return stream.filter("channelmap", map=sources, channel_layout=layout)
    return stream.filter("aformat", channel_layouts=layout)


_COUNTS = {"mono": 1, "stereo": 2}


def shape(stream: Stream, tone: Tone, gain_db: float = 0.0) -> Stream:
    """Cut, soften and even out, and begin without a click."""
    return fade_in(colour(stream, tone, gain_db))


def fade_in(stream: Stream) -> Stream:
    """Begin without a click."""
    return stream.filter("afade", t="in", d=FADE_IN_S)


def colour(stream: Stream, tone: Tone, gain_db: float = 0.0) -> Stream:
    """Cut, soften and even out; the gain comes first, so that a compressor meets the level that it is made for."""
    if gain_db:
        stream = stream.filter("volume", f"{gain_db}dB", precision="double")
    stream = stream.filter("highpass", f=tone.high_pass_hz)
    if tone.low_pass_hz is not None:
        stream = stream.filter("lowpass", f=tone.low_pass_hz)
    if tone.phase_rotation_hz is not None:
        for _stage in range(ROTATION_STAGES):
            stream = stream.filter("allpass", f=tone.phase_rotation_hz, t="q", w=ROTATION_Q)
    if tone.deess_intensity is not None:
        stream = stream.filter("deesser", i=tone.deess_intensity)
    if tone.compressor is not None:
        stream = stream.filter(
            "acompressor",
            threshold=f"{tone.compressor.threshold_dbfs}dB",
            ratio=tone.compressor.ratio,
            attack=tone.compressor.attack_ms,
            release=tone.compressor.release_ms,
        )
    return stream


def resample(stream: Stream, sample_rate_hz: int) -> Stream:
    """Bring a sound to a sample rate, before the limiter: a limiter's peaks would not outlive it."""
    return stream.filter("aresample", sample_rate_hz)


def set_level_between_samples(stream: Stream, plan: GainPlan, sample_rate_hz: int) -> Stream:
    """Apply a gain and hold the ceiling for a sound of that sample rate, also where it has few samples a second.

    A limiter sees samples only, and what lies between two of them is the higher, the fewer they are.
    """
    limiter_hz = choose_limiter_rate(sample_rate_hz)
    if limiter_hz == sample_rate_hz or not plan.is_limited:
        return set_level(stream, plan)
    return resample(set_level(resample(stream, limiter_hz), plan), sample_rate_hz)


def choose_limiter_rate(sample_rate_hz: int) -> int:
    """The sample rate at which a limiter works on a sound of that rate: a multiple, which is reached quickly."""
    return sample_rate_hz * -(-LIMITER_RATE_HZ // sample_rate_hz)


def set_level(stream: Stream, plan: GainPlan) -> Stream:
    """Apply a gain and hold the ceiling."""
    stream = stream.filter("volume", f"{plan.gain_db}dB", precision="double")
    if not plan.is_limited:
        return stream
    return stream.filter(
        "alimiter",
        limit=f"{plan.ceiling_dbfs}dB",
        level="false",  # no gain of its own
        latency="true",  # what it looks ahead is no delay
        attack=5,  # ms
        release=50,  # ms
    )


Chain: TypeAlias = Callable[[Stream], Stream]
"""Adds filters to an audio stream."""
