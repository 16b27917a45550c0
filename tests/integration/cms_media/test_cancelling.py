"""Cancelling the making of a recording's files, as an editor does: by a button that needs no script."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.jobs import lease
from cms.jobs.errors import LeaseLostError
from cms.jobs.models import Job, JobState
from cms.jobs.runner import JobContext, run_job
from cms.media.jobs import PROCESS_MEDIA, process_media
from cms.media.models import MediaAsset
from cms.publishing.models import OutboxEntry
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_pages.newsroom import EDITOR, PUBLISHER, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def asset() -> MediaAsset:
    return make_spoken()


@pytest.fixture
def officer() -> Client:
    return log_in(PUBLISHER)


def log_in(group: str, name: str = "lan") -> Client:
    client = Client()
    client.force_login(make_officer(group, name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def get_address(asset: MediaAsset, name: str = "media_cancel") -> str:
    return reverse(name, args=("mediaasset", asset.pk))


def list_states() -> list[str]:
    """Of the jobs that make the files, the oldest first."""
    return list(Job.objects.filter(kind=PROCESS_MEDIA).order_by("pk").values_list("state", flat=True))


def read_page(officer: Client, asset: MediaAsset) -> str:
    return officer.get(reverse("wagtailmedia:edit", args=(asset.pk,))).content.decode()


def test_the_page_of_a_recording_has_a_button_while_its_files_are_made(officer: Client, asset: MediaAsset) -> None:
    assert f'<form action="{get_address(asset)}" method="post">' in read_page(officer, asset)
    MediaAsset.objects.update(state="ready")
    assert get_address(asset) not in read_page(officer, asset)


def test_a_cancelled_recording_says_who_and_when_and_is_made_again(officer: Client, asset: MediaAsset) -> None:
    answer = officer.post(get_address(asset), follow=True)
    assert answer.redirect_chain == [(reverse("wagtailmedia:edit", args=(asset.pk,)), 302)]
    page = answer.content.decode()
    assert "Đã hủy việc xử lý «Bản tin tạm trú»" in page
    assert "lan đã hủy lúc" in page
    assert "Làm lại" in page
    assert get_address(asset, "media_retry") in page
    assert list_states() == [JobState.CANCELLED]

    officer.post(get_address(asset, "media_retry"))
    asset.refresh_from_db()
    assert (asset.state, asset.error) == ("waiting", "")
    assert list_states() == [JobState.CANCELLED, JobState.READY]
    assert "đã hủy lúc" not in read_page(officer, asset)


def test_both_the_running_job_and_the_next_are_cancelled(officer: Client, asset: MediaAsset) -> None:
    lease.claim(Job.objects.get().pk)
    asset.script = "Xin chào mọi người."
    asset.save()
    assert Job.objects.count() == 2
    officer.post(get_address(asset))
    assert list_states() == [JobState.CANCELLED, JobState.CANCELLED]


def test_an_attempt_that_waits_after_a_failure_is_cancelled(officer: Client, asset: MediaAsset) -> None:
    MediaAsset.objects.update(state="failed")
    officer.post(get_address(asset))
    asset.refresh_from_db()
    assert (asset.state, list_states()) == ("cancelled", [JobState.CANCELLED])


def test_what_has_ended_is_not_cancelled(officer: Client, asset: MediaAsset) -> None:
    Job.objects.update(state=JobState.SUCCESSFUL)
    MediaAsset.objects.update(state="ready")
    page = officer.post(get_address(asset), follow=True).content.decode()
    assert "Không có gì để hủy" in page
    asset.refresh_from_db()
    assert asset.state == "ready"


def test_a_cancellation_is_a_post_by_somebody_who_may_edit(officer: Client, asset: MediaAsset) -> None:
    assert officer.get(get_address(asset)).status_code == 405
    assert Client().post(get_address(asset)).status_code == 302
    stranger = Client()
    user = make_officer(EDITOR, "xuan")
    user.groups.clear()
    stranger.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    stranger.post(get_address(asset))
    assert list_states() == [JobState.READY]


def test_work_that_ends_after_the_cancellation_changes_nothing(
    asset: MediaAsset, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_cancelled(*args: object, **kwargs: object) -> None:
        officer.post(get_address(asset))

    monkeypatch.setattr("media_pipeline.api.process", be_cancelled)
    job = lease.claim(Job.objects.get().pk)
    assert job is not None
    with pytest.raises(LeaseLostError):
        process_media(JobContext(job))
    asset.refresh_from_db()
    assert (asset.state, Job.objects.get(pk=job.pk).state) == ("cancelled", JobState.CANCELLED)


def test_the_worker_does_not_take_a_lost_job_for_a_failed_one(
    asset: MediaAsset, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_cancelled(*args: object, **kwargs: object) -> None:
        officer.post(get_address(asset))
        raise ValueError("what it worked on was taken away")

    monkeypatch.setattr("media_pipeline.api.process", be_cancelled)
    run_job.call(Job.objects.get().pk)
    job = Job.objects.get(kind=PROCESS_MEDIA)
    assert (job.state, job.error) == (JobState.CANCELLED, "")


def test_the_site_is_told_that_it_waits_in_vain(officer: Client, asset: MediaAsset) -> None:
    officer.post(get_address(asset))
    assert OutboxEntry.objects.filter(subject="asset", key=asset.asset_name, done=None).exists()
