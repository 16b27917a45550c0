"""App of the demo."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """`cms.demo`."""

    name = "cms.demo"
    label = "demo"
