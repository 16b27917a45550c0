"""What the week says of the package of a session."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import reverse

from cms.broadcasts.schedule.plan import PlannedSession
from cms.media.asset import AssetState
from cms.media.progress import find_progress
from cms.packages.contents import find_start_of_today, start_of_minute
from cms.packages.models import SessionPackage
from cms.packages.naming import name_package

register = template.Library()


@dataclass(frozen=True, slots=True)
class PackageState:
    """Where the package of a session stands."""

    href: str
    label: str
    """Empty while nobody has asked for it."""
    percent: int | None
    """How far it is while it is made."""


@register.simple_tag
def find_session_package(session: PlannedSession) -> PackageState | None:
    """The package of a session; `None` for one that has nothing to be packed and never had."""
    starts_at = start_of_minute(session.starts_at)
    package = SessionPackage.objects.filter(starts_at=starts_at).first()
    if package is None and not (session.items and starts_at >= find_start_of_today()):
        return None
    href = reverse("session_package", args=(name_package(starts_at),))
    if package is None:
        return PackageState(href, "", None)
    progress = find_progress(package) if package.state == AssetState.PROCESSING else None
    return PackageState(href, package.get_state_display(), progress.percent if progress else None)
