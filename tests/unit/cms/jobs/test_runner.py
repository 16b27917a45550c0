"""Jobs: enqueued once, run under a lease, three attempts, fenced."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.accounts.models import User
from cms.jobs import lease, ticks
from cms.jobs.errors import LeaseLostError, UnknownJobKindError
from cms.jobs.models import Job, JobState
from cms.jobs.reaper import reap
from cms.jobs.registry import find_kind
from cms.jobs.runner import MAX_ATTEMPTS, cancel, enqueue, register, retry, run_ready_jobs
from tests.integration.cms_pages.newsroom import EDITOR, make_officer

pytestmark = pytest.mark.django_db

seen: list[str] = []


class HopelessError(Exception):
    pass


@register("test-note")
def note(job) -> None:
    seen.append(job.target)
    job.report(50, "half way")


@register("test-fail", never_retry=(HopelessError,))
def fail(job) -> None:
    raise (HopelessError if job.payload.get("hopeless") else ValueError)("the disk is full")


@pytest.fixture(autouse=True)
def forget_seen() -> None:
    seen.clear()


def make_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(due=timezone.now())


def abandon(job: Job) -> Job:
    """As a worker leaves it that was killed more than a lease ago."""
    taken = lease.claim(job.pk)
    assert taken is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    return taken


def test_a_job_runs_and_says_how_far_it_is() -> None:
    job = enqueue("test-note", "a")
    assert run_ready_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.progress_percent, job.message, seen) == (JobState.SUCCESSFUL, 100, "half way", ["a"])
    assert job.worker and job.finished


def test_an_equal_waiting_job_is_not_enqueued_twice() -> None:
    first = enqueue("test-note", "a")
    assert enqueue("test-note", "a") == first
    assert enqueue("test-note", "a", {"other": True}) != first
    assert DBTaskResult.objects.count() == 2


def test_a_running_job_does_not_swallow_a_new_request() -> None:
    first = enqueue("test-note", "a")
    lease.claim(first.pk)
    assert enqueue("test-note", "a") != first


def test_a_job_is_claimed_once() -> None:
    job = enqueue("test-note", "a")
    assert lease.claim(job.pk) is not None
    assert lease.claim(job.pk) is None


def test_a_failing_job_is_tried_three_times_and_keeps_the_sentence() -> None:
    job = enqueue("test-fail", "a")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        make_due(job)
        assert run_ready_jobs() == 1
        job.refresh_from_db()
        assert job.attempts == attempt
        assert job.state == (JobState.FAILED if attempt == MAX_ATTEMPTS else JobState.READY)
    assert job.error == "the disk is full"
    assert run_ready_jobs() == 0


def test_a_failed_attempt_waits_before_the_next() -> None:
    enqueue("test-fail", "a")
    assert run_ready_jobs() == 1
    assert run_ready_jobs() == 0


def test_an_error_that_no_attempt_can_mend_fails_at_once() -> None:
    job = enqueue("test-fail", "a", {"hopeless": True})
    run_ready_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)


def test_a_failed_job_can_be_started_afresh() -> None:
    job = enqueue("test-fail", "a", {"hopeless": True})
    run_ready_jobs()
    job.refresh_from_db()
    retry(job)
    assert (job.state, job.attempts, job.error) == (JobState.READY, 0, "")
    assert DBTaskResult.objects.count() == 2


def test_only_a_failed_job_is_started_afresh() -> None:
    job = enqueue("test-note", "a")
    run_ready_jobs()
    retry(job)
    assert Job.objects.get().state == JobState.SUCCESSFUL


def test_a_job_whose_worker_died_is_taken_up_again() -> None:
    job = enqueue("test-note", "a")
    abandon(job)
    assert reap() == 1
    assert run_ready_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, seen) == (JobState.SUCCESSFUL, 2, ["a"])


def test_a_job_within_its_lease_is_left_alone() -> None:
    lease.claim(enqueue("test-note", "a").pk)
    assert reap() == 0


def test_a_job_that_kills_its_workers_fails_after_three_of_them() -> None:
    job = enqueue("test-note", "a")
    for _attempt in range(MAX_ATTEMPTS):
        abandon(job)
        reap()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error


def test_a_worker_that_comes_back_after_its_lease_writes_nothing() -> None:
    job = enqueue("test-note", "a")
    late = abandon(job)
    reap()
    with pytest.raises(LeaseLostError):
        lease.write_held(late, state=JobState.SUCCESSFUL)
    run_ready_jobs()
    with pytest.raises(LeaseLostError):
        lease.write_held(late, error="from the dead")
    assert Job.objects.get().error == ""


def test_the_task_of_a_dead_worker_is_closed() -> None:
    job = enqueue("test-note", "a")
    DBTaskResult.objects.get().claim("dead-worker")
    abandon(job)
    reap()
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]


def test_a_waiting_job_that_lost_its_task_gets_another() -> None:
    job = enqueue("test-note", "a")
    DBTaskResult.objects.get().claim("dead-worker")
    Job.objects.filter(pk=job.pk).update(due=timezone.now() - timedelta(seconds=lease.get_lease_s() + 1))
    assert reap() == 1
    assert DBTaskResult.objects.ready().count() == 1
    assert reap() == 0


def test_a_waiting_job_is_cancelled_and_never_runs() -> None:
    job = enqueue("test-note", "a")
    officer = make_officer(EDITOR)
    assert cancel("test-note", "a", officer) == 1
    assert run_ready_jobs() == 0
    job.refresh_from_db()
    assert (job.state, job.cancelled_by, job.is_finished) == (JobState.CANCELLED, officer, True)
    assert job.finished is not None


def test_a_running_job_that_is_cancelled_writes_nothing_more_and_is_not_taken_up() -> None:
    job = enqueue("test-note", "a")
    running = lease.claim(job.pk)
    assert running is not None
    cancel("test-note", "a", make_officer(EDITOR))
    with pytest.raises(LeaseLostError):
        lease.require_held(running)
    with pytest.raises(LeaseLostError):
        lease.write_held(running, state=JobState.SUCCESSFUL)
    Job.objects.update(lease_until=timezone.now() - timedelta(days=1))
    assert reap() == 0
    assert Job.objects.get().state == JobState.CANCELLED


def test_only_what_is_not_finished_is_cancelled() -> None:
    enqueue("test-note", "a")
    run_ready_jobs()
    assert cancel("test-note", "a", make_officer(EDITOR)) == 0
    assert Job.objects.get().state == JobState.SUCCESSFUL


def test_a_cancelled_job_can_be_started_afresh() -> None:
    job = enqueue("test-note", "a")
    cancel("test-note", "a", make_officer(EDITOR))
    retry(job)
    job.refresh_from_db()
    assert (job.state, job.cancelled_by) == (JobState.READY, None)
    assert run_ready_jobs() == 1
    assert seen == ["a"]


@pytest.mark.django_db(transaction=True)
def test_the_work_on_a_cancelled_job_is_stopped_from_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "CHECK_S", 0.01)
    job = lease.claim(enqueue("test-note", "a").pk)
    assert job is not None
    officer, stopped = User.objects.create_user("lan"), threading.Event()
    with lease.Heartbeat(job) as heartbeat, heartbeat.stopping(stopped.set):
        assert not heartbeat.is_lost
        cancel("test-note", "a", officer)
        assert stopped.wait(30)
    assert heartbeat.is_lost


def test_a_kind_that_nobody_registered_is_named() -> None:
    with pytest.raises(UnknownJobKindError, match="no-such-kind"):
        find_kind("no-such-kind")


def test_what_is_due_every_minute_and_every_night_is_registered() -> None:
    every_minute = {tick.__name__ for tick in ticks._every_minute}
    assert {"reap", "publish_scheduled", "prune_old_previews"} <= every_minute
    assert {tick.__name__ for tick in ticks._every_night} >= {"reconcile"}
