"""App of `cms.packages`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PackagesConfig(AppConfig):
    """`cms.packages`."""

    name = "cms.packages"
    label = "packages"
    verbose_name = _("Packages of sessions")

    def ready(self) -> None:
        """Tell the media library and the publisher of this kind of asset, and keep packages in step with the plan."""
        from cms.packages import keeping, manifests, offering  # noqa: F401
