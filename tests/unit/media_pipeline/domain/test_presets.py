"""Rates of the masters, and tones for slow recordings."""

from __future__ import annotations

import pytest

from media_pipeline.presets import load_audio_presets

PRESETS = {preset.name: preset for preset in load_audio_presets()}


@pytest.mark.parametrize(
    ("preset", "source_hz", "expected"),
    [
        ("podcast-mp3", 192_000, (44_100, 128_000)),
        ("podcast-mp3", 48_000, (44_100, 128_000)),
        ("podcast-mp3", 22_050, (22_050, 64_000)),
        ("podcast-mp3", 8_000, (16_000, 48_000)),
        ("web-aac", 8_000, (8_000, 24_000)),
        ("web-opus", 44_100, (24_000, 24_000)),
        ("web-opus", 48_000, (24_000, 24_000)),
        ("loudspeaker-mp3", 16_000, (24_000, 64_000)),
        ("loudspeaker-mp3", 44_100, (44_100, 128_000)),
        ("loudspeaker-mp3-24khz", 48_000, (24_000, 48_000)),
        ("clip-bed", 96_000, (48_000, 160_000)),
    ],
)
def test_a_master_has_no_more_samples_than_its_source_or_its_players_need(
    preset: str, source_hz: int, expected: tuple[int, int]
) -> None:
    assert PRESETS[preset].choose_rate(source_hz) == expected


def test_every_loudness_of_the_presets_is_the_promised_one() -> None:
    promised = {
        name: (preset.loudness.integrated_lufs, preset.loudness.true_peak_dbtp) for name, preset in PRESETS.items()
    }
    assert promised == {
        "podcast-mp3": (-16, -1),
        "web-aac": (-16, -1),
        "web-opus": (-16, -1),
        "loudspeaker-mp3": (-15, -1.5),
        "loudspeaker-mp3-24khz": (-15, -1.5),
        "clip-bed": (-14, -1),
    }


def test_what_a_slow_recording_cannot_have_is_not_cut() -> None:
    tone = PRESETS["loudspeaker-mp3"].tone
    assert tone is not None
    assert tone.fit(44_100) == tone
    assert tone.fit(8_000).low_pass_hz is None
    assert tone.fit(8_000).high_pass_hz == tone.high_pass_hz
