"""How the questions of a guided pathway hang together: where each choice leads, and what is wrong with that. Pure.

A pathway begins with its first question. A choice goes on to a question or an answer of the same pathway by its short
name, or leads to another document; one that does neither has no page yet, and residents are told to ask the ward.
Several choices may go on to one question, so what somebody has answered who stands there is not always known: of a
question that nobody comes past, it is one of the choices that lead on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from site_builder.documents.block_values import BlockValue
from site_builder.messages import _
from site_builder.slugs import build_slug

QUESTION, ANSWER = "ask", "result"
STEPS = (QUESTION, ANSWER)
"""Names of the blocks that are pages of their own."""
TITLES = {QUESTION: "question", ANSWER: "title"}
"""The field of each that says what it is."""


@dataclass(frozen=True, slots=True)
class Way:
    """A choice of a question."""

    label: str
    next: str = ""
    """The short name of what it goes on to, as written."""
    has_page: bool = False
    """Whether it leads to another document."""

    @property
    def key(self) -> str:
        """Of the step that it goes on to; empty when there is none."""
        return build_slug(self.next)


@dataclass(frozen=True, slots=True)
class Step:
    """A question or an answer."""

    index: int
    """Number of its block."""
    title: str
    name: str
    """As written."""
    ways: tuple[Way, ...] = ()
    """Of a question."""
    is_question: bool = True

    @property
    def key(self) -> str:
        """What it is known by, and the end of its address."""
        return build_slug(self.name)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that residents would stumble over."""

    index: int
    """Number of the block of the step."""
    field: str
    """Of the step, or of its choice."""
    sentence: str
    """Names the question and what to do."""
    choice: int | None = None
    """Number of the choice that is at fault."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question behind somebody, and the choices that lead on from it."""

    key: str
    labels: tuple[str, ...]


class Pathway:
    """Steps without a fault, one question among them at least."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = {step.key: step for step in steps}

    @cached_property
    def first(self) -> Step:
        """The question that it begins with."""
        return next(step for step in self.steps.values() if step.is_question)

    def list_in_order(self) -> tuple[Step, ...]:
        """The steps as residents come to them: each before those it leads to, those of its first choice first."""
        return tuple(self.steps[key] for key in _sort(self.steps, self.first.key))

    def list_answered(self, key: str) -> tuple[Answered, ...]:
        """What everybody has answered who comes to a step, the first question first."""
        behind = [
            step
            for step in self.steps.values()
            if step.key != key
            and key in list_reached(self.steps, step.key)
            and key not in list_reached(self.steps, self.first.key, without=step.key)
        ]
        behind.sort(key=lambda step: -len(list_reached(self.steps, step.key)))
        return tuple(Answered(step.key, self._list_labels(step, key)) for step in behind)

    def count_questions(self) -> int:
        """How many questions one is asked at most."""
        lengths: dict[str, int] = {}
        for key in reversed(_sort(self.steps, self.first.key)):
            step = self.steps[key]
            lengths[key] = step.is_question + max((lengths[way.key] for way in step.ways if way.key), default=0)
        return lengths[self.first.key]

    def _list_labels(self, step: Step, key: str) -> tuple[str, ...]:
        return tuple(way.label for way in step.ways if way.key and key in list_reached(self.steps, way.key))


def build_step_address(address: str, name: str) -> str:
    """Where a step stands (`/loi-di/den-o/o-bao-lau/`).

    Args:
        address: of the pathway.
        name: the short name of the step.
    """
    return f"{address}{build_slug(name)}/"


def find_first(steps: Iterable[Step]) -> Step | None:
    """The question that a pathway begins with; `None` while there is none."""
    return next((step for step in steps if step.is_question), None)


def read_steps(blocks: Iterable[BlockValue]) -> list[Step]:
    """The steps among the blocks of a body."""
    return [
        Step(
            index,
            block[TITLES[block.name]],
            block["name"],
            tuple(Way(each["label"], each["next"], bool(each["page"])) for each in block.fields.get("choices", ())),
            is_question=block.name == QUESTION,
        )
        for index, block in enumerate(blocks)
        if block.name in STEPS
    ]


def iter_faults(steps: Iterable[Step], *, needs_ends: bool = False) -> Iterator[Fault]:
    """What is wrong with the steps of a pathway; those without a question have nothing that could be.

    Args:
        needs_ends: whether a choice that leads nowhere is a fault, too. It is one to those who write a pathway, but a
            page that was taken down later leaves such choices behind, and the others stay.
    """
    steps = list(steps)
    named: dict[str, Step] = {}
    faults = [*_iter_name_faults(steps, named), *_iter_way_faults(steps, named, needs_ends=needs_ends)]
    first = find_first(steps)
    if not faults and first is not None:
        faults = [*_iter_circles(named)] or [*_iter_unreached(steps, named, first)]
    yield from sorted(faults, key=lambda fault: fault.index)


def list_reached(steps: Mapping[str, Step], start: str, *, without: str = "") -> set[str]:
    """The keys of the steps that one can come to, the first itself among them.

    Args:
        without: the key of a step that is taken away.
    """
    reached: set[str] = set()
    queue = [start]
    while queue:
        key = queue.pop()
        if key not in reached and key != without and key in steps:
            reached.add(key)
            queue += [way.key for way in steps[key].ways if way.key]
    return reached


def _sort(steps: Mapping[str, Step], start: str) -> list[str]:
    """What one can come to, each step before those that it leads to, and those of its first choice first."""
    left: dict[str, None] = {}
    queue = [(start, False)]
    while queue:
        key, is_left = queue.pop()
        if is_left:
            left.setdefault(key)
        elif key not in left:
            queue.append((key, True))
            queue += [(way.key, False) for way in steps[key].ways if way.key]
    return [*reversed(left)]


def _iter_name_faults(steps: list[Step], named: dict[str, Step]) -> Iterator[Fault]:
    """Faults of short names; fills `named` with the steps by their keys."""
    for step in steps:
        if not step.key:
            sentence = _("The short name of “%(title)s” needs letters or digits.")
        elif step.key in named:
            sentence = _("“%(title)s” and “%(other)s” have one short name, “%(name)s”: give one of them another.")
        else:
            named[step.key] = step
            continue
        other = named[step.key].title if step.key else ""
        yield Fault(step.index, "name", sentence % {"title": step.title, "other": other, "name": step.name})


def _iter_way_faults(steps: list[Step], named: Mapping[str, Step], *, needs_ends: bool) -> Iterator[Fault]:
    for step in steps:
        for number, way in enumerate(step.ways):
            if sentence := _describe_way(way, named, needs_ends=needs_ends):
                values = {
                    "title": step.title,
                    "choice": way.label,
                    "name": way.next,
                    "names": ", ".join(each.name for each in named.values() if each is not step) or "–",
                }
                yield Fault(step.index, "next", sentence % values, number)


def _describe_way(way: Way, named: Mapping[str, Step], *, needs_ends: bool) -> str:
    if way.next and way.has_page:
        return _("The choice “%(choice)s” of “%(title)s” leads to “%(name)s” and to a page: keep one of the two.")
    if way.next and way.key not in named:
        return _(
            "The choice “%(choice)s” of “%(title)s” goes on to “%(name)s”, which is not there. "
            "Write one of these short names: %(names)s."
        )
    if needs_ends and not way.next and not way.has_page:
        return _(
            "The choice “%(choice)s” of “%(title)s” leads nowhere: write the short name of what it goes on to, "
            "or choose a page."
        )
    return ""


def _iter_circles(named: Mapping[str, Step]) -> Iterator[Fault]:
    """The first choice that leads back to where one has been; a circle has one at least."""
    for step in named.values():
        for number, way in enumerate(step.ways):
            if way.key and step.key in list_reached(named, way.key):
                sentence = _(
                    "The choice “%(choice)s” of “%(title)s” leads in a circle, back to this question: "
                    "let it, or one of those that follow, go on to something else."
                )
                yield Fault(step.index, "next", sentence % {"choice": way.label, "title": step.title}, number)
                return


def _iter_unreached(steps: list[Step], named: Mapping[str, Step], first: Step) -> Iterator[Fault]:
    reached = list_reached(named, first.key)
    for step in steps:
        if step.key not in reached:
            sentence = _(
                "No choice leads to “%(title)s”: let one go on to “%(name)s”, or delete it. "
                "The guide begins with “%(first)s”."
            )
            values = {"title": step.title, "name": step.name, "first": first.title}
            yield Fault(step.index, "name", sentence % values)
