"""Where words lie in a spoken recording, whatever the voice reports of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.script import ScriptSentence
from media_pipeline.domain.speech_timeline import SpokenPart, Timeline, build_timeline

PRESET = SpeechPreset(
    lead_in_ms=200, sentence_pause_ms=300, paragraph_pause_ms=700, lead_out_ms=400, pitch=50, amplitude=100, word_gap=0
)
SENTENCES = [ScriptSentence("Xin chào.", 0), ScriptSentence("Ngày 30/6 – hết.", 0), ScriptSentence("Xong.", 1)]
PARTS = [
    SpokenPart(1000, ((0, 20), (4, 400))),
    SpokenPart(2000, ((0, 0), (5, 500), (8, 900), (12, 1500))),
    SpokenPart(500, ()),
]


def build() -> Timeline:
    return build_timeline(SENTENCES, PARTS, PRESET)


def test_sentences_follow_each_other_with_their_pauses() -> None:
    bounds = [(sentence.start_ms, sentence.end_ms) for sentence in build().timings.sentences]
    assert bounds == [(200, 1200), (1500, 3500), (4200, 4700)]
    assert build().pauses_ms == (200, 300, 700, 400)
    assert build().timings.duration_ms == 5100


def test_words_start_when_the_voice_says_so_and_end_with_the_next() -> None:
    words = build().timings.sentences[0].words
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [("Xin", 200, 600), ("chào.", 600, 1200)]


def test_a_word_that_the_voice_reads_as_several_is_one() -> None:
    words = build().timings.sentences[1].words
    assert [word.text for word in words] == ["Ngày", "30/6", "–", "hết."]
    assert (words[1].start_ms, words[3].start_ms) == (2000, 3000)


def test_a_sign_that_is_not_spoken_lies_between_its_neighbours() -> None:
    words = build().timings.sentences[1].words
    assert words[1].start_ms < words[2].start_ms < words[3].start_ms


@given(st.lists(st.tuples(st.integers(-5, 60), st.integers(-100, 5000)), max_size=12))
def test_words_fill_their_sentence_without_overlap_whatever_is_reported(reports: list[tuple[int, int]]) -> None:
    sentence = ScriptSentence("một hai ba bốn năm sáu", 0)
    (spoken,) = build_timeline([sentence], [SpokenPart(2000, tuple(reports))], PRESET).timings.sentences
    assert spoken.words[0].start_ms == spoken.start_ms
    assert spoken.words[-1].end_ms == spoken.end_ms
    for word, following in pairwise(spoken.words):
        assert word.start_ms <= word.end_ms == following.start_ms
