"""Which clips can be made."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from media_pipeline.domain.caption_layout import PLAYER_LIMITS
from media_pipeline.domain.clip_plan import ClipRequest, check_cut, plan_clip_cues
from media_pipeline.domain.webvtt import Cue
from media_pipeline.errors import CutError
from media_pipeline.presets.clip import load_clip_preset


@pytest.mark.parametrize(("start_ms", "end_ms"), [(0, 2_999), (0, 90_001), (9_000, 12_200), (5_000, 4_000)])
def test_a_cut_outside_of_the_recording_or_of_the_usual_length_is_refused(start_ms: int, end_ms: int) -> None:
    with pytest.raises(CutError):
        check_cut(start_ms, end_ms, 12_000 if end_ms < 90_000 else None, load_clip_preset())


@pytest.mark.parametrize(("start_ms", "end_ms"), [(0, 3_000), (2_000, 92_000), (8_000, 12_050)])
def test_a_cut_within_the_limits_is_taken(start_ms: int, end_ms: int) -> None:
    check_cut(start_ms, end_ms, 12_000 if end_ms < 90_000 else 100_000, load_clip_preset())


def test_a_preset_keeps_the_longest_clip_below_the_largest_file() -> None:
    preset = load_clip_preset()
    bits_per_second = preset.max_bit_rate_bps + preset.sound_bit_rate_bps
    assert bits_per_second * preset.longest_ms / 1000 / 8 < preset.max_size_bytes


def test_cues_are_cut_and_end_with_the_clip() -> None:
    cues = (Cue(0, 4_000, "Trước đó."), Cue(10_000, 14_800, "Trong đoạn."), Cue(14_900, 19_000, "Ngoài đoạn."))
    request = ClipRequest(PurePath("a.mp3"), 10_000, 15_000, "T", "S", cues)
    planned = plan_clip_cues(request, PLAYER_LIMITS)
    assert [cue.text for cue in planned] == ["Trong đoạn."]
    assert max(cue.end_ms for cue in planned) <= request.duration_ms
