"""Addresses for residents, below `/gop-y/`."""

from __future__ import annotations

from django.urls import path

from cms.feedback import views

urlpatterns = [
    path("", views.take_vote, name="feedback_vote"),
    path("loi-nhan/", views.take_sentence, name="feedback_sentence"),
    path("cam-on/", views.show_thanks, name="feedback_thanks"),
]
