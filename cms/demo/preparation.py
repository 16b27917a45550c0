"""From an empty folder to a built site: tables ▸ sample content ▸ media ▸ site.

Each step finds what an earlier run has done.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approvals.approval import find_approval
from cms.bulletins.models import BulletinPage
from cms.demo.accounts import EDITOR, REVIEWER, ensure_accounts
from cms.jobs.models import Job, JobState
from cms.jobs.registry import MEDIA_QUEUE
from cms.jobs.runner import retry, run_ready_jobs
from cms.media.jobs import PROCESS_MEDIA
from cms.publishing.importing.run import import_content
from cms.publishing.publisher.run import publish_site

Report = Callable[[int, int, str], None]
"""Told how much is done, how much there is, and what is at hand."""

POLL_S = 0.3


def migrate() -> None:
    """Make or bring up to date the tables."""
    call_command("migrate", verbosity=0, interactive=False)


def load_samples(report: Report) -> list[str]:
    """Take `content/` over into the CMS; sentences on what could not be taken."""
    outcome = import_content(announce=report)
    return [str(problem) for problem in outcome.problems]


def make_media(report: Report) -> list[str]:
    """Make the files of all media, one process for each core; sentences on those that failed."""
    for job in Job.objects.filter(kind=PROCESS_MEDIA, state=JobState.FAILED):
        retry(job)
    while _count_waiting():
        _run_workers(report)
    failed = Job.objects.filter(kind=PROCESS_MEDIA, state=JobState.FAILED)
    return [f"{job.target}: {job.error}" for job in failed]


def build_site(report: Report) -> None:
    """Bring everything to the site, and close the requests that the steps before have left.

    Raises:
        PublishingError: the site cannot be built; `str` says why.
    """
    publish_site(everything=True, report=lambda percent, message: report(percent, 100, message))
    run_ready_jobs()


def approve_samples() -> None:
    """Have the sample bulletins approved as in a ward: the editor sends each in, the reviewer approves."""
    officers = {user.username: user for user in get_user_model().objects.all()}
    for page in BulletinPage.objects.live().filter(is_sample=True):
        if find_approval(page) is None and not page.workflow_in_progress:
            page.save_revision(user=officers[EDITOR.username], clean=False)
            page.get_workflow().start(page, officers[EDITOR.username])
            page.current_workflow_task_state.approve(user=officers[REVIEWER.username])
            BulletinPage.objects.filter(pk=page.pk).update(last_published_at=page.last_published_at)  # as in its file


def make_accounts() -> dict[str, str]:
    """User name → password."""
    return ensure_accounts()


def _count_waiting() -> int:
    return Job.objects.filter(kind=PROCESS_MEDIA, state__in=(JobState.READY, JobState.RUNNING)).count()


def _run_workers(report: Report) -> None:
    """Let workers do what waits; a job that waits for its next attempt is awaited."""
    command = [sys.executable, sys.argv[0], "run_worker", "--queue", MEDIA_QUEUE, "--batch", "--no-ticks"]
    workers = [subprocess.Popen(command) for _number in range(os.cpu_count() or 1)]
    started = timezone.now()
    pause = threading.Event()
    try:
        while any(worker.poll() is None for worker in workers):
            done = Job.objects.filter(kind=PROCESS_MEDIA, finished__gte=started).count()
            report(done, done + _count_waiting(), _list_running())
            pause.wait(POLL_S)
    except BaseException:
        for worker in workers:
            worker.terminate()
        raise
    finally:
        for worker in workers:
            worker.wait()
    pause.wait(POLL_S)


def _list_running() -> str:
    running = Job.objects.filter(kind=PROCESS_MEDIA, state=JobState.RUNNING).order_by("pk")
    return ", ".join(f"{job.target} {job.progress_percent} %" for job in running) or _("waiting")
