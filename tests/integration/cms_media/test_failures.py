"""What an editor learns of a job that runs, that failed, or whose workers were killed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.jobs import lease
from cms.jobs.models import Job, JobState
from cms.jobs.reaper import reap
from cms.jobs.runner import MAX_ATTEMPTS, run_job
from cms.media import pipeline
from cms.media.jobs import PROCESS_MEDIA
from cms.media.models import MediaAsset
from cms.media.progress import estimate_left_s
from media_pipeline.errors import FfmpegError, UnreadableSourceError
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer

pytestmark = pytest.mark.django_db

LAST_LINES = ["[in#0] [error] CRC mismatch!", "[out#0] [error] Nothing was written"]


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def asset() -> MediaAsset:
    return make_spoken()


def read_page(officer: Client, asset: MediaAsset) -> str:
    return officer.get(reverse("wagtailmedia:edit", args=(asset.pk,))).content.decode()


def break_ffmpeg(monkeypatch: pytest.MonkeyPatch, *, is_final: bool = False) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        failure = FfmpegError(["ffmpeg"], 1, LAST_LINES)
        if is_final:
            raise UnreadableSourceError("Âm thanh của tệp bị hỏng.") from failure
        raise failure

    monkeypatch.setattr("media_pipeline.api.process", fail)


def get_job() -> Job:
    return Job.objects.get(kind=PROCESS_MEDIA)


def attempt() -> Job:
    """Run the job once, as a worker does."""
    run_job.call(get_job().pk)
    return get_job()


def test_a_failed_recording_shows_the_last_lines_of_ffmpeg_and_a_button(
    officer: Client, asset: MediaAsset, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_ffmpeg(monkeypatch)
    states = [attempt().state for _attempt in range(MAX_ATTEMPTS)]
    assert states == [JobState.READY, JobState.READY, JobState.FAILED]
    job = attempt()
    assert (job.state, job.attempts, job.details.splitlines()) == (JobState.FAILED, MAX_ATTEMPTS, LAST_LINES)
    page = read_page(officer, asset)
    assert "CRC mismatch!" in page
    assert reverse("media_retry", args=("mediaasset", asset.pk)) in page
    assert "CRC mismatch!" in officer.get(reverse("job_report")).content.decode()


def test_what_can_never_work_is_tried_once_and_its_cause_is_shown(
    officer: Client, asset: MediaAsset, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_ffmpeg(monkeypatch, is_final=True)
    job = attempt()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    page = read_page(officer, asset)
    assert "Âm thanh của tệp bị hỏng." in page
    assert "CRC mismatch!" in page


def test_a_success_forgets_what_failed_before(asset: MediaAsset, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_ffmpeg(broken)
        assert attempt().details
    monkeypatch.setattr("media_pipeline.api.process", lambda *args, **kwargs: None)
    job = attempt()
    assert (job.state, job.error, job.details) == (JobState.SUCCESSFUL, "", "")


def test_an_asset_whose_workers_were_killed_is_shown_as_failed(officer: Client, asset: MediaAsset) -> None:
    job = get_job()
    for _attempt in range(MAX_ATTEMPTS):
        assert lease.claim(job.pk) is not None
        MediaAsset.objects.update(state="processing")
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        reap()
    asset.refresh_from_db()
    assert asset.state == "failed"
    assert asset.error == get_job().error
    assert asset.error in read_page(officer, asset)


def test_the_progress_is_told_in_percent_with_the_time_left(officer: Client, asset: MediaAsset) -> None:
    job = lease.claim(get_job().pk)
    assert job is not None
    Job.objects.update(
        started=timezone.now() - timedelta(minutes=3), progress_percent=25, message="Đang tạo bản âm thanh"
    )
    answer = officer.get(reverse("media_status", args=("mediaasset", asset.pk)))
    assert "no-store" in answer.headers["Cache-Control"]
    part = answer.content.decode()
    assert 'value="25"' in part
    assert "25 %" in part
    assert "còn khoảng" in part
    assert "Đang tạo bản âm thanh" in part
    assert "data-busy" in part


@pytest.mark.parametrize(("elapsed_s", "percent", "left_s"), [(60, 50, 60), (30, 75, 10), (60, 1, None), (9, 100, 0)])
def test_the_rest_is_thought_to_go_as_fast_as_what_is_done(
    elapsed_s: float, percent: int, left_s: float | None
) -> None:
    assert estimate_left_s(elapsed_s, percent) == left_s


def test_a_status_is_for_those_who_may_edit(asset: MediaAsset) -> None:
    assert Client().get(reverse("media_status", args=("mediaasset", asset.pk))).status_code == 302


def test_limits_of_the_settings_hold_for_uploads_and_jobs(settings) -> None:
    settings.MEDIA_LIMITS = {"max_duration_ms": 1000, "max_track_count": 2}
    limits = pipeline.build_settings().limits
    assert (limits.max_duration_ms, limits.max_track_count) == (1000, 2)


def test_a_recording_that_needs_too_much_memory_says_so_at_once(officer: Client, asset: MediaAsset, settings) -> None:
    settings.MEDIA_LIMITS = {"max_memory_bytes": 200 * 10**6}
    job = attempt()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    page = read_page(officer, asset)
    assert "nhiều bộ nhớ hơn mức 200 MB" in page
    assert "pthread_create" in page
