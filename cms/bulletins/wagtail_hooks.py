"""Addresses of bulletins in the admin, and the way from a page into a bulletin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.bulletins import views
from cms.bulletins.signing_off import list_obstacles
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


@hooks.register("before_bulk_action")
def keep_unreadable_from_publication(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish nothing of a selection in which a bulletin cannot be read aloud; say which and why."""
    if action_type != "publish" or not all(isinstance(page, BasePage) for page in objects):
        return None
    sentences = list_obstacles(objects, with_descendants=bool(request.POST.get("include_descendants")))
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(action.next_url) if sentences else None
