"""The report of jobs in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.jobs.views import JobReportView, retry_job


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The report, its results alone (for Wagtail's own refresh), and the retry button."""
    return [
        path("bao-cao/cong-viec/", JobReportView.as_view(), name="job_report"),
        path("bao-cao/cong-viec/ket-qua/", JobReportView.as_view(results_only=True), name="job_report_results"),
        path("bao-cao/cong-viec/<int:job_id>/thu-lai/", retry_job, name="retry_job"),
    ]


@hooks.register("register_reports_menu_item")
def register_job_report() -> MenuItem:
    """The report in the menu."""
    return MenuItem(_("Jobs"), reverse("job_report"), name="jobs", icon_name="cogs", order=110)
