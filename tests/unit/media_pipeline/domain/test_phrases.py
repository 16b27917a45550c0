"""Sentences cut at their commas, and what was made of the pieces put together again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.phrases import join_parts, list_silences, split_phrases
from media_pipeline.domain.script import ScriptSentence, split_script
from media_pipeline.domain.speech_timeline import SpokenPart

CUT = [
    ("Xin chào bà con.", ["Xin chào bà con."]),
    ("Ai thuê nhà, thuê phòng, phải khai báo.", ["Ai thuê nhà,", "thuê phòng,", "phải khai báo."]),
    ("Gồm hai phần: đơn; giấy tờ.", ["Gồm hai phần:", "đơn;", "giấy tờ."]),
    ("Phí 3,5 triệu lúc 17:00 thôi.", ["Phí 3,5 triệu lúc 17:00 thôi."]),
    ("Ông nói “chào bà con,” rồi đi.", ["Ông nói “chào bà con,”", "rồi đi."]),
    ("Xin chào, –, bà con, …", ["Xin chào, –,", "bà con, …"]),
    ("–, xin chào", ["–, xin chào"]),
    ("Xong,", ["Xong,"]),
]


@pytest.mark.parametrize(("text", "pieces"), CUT)
def test_a_sentence_is_cut_where_a_speaker_pauses(text: str, pieces: list[str]) -> None:
    assert [phrase.text for phrase in split_phrases([ScriptSentence(text, 0)], at_commas=True)] == pieces


def test_sentences_stay_whole_while_the_voice_pauses_as_it_likes() -> None:
    sentences = split_script("Ai thuê nhà, thuê phòng.\n\nHết, nhé.")
    phrases = split_phrases(sentences, at_commas=False)
    assert [(phrase.text, phrase.sentence, phrase.offset) for phrase in phrases] == [
        ("Ai thuê nhà, thuê phòng.", 0, 0),
        ("Hết, nhé.", 1, 0),
    ]


def test_words_keep_their_places_and_get_the_time_of_the_whole() -> None:
    phrases = split_phrases([ScriptSentence("Một hai, ba.", 0), ScriptSentence("Bốn.", 0)], at_commas=True)
    parts = [SpokenPart(500, ((0, 10), (4, 250))), SpokenPart(300, ((0, 20),)), SpokenPart(200, ())]
    assert join_parts(phrases, parts, 400) == [
        SpokenPart(1200, ((0, 10), (4, 250), (9, 900), (9, 920))),
        SpokenPart(200, ()),
    ]
    assert list_silences(phrases, (200, 350, 300), 400) == [200, 400, 350, 300]


@given(st.lists(st.sampled_from(["một", "hai,", "ba;", "–", "–,", "bốn.”", "…,", "5:"]), min_size=1, max_size=12))
def test_pieces_make_up_their_sentence_and_each_is_spoken(words: list[str]) -> None:
    sentence = ScriptSentence(" ".join([*words, "hết."]), 0)
    phrases = split_phrases([sentence], at_commas=True)
    assert " ".join(phrase.text for phrase in phrases) == sentence.text
    assert all(any(letter.isalnum() for letter in phrase.text) for phrase in phrases)
    assert all(sentence.text[phrase.offset :].startswith(phrase.text) for phrase in phrases)
    assert all(before.offset < after.offset for before, after in pairwise(phrases))
