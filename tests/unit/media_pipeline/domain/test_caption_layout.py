"""Words with times become cues that can be read."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from media_pipeline.domain.caption_layout import PLAYER_LIMITS, CueLimits, Word, break_lines, build_cues
from media_pipeline.domain.webvtt import Cue

NOTICE = (
    "Từ ngày 1 tháng 7, ai thuê nhà, ở trọ từ 30 ngày trở lên phải đăng ký tạm trú tại Công an phường, theo Điều 27 "
    "Luật Cư trú. Bà con mang theo căn cước, hợp đồng thuê nhà và tờ khai mẫu CT01. Xin cảm ơn bà con."
)


def speak(text: str, *, pause_ms: int = 500) -> list[Word]:
    """The words of a text at a calm pace."""
    words, time_ms = [], 0
    for word in text.split():
        length_ms = 180 + 30 * len(word)
        words.append(Word(word, time_ms, time_ms + length_ms))
        time_ms += length_ms + (pause_ms if word.endswith((".", "!", "?")) else 0)
    return words


spoken = st.lists(
    st.tuples(st.text("aăâbđêơưẫở,.", min_size=1, max_size=14), st.integers(20, 900), st.integers(0, 2_500)),
    min_size=1,
    max_size=60,
)


@given(spoken)
def test_cues_say_every_word_once_within_the_limits(steps: list[tuple[str, int, int]]) -> None:
    words, time_ms = [], 0
    for text, length_ms, pause_ms in steps:
        words.append(Word(text, time_ms, time_ms + length_ms))
        time_ms += length_ms + pause_ms
    cues = build_cues(words)
    assert " ".join(cue.text for cue in cues).split() == [word.text for word in words]
    for cue in cues:
        lines = cue.text.split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= PLAYER_LIMITS.line_width for line in lines)
    assert all(cue.start_ms < cue.end_ms for cue in cues)
    assert all(cue.end_ms <= after.start_ms for cue, after in pairwise(cues))


def test_a_calm_voice_is_never_faster_than_can_be_read() -> None:
    for cue in build_cues(speak(NOTICE)):
        assert len(cue.text) / (cue.end_ms - cue.start_ms) * 1000 <= PLAYER_LIMITS.fastest_cps


def test_a_short_last_cue_stays_long_enough_to_be_read() -> None:
    (cue,) = build_cues([Word("Xin", 0, 100), Word("chào", 100, 200), Word("bà", 200, 300), Word("con.", 300, 400)])
    assert cue == Cue(0, 1_000, "Xin chào bà con.")


def test_sentences_are_not_run_together() -> None:
    cues = build_cues(speak(NOTICE))
    assert [cue.text for cue in cues if "." in cue.text[:-1]] == []
    assert cues[-1].text == "Xin cảm ơn bà con."


def test_a_number_stays_with_what_it_counts() -> None:
    text = "\n".join(cue.text for cue in build_cues(speak(NOTICE)))
    for pair in ("30 ngày", "Điều 27", "tháng 7"):
        assert pair in text


def test_a_narrow_picture_gets_shorter_lines() -> None:
    limits = CueLimits(line_width=200, measure=lambda line: 10 * len(line))
    lines = [line for cue in build_cues(speak(NOTICE), limits) for line in cue.text.split("\n")]
    assert max(len(line) for line in lines) <= 20


def test_a_longer_piece_is_spread_over_its_words() -> None:
    cues = build_cues([Cue(1_000, 21_000, NOTICE)])
    assert len(cues) > 3
    assert cues[0].start_ms == 1_000
    assert cues[-1].end_ms == 21_000


def test_nothing_spoken_gives_no_cues() -> None:
    assert build_cues([]) == ()


def test_a_name_is_not_cut_when_there_is_another_place() -> None:
    words = "Mời bà con ở tổ dân phố Hải An nghe bản tin hôm nay nhé".split()  # noqa: SIM905
    assert break_lines(words) == "Mời bà con ở tổ dân phố Hải An\nnghe bản tin hôm nay nhé"
