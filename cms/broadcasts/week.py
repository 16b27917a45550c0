"""The week calendar and the iCalendar feed, for whoever may see the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.auth import permission_denied

from cms.broadcasts.diary import count_notes, has_begun
from cms.broadcasts.loading import load_schedule
from cms.broadcasts.schedule.calendar_feed import CONTENT_TYPE, build_calendar, write_length
from cms.broadcasts.schedule.clock import at_ward_time
from cms.broadcasts.schedule.plan import PlannedItem, PlannedSession, plan_period
from cms.broadcasts.schedule.problems import find_entry_problems, find_problems, group_problems
from cms.broadcasts.sentences import build_wording, describe_group, write_instant
from cms.publishing.site_files import load_site_settings

A_WEEK = timedelta(days=7)
FEED_BEFORE, FEED_AFTER = timedelta(days=7), timedelta(days=60)
"""What the feed tells of."""
_ENTRIES = "wagtailsnippets_broadcasts_scheduledentry"
_ORDERS = "wagtailsnippets_broadcasts_emergencyorder"
"""Where Wagtail has the pages of these models."""
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""Weeks that can be looked at."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A bulletin in a session, ready for a template."""

    title: str
    length: str
    bulletin_class: str
    obstacle: str
    href: str
    """Where its entry is changed; empty when this officer may not."""
    clusters: str
    """Where it is played, unless everywhere."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, ready for a template."""

    start: str
    session: PlannedSession
    length: str
    limit: str
    items: tuple[ItemRow, ...]
    diary_href: str
    """Where it is noted what was played; empty before it begins and for whoever may not."""
    moment: str
    """Hour and day of its start, which tell such links apart."""
    noted: str
    """What is noted already."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """What this officer may do from the week."""

    may_change: bool
    may_note: bool


@dataclass(frozen=True, slots=True)
class DayRows:
    """A day of the calendar."""

    day: date
    is_today: bool
    sessions: tuple[SessionRow, ...]


def show_week(request: HttpRequest) -> HttpResponseBase:
    """One week: what is wrong, then its sessions day by day; `?tuan=` is any day of it."""
    if not _may_see(request):
        return permission_denied(request)
    monday = find_monday(request.GET.get("tuan", ""))
    schedule = load_schedule()
    plan = plan_period(schedule, monday, monday + timedelta(days=6))
    groups = group_problems(find_entry_problems(schedule) + find_problems(schedule, plan))
    viewer = Viewer(
        may_change=request.user.has_perm("broadcasts.change_scheduledentry"),
        may_note=request.user.has_perm("broadcasts.add_playrecord"),
    )
    context = {
        "first": monday,
        "last": monday + timedelta(days=6),
        "previous": (monday - A_WEEK).isoformat(),
        "next": (monday + A_WEEK).isoformat(),
        "days": _build_days(plan, monday, viewer),
        "may_note": viewer.may_note,
        "problems": [(describe_group(group), group.first.is_blocking) for group in groups],
        "may_add": request.user.has_perm("broadcasts.add_scheduledentry"),
        "add_href": reverse(f"{_ENTRIES}:add"),
        "may_order": request.user.has_perm("broadcasts.add_emergencyorder"),
        "order_href": reverse(f"{_ORDERS}:add"),
    }
    return render(request, "broadcasts/week.html", context)


def download_calendar(request: HttpRequest) -> HttpResponseBase:
    """The plan as iCalendar, from a week ago to two months ahead."""
    if not _may_see(request):
        return permission_denied(request)
    headers = {"Content-Disposition": 'attachment; filename="lich-phat.ics"'}
    return HttpResponse(write_calendar(), content_type=CONTENT_TYPE, headers=headers)


def write_calendar() -> str:
    """The iCalendar feed as it is now."""
    today = timezone.localdate()
    return build_calendar(
        plan_period(load_schedule(), today - FEED_BEFORE, today + FEED_AFTER),
        build_wording(load_site_settings().ward),
        domain=urlsplit(settings.SITE_BASE_URL).hostname or "localhost",
        stamp=timezone.now(),
    )


def find_monday(text: str) -> date:
    """The Monday of the week of a written day; of this week when it cannot be read."""
    try:
        day = parse_date(text)
    except ValueError:  # 2026-02-31
        day = None
    if day is None or not _EARLIEST <= day <= _LATEST:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday())


def _may_see(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("broadcasts.view_scheduledentry"))


def _build_days(plan: tuple[PlannedSession, ...], monday: date, viewer: Viewer) -> list[DayRows]:
    by_day = {day: tuple(sessions) for day, sessions in groupby(plan, key=lambda session: session.day)}
    today = timezone.localdate()
    notes = count_notes(at_ward_time(monday, time.min), at_ward_time(monday + A_WEEK, time.min))
    return [
        DayRows(day, day == today, tuple(_build_session(session, viewer, notes) for session in by_day.get(day, ())))
        for day in (monday + timedelta(days=number) for number in range(7))
    ]


def _build_session(session: PlannedSession, viewer: Viewer, notes: dict[str, tuple[int, int]]) -> SessionRow:
    may_note = viewer.may_note and bool(session.items) and has_begun(session)
    return SessionRow(
        start=f"{session.starts_at:%H:%M}",
        session=session,
        length=write_length(session.known_ms) if session.items_to_play else "",
        limit=write_length(session.limit_s * 1000) if session.limit_s else "",
        items=tuple(_build_item(item, viewer.may_change and session.emergency is None) for item in session.items),
        diary_href=reverse("broadcast_diary", args=(session.identity,)) if may_note else "",
        moment=write_instant(session.starts_at),
        noted=_tell_noted(*notes[session.identity]) if session.identity in notes else "",
    )


def _tell_noted(lines: int, failed: int) -> str:
    if not failed:
        return _("All played")
    return ngettext("%(count)d failure", "%(count)d failures", failed) % {"count": failed}


def _build_item(item: PlannedItem, may_change: bool) -> ItemRow:
    return ItemRow(
        title=item.bulletin.title,
        length=write_length(item.bulletin.duration_ms),
        bulletin_class=item.bulletin.bulletin_class.value,
        obstacle=build_wording("").obstacles[item.obstacle] if item.obstacle else "",
        href=reverse(f"{_ENTRIES}:edit", args=(item.entry_key,)) if may_change else "",
        clusters=", ".join(item.clusters),
    )
