"""The golden table: every master of every kind of source is as loud, as high, as long and as wide as promised.

What was measured is measured again by a second meter for short sources. `make test` tries a sample of the table,
`make test-all` the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from media_pipeline.domain.presets import AudioPreset
from media_pipeline.domain.probe import Probe, SoundStream
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import Rendition
from media_pipeline.presets import load_audio_presets
from media_pipeline.steps.audio import make_audio
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest
from tests.integration.media_pipeline.steps.golden import SOURCES, Source
from tests.integration.media_pipeline.steps.loudness_meter import measure
from tests.integration.media_pipeline.steps.probed_origin import ProbedOrigin, find_file

PRESETS = {preset.name: preset for preset in load_audio_presets()}
DURATION_TOLERANCE_MS = 50
METER_DIFFERENCE_LU = 0.2
METER_DIFFERENCE_DB = 0.3
LONGEST_SECOND_METER_MS = 60_000
"""The second meter holds a whole file in memory."""


def list_cases() -> Iterator[object]:
    for source in SOURCES:
        yield pytest.param(source, id=source.name, marks=() if source.is_sampled else pytest.mark.exhaustive)


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len({source.name for source in SOURCES}) >= 40
    assert any(source.is_sampled for source in SOURCES)


@pytest.mark.parametrize("source", list(list_cases()))
def test_every_master_of_every_source_is_right(source: Source, tmp_path: Path) -> None:
    path = source.write(tmp_path)
    probe = probe_media(path, SourceLimits())
    newsroom = Newsroom(tmp_path)
    made = {
        rendition.preset: rendition
        for rendition in make_audio(newsroom.build_context(build_manifest(), ProbedOrigin(path)))
    }
    assert list(made) == list(PRESETS)
    for name, rendition in made.items():
        check_master(source, probe, PRESETS[name], rendition, find_file(newsroom, rendition.path))


def check_master(source: Source, probe: Probe, preset: AudioPreset, rendition: Rendition, path: Path) -> None:
    """Duration, rate, channels, loudness and peak of one file."""
    assert probe.sound is not None
    sound = probe_media(path, SourceLimits()).sound
    assert sound is not None
    wanted_ms = source.duration_ms or probe.sound.duration_ms
    assert sound.duration_ms == pytest.approx(wanted_ms, abs=DURATION_TOLERANCE_MS)
    check_not_upsampled(probe.sound, sound, preset, path)
    if not source.is_measurable:
        assert rendition.integrated_lufs is None
        return
    target = preset.loudness
    assert rendition.integrated_lufs == pytest.approx(target.integrated_lufs, abs=target.tolerance_lu)
    assert rendition.true_peak_dbtp is not None
    assert rendition.true_peak_dbtp <= target.true_peak_dbtp
    if sound.duration_ms <= LONGEST_SECOND_METER_MS:
        reading = measure(path, sound.channel_count)
        assert reading.lufs == pytest.approx(target.integrated_lufs, abs=target.tolerance_lu + METER_DIFFERENCE_LU)
        assert reading.true_peak_dbtp <= target.true_peak_dbtp + METER_DIFFERENCE_DB


def check_not_upsampled(source: SoundStream, made: SoundStream, preset: AudioPreset, path: Path) -> None:
    """No more samples and channels than the source has, or than the slowest player asks for."""
    rate_hz = read_opus_rate(path) if made.codec == "opus" else made.sample_rate_hz
    assert rate_hz <= max(source.sample_rate_hz, min(preset.rates_bps))
    assert made.channel_count <= min(source.channel_count, 2)


def read_opus_rate(path: Path) -> int:
    """What the encoder was given; every player gets 48 kHz."""
    head = path.read_bytes()[:200]
    start = head.index(b"OpusHead") + 12
    return int.from_bytes(head[start : start + 4], "little")
