"""Chains of filters, heard."""

from __future__ import annotations

from pathlib import Path

import ffmpeg
import pytest

from media_pipeline.domain.loudness import GainPlan
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import run_ffmpeg
from tests.integration.media_pipeline.steps.samples import run

BEATS = "0.4*sin(2*PI*2900*t)+0.4*sin(2*PI*3100*t)+0.1*sin(2*PI*150*t)"
"""Few samples for each wave at 8 and at 16 kHz."""


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("gain_db", [-3.0, 9.0])
def test_a_ceiling_holds_between_the_samples_however_few_there_are(
    tmp_path: Path, rate_hz: int, gain_db: float
) -> None:
    run("-f", "lavfi", "-i", f"aevalsrc='{BEATS}':s={rate_hz}:d=2", "-c:a", "pcm_f32le", tmp_path / "a.wav")
    plan = GainPlan(gain_db, -2.0, is_limited=True)
    levelled = chains.set_level_between_samples(open_input(tmp_path / "a.wav").audio, plan, rate_hz)
    run_ffmpeg(ffmpeg.get_args(levelled.output(str(tmp_path / "b.wav"), acodec="pcm_f32le")))
    assert measure_file(tmp_path / "b.wav").peak_db < -2.0 + 0.5
