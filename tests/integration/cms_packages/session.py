"""A ward with bulletins in the morning session, written by one officer and published by another."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cms.accounts.models import User
from cms.broadcasts.models import BroadcastSession, HowOften, ScheduledEntry
from cms.broadcasts.schedule.clock import at_ward_time
from cms.bulletins.models import BulletinPage
from cms.home.models import HomePage
from cms.media.models import MediaAsset
from cms.packages.naming import name_package
from tests.integration.cms_pages.newsroom import publish_approved


def find_start(days: int = 1) -> datetime:
    """The morning session of tomorrow, or of a later day."""
    return at_ward_time(timezone.localdate() + timedelta(days=days), time(5, 30))


def find_name(days: int = 1) -> str:
    return name_package(find_start(days))


def make_people() -> tuple[User, User]:
    """Who writes and who approves."""
    author = User.objects.create_superuser("mai", "mai@example.vn", "x", first_name="Mai", last_name="Nguyễn Thị")
    approver = User.objects.create_superuser("hung", "hung@example.vn", "x", first_name="Hùng", last_name="Trần Văn")
    return author, approver


def make_recording(title: str, file: SimpleUploadedFile | None = None) -> MediaAsset:
    """Read from a script, unless there is a file."""
    if file is None:
        return MediaAsset.objects.create(title=title, type="audio", script=f"{title}.", has_synthetic_voice=True)
    return MediaAsset.objects.create(title=title, type="audio", file=file)


def make_bulletin(
    title: str, author: User, approver: User, *recordings: MediaAsset, position: int = 0, **fields: Any
) -> BulletinPage:
    """A bulletin of these recordings, published, and in every morning session."""
    page = BulletinPage(title=title, live=False, **fields)
    pieces = recordings or (make_recording(title),)
    page.body = [("piece", {"title": each.title, "audio": each, "script": ""}) for each in pieces]
    HomePage.objects.get().add_child(instance=page)
    publish(page, author, approver)
    entry = ScheduledEntry.objects.create(
        bulletin=page, frequency=HowOften.DAILY, first_day=timezone.localdate(), position=position
    )
    entry.sessions.set(BroadcastSession.objects.filter(starts=time(5, 30)))
    return BulletinPage.objects.get(pk=page.pk)


def publish(page: BulletinPage, author: User, approver: User) -> None:
    if author == approver:  # what the workflow refuses
        page.save_revision(user=author).publish()
    else:
        publish_approved(page, author=author, approver=approver)
