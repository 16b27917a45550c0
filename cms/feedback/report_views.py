"""The report of what residents said, and its files."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_denied

from cms.feedback.report import GOAL_PERCENT, MAX_SENTENCES, MIN_VOTES, build_report, write_csv, write_sentences_csv

PERMISSION = "feedback.view_vote"
USUAL_DAYS = 90
"""How far back the report goes unless it is asked otherwise."""
CSV_TYPE = "text/csv; charset=utf-8"


@require_safe
def show_report(request: HttpRequest) -> HttpResponseBase:
    """The report of a period; `?tu=` and `?den=` are its first and last day."""
    if not request.user.has_perm(PERMISSION):
        return permission_denied(request)
    first, last = _read_period(request)
    report = build_report(first, last)
    context = {
        "report": report,
        "sentences": report.sentences[:MAX_SENTENCES],
        "hidden_count": max(0, len(report.sentences) - MAX_SENTENCES),
        "query": f"tu={first.isoformat()}&den={last.isoformat()}",
        "goal": GOAL_PERCENT,
        "min_votes": MIN_VOTES,
    }
    return render(request, "feedback/report.html", context)


@require_safe
def download_report(request: HttpRequest, file_name: str) -> HttpResponseBase:
    """The figures or the sentences of a period as a file."""
    if not request.user.has_perm(PERMISSION):
        return permission_denied(request)
    first, last = _read_period(request)
    report = build_report(first, last)
    content = write_csv(report) if file_name == "so-lieu.csv" else write_sentences_csv(report)
    name = f"gop-y-{file_name.removesuffix('.csv')}-{first:%Y%m%d}-{last:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CSV_TYPE, headers=headers)


def _read_period(request: HttpRequest) -> tuple[date, date]:
    """First and last day; the last three months when they cannot be read."""
    today = timezone.localdate()
    first, last = _read_day(request, "tu"), _read_day(request, "den")
    if first is None or last is None:
        return today - timedelta(days=USUAL_DAYS), today
    return min(first, last), max(first, last)


def _read_day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:  # 2026-02-31
        return None
