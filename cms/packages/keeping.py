"""Keeping the packages of sessions in step with the plan: made anew when what they hold has changed, and only then.

One that somebody has asked for follows the plan until its session has begun. A bulletin that is pulled, expires or
loses its approval leaves the package within a minute; a package that would hold nothing is taken away.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.broadcasts.loading import load_schedule
from cms.broadcasts.schedule.clock import to_ward_time
from cms.broadcasts.schedule.plan import Schedule
from cms.jobs.ticks import every_minute, every_night
from cms.media.asset import ENDED_STATES
from cms.media.jobs import request_processing
from cms.packages.contents import Contents, WantedPiece, plan_contents, start_of_minute
from cms.packages.models import MAX_NAME_LENGTH, SessionPackage, SessionPiece
from cms.packages.naming import name_package
from cms.publishing.outbox import record_asset
from cms.publishing.site_files import load_site_settings

logger = logging.getLogger(__name__)

KEPT_DAYS = 60
"""How long the package of a session that is over can still be fetched: two reports of a month."""


@transaction.atomic
def make_package(contents: Contents, user: User) -> SessionPackage | None:
    """Have the package of a session made; `None` when nothing of it may be played. What is ready is not made again."""
    package = sync_package(contents, user)
    if package is not None and package.state in ENDED_STATES:
        request_processing(package)
    return package


@transaction.atomic
def sync_package(contents: Contents, user: User | None = None) -> SessionPackage | None:
    """Make the package of a session hold what its plan says; nothing is written when it already does.

    Args:
        user: who wants it; kept of a new one.
    """
    starts_at = start_of_minute(contents.session.starts_at)
    package = SessionPackage.objects.select_for_update().filter(starts_at=starts_at).first()
    if not contents.pieces:
        if package is not None:
            package.delete()
        return None
    if package is not None and holds(package, contents):
        return package
    if package is None:
        package = SessionPackage(asset_name=name_package(starts_at), starts_at=starts_at, requested_by=user)
    _write(package, contents)
    record_asset(package.asset_name)  # until the new files are there, the site offers none
    return package


def holds(package: SessionPackage, contents: Contents) -> bool:
    """Whether a package is made from what the plan says now."""
    fields, pieces = _describe(contents), [_describe_piece(*each) for each in enumerate(contents.pieces)]
    held = SessionPiece.objects.filter(package=package).values(*pieces[0]) if pieces else ()
    return all(getattr(package, name) == value for name, value in fields.items()) and list(held) == pieces


@every_minute
def follow_plan() -> int:
    """Bring the packages of the coming sessions up to date; how many were looked at."""
    coming = list(SessionPackage.objects.filter(starts_at__gt=timezone.now()))
    if not coming:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        schedule = load_schedule()
        for package in coming:
            _follow(package, schedule)
    return len(coming)


@every_night
def remove_old_packages() -> int:
    """Take away what nobody fetches any more, and have yesterday's packages taken off the site; how many went."""
    today = timezone.localdate()
    for package in SessionPackage.objects.filter(starts_at__date=today - timedelta(days=1)):
        record_asset(package.asset_name)
    old = SessionPackage.objects.filter(starts_at__date__lt=today - timedelta(days=KEPT_DAYS))
    for package in old:
        package.delete()
    return len(old)


def _follow(package: SessionPackage, schedule: Schedule) -> None:
    contents = plan_contents(schedule, package.starts_at)
    if contents is None:
        logger.info("a session is no longer planned", extra={"event": "session_gone", "package": package.asset_name})
        package.delete()
    else:
        sync_package(contents)


def _write(package: SessionPackage, contents: Contents) -> None:
    for name, value in _describe(contents).items():
        setattr(package, name, value)
    if package.pk is None:
        package.save()  # no job yet: it has no pieces
    package.pieces.all().delete()
    SessionPiece.objects.bulk_create(
        SessionPiece(package=package, **_describe_piece(number, piece)) for number, piece in enumerate(contents.pieces)
    )
    package.save()


def _describe(contents: Contents) -> dict[str, object]:
    """The fields of the package."""
    pages = [piece.page for piece in contents.pieces]
    with translation.override(settings.LANGUAGE_CODE):
        starts_at = to_ward_time(contents.session.starts_at)
        moment = {"time": f"{starts_at:%H:%M}", "day": date_format(starts_at, "l, d/m/Y")}
        title = _("Session of %(time)s, %(day)s") % moment
    return {
        "title": title,
        "station": load_site_settings().ward,
        "clusters": list(contents.clusters),
        "left_out": list(contents.left_out),
        "has_synthetic_voice": any(piece.asset.has_synthetic_voice for piece in contents.pieces),
        "is_sample": any(page.is_sample for page in pages),
    }


def _describe_piece(number: int, piece: WantedPiece) -> dict[str, object]:
    """The fields of a piece."""
    return {
        "sort_order": number,
        "title": piece.title,
        "asset_id": piece.asset.pk,
        "bulletin_id": piece.page.pk,
        "broadcast_class": piece.page.broadcast_class,
        "expires": piece.page.valid_until,
        "author": piece.approval.author[:MAX_NAME_LENGTH],
        "approver": piece.approval.approver[:MAX_NAME_LENGTH],
        "approved": piece.approval.approved,
    }
