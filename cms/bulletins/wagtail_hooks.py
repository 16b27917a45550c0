"""Addresses of bulletins in the admin, and the way from a page into a bulletin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.bulletins import views
from cms.core.models import BasePage


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The rehearsal, and the form that takes a text over."""
    return [
        path("ban-tin/<int:page_id>/nghe-thu/", views.show_rehearsal, name="bulletin_rehearsal"),
        path("ban-tin/tu-trang/<int:page_id>/", views.take_over, name="bulletin_take_over"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def add_take_over_button(page: BasePage, user: Any, *args: Any, **kwargs: Any) -> Iterator[Button]:
    """From a page into a bulletin."""
    page_class: Any = page.specific_class
    if page.pk and getattr(page_class, "document_kind", "") in views.TAKEN_KINDS:
        href = reverse("bulletin_take_over", args=(page.pk,))
        yield Button(_("Put into a loudspeaker bulletin"), href, icon_name="media", priority=13)
