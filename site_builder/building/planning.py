"""What a build has to make: everything, or the parts whose questions are answered otherwise since the last build.

The journal of the index says which documents and assets changed; each touches a few recorded questions, which are
answered anew. Where the answer is as before, nothing is made. So the work grows with what changed, not with the site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from site_builder.building.parts import Family
from site_builder.building.reasons import Cause, Reason
from site_builder.building.state import BuildState
from site_builder.documents.kinds import Kind
from site_builder.index import Answers, Asked, Concerned, DocumentChange, JournalEntries, Question
from site_builder.index.queries import SESSION_PREFIX
from site_builder.periods import Period, find_month
from site_builder.rendering.library import Selection
from site_builder.rendering.selections import read_selection, select_of

OF_DOCUMENT = (Asked.BODY, Asked.FIND, Asked.FIND_DATED, Asked.ADDRESS)
OF_LAW = (Asked.CITING, Asked.PLACES, Asked.PLACE_COUNT)
NEWEST = (Asked.NEWEST, Asked.NEWEST_DATED)
ROWS = (Asked.ROWS, Asked.ROWS_DATED)
WHOLE = (Asked.COUNT, Asked.MONTHS, *NEWEST)
LISTS = (*WHOLE, *ROWS)

WITH_PAGES_BELOW = (Kind.EXPLAINER, Kind.PATHWAY)

_REASONS = {cause: Reason(cause) for cause in Cause}
"""One of each: all parts of a site may be made for one."""

Recorded = tuple[int, Question, str]


@dataclass(slots=True)
class Plan:
    """What is to be made."""

    cause: Cause | None = None
    """Why everything is; `None` when only a part is."""
    reasons: dict[str, Reason] = field(default_factory=dict)
    """Why a part is dirty, by its name."""
    dirty_families: set[str] = field(default_factory=set)
    added_refs: frozenset[str] = frozenset()
    """Documents that appeared; some may be gone again."""
    removed_refs: frozenset[str] = frozenset()
    """Documents that went; some may be there again."""
    touched: Mapping[Selection, Mapping[int, int]] = field(default_factory=dict)
    """The lists that may have other pages, or another title, than before, each with how many more documents a month
    has."""
    is_shape_changed: bool = False
    """Whether there may be other lists, feeds, pages of lists or ended addresses than before."""
    changed_answers: dict[int, str] = field(default_factory=dict)
    """By the number of the question."""
    concerned: Concerned | None = None
    """What changed since the last build, which had no problem; `None` when that is unknown."""
    definitions: dict[str, str] = field(default_factory=dict)
    """Of the parts of the families that were asked for."""
    has_search: bool = True
    """Whether the files of the search are made together with the rest."""

    @property
    def is_full(self) -> bool:
        """Whether everything is to be made."""
        return self.cause is not None

    @property
    def is_careful(self) -> bool:
        """Whether every file in place is read, whatever is known of it."""
        return self.cause in (Cause.FIRST, Cause.ASKED_FOR, Cause.FOLDER)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is."""
        some = self.reasons or self.added_refs or self.removed_refs or self.dirty_families
        return not (self.is_full or self.is_shape_changed or some)

    def is_wanted(self, family: str) -> bool:
        """Whether the parts of a family are to be gone through."""
        if family == Family.SEARCH and not self.has_search:
            return False
        return self.is_full or self.is_shape_changed or family in self.dirty_families

    def split_search(self) -> tuple[Plan, Plan]:
        """What residents read, and the files of the search, which follow: nobody searches for what just appears."""
        prefix = f"{Family.SEARCH} "
        of_search = {name: reason for name, reason in self.reasons.items() if name.startswith(prefix)}
        others = {name: reason for name, reason in self.reasons.items() if name not in of_search}
        families: set[str] = {Family.SEARCH} if self.is_wanted(Family.SEARCH) else set()
        return replace(self, reasons=others, has_search=False), Plan(reasons=of_search, dirty_families=families)

    def find_reason(self, name: str, definition: str) -> Reason | None:
        """Why a part is to be made; `None` when it need not be."""
        if self.cause is not None:
            return _REASONS[self.cause]
        if name in self.reasons:
            return self.reasons[name]
        known = self.definitions.get(name)
        if known is None:
            return Reason(Cause.NEW)
        return None if known == definition else Reason(Cause.DEFINITION)


def plan_changes(entries: JournalEntries, state: BuildState, answers: Answers, *, is_shape_changed: bool) -> Plan:
    """What is dirty since the journal's entries.

    Args:
        is_shape_changed: whether ended addresses changed.
    """
    refs = {change.ref for change in entries.documents}
    plan = Plan(
        added_refs=frozenset(change.ref for change in entries.documents if change.before is None),
        removed_refs=frozenset(change.ref for change in entries.documents if change.after is None),
        concerned=Concerned(tuple(refs), entries.media),
        touched=_list_touched(entries.documents),
        is_shape_changed=is_shape_changed or any(change.is_moved for change in entries.documents),
    )
    for ref in sorted(refs):
        _compare(plan, state, answers, state.list_questions(OF_DOCUMENT, ref))
    for name in entries.media:
        _compare(plan, state, answers, state.list_questions((Asked.MEDIA,), name))
    if any(name.startswith(SESSION_PREFIX) for name in entries.media):
        _compare(plan, state, answers, state.list_questions((Asked.SESSIONS,)))
    for month in sorted({find_month(each.published) for change in entries.documents for each in change.facts}):
        _compare(plan, state, answers, state.list_questions((Asked.SHOWN_ASSETS,), month=month))
    _compare_relations(plan, state, answers, entries.documents)
    _compare_lists(plan, state, answers, entries.documents)
    if entries.documents:
        plan.dirty_families.add(Family.SEARCH)
    if any(each.kind in WITH_PAGES_BELOW for change in entries.documents for each in change.facts):
        plan.dirty_families.add(Family.ENDED)  # one of the pages may have come where one had ended
    return plan


def add_cut_parts(plan: Plan, state: BuildState) -> None:
    """Make once more what an earlier build was putting in place when it was cut."""
    for path in state.list_pending():
        for name, _reason in state.list_makers(path):
            plan.reasons.setdefault(name, Reason(Cause.CUT))
            plan.dirty_families.add(name.partition(" ")[0])


def _compare_relations(plan: Plan, state: BuildState, answers: Answers, changes: tuple[DocumentChange, ...]) -> None:
    shown = [change for change in changes if change.is_shown]
    facts = [each for change in shown for each in change.facts]
    for law in sorted({law for each in facts for law, _places in each.citations}):
        _compare(plan, state, answers, state.list_questions(OF_LAW, law))
    for law in sorted({each.replaced_by for each in facts if each.replaced_by}):
        _compare(plan, state, answers, state.list_questions((Asked.REPLACED,), law))
    if any(each.kind == "topic" for each in facts):
        _compare(plan, state, answers, state.list_questions((Asked.TOPICS,)))
    if any(each.tags for each in facts):
        _compare(plan, state, answers, state.list_questions((Asked.TAGS,)))
    if changes:
        _compare(plan, state, answers, state.list_questions((Asked.MENTIONS,)))
    for ref in sorted({ref for change in changes for each in change.facts for ref in each.leads_to}):
        _compare(plan, state, answers, state.list_questions((Asked.PATHWAYS,), ref))


def _compare_lists(plan: Plan, state: BuildState, answers: Answers, changes: tuple[DocumentChange, ...]) -> None:
    told = [change for change in changes if change.is_shown or change.is_dated]
    for name in state.list_names(LISTS) if told else ():
        selection = read_selection(name)
        touching = [change for change in told if any(each.is_in(selection, change.ref) for each in change.facts)]
        if touching:
            _compare(plan, state, answers, state.list_questions(WHOLE, name))
            _compare(plan, state, answers, _list_touched_rows(state, answers, name, touching))


def _list_touched(changes: Iterable[DocumentChange]) -> dict[Selection, Counter[int]]:
    touched: defaultdict[Selection, Counter[int]] = defaultdict(Counter)
    for change in changes:
        if change.is_moved:
            for facts in change.facts:
                difference = -1 if facts is change.before else 1
                for selection in facts.selections:
                    touched[selection][find_month(facts.published)] += difference
            if named := select_of(change.ref):
                touched[named].update()  # its title may be another one
    return dict(touched)


def _list_touched_rows(
    state: BuildState, answers: Answers, name: str, changes: list[DocumentChange]
) -> Iterator[Recorded]:
    """The pages of a list that a change can have reached: those of the time that it happened in.

    Ranks count from the oldest of a period. A document that came, went or moved touches its own rank and all above; one
    that stays in its place touches its own alone.
    """
    selection = read_selection(name)
    for change in changes:
        inside = [each.place for each in change.facts if each.is_in(selection, change.ref)]
        is_still = len(inside) == 2 and inside[0] == inside[1]
        for place in set(inside):
            ranks: dict[Period, int] = {}
            for recorded in state.list_questions(ROWS, name, month=find_month(place[0])):
                question = recorded[1]
                if question.period not in ranks:
                    ranks[question.period] = answers.find_rank(selection, question.period, place)
                rank = ranks[question.period]
                if question.last < 0 or (rank < question.last and (not is_still or rank >= question.first)):
                    yield recorded


def _compare(plan: Plan, state: BuildState, answers: Answers, recorded: Iterator[Recorded] | list[Recorded]) -> None:
    for number, question, before in recorded:
        if number in plan.changed_answers:
            continue
        after = answers.find(question)
        if after != before:
            plan.changed_answers[number] = after
            for name, family in state.list_askers(number):
                plan.reasons.setdefault(name, Reason(Cause.ANSWER, question))
                plan.dirty_families.add(family)
