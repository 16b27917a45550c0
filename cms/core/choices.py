"""Choices that the document contract fixes, with their names for editors.

Only `cms.publishing` may import `site_builder`, so the values stand here again; a contract test compares them.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whom a document is written for."""

    RESIDENTS = "residents", _("Residents")
    BUSINESSES = "businesses", _("Businesses and household businesses")
    YOUTH = "youth", _("Young people")
    ELDERLY = "elderly", _("Older people")
    WORKERS = "workers", _("Workers")
    OFFICERS = "officers", _("Officers")


class LawStatus(models.TextChoices):
    """Whether a law applies."""

    NOT_YET = "not-yet-in-force", _("Not yet in force")
    IN_FORCE = "in-force", _("In force")
    PARTLY = "partly-expired", _("Partly expired")
    EXPIRED = "expired", _("Expired")


class BroadcastClass(models.TextChoices):
    """The three classes of bulletin of Circular 39/2020/TT-BTTTT."""

    NORMAL = "normal", _("Normal: played at the hours the ward has set")
    PRIORITY = "priority", _("Priority: played first in the programme")
    EMERGENCY = "emergency", _("Emergency: played at once")
