"""Figures of the diary."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.broadcasts.play_counts import Count, DiaryLine, count_plays


def make_line(session: str = "s", entry: str = "e", was_played: bool = True, **values: str) -> DiaryLine:
    names = {"broadcast_class": "normal", "topic": "Cư trú", "cluster": "Tổ 1"}
    return DiaryLine(session=session, entry=entry, was_played=was_played, **names | values)


def test_nothing_noted_is_nothing_counted() -> None:
    counts = count_plays([])
    assert (counts.total.total, counts.classes, counts.topics, counts.clusters) == (0, (), (), ())


def test_a_broadcast_is_complete_partial_or_missed() -> None:
    lines = [
        *(make_line("1", cluster=cluster) for cluster in ("Tổ 1", "Tổ 2")),
        make_line("2", cluster="Tổ 1"),
        make_line("2", cluster="Tổ 2", was_played=False),
        *(make_line("3", cluster=cluster, was_played=False) for cluster in ("Tổ 1", "Tổ 2")),
    ]
    counts = count_plays(lines)
    assert counts.total == Count("", complete=1, partial=1, missed=1)
    assert counts.clusters == (Count("Tổ 1", 2, 0, 1), Count("Tổ 2", 1, 0, 2))


def test_classes_and_topics_are_counted_apart() -> None:
    lines = [
        make_line("1", "a", broadcast_class="priority", topic="Cư trú"),
        make_line("1", "b", topic="Đất đai"),
        make_line("2", "b", topic="Đất đai", was_played=False),
    ]
    counts = count_plays(lines)
    assert counts.classes == (Count("priority", 1, 0, 0), Count("normal", 1, 0, 1))
    assert counts.topics == (Count("Cư trú", 1, 0, 0), Count("Đất đai", 1, 0, 1))


LINES = st.builds(
    DiaryLine,
    session=st.sampled_from("123"),
    entry=st.sampled_from("ab"),
    broadcast_class=st.sampled_from(["normal", "priority"]),
    topic=st.sampled_from(["", "Cư trú"]),
    cluster=st.sampled_from(["", "Tổ 1", "Tổ 2"]),
    was_played=st.booleans(),
)


@given(st.lists(LINES, max_size=20))
def test_every_broadcast_is_counted_once(lines: list[DiaryLine]) -> None:
    counts = count_plays(lines)
    assert counts.total.total == len({(line.session, line.entry) for line in lines})
    for name in {line.cluster for line in lines}:
        of_cluster = {(line.session, line.entry) for line in lines if line.cluster == name}
        assert next(count for count in counts.clusters if count.name == name).total == len(of_cluster)
    assert all(count.partial == 0 or len(lines) > 1 for count in counts.classes)
