"""Jobs, newest first, and a button that starts a failed one afresh."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from cms.jobs.models import Job
from cms.jobs.runner import retry


class RetryColumn(Column):
    """A button on the rows of jobs that failed or were cancelled."""

    cell_template_name = "jobs/retry_cell.html"

    def get_cell_context_data(self, instance: Job, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The job, and the token its form needs."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(context["request"])}


class ErrorColumn(Column):
    """Why a job failed, and what its tool said last."""

    cell_template_name = "jobs/error_cell.html"


class JobReportView(ReportView):
    """The report."""

    model = Job
    page_title = gettext_lazy("Jobs")
    header_icon = "cogs"
    index_url_name = "job_report"
    index_results_url_name = "job_report_results"
    default_ordering = "-pk"
    columns = [
        Column("kind", label=gettext_lazy("Job")),
        Column("target", label=gettext_lazy("Target")),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("progress_percent", label=gettext_lazy("Progress"), accessor=lambda job: f"{job.progress_percent} %"),
        Column("message", label=gettext_lazy("Now")),
        Column("attempts", label=gettext_lazy("Attempts")),
        DateColumn("created", label=gettext_lazy("Created")),
        Column("cancelled_by", label=gettext_lazy("Cancelled by"), accessor=lambda job: job.cancelled_by or ""),
        ErrorColumn("error", label=gettext_lazy("Error")),
        RetryColumn("retry", label=gettext_lazy("Retry")),
    ]
    list_export = ["kind", "target", "state", "attempts", "created", "finished", "cancelled_by", "error", "details"]

    def get_queryset(self) -> Any:
        """With who cancelled them."""
        return super().get_queryset().select_related("cancelled_by")

    def get_filename(self) -> str:
        """Name of an exported spreadsheet."""
        return "cong-viec"


@require_POST
def retry_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Start a failed job afresh."""
    retry(get_object_or_404(Job, pk=job_id))
    messages.success(request, _("The job waits for the worker again."))
    return redirect(reverse("job_report"))
