"""The newsroom's user, custom from the first migration so that it can grow."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An officer who works in the CMS."""

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")

    def get_full_name(self) -> str:
        """Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()
