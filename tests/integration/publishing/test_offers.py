"""Packages of coming sessions on their way to `content/media/`, and away from it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.broadcasts.loading import load_schedule
from cms.jobs.runner import run_ready_jobs
from cms.media.asset import AssetState
from cms.packages.contents import plan_contents
from cms.packages.keeping import follow_plan, make_package, remove_old_packages
from cms.packages.models import SessionPackage
from cms.publishing.importing.run import import_content
from cms.publishing.outbox import request_publishing
from media_pipeline.manifest import MediaManifest
from tests.integration.cms_packages.session import find_name, find_start, make_bulletin, make_people
from tests.integration.publishing.newsroom import StandInPipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[User, User]:
    return make_people()


def ask_for_package(user: User) -> None:
    contents = plan_contents(load_schedule(), find_start())
    assert contents is not None
    assert make_package(contents, user) is not None


def find_manifest(content_dir: Path) -> Path:
    return content_dir / "media" / f"{find_name()}.json"


def test_a_package_is_offered_with_what_it_is_made_from(
    people: tuple[User, User], content_dir: Path, media: StandInPipeline
) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    ask_for_package(people[0])
    assert not find_manifest(content_dir).exists()
    run_ready_jobs()
    manifest = MediaManifest.model_validate_json(find_manifest(content_dir).read_bytes())
    (piece,) = manifest.package.pieces
    assert piece.approval.approver == "Trần Văn Hùng"
    assert (content_dir / "media" / f"{piece.asset}.json").exists()
    assert find_name() in media.brought_home


def test_a_package_that_changed_is_off_the_site_until_it_is_made_anew(
    people: tuple[User, User], content_dir: Path
) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    ask_for_package(people[0])
    run_ready_jobs()
    SessionPackage.objects.update(state=AssetState.WAITING)
    request_publishing(everything=True)
    run_ready_jobs()
    assert not find_manifest(content_dir).exists()
    SessionPackage.objects.update(state=AssetState.READY)
    request_publishing(everything=True)
    run_ready_jobs()
    assert find_manifest(content_dir).exists()


def test_a_bulletin_that_is_pulled_takes_its_package_off_the_site(people: tuple[User, User], content_dir: Path) -> None:
    page = make_bulletin("Phòng cháy mùa khô", *people)
    ask_for_package(people[0])
    run_ready_jobs()
    assert find_manifest(content_dir).exists()
    page.unpublish()
    follow_plan()
    run_ready_jobs()
    assert not find_manifest(content_dir).exists()


def test_a_session_that_is_over_leaves_the_site_in_the_night(people: tuple[User, User], content_dir: Path) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    ask_for_package(people[0])
    run_ready_jobs()
    SessionPackage.objects.update(starts_at=timezone.now() - timedelta(days=1))
    remove_old_packages()
    run_ready_jobs()
    assert not find_manifest(content_dir).exists()
    assert SessionPackage.objects.exists()


def test_an_import_leaves_packages_of_sessions_to_the_schedule(people: tuple[User, User], content_dir: Path) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    ask_for_package(people[0])
    run_ready_jobs()
    SessionPackage.objects.all().delete()
    report = import_content([find_manifest(content_dir)])
    assert report.problems == []
    assert (report.assets.created, report.assets.updated) == (0, 0)
    assert not SessionPackage.objects.exists()
