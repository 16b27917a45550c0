"""Finding what a dead worker left behind.

A killed worker leaves a job RUNNING with a lease that nobody renews, and in the queue a task that stays RUNNING for
ever. The job is given to somebody else, at most three times in all. A job may also wait without a task: its worker was
killed between taking the task and taking the job.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs.lease import get_lease_s
from cms.jobs.models import Job, JobState
from cms.jobs.runner import MAX_ATTEMPTS, schedule
from cms.jobs.signals import job_failed

logger = logging.getLogger(__name__)


def reap() -> int:
    """Take up again every job whose lease has run out and every job that has lost its task; how many there were."""
    now = timezone.now()
    abandoned = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    overdue = Job.objects.filter(state=JobState.READY, due__lt=now - timedelta(seconds=get_lease_s()))
    return sum(_take_back(job) for job in abandoned) + sum(_reschedule(job) for job in overdue)


@transaction.atomic
def _take_back(job: Job) -> bool:
    """Give an abandoned job to somebody else, or fail it; the fence keeps its first worker out from now on."""
    has_attempts = job.attempts < MAX_ATTEMPTS
    now = timezone.now()
    is_ours = Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, fence=job.fence, lease_until=job.lease_until
    ).update(
        state=JobState.READY if has_attempts else JobState.FAILED,
        fence=F("fence") + 1,
        lease_until=None,
        due=now,
        finished=None if has_attempts else now,
        error=_("Its worker ended without a word, %(count)s times.") % {"count": job.attempts},
    )
    if not is_ours:
        return False
    logger.warning("took back an abandoned job", extra={"event": "job_reaped", "job_id": job.pk, "worker": job.worker})
    _close_task(job.task_id)
    if has_attempts:
        job.due = now
        schedule(job)
    else:
        job_failed.send(sender=Job, job=job)
    return True


@transaction.atomic
def _reschedule(job: Job) -> bool:
    """Give a waiting job a new task when its own no longer waits."""
    if _is_task_waiting(job.task_id):
        return False
    _close_task(job.task_id)
    schedule(job)
    return True


def _is_task_waiting(task_id: str) -> bool:
    if not apps.is_installed("django_tasks_db"):
        return False  # another queue: a task too many does no harm
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.ready().filter(pk=task_id).exists() if task_id else False


def _close_task(task_id: str) -> None:
    """Mark the task of a dead worker as failed, so that the queue can prune it."""
    if not task_id or not apps.is_installed("django_tasks_db"):
        return
    from django_tasks_db.models import DBTaskResult

    running = DBTaskResult.objects.running().filter(pk=task_id)
    for result in running:
        result.set_failed(RuntimeError("the worker of this task ended without a word"))
