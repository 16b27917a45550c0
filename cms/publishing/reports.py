"""Builds of the site, newest first, with what is held back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from cms.publishing.models import BuildRecord, Publication, PublicationState
from cms.publishing.outbox import name_people, request_publishing


class BuildReportView(ReportView):
    """The report."""

    model = BuildRecord
    page_title = gettext_lazy("Builds of the site")
    header_icon = "site"
    index_url_name = "build_report"
    index_results_url_name = "build_report_results"
    template_name = "publishing/build_report.html"
    default_ordering = "-pk"
    columns = [
        DateColumn("started", label=gettext_lazy("Started")),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("duration_ms", label=gettext_lazy("Duration"), accessor=lambda record: format_duration(record)),
        Column("entry_count", label=gettext_lazy("Changes")),
        Column("people", label=gettext_lazy("By whom"), accessor=lambda record: list_people(record)),
        Column("written_count", label=gettext_lazy("Files written")),
        Column("removed_count", label=gettext_lazy("Files removed")),
        Column("drift_count", label=gettext_lazy("Files put right")),
        Column("error", label=gettext_lazy("Error")),
    ]
    list_export = ["started", "state", "duration_ms", "entry_count", "written_count", "removed_count", "error"]

    def get_filename(self) -> str:
        """Name of an exported spreadsheet."""
        return "xuat-ban"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The builds, and the pages that wait or were set aside."""
        return {**super().get_context_data(*args, **kwargs), "held": list_held()}


def list_held() -> QuerySet[Publication]:
    """Pages that wait for media or were set aside."""
    return Publication.objects.filter(state__in=(PublicationState.WAITING, PublicationState.BROKEN)).order_by("pk")


def format_duration(record: BuildRecord) -> str:
    """Seconds with one digit; empty while it runs."""
    return "" if record.duration_ms is None else f"{record.duration_ms / 1000:.1f} s".replace(".", ",")


def list_people(record: BuildRecord) -> str:
    """Names of the officers whose changes a build has shown, each once."""
    return name_people(record.outbox_entries.exclude(user=None).select_related("user"))


@require_POST
def request_reconciliation(request: HttpRequest) -> HttpResponse:
    """Ask for a run that compares everything."""
    request_publishing(everything=True)
    messages.success(request, _("Everything is being compared; the site is up to date in a moment."))
    return redirect(reverse("build_report"))
