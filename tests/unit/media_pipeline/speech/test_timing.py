"""Words get their times from the voice's events, without gaps and without overlap."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.speech.timing import time_sentence


@dataclass(frozen=True)
class Event:
    position: int
    start_ms: int


def test_each_word_begins_with_its_event_and_ends_with_the_next() -> None:
    sentence = time_sentence("Xin chào.", 0, [Event(0, 0), Event(4, 300)], start_ms=1000, duration_ms=800)
    assert [(word.text, word.start_ms, word.end_ms) for word in sentence.words] == [
        ("Xin", 1000, 1300),
        ("chào.", 1300, 1800),
    ]


def test_a_dash_takes_no_time_and_a_number_begins_with_its_first_word() -> None:
    events = [Event(0, 0), Event(6, 400), Event(6, 700)]
    sentence = time_sentence("Gọi — 113", 0, events, start_ms=0, duration_ms=1000)
    assert [(word.text, word.start_ms, word.end_ms) for word in sentence.words] == [
        ("Gọi", 0, 400),
        ("—", 400, 400),
        ("113", 400, 1000),
    ]


@given(
    st.lists(st.sampled_from(["một", "—", "113", "ba."]), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5000)), max_size=10),
    st.integers(0, 5000),
)
def test_words_follow_each_other_within_their_sentence(
    words: list[str], events: list[tuple[int, int]], duration_ms: int
) -> None:
    sentence = time_sentence(
        " ".join(words), 0, [Event(*event) for event in events], start_ms=100, duration_ms=duration_ms
    )
    assert [word.text for word in sentence.words] == words
    assert sentence.words[-1].end_ms == sentence.end_ms == 100 + duration_ms
    for word, following in zip(sentence.words, sentence.words[1:], strict=False):
        assert 100 <= word.start_ms <= word.end_ms == following.start_ms
