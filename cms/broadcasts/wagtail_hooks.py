"""The schedule in the admin menu: the week, scheduled bulletins, sessions, orders of emergency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.broadcasts import calendar_views, diary_views, week
from cms.broadcasts.forms import EmergencyForm, EntryForm
from cms.broadcasts.models import BroadcastSession, Cluster, EmergencyOrder, ScheduledEntry
from cms.core.write_once import WriteOncePolicy

register_permission_policy(EmergencyOrder, WriteOncePolicy(EmergencyOrder))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The week and the feed."""
    return [
        path("lich-phat/", week.show_week, name="broadcast_week"),
        path("lich-phat.ics", week.download_calendar, name="broadcast_calendar"),
        path("lich-phat/dia-chi/", calendar_views.show_address, name="broadcast_calendar_address"),
        path("lich-phat/nhat-ky/<slug:identity>/", diary_views.note, name="broadcast_diary"),
        path("lich-phat/bao-cao/", diary_views.show_report, name="broadcast_report"),
        re_path(
            r"^lich-phat/bao-cao/(?P<file_name>bao-cao\.docx|so-lieu\.csv|nhat-ky\.csv)$",
            diary_views.download_report,
            name="broadcast_report_file",
        ),
    ]


class EntryViewSet(SnippetViewSet):
    """Scheduled bulletins."""

    model = ScheduledEntry
    icon = "media"
    menu_label = _("Scheduled bulletins")
    list_display = ["__str__", "get_frequency_display", "first_day", "last_day"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("bulletin", widget=forms.Select),
            FieldPanel("sessions", widget=forms.CheckboxSelectMultiple),
            FieldPanel("clusters", widget=forms.CheckboxSelectMultiple),
            MultiFieldPanel(
                [
                    FieldPanel("frequency"),
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                    FieldPanel("weekdays"),
                    FieldPanel("day_of_month"),
                ],
                heading=_("Days"),
            ),
            FieldPanel("position"),
            FieldPanel("accepts_problems"),
        ],
        base_form_class=EntryForm,
    )


class SessionViewSet(SnippetViewSet):
    """Sessions."""

    model = BroadcastSession
    icon = "time"
    menu_label = _("Sessions")
    list_display = ["name", "starts", "limit_minutes"]
    panels = [FieldPanel("name"), FieldPanel("starts"), FieldPanel("limit_minutes"), FieldPanel("weekdays")]


class ClusterViewSet(SnippetViewSet):
    """Clusters of loudspeakers."""

    model = Cluster
    icon = "site"
    menu_label = _("Loudspeaker clusters")
    list_display = ["name", "position"]
    panels = [FieldPanel("name"), FieldPanel("position")]


class EmergencyViewSet(SnippetViewSet):
    """Orders of emergency, which are never changed."""

    model = EmergencyOrder
    icon = "warning"
    menu_label = _("Orders of emergency")
    list_display = ["__str__", "plays_at", "ordered_by_name", "ordered_at", "reason"]
    inspect_view_enabled = True
    inspect_view_fields = ["bulletin_title", "plays_at", "ordered_by_name", "ordered_at", "reason"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("bulletin", widget=forms.Select), FieldPanel("plays_at"), FieldPanel("reason")],
        base_form_class=EmergencyForm,
    )


class WeekMenuItem(MenuItem):
    """The calendar, for whoever may see the schedule."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this officer may see it."""
        return bool(request.user.has_perm("broadcasts.view_scheduledentry"))


class DiaryMenuItem(MenuItem):
    """The diary and its report, for whoever keeps it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this officer may see it."""
        return bool(request.user.has_perm("broadcasts.view_playrecord"))


class ScheduleViewSetGroup(SnippetViewSetGroup):
    """All of the schedule."""

    items = (EntryViewSet, SessionViewSet, ClusterViewSet, EmergencyViewSet)
    menu_icon = "calendar"
    menu_label = _("Loudspeaker schedule")
    menu_name = "schedule"
    menu_order = 315

    def get_submenu_items(self) -> list[Any]:
        """The week first."""
        href = reverse("broadcast_week")
        return [
            WeekMenuItem(_("Week"), href, name="broadcast-week", icon_name="calendar", order=0),
            DiaryMenuItem(
                _("Diary and report"),
                reverse("broadcast_report"),
                name="broadcast-report",
                icon_name="list-ul",
                order=1,
            ),
            *super().get_submenu_items(),
        ]


register_snippet(ScheduleViewSetGroup)
