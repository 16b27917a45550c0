"""App of `cms.explainers`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExplainersConfig(AppConfig):
    """`cms.explainers`."""

    name = "cms.explainers"
    label = "explainers"
    verbose_name = _("Explainers")
