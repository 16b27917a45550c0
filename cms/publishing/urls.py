"""Addresses of the preview client, below `/xem-truoc/`."""

from __future__ import annotations

from django.urls import path

from cms.publishing import views

urlpatterns = [path("", views.show_preview, name="show_preview")]
