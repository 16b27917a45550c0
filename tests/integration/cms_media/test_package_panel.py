"""What an editor sees of a page's loudspeaker package while it is made, and when it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from cms.bulletins.models import BulletinPage
from cms.explainers.models import ExplainerPage
from cms.jobs import lease
from cms.jobs.models import Job
from cms.media.models import PackageAsset
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_media.test_packages import make_bulletin, publish
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer, make_topic

pytestmark = pytest.mark.django_db

BEING_MADE = "Gói phát loa đang được làm."


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def bulletin() -> BulletinPage:
    return make_bulletin({"title": "Mở đầu", "audio": make_spoken(), "script": ""})


def read_editor(officer: Client, page: BulletinPage | ExplainerPage) -> str:
    return officer.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()


def get_package_url(package: PackageAsset) -> str:
    return reverse(package.snippet_viewset.get_url_name("edit"), args=(package.pk,))


def run_halfway(package: PackageAsset) -> None:
    job = Job.objects.get(target=package.asset_name)
    assert lease.claim(job.pk) is not None
    started = timezone.now() - timedelta(minutes=2)
    Job.objects.filter(pk=job.pk).update(started=started, progress_percent=50, message="Đang đóng gói")
    PackageAsset.objects.update(state="processing")


def test_nothing_is_said_before_the_page_is_published(officer: Client, bulletin: BulletinPage) -> None:
    bulletin.save_revision()
    assert "asset-status" not in read_editor(officer, bulletin)


def test_the_editor_says_that_the_package_is_being_made_and_how_far_it_is(
    officer: Client, bulletin: BulletinPage
) -> None:
    publish(bulletin)
    assert BEING_MADE in read_editor(officer, bulletin)
    run_halfway(bulletin.package)
    page = read_editor(officer, bulletin)
    assert 'value="50"' in page
    assert "Đang đóng gói" in page
    assert "còn khoảng" in page
    assert get_package_url(bulletin.package) in page


def test_a_page_with_a_recording_says_so_too(officer: Client) -> None:
    page = publish(make_topic().add_child(instance=ExplainerPage(title="Tạm trú", audio=make_spoken())))
    assert BEING_MADE in read_editor(officer, page)


def test_no_form_stands_within_the_form_of_the_page(officer: Client, bulletin: BulletinPage) -> None:
    publish(bulletin)
    (box,) = html.fromstring(read_editor(officer, bulletin)).xpath("//div[@data-status-url]")
    assert box.xpath(".//form | .//button") == []
    for state in ("processing", "failed", "cancelled"):
        PackageAsset.objects.update(state=state)
        fresh = officer.get(box.get("data-status-url")).content.decode()
        assert "asset-status" in fresh
        assert "<form" not in fresh


def test_a_finished_package_is_no_longer_said_to_be_made(officer: Client, bulletin: BulletinPage) -> None:
    publish(bulletin)
    PackageAsset.objects.update(state="ready")
    page = read_editor(officer, bulletin)
    assert BEING_MADE not in page
    assert "Sẵn sàng" in page


def test_the_package_has_a_page_on_which_it_is_cancelled_and_made_again(
    officer: Client, bulletin: BulletinPage
) -> None:
    publish(bulletin)
    package = bulletin.package
    address = reverse("media_cancel", args=("packageasset", package.pk))
    assert f'<form action="{address}" method="post">' in officer.get(get_package_url(package)).content.decode()
    page = officer.post(address, follow=True).content.decode()
    assert "lan đã hủy lúc" in page
    assert reverse("media_retry", args=("packageasset", package.pk)) in page
