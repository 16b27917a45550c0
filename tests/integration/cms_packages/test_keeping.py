"""The package of a session follows its plan: made when asked for, anew when it changed, never with what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.broadcasts.loading import load_schedule
from cms.broadcasts.models import BroadcastSession, Cluster, ScheduledEntry
from cms.core.choices import LawStatus
from cms.core.models import LegalBasis
from cms.jobs.models import Job, JobState
from cms.laws.models import Law
from cms.media import pipeline
from cms.media.asset import AssetState, find_asset
from cms.media.dependents import list_dependents, list_ingredients
from cms.media.manifests import build_manifest
from cms.packages.contents import Contents, plan_contents
from cms.packages.keeping import KEPT_DAYS, follow_plan, make_package, remove_old_packages
from cms.packages.models import SessionPackage
from cms.packages.naming import name_package, parse_name
from cms.packages.offering import list_offered
from cms.publishing.models import OutboxEntry
from cms.publishing.site_files import load_site_settings
from tests.integration.cms_packages.session import find_name, find_start, make_bulletin, make_people, make_recording
from tests.integration.cms_pages.newsroom import publish_approved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def recordings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every recording is made and lasts a minute; making one is tested elsewhere."""
    monkeypatch.setattr(pipeline, "load_record", lambda name: SimpleNamespace(duration_ms=60_000))


@pytest.fixture
def people() -> tuple[User, User]:
    return make_people()


def plan() -> Contents:
    contents = plan_contents(load_schedule(), find_start())
    assert contents is not None
    return contents


def make(user: User) -> SessionPackage:
    package = make_package(plan(), user)
    assert package is not None
    return package


def finish(package: SessionPackage) -> None:
    Job.objects.filter(target=package.asset_name).update(state=JobState.SUCCESSFUL)
    SessionPackage.objects.filter(pk=package.pk).update(state=AssetState.READY)


def list_titles(package: SessionPackage) -> list[str]:
    return list(package.pieces.values_list("title", flat=True))


def count_jobs(package: SessionPackage) -> int:
    return Job.objects.filter(target=package.asset_name).count()


def test_a_name_is_that_of_the_manifest_and_leads_back() -> None:
    starts_at = find_start()
    name = name_package(starts_at)
    assert parse_name(name) == starts_at
    assert parse_name("goi-phat-thanh-2026-02-31-0530") is None
    assert parse_name(f"{name}-2") is None


def test_what_is_asked_for_becomes_one_job_and_a_manifest_with_the_approvals(people: tuple[User, User]) -> None:
    settings = load_site_settings()
    settings.ward = "Phường Hải An"
    settings.save()
    make_bulletin("Phòng cháy mùa khô", *people, broadcast_class="priority", position=9)
    page = make_bulletin("Đăng ký tạm trú", *people, make_recording("Mở đầu"), make_recording("Nội dung"))
    package = make(people[0])
    assert (package.state, count_jobs(package)) == (AssetState.WAITING, 1)

    manifest = build_manifest(package)
    assert manifest.name == find_name() == manifest.package.session.package_name
    assert manifest.title.startswith("Phiên 05:30, ")
    assert manifest.has_synthetic_voice
    assert manifest.package.session.station == "Phường Hải An"
    assert [piece.title for piece in manifest.package.pieces] == [
        "Phòng cháy mùa khô",
        "Đăng ký tạm trú: Mở đầu",
        "Đăng ký tạm trú: Nội dung",
    ]
    first, *_rest = manifest.package.pieces
    assert first.broadcast_class == "priority"
    assert (first.approval.author, first.approval.approver) == ("Nguyễn Thị Mai", "Trần Văn Hùng")
    assert first.approval.approved == timezone.localdate()
    assert {asset.title for asset in list_ingredients(package)} == {"Phòng cháy mùa khô", "Mở đầu", "Nội dung"}
    recording = page.package.pieces.first().asset
    assert package in list_dependents(recording)


def test_a_session_is_for_the_clusters_of_its_bulletins_or_for_all(people: tuple[User, User]) -> None:
    first = Cluster.objects.create(name="Tổ dân phố 1")
    make_bulletin("Phòng cháy mùa khô", *people)
    ScheduledEntry.objects.get().clusters.set([first])
    package = make(people[0])
    assert build_manifest(package).package.session.clusters == ("Tổ dân phố 1",)
    make_bulletin("Đăng ký tạm trú", *people, position=1)
    assert build_manifest(make(people[0])).package.session.clusters == ()
    assert "“Phòng cháy mùa khô” chỉ dành cho các cụm loa: Tổ dân phố 1." in plan().remarks


def test_what_has_not_changed_is_not_made_again(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    package = make(people[0])
    finish(package)
    assert make(people[1]).is_ready
    follow_plan()
    assert count_jobs(package) == 1
    assert SessionPackage.objects.get().requested_by == people[0]


def test_a_changed_plan_makes_it_anew_and_takes_the_old_one_off_the_site_meanwhile(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    package = make(people[0])
    finish(package)
    assert list_offered() == [find_name()]
    make_bulletin("Đăng ký tạm trú", *people, position=1)
    OutboxEntry.objects.all().delete()
    follow_plan()
    assert list_titles(package) == ["Phòng cháy mùa khô", "Đăng ký tạm trú"]
    assert count_jobs(package) == 2
    assert list_offered() == []
    assert OutboxEntry.objects.filter(key=find_name()).exists()


def test_a_bulletin_that_nobody_approved_is_left_out_and_says_why(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    make_bulletin("Đăng ký tạm trú", people[0], people[0])
    package = make(people[0])
    assert list_titles(package) == ["Phòng cháy mùa khô"]
    (sentence,) = package.left_out
    assert sentence.startswith("“Đăng ký tạm trú” trong phiên 05:30") and sentence.endswith("chưa được duyệt.")


def test_a_bulletin_that_its_author_approved_is_left_out_and_says_why(people: tuple[User, User], settings) -> None:
    settings.ADMINISTRATOR_MAY_APPROVE_OWN_TEXT = True
    author, _approver = people
    page = make_bulletin("Đăng ký tạm trú", author, author)
    publish_approved(page, author=author, approver=author)
    assert plan().pieces == ()
    assert plan().left_out == ("“Đăng ký tạm trú” chưa được người khác với người soạn duyệt.",)


def test_a_bulletin_that_has_expired_or_was_unpublished_is_left_out_and_says_why(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    make_bulletin("Tiêm chủng hôm nay", *people, valid_until=timezone.localdate())
    make_bulletin("Đăng ký tạm trú", *people).unpublish()
    package = make(people[0])
    assert list_titles(package) == ["Phòng cháy mùa khô"]
    expired, unapproved = sorted(package.left_out)
    assert "Tiêm chủng hôm nay" in expired and "chỉ còn giá trị đến hết ngày" in expired
    assert "Đăng ký tạm trú" in unapproved and "chưa được duyệt" in unapproved


def test_a_law_that_expires_pulls_its_bulletin_out_and_an_empty_package_goes(people: tuple[User, User]) -> None:
    page = make_bulletin("Đăng ký tạm trú", *people)
    law = Law.objects.create(
        title="Luật Cư trú 2020",
        number="68/2020/QH14",
        law_type="Luật",
        issuer="Quốc hội",
        issued=date(2020, 11, 13),
    )
    LegalBasis.objects.create(page=page, law=law)
    package = make(people[0])
    finish(package)
    Law.objects.filter(pk=law.pk).update(status=LawStatus.EXPIRED)
    OutboxEntry.objects.all().delete()
    follow_plan()
    assert find_asset(package.asset_name) is None
    assert OutboxEntry.objects.filter(key=package.asset_name).exists(), "the site takes it away"
    (sentence,) = plan().left_out
    assert "Đăng ký tạm trú" in sentence and "Luật Cư trú 2020" in sentence and "hết hiệu lực" in sentence


def test_nothing_is_made_of_a_session_without_anything_to_play(people: tuple[User, User]) -> None:
    make_bulletin("Đăng ký tạm trú", people[0], people[0])
    assert make_package(plan(), people[0]) is None
    assert not SessionPackage.objects.exists()


def test_a_failed_package_is_tried_again_when_asked_for(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    package = make(people[0])
    finish(package)
    SessionPackage.objects.update(state=AssetState.FAILED)
    assert make(people[0]).state == AssetState.WAITING
    assert count_jobs(package) == 2


def test_two_sessions_of_one_minute_are_refused(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    morning = BroadcastSession.objects.order_by("starts").first()
    other = BroadcastSession.objects.create(name="Khu chợ", starts=morning.starts)
    ScheduledEntry.objects.get().sessions.add(other)
    assert plan().pieces == ()
    assert "cùng một phút" in plan().left_out[0]


def test_a_session_that_is_planned_no_more_loses_its_package(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    make(people[0])
    BroadcastSession.objects.all().delete()
    follow_plan()
    assert not SessionPackage.objects.exists()


def test_packages_leave_the_site_after_their_day_and_the_store_after_two_months(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    package = make(people[0])
    finish(package)
    now = timezone.now()
    SessionPackage.objects.update(starts_at=now - timedelta(days=1))
    assert list_offered() == []
    assert remove_old_packages() == 0
    assert OutboxEntry.objects.filter(key=package.asset_name).exists()
    SessionPackage.objects.update(starts_at=now - timedelta(days=KEPT_DAYS + 1))
    assert remove_old_packages() == 1
