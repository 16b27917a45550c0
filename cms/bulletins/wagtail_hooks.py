"""Addresses of bulletins in the admin."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from cms.bulletins import views


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The rehearsal."""
    return [path("ban-tin/<int:page_id>/nghe-thu/", views.show_rehearsal, name="bulletin_rehearsal")]
