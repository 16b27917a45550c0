"""Screens of the diary: one session to be noted, the report of a period and its files."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from cms.broadcasts.diary import find_session, has_begun, load_notes, note_session
from cms.broadcasts.diary_forms import build_forms
from cms.broadcasts.report import build_report
from cms.broadcasts.report_files import CSV_TYPE, DOCX_TYPE, write_counts_csv, write_diary_csv, write_docx
from cms.broadcasts.schedule.plan import PlannedSession
from cms.broadcasts.sentences import write_instant

MAX_REPORT_DAYS = 400
"""A year and a month: more than a report covers, and little enough for one page."""
MAX_LINKS = 20
"""Sessions without notes that are offered at once, the latest first."""


def note(request: HttpRequest, identity: str) -> HttpResponseBase:
    """A session's diary: read, filled in, saved. All is ticked beforehand, so that saving is the second tap."""
    if not request.user.has_perm("broadcasts.add_playrecord"):
        return permission_denied(request)
    session = find_session(identity)
    if session is None:
        raise Http404
    back = f"{reverse('broadcast_week')}?tuan={session.day.isoformat()}"
    if not has_begun(session):
        messages.error(request, _("This session has not begun yet, so there is nothing to note."))
        return redirect(back)
    notes = load_notes(identity)
    forms = build_forms(session, notes, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        records = note_session(session, [one for form in forms if (one := form.build_note())], request.user)
        _tell_saved(request, session, failed=sum(not record.was_played for record in records))
        return redirect(f"{back}#{identity}")
    context = {"session": session, "page_heading": _name(session), "forms": forms, "notes": notes, "back": back}
    return render(request, "broadcasts/diary_session.html", context)


@require_safe
def show_report(request: HttpRequest) -> HttpResponseBase:
    """The figures of a period; `?tu=` and `?den=` are its first and last day, at first the month so far."""
    if not request.user.has_perm("broadcasts.view_playrecord"):
        return permission_denied(request)
    first, last, problem = _read_period(request)
    report = build_report(first, last)
    query = f"tu={first.isoformat()}&den={last.isoformat()}"
    context = {"report": report, "query": query, "problem": problem, "unnoted": _link_unnoted(report.unnoted)}
    return render(request, "broadcasts/diary_report.html", context)


@require_safe
def download_report(request: HttpRequest, file_name: str) -> HttpResponseBase:
    """One file of the report of a period."""
    if not request.user.has_perm("broadcasts.view_playrecord"):
        return permission_denied(request)
    first, last, _problem = _read_period(request)
    report = build_report(first, last)
    content: str | bytes
    if file_name == "nhat-ky.csv":
        content, content_type = write_diary_csv(report), CSV_TYPE
    elif file_name == "so-lieu.csv":
        content, content_type = write_counts_csv(report), CSV_TYPE
    else:
        content, content_type = write_docx(report), DOCX_TYPE
    stem, _dot, ending = file_name.rpartition(".")
    name = f"{stem}-{first:%Y%m%d}-{last:%Y%m%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _read_period(request: HttpRequest) -> tuple[date, date, str]:
    """First and last day, and a sentence when what was asked for cannot be."""
    today = timezone.localdate()
    first, last = _read_day(request, "tu"), _read_day(request, "den")
    if first is None or last is None:
        asked = "tu" in request.GET or "den" in request.GET
        return today.replace(day=1), today, _("These days cannot be read. Shown is this month.") if asked else ""
    if last < first:
        first, last = last, first
    if (last - first).days > MAX_REPORT_DAYS:
        return today.replace(day=1), today, _("A report covers at most 400 days. Shown is this month.")
    return first, last, ""


def _read_day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:  # 2026-02-31
        return None


def _link_unnoted(sessions: tuple[PlannedSession, ...]) -> list[tuple[str, str]]:
    """Where the latest of them are noted, and what they are called."""
    return [
        (reverse("broadcast_diary", args=(session.identity,)), write_instant(session.starts_at))
        for session in reversed(sessions[-MAX_LINKS:])
    ]


def _name(session: PlannedSession) -> str:
    return _("Diary of the session %(session)s") % {"session": write_instant(session.starts_at)}


def _tell_saved(request: HttpRequest, session: PlannedSession, *, failed: int) -> None:
    facts = {"session": write_instant(session.starts_at), "count": failed}
    if failed:
        messages.success(request, _("The session %(session)s is noted, with %(count)d failures.") % facts)
    else:
        messages.success(request, _("The session %(session)s is noted: everything was played.") % facts)
