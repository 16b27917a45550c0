"""What an operator sets of voices, and what they say of themselves."""

from __future__ import annotations

import pytest

from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.script import split_script
from media_pipeline.domain.voices import NOTICE, NoticePlace, SpeechSettings, add_notice

PRESET = SpeechPreset(
    lead_in_ms=200, sentence_pause_ms=300, paragraph_pause_ms=700, lead_out_ms=400, pitch=50, amplitude=100, word_gap=0
)


def test_pauses_that_are_not_set_stay_those_of_the_preset() -> None:
    assert SpeechSettings().choose_pauses(PRESET) == PRESET
    chosen = SpeechSettings(comma_pause_ms=0, paragraph_pause_ms=900).choose_pauses(PRESET)
    assert (chosen.comma_pause_ms, chosen.sentence_pause_ms, chosen.paragraph_pause_ms) == (0, 300, 900)


def test_a_pause_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="sentence_pause_ms"):
        SpeechSettings(sentence_pause_ms=-1).choose_pauses(PRESET)


def test_the_notice_is_a_paragraph_of_its_own_at_the_place_that_is_set() -> None:
    script = "Xin chào bà con\n"
    spoken = {
        place: [(found.text, found.paragraph) for found in split_script(add_notice(script, place))]
        for place in NoticePlace
    }
    assert spoken[NoticePlace.NOWHERE] == [("Xin chào bà con", 0)]
    assert spoken[NoticePlace.START] == [(NOTICE, 0), ("Xin chào bà con", 1)]
    assert spoken[NoticePlace.END] == [("Xin chào bà con", 0), (NOTICE, 1)]
