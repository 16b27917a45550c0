"""The true peak of a sound, as ITU-R BS.1770-5 annex 2 has it: the highest peak of the sound at 192 kHz.

Most of a sound cannot hold its peak, and that shows in its samples: between them it is never higher than the highest
around times the sum of the interpolating filter's taps. Only the blocks that could be higher than what was found so far
are brought to 192 kHz, by the resampler with which ffmpeg's own meter works. The result is the same, but for a sound
that begins with a click: before it is silence here, as in a player, and the sound's own mirror image there.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

PEAK_RATE_HZ = 192_000
LARGEST_GAIN = 2.36
"""The sum of the taps' magnitudes, for the position between two samples where it is largest (2.352)."""
REACH = 16
"""So many samples before and behind a position have a part in what is there."""
_FORMAT = "flt"  # 32-bit floats: twice as fast as 64 bits, and right to a hundred thousandth of a decibel
_LEAST_BLOCK = 128
_BUFFERED_BLOCKS = 600
"""So many are looked at together; at 44.1 kHz two seconds."""

Samples = npt.NDArray[np.float64]


class TruePeakMeter:
    """Takes the samples of a sound piece by piece and knows their highest peak so far.

    Args:
        sample_rate_hz: of the sound.
        layout: of its channels, by ffmpeg's name.
        channel_count: of the layout.
    """

    def __init__(self, sample_rate_hz: int, layout: str, channel_count: int) -> None:
        common_hz = math.gcd(sample_rate_hz, PEAK_RATE_HZ)
        shortest = sample_rate_hz // common_hz  # every block begins at the same position between two samples of 192 kHz
        repeated = -(-_LEAST_BLOCK // shortest)
        self._sample_rate_hz, self._layout = sample_rate_hz, layout
        self._block = shortest * repeated * channel_count
        self._peak_block = PEAK_RATE_HZ // common_hz * repeated * channel_count
        self._reach = REACH * channel_count
        self._resampler = AudioResampler(_FORMAT, layout, PEAK_RATE_HZ)
        self._buffer = np.zeros(_BUFFERED_BLOCKS * self._block)
        self._magnitudes = np.empty_like(self._buffer)
        self._filled = 2 * self._block
        """The first block was looked at before, the second not yet; at the start both are silence."""
        self._dense = np.zeros(0, np.float32)
        """Samples at 192 kHz that do not fill a block yet."""
        self._is_asked = np.zeros(0, bool)
        """For each block on its way through the resampler, whether it counts or only stands beside one that does."""
        self._peak = 0.0

    def add(self, samples: Samples) -> None:
        """Take in samples, whose channels take turns."""
        while samples.size:
            taken = samples[: self._buffer.size - self._filled]
            self._buffer[self._filled : self._filled + taken.size] = taken
            self._filled += taken.size
            samples = samples[taken.size :]
            if self._filled == self._buffer.size:
                self._look()

    def finish(self) -> float:
        """The true peak of everything that was taken in, in dB below full scale; −inf for silence."""
        self._buffer[self._filled :] = 0
        self._look()
        self._buffer[self._filled :] = 0  # the last block was only a neighbour yet
        self._look()
        for frame in self._resampler.resample(None):
            self._take_dense(frame)
        return 20 * math.log10(self._peak) if self._peak > 0 else -math.inf

    def _look(self) -> None:
        """Bring to 192 kHz what could be higher, and keep the last two blocks: one to look at, and its neighbour."""
        blocks = self._buffer.reshape(-1, self._block)
        could_be_higher = self._find_high_blocks()
        if could_be_higher.any():
            needed = could_be_higher.copy()
            needed[:-1] |= could_be_higher[1:]
            needed[1:] |= could_be_higher[:-1]
            self._is_asked = np.concatenate([self._is_asked, could_be_higher[needed]])
            for frame in self._resampler.resample(self._build_frame(blocks[needed])):
                self._take_dense(frame)
        blocks[:2] = blocks[-2:].copy()
        self._filled = 2 * self._block

    def _find_high_blocks(self) -> npt.NDArray[np.bool_]:
        """For each block, whether its samples, or those within reach, allow for a higher peak; neighbours are not."""
        magnitudes = np.abs(self._buffer, out=self._magnitudes).reshape(-1, self._block)
        highest = magnitudes.max(axis=1)
        self._peak = max(self._peak, float(highest.max()))
        highest[1:] = np.maximum(highest[1:], magnitudes[:-1, -self._reach :].max(axis=1))
        highest[:-1] = np.maximum(highest[:-1], magnitudes[1:, : self._reach].max(axis=1))
        is_high: npt.NDArray[np.bool_] = highest * LARGEST_GAIN > self._peak
        is_high[[0, -1]] = False
        return is_high

    def _build_frame(self, blocks: Samples) -> AudioFrame:
        frame = AudioFrame.from_ndarray(blocks.astype(np.float32).reshape(1, -1), format=_FORMAT, layout=self._layout)
        frame.sample_rate = self._sample_rate_hz
        return frame

    def _take_dense(self, frame: AudioFrame) -> None:
        """Look at what has left the resampler."""
        dense = np.concatenate([self._dense, frame.to_ndarray()[0]])
        count = dense.size // self._peak_block
        blocks = dense[: count * self._peak_block].reshape(count, -1)
        peaks = np.maximum(blocks.max(axis=1), -blocks.min(axis=1))
        self._peak = max(self._peak, float(peaks.max(where=self._is_asked[:count], initial=0.0)))
        self._dense, self._is_asked = dense[blocks.size :], self._is_asked[count:]
