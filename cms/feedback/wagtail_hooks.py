"""The report of what residents said, in the menu of reports."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.feedback import report_views


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The report and its files."""
    return [
        path("bao-cao/gop-y/", report_views.show_report, name="feedback_report"),
        re_path(
            r"^bao-cao/gop-y/(?P<file_name>so-lieu\.csv|loi-nhan\.csv)$",
            report_views.download_report,
            name="feedback_report_file",
        ),
    ]


class FeedbackMenuItem(MenuItem):
    """The report, for whoever may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this officer may see it."""
        return bool(request.user.has_perm(report_views.PERMISSION))


@hooks.register("register_reports_menu_item")
def register_feedback_report() -> MenuItem:
    """The report in the menu."""
    return FeedbackMenuItem(
        _("Answers of residents"), reverse("feedback_report"), name="feedback", icon_name="comment", order=110
    )
