"""From the schedule to what the package of one session holds, and what it must leave out and why.

The schedule's engine says which bulletins are played and what is wrong with the rest; here they become pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.broadcasts.schedule.clock import at_ward_time, to_ward_time
from cms.broadcasts.schedule.plan import PlannedItem, PlannedSession, Schedule, plan_period
from cms.broadcasts.schedule.problems import ProblemKind, find_problems
from cms.broadcasts.sentences import describe_problem
from cms.bulletins.models import BulletinPage
from cms.media.asset import MAX_TITLE_LENGTH
from cms.media.models import MediaAsset
from cms.packages.approvals import TwoPeople, find_two_people

_REFUSALS = (ProblemKind.WITHDRAWN, ProblemKind.EXPIRED, ProblemKind.UNAPPROVED)
"""Why the engine does not let a bulletin be played."""


@dataclass(frozen=True, slots=True)
class WantedPiece:
    """One numbered file of the package."""

    title: str
    asset: MediaAsset
    page: BulletinPage
    approval: TwoPeople


@dataclass(frozen=True, slots=True)
class Contents:
    """What the package of a session is to hold."""

    session: PlannedSession
    pieces: tuple[WantedPiece, ...] = ()
    left_out: tuple[str, ...] = ()
    """A sentence for each bulletin of the session that is not in it."""
    remarks: tuple[str, ...] = ()
    """What else is wrong with the session: too long, in quiet hours…"""
    clusters: tuple[str, ...] = ()
    """Where it is played; everywhere when there are none here."""


def plan_contents(schedule: Schedule, starts_at: datetime) -> Contents | None:
    """What is to be played in the session that starts in that minute; `None` when there is none."""
    day = to_ward_time(starts_at).date()
    sessions = [each for each in plan_period(schedule, day, day) if start_of_minute(each.starts_at) == starts_at]
    if not sessions:
        return None
    busy = [each for each in sessions if each.items]
    if len(busy) > 1:
        sentence = _("Several sessions start in this minute, so that their packages would have one name: move one.")
        return Contents(busy[0], left_out=(sentence,))
    return _fill(schedule, (busy or sessions)[0])


def find_start_of_today() -> datetime:
    """Sessions from then on may be packed, those that have begun and orders of emergency among them."""
    return at_ward_time(timezone.localdate(), time.min)


def start_of_minute(instant: datetime) -> datetime:
    """The minute in which something starts."""
    return instant.replace(second=0, microsecond=0)


def _fill(schedule: Schedule, session: PlannedSession) -> Contents:
    problems = find_problems(schedule, [session])
    refused = [describe_problem(problem) for problem in problems if problem.kind in _REFUSALS]
    remarks = [describe_problem(problem) for problem in problems if problem.kind not in _REFUSALS]
    pages = (
        BulletinPage.objects.select_related("package")
        .prefetch_related("approvals")
        .in_bulk([int(item.bulletin.key) for item in session.items])
    )
    pieces: list[WantedPiece] = []
    played: list[PlannedItem] = []
    for item in session.items:
        if item.obstacle is not None:
            continue
        page = pages[int(item.bulletin.key)]
        found, sentence = _list_pieces(page, session)
        pieces += found
        played += [item] if found else []
        refused += [sentence] if sentence else []
    clusters = _join_clusters(played)
    remarks += [_describe_clusters(item) for item in played if item.clusters and set(item.clusters) != set(clusters)]
    return Contents(session, tuple(pieces), tuple(dict.fromkeys(refused)), tuple(remarks), clusters)


def _join_clusters(played: list[PlannedItem]) -> tuple[str, ...]:
    """Where a session is played: everywhere as soon as one of its bulletins is."""
    if not all(item.clusters for item in played):
        return ()
    return tuple(dict.fromkeys(name for item in played for name in item.clusters))


def _describe_clusters(item: PlannedItem) -> str:
    """A package is one for all clusters of its session, so staff is told what some of them must leave out."""
    facts = {"title": item.bulletin.title, "clusters": ", ".join(item.clusters)}
    return _("“%(title)s” is meant for these clusters only: %(clusters)s.") % facts


def _list_pieces(page: BulletinPage, session: PlannedSession) -> tuple[list[WantedPiece], str]:
    """The pieces of a bulletin, or a sentence on why it has none."""
    approval = find_two_people(page)
    if approval is None:
        return [], _("“%(title)s” was not approved by another person than its author.") % {"title": page.title}
    recordings = list(page.package.pieces.select_related("asset")) if page.package else []
    if not recordings:
        return [], _("“%(title)s” has nothing to be played yet.") % {"title": page.title}
    titles = [page.title] if len(recordings) == 1 else [f"{page.title}: {each.title}" for each in recordings]
    return [
        WantedPiece(title[:MAX_TITLE_LENGTH], each.asset, page, approval)
        for title, each in zip(titles, recordings, strict=True)
    ], ""
