"""Questions of a pathway: what is wrong with them is named, and what was answered is true whichever way one came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.pathways import (
    Answered,
    Pathway,
    Step,
    Way,
    build_step_address,
    iter_faults,
    read_steps,
)
from site_builder.documents.store import parse_document, serialise_document
from site_builder.errors import DocumentError
from tests.unit.site_builder.documents.samples import make_document

PATH = Path("pathway/den-o.md")


def build_choice(label: str, next: str = "", page: str = "") -> BlockValue:
    return build_block("choice", label=label, next=next, page=page)


def build_ask(name: str, *choices: BlockValue) -> BlockValue:
    return build_block("ask", question=f"{name.capitalize()}?", name=name, choices=choices)


def build_result(name: str) -> BlockValue:
    return build_block("result", title=f"{name.capitalize()}.", name=name)


SOUND = (
    build_block("text", body="Trước khi hỏi."),
    build_ask("ai đến", build_choice("Tôi", "ở bao lâu"), build_choice("Khách", "báo lưu trú")),
    build_ask(
        "ở bao lâu",
        build_choice("Vài hôm", "báo lưu trú"),
        build_choice("Lâu", page="explainer/tam-tru"),
        build_choice("Chưa có bài"),
    ),
    build_result("báo lưu trú"),
)


def list_sentences(*blocks: BlockValue, needs_ends: bool = False) -> list[tuple[int, str, int | None, str]]:
    faults = iter_faults(read_steps(blocks), needs_ends=needs_ends)
    return [(fault.index, fault.field, fault.choice, fault.sentence) for fault in faults]


def test_sound_questions_have_no_fault_and_come_back_from_their_file() -> None:
    document = make_document("pathway/den-o", *SOUND)
    text = serialise_document(document)
    assert list_sentences(*SOUND) == []
    assert parse_document(text, path=PATH) == document
    assert "    name: ở bao lâu\n" in text
    assert "/// choice | Lâu\n    page: explainer/tam-tru\n///" in text


def test_whoever_writes_is_told_of_a_choice_that_leads_nowhere() -> None:
    ((index, field, choice, sentence),) = list_sentences(*SOUND, needs_ends=True)
    assert (index, field, choice) == (2, "next", 2)
    assert "Chưa có bài" in sentence and "Ở bao lâu?" in sentence


FAULTY = [
    (
        [build_ask("a", build_choice("x", "không có")), build_result("báo phường")],
        (0, "next", 0),
        ["x", "A?", "không có", ": báo phường."],
    ),
    ([build_ask("a", build_choice("x", "b", "page/c")), build_result("b")], (0, "next", 0), ["x", "A?"]),
    ([build_ask("a", build_choice("x", "b")), build_result("b"), build_result("B!")], (2, "name", None), ["B.", "B!"]),
    ([build_ask("!?", build_choice("x"))], (0, "name", None), ["!??"]),
    ([build_ask("a", build_choice("x")), build_result("b")], (1, "name", None), ["B.", "«b»", "A?"]),
    ([build_ask("a", build_choice("x", "a"))], (0, "next", 0), ["x", "A?"]),
    (
        [build_ask("a", build_choice("x", "b")), build_ask("b", build_choice("y"), build_choice("z", "a"))],
        (0, "next", 0),
        ["x", "A?"],
    ),
]


@pytest.mark.parametrize(("blocks", "place", "words"), FAULTY)
def test_a_fault_stands_at_its_question_and_names_it(
    blocks: list[BlockValue], place: tuple[int, str, int | None], words: list[str]
) -> None:
    found = list_sentences(*blocks)
    assert [each[:3] for each in found] == [place]
    assert [word for word in words if word not in found[0][3]] == []


def test_a_file_with_a_fault_is_told_by_its_line() -> None:
    body = [SOUND[1], build_ask("ở bao lâu", build_choice("Lâu", "đâu đó")), build_result("báo lưu trú")]
    text = serialise_document(make_document("pathway/den-o", *body))
    with pytest.raises(DocumentError) as caught:
        parse_document(text, path=PATH)
    assert caught.value.key == "choice.next"
    assert text.split("\n")[(caught.value.line or 0) - 1] == "//// ask | Ở bao lâu?"


def test_a_pathway_needs_a_question() -> None:
    text = serialise_document(make_document("pathway/den-o", build_block("text", body="Chữ.")))
    with pytest.raises(DocumentError) as caught:
        parse_document(text, path=PATH)
    assert caught.value.key == "ask"


def test_what_was_answered_is_what_every_way_has_in_common() -> None:
    pathway = Pathway(read_steps(SOUND))
    assert pathway.first.key == "ai-den"
    assert pathway.count_questions() == 2
    assert pathway.list_answered("ai-den") == ()
    assert pathway.list_answered("o-bao-lau") == (Answered("ai-den", ("Tôi",)),)
    assert pathway.list_answered("bao-luu-tru") == (Answered("ai-den", ("Tôi", "Khách")),)


def test_steps_are_read_in_the_order_of_the_choices() -> None:
    ways = {"a": "bc", "c": "d", "b": "ed", "e": "d", "d": ""}
    steps = (Step(n, key, key, tuple(Way(each, each) for each in ways[key])) for n, key in enumerate(ways))
    assert [step.key for step in Pathway(steps).list_in_order()] == ["a", "b", "e", "c", "d"]


def test_a_step_stands_below_its_pathway() -> None:
    assert build_step_address("/loi-di/den-o/", "Ở bao lâu?") == "/loi-di/den-o/o-bao-lau/"


@st.composite
def pathways(draw: st.DrawFn) -> Pathway:
    """Questions that lead to later ones only, and of these only what one can come to."""
    count = draw(st.integers(1, 7))
    steps = []
    for number in range(count):
        later = [f"s{each}" for each in range(number + 1, count)]
        ends = [Way(f"{number}/trang", has_page=True), Way(f"{number}/chưa")]
        ways = [Way(f"{number}/{name}/{turn}", name) for name in later for turn in range(2)] + ends
        chosen = draw(st.lists(st.sampled_from(ways), min_size=1, max_size=4, unique=True))
        steps.append(Step(number, f"Câu {number}", f"s{number}", tuple(chosen)))
    walked = {key for walk in iter_walks({step.key: step for step in steps}, "s0") for key, _way in walk}
    return Pathway(step for step in steps if step.key in walked)


def iter_walks(steps: dict[str, Step], start: str) -> Iterator[list[tuple[str, Way]]]:
    """Every way through, to its end."""
    for way in steps[start].ways:
        if way.key:
            yield from ([(start, way), *rest] for rest in iter_walks(steps, way.key))
        else:
            yield [(start, way)]


@given(pathways())
def test_answers_are_those_of_all_who_can_have_come(pathway: Pathway) -> None:
    assert list(iter_faults(pathway.steps.values())) == []
    walks = list(iter_walks(pathway.steps, pathway.first.key))
    assert pathway.count_questions() == max(map(len, walks))
    order = [step.key for step in pathway.list_in_order()]
    assert sorted(order) == sorted(pathway.steps)
    assert all(order.index(key) < order.index(way.key) for walk in walks for key, way in walk if way.key)
    for key in pathway.steps:
        heads = [walk[: [each for each, _way in walk].index(key)] for walk in walks if key in dict(walk)]
        common = set.intersection(*({each for each, _way in head} for head in heads))
        order = [each for each, _way in heads[0] if each in common]
        given_ = [{way.label for head in heads for each, way in head if each == asked} for asked in order]
        found = pathway.list_answered(key)
        assert [each.key for each in found] == order
        assert [set(each.labels) for each in found] == given_
