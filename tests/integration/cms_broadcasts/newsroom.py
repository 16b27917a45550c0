"""Bulletins, entries and people that tests of the schedule's screens begin with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.test import Client

from cms.accounts.models import User
from cms.approvals.models import Approval
from cms.broadcasts.models import BroadcastSession, EmergencyOrder, HowOften, ScheduledEntry
from cms.broadcasts.schedule.clock import WARD_ZONE
from cms.bulletins.models import BulletinPage
from cms.core.choices import BroadcastClass
from cms.core.models import BasePage
from cms.home.models import HomePage
from cms.media.models import PackageAsset

FIRST = date(2040, 1, 2)
"""A Monday that no test will live to see."""


def sign_in(user: User) -> Client:
    """A browser in which this officer is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_page(
    title: str = "Phòng cháy mùa khô",
    *,
    has_package: bool = True,
    is_approved: bool = True,
    parent: BasePage | None = None,
    **values: Any,
) -> BulletinPage:
    """A bulletin as it was published, approved by another person unless the test says otherwise."""
    if has_package:
        values["package"] = PackageAsset.objects.create(title=title)
    page = BulletinPage(title=title, **values)
    (parent or HomePage.objects.get()).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    if is_approved:
        Approval.objects.create(page=page, revision=page.live_revision, approver_name="Trần Văn Hùng")
    return page


def schedule_page(page: BulletinPage, **values: Any) -> ScheduledEntry:
    """The bulletin in every session of a day."""
    entry = ScheduledEntry.objects.create(
        bulletin=page, **{"frequency": HowOften.DAILY, "first_day": FIRST, "last_day": FIRST} | values
    )
    entry.sessions.set(BroadcastSession.objects.all())
    return entry


def make_order(when: datetime = datetime(2040, 1, 2, 2, 15, tzinfo=WARD_ZONE)) -> EmergencyOrder:
    """An emergency that was ordered."""
    page = make_page("Bão số 9", broadcast_class=BroadcastClass.EMERGENCY)
    return EmergencyOrder.objects.create(bulletin=page, plays_at=when, ordered_by_name="Phạm Thị Lan", reason="Bão")
