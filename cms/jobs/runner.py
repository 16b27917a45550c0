"""Jobs: enqueue in the caller's transaction, run under a lease, at most three attempts.

The public face of this app: `register` a function for a kind, `enqueue` work, and let a worker call `run_job`.
The queue (django-tasks) only carries a job's id; what is true stands in the `Job` row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from cms.jobs.context import JobContext
from cms.jobs.errors import DetailedError, LeaseLostError
from cms.jobs.lease import Heartbeat, claim, write_held
from cms.jobs.models import Job, JobState
from cms.jobs.registry import find_kind, register
from cms.jobs.signals import job_failed

if TYPE_CHECKING:
    from cms.accounts.models import User

__all__ = ["JobContext", "cancel", "enqueue", "register", "retry", "run_ready_jobs"]

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
RETRY_DELAYS_S = (10, 60)
"""How long the second and the third attempt wait."""


@transaction.atomic
def enqueue(kind: str, target: str, payload: dict[str, Any] | None = None) -> Job:
    """Ask for a job, in the caller's transaction; an equal job that still waits is returned instead of a second one.

    The waiting job is locked until the caller commits, so that it cannot start without seeing what the caller writes.
    """
    waiting = Job.objects.select_for_update().filter(kind=kind, target=target, state=JobState.READY)
    for job in waiting:
        if job.payload == (payload or {}):
            return job
    job = Job.objects.create(kind=kind, target=target, payload=payload or {}, due=timezone.now())
    schedule(job)
    return job


def schedule(job: Job) -> None:
    """Put a task for the job into the queue; a task too many does no harm, since a job is claimed once."""
    result = run_job.using(queue_name=find_kind(job.kind).queue, run_after=job.due).enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task_id=str(result.id))


def cancel(kind: str, target: str, user: User) -> int:
    """Cancel every job of that kind on that target that waits or runs; how many there were.

    One that runs is taken from its worker by this: the worker notices within seconds, ends what it has started and
    writes nothing. So a job can be cancelled whose worker is dead, too.
    """
    unfinished = Job.objects.filter(kind=kind, target=target, state__in=(JobState.READY, JobState.RUNNING))
    return unfinished.update(
        state=JobState.CANCELLED,
        cancelled_by=user,
        finished=timezone.now(),
        fence=F("fence") + 1,
        lease_until=None,
        message="",
    )


@transaction.atomic
def retry(job: Job) -> None:
    """Start a job that failed or was cancelled afresh, with all its attempts."""
    is_reset = Job.objects.filter(pk=job.pk, state__in=(JobState.FAILED, JobState.CANCELLED)).update(
        state=JobState.READY, attempts=0, error="", details="", due=timezone.now(), cancelled_by=None
    )
    if is_reset:
        job.refresh_from_db()
        schedule(job)


def run_ready_jobs(*, announce: Callable[[Job], None] = lambda job: None) -> int:
    """Run every job that is due in this process, one after the other, and those that they ask for; how many ran.

    For commands that must end with the work done (`make demo`) and for tests; a worker uses the queue.
    """
    count = 0
    while job := Job.objects.filter(state=JobState.READY, due__lte=timezone.now()).order_by("due", "pk").first():
        announce(job)
        _run(job.pk)
        count += 1
    return count


@task()
def run_job(job_id: int) -> None:
    """The one task of the queue: run a job, unless somebody has it already."""
    _run(job_id)


def _run(job_id: int) -> None:
    job = claim(job_id)
    if job is None:
        return
    kind = find_kind(job.kind)
    try:
        with Heartbeat(job) as heartbeat:
            kind.function(JobContext(job, heartbeat))
        write_held(
            job,
            state=JobState.SUCCESSFUL,
            finished=timezone.now(),
            progress_percent=100,
            error="",
            details="",
            lease_until=None,
        )
    except LeaseLostError:
        logger.warning("lost the lease of a job", extra={"event": "job_lease_lost", "job_id": job.pk})
    except Exception as error:  # the boundary: whatever it was stands in the row
        logger.exception("a job failed", extra={"event": "job_failed", "job_id": job.pk, "job_kind": job.kind})
        details = error.details if isinstance(error, DetailedError) else ""
        give_up_or_wait(job, _describe(error), details=details, is_final=isinstance(error, kind.never_retry))


@transaction.atomic
def give_up_or_wait(job: Job, error: str, *, details: str = "", is_final: bool = False) -> None:
    """After a failed attempt: wait for the next one, or fail for good. The caller holds the job."""
    now = timezone.now()
    try:
        if is_final or job.attempts >= MAX_ATTEMPTS:
            write_held(job, state=JobState.FAILED, error=error, details=details, finished=now, lease_until=None)
            job_failed.send(sender=Job, job=job)
            return
        due = now + timedelta(seconds=RETRY_DELAYS_S[job.attempts - 1])
        write_held(job, state=JobState.READY, error=error, details=details, due=due, lease_until=None)
    except LeaseLostError:
        return
    job.due = due
    schedule(job)


def _describe(error: Exception) -> str:
    sentence = str(error).strip()
    return sentence or _("An unexpected error: %(name)s.") % {"name": type(error).__name__}
