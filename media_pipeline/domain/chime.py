"""The chime that tells listeners that a bulletin begins: three notes of a bell, computed here, so that nobody owns it.

Its partials lie between 500 Hz and 4 kHz, where horn loudspeakers are loud. Pure.
"""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array

SAMPLE_RATE_HZ = 44_100
DURATION_S = 3.6
NOTES = ((0.1, 659.26), (0.75, 783.99), (1.4, 1046.5))
"""When each note is struck, in seconds, and its pitch in Hz: e², g², c³."""
PARTIALS = ((1.0, 1.0, 0.9), (2.0, 0.45, 0.5), (2.76, 0.2, 0.25))
"""Of a bar that is struck: frequency and strength against the note's own, and the seconds in which it fades to 1/e."""
PEAK = 0.5
"""Of full scale."""
_ATTACK_S = 0.004
"""A note begins softly enough not to click."""


def build_chime() -> bytes:
    """The chime as a WAV file: mono, 16 bit."""
    sound = [0.0] * round(DURATION_S * SAMPLE_RATE_HZ)
    for start_s, pitch_hz in NOTES:
        _strike(sound, round(start_s * SAMPLE_RATE_HZ), pitch_hz)
    scale = PEAK * 32767 / max(map(abs, sound))
    fade_samples = SAMPLE_RATE_HZ // 5
    for step in range(fade_samples):
        sound[-1 - step] *= step / fade_samples
    return _write_wav(array("h", (round(sample * scale) for sample in sound)))


def _strike(sound: list[float], start: int, pitch_hz: float) -> None:
    for position in range(start, len(sound)):
        at_s = (position - start) / SAMPLE_RATE_HZ
        rise = min(at_s / _ATTACK_S, 1.0)
        sound[position] += rise * sum(
            strength * math.exp(-at_s / fade_s) * math.sin(2 * math.pi * ratio * pitch_hz * at_s)
            for ratio, strength, fade_s in PARTIALS
        )


def _write_wav(samples: array[int]) -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(samples.tobytes())
    return buffer.getvalue()
