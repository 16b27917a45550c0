"""A second process draws the cards that the first would draw, and ends with it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from site_builder.building import drawing_ahead as module
from site_builder.building.drawing_ahead import LabelledCard, drawing_ahead
from site_builder.building.share_cards import draw_card, find_card, keep_card
from site_builder.rendering.share import ShareCard

LABEL = "Bài giải thích"


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> list[LabelledCard]:
    """Enough of them for a second process, on a machine that has room for one."""
    monkeypatch.setattr(module, "FEWEST", 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: {0, 1})
    return [(ShareCard("explainer", f"bai-{n}", f"Bài “{n}”", "Tiếng Luật"), LABEL) for n in range(3)]


def test_every_missing_card_is_drawn_as_the_first_process_would(cards: list[LabelledCard], tmp_path: Path) -> None:
    with drawing_ahead(cards, tmp_path) as process:
        assert process is not None
        assert process.wait() == 0
    assert [find_card(card, label, tmp_path).read_bytes() for card, label in cards] == [
        draw_card(card, label) for card, label in cards
    ]
    assert len(list(tmp_path.iterdir())) == len(cards)


def test_an_error_ends_the_process_and_leaves_whole_files_alone(cards: list[LabelledCard], tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), drawing_ahead(cards * 200, tmp_path) as process:
        raise RuntimeError
    assert process is not None
    assert process.poll() is not None
    for path in tmp_path.iterdir():
        assert path.read_bytes().endswith(b"\xff\xd9")


def test_few_cards_or_one_processor_need_no_second_process(
    cards: list[LabelledCard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for card, label in cards[:2]:
        keep_card(card, label, tmp_path)
    with drawing_ahead(cards, tmp_path) as process:
        assert process is None
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: {0})
    with drawing_ahead(cards, tmp_path / "leer") as process:
        assert process is None


def test_it_stops_when_nobody_waits_for_it_any_more(
    cards: list[LabelledCard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parents = iter([100, 100, 1])
    monkeypatch.setattr("os.getppid", lambda: next(parents))
    monkeypatch.setattr(sys, "argv", ["drawing_ahead", str(tmp_path)])
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([(asdict(card), label) for card, label in cards])))
    assert module.main() == 1
    assert len(list(tmp_path.iterdir())) == 1
