"""Taking a job, holding it, and writing its outcome: every write asks for the newest fencing token."""

from __future__ import annotations

import os
import socket
import threading
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from cms.jobs.errors import LeaseLostError
from cms.jobs.models import Job, JobState

DEFAULT_LEASE_S = 60


def get_lease_s() -> float:
    """How many seconds a job stays with a worker that no longer shows signs of life (`JOB_LEASE_S`)."""
    return float(getattr(settings, "JOB_LEASE_S", DEFAULT_LEASE_S))


def claim(job_id: int) -> Job | None:
    """Take a waiting job; `None` when it does not wait (any more)."""
    now = timezone.now()
    is_taken = Job.objects.filter(pk=job_id, state=JobState.READY).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        fence=F("fence") + 1,
        worker=describe_worker(),
        started=now,
        finished=None,
        heartbeat=now,
        lease_until=now + timedelta(seconds=get_lease_s()),
        progress_percent=0,
        message="",
    )
    return Job.objects.get(pk=job_id) if is_taken else None


def write_held(job: Job, **values: object) -> None:
    """Write fields of a job that this process holds.

    Raises:
        LeaseLostError: somebody else holds it.
    """
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING, fence=job.fence).update(**values):
        raise LeaseLostError(job.pk, job.fence)


def renew(job: Job) -> None:
    """Show a sign of life; `LeaseLostError` when it came too late."""
    now = timezone.now()
    write_held(job, heartbeat=now, lease_until=now + timedelta(seconds=get_lease_s()))


@cache
def describe_worker() -> str:
    """Host, process and boot of this process, so that a row says who held it."""
    boot_id_path = Path("/proc/sys/kernel/random/boot_id")
    boot_id = boot_id_path.read_text().strip() if boot_id_path.exists() else "-"
    return f"{socket.gethostname()} {os.getpid()} {boot_id}"


class Heartbeat:
    """Renews the lease from a thread of its own while the job runs."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.is_lost = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(get_lease_s() / 3):
                renew(self.job)
        except LeaseLostError:
            self.is_lost = True
        finally:
            connection.close()
