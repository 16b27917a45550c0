"""The report of builds in Wagtail's admin, and what publishing writes into the history of a page."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.publishing.history import register_actions
from cms.publishing.reports import BuildReportView, request_reconciliation


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The report, its results alone (for Wagtail's own refresh), and the button that compares everything."""
    return [
        path("bao-cao/xuat-ban/", BuildReportView.as_view(), name="build_report"),
        path("bao-cao/xuat-ban/ket-qua/", BuildReportView.as_view(results_only=True), name="build_report_results"),
        path("bao-cao/xuat-ban/doi-chieu/", request_reconciliation, name="request_reconciliation"),
    ]


@hooks.register("register_reports_menu_item")
def register_build_report() -> MenuItem:
    """The report in the menu."""
    return MenuItem(_("Builds of the site"), reverse("build_report"), name="builds", icon_name="site", order=100)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """The entries that publishing writes into a page's history."""
    register_actions(actions)
