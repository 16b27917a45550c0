"""The look of the admin, its first screen and the handbook."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter

from cms.core import views
from cms.core.dashboard import NewsroomPanel

UNUSED_PANELS = frozenset({"whats_new_in_wagtail_version"})
UNUSED_MENU_ITEMS = frozenset({"help"})
"""Wagtail's help leads to websites in English; the newsroom has its handbook."""


@hooks.register("insert_global_admin_css")
def add_stylesheet() -> SafeString:
    """The newsroom's own few rules."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))


@hooks.register("construct_homepage_panels")
def put_newsroom_first(request: HttpRequest, panels: list[Any]) -> None:
    """Our panel above Wagtail's."""
    panels[:] = [panel for panel in panels if panel.name not in UNUSED_PANELS]
    panels.append(NewsroomPanel())


@hooks.register("construct_main_menu")
def hide_menu_items(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what an officer would only get lost in."""
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED_MENU_ITEMS]


@hooks.register("construct_admin_api")
def leave_out_actions(router: WagtailAPIRouter) -> None:
    """Wagtail's screens read pages by this interface and never act by it; an action would ask none of our rules."""
    router.register_endpoint("pages", ReadablePages)


class ReadablePages(PagesAdminAPIViewSet):
    """Pages as Wagtail's screens read them."""

    actions: ClassVar[dict[str, type]] = {}


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The handbook, for whoever may sign in."""
    return [
        path("so-tay/", views.show_handbook, name="handbook"),
        path("so-tay/<slug:slug>/", views.show_chapter, name="handbook_chapter"),
    ]


@hooks.register("register_admin_menu_item")
def register_handbook_menu_item() -> MenuItem:
    """The handbook in the menu."""
    return MenuItem(_("Handbook"), reverse("handbook"), name="handbook", icon_name="help", order=900)
