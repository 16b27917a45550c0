"""The chime that bulletins begin with."""

from __future__ import annotations

import io
import wave
from array import array

import pytest

from media_pipeline.domain.chime import DURATION_S, NOTES, PEAK, SAMPLE_RATE_HZ, build_chime


@pytest.fixture(scope="module")
def samples() -> array[int]:
    with wave.open(io.BytesIO(build_chime())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLE_RATE_HZ)
        return array("h", file.readframes(file.getnframes()))


def test_it_is_as_long_and_as_loud_as_it_should_be(samples: array[int]) -> None:
    assert len(samples) == round(DURATION_S * SAMPLE_RATE_HZ)
    assert max(map(abs, samples)) == pytest.approx(PEAK * 32767, abs=1)


def test_it_begins_and_ends_in_silence(samples: array[int]) -> None:
    assert not any(samples[: round(NOTES[0][0] * SAMPLE_RATE_HZ)])
    assert max(map(abs, samples[-100:])) < 50


def test_each_note_is_struck(samples: array[int]) -> None:
    for start_s, _pitch_hz in NOTES:
        struck = round(start_s * SAMPLE_RATE_HZ)
        before, after = samples[max(0, struck - 441) : struck], samples[struck : struck + 441]
        assert max(map(abs, after)) > 1.5 * max(map(abs, before))
