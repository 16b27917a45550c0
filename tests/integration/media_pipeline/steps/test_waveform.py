"""The waveform of real recordings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from media_pipeline.domain.peaks import MOST_PEAKS, compute_bars
from media_pipeline.ffmpeg.peaks import SAMPLE_RATE_HZ, measure_peaks
from media_pipeline.manifest import RenditionRole
from media_pipeline.steps.waveform import make_waveform
from tests.integration.media_pipeline.steps import samples
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest
from tests.integration.media_pipeline.steps.probed_origin import ProbedOrigin


def test_a_recording_gets_peaks_and_a_small_picture(tmp_path: Path) -> None:
    samples.write_speech_like(tmp_path / "a.wav", 4)
    newsroom = Newsroom(tmp_path)
    context = newsroom.build_context(build_manifest(), ProbedOrigin(tmp_path / "a.wav"))
    svg, peaks = make_waveform(context)
    assert {svg.role, peaks.role} == {RenditionRole.WAVEFORM}
    assert (svg.media_type, peaks.media_type) == ("image/svg+xml", "application/json")
    assert max(svg.size_bytes, peaks.size_bytes) < 12_000
    document = json.loads(newsroom.read(peaks))
    assert document["length"] <= MOST_PEAKS
    assert document["length"] * document["samples_per_pixel"] == pytest.approx(4 * document["sample_rate"], rel=0.02)
    assert len(document["data"]) == 2 * document["length"]
    assert [path.name for path in context.workdir.iterdir() if not path.name.startswith("prepared-")] == []


def test_what_is_louder_is_drawn_higher(tmp_path: Path) -> None:
    samples.write_speech_like(tmp_path / "a.wav", 4)
    bars = compute_bars(measure_peaks(tmp_path / "a.wav", tmp_path), 10)
    assert max(bars[:5]) == pytest.approx(0.5, abs=0.1)
    assert max(bars[5:]) == 1.0


def test_a_part_is_measured_alone(tmp_path: Path) -> None:
    samples.write_speech_like(tmp_path / "a.wav", 4)
    loud = measure_peaks(tmp_path / "a.wav", tmp_path, start_ms=2_000, duration_ms=1_000)
    quiet = measure_peaks(tmp_path / "a.wav", tmp_path, duration_ms=1_000)
    assert max(loud.highest) > 1.5 * max(quiet.highest)
    assert len(loud.highest) * loud.samples_per_peak == pytest.approx(SAMPLE_RATE_HZ, rel=0.02)


def test_the_sounds_of_a_film_are_taken(tmp_path: Path) -> None:
    samples.write_film(tmp_path / "a.mp4", duration_s=1)
    assert max(measure_peaks(tmp_path / "a.mp4", tmp_path).highest) > 10
