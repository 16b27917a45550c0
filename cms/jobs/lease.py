"""Taking a job, holding it, and writing its outcome: every write asks for the newest fencing token."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from cms.jobs.errors import LeaseLostError
from cms.jobs.models import Job, JobState

logger = logging.getLogger(__name__)

DEFAULT_LEASE_S = 60
CHECK_S = 1.0
"""How often a worker looks whether its job is still its own: so soon does a cancelled one end."""

Stop = Callable[[], None]
"""Ends the work on a job; called from another thread than the one that works."""


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
        LeaseLostError: it was cancelled, or somebody else holds it.
    """
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING, fence=job.fence).update(**values):
        raise LeaseLostError(job.pk, job.fence)


def require_held(job: Job) -> None:
    """Raise `LeaseLostError` when the job was cancelled or somebody else holds it."""
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING, fence=job.fence).exists():
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
    """Renews the lease from a thread of its own while the job runs, and notices when the job is lost.

    Inside a transaction nobody else sees the job's row, this thread included, so that there is nothing to notice.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.is_lost = False
        self._stops: list[Stop] = []
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> Heartbeat:
        if not connection.in_atomic_block:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end.set()
        if self._thread.ident is not None:
            self._thread.join()

    @contextmanager
    def stopping(self, stop: Stop) -> Iterator[None]:
        """Call `stop` as soon as the job is lost, while the block runs."""
        with self._lock:
            self._stops.append(stop)
        try:
            if self.is_lost:
                stop()
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)

    def _beat(self) -> None:
        try:
            self._watch()
        except LeaseLostError:
            self._lose()
        finally:
            connection.close()

    def _watch(self) -> None:
        renewed_s = time.monotonic()
        while not self._end.wait(min(CHECK_S, get_lease_s() / 3)):
            try:
                if time.monotonic() - renewed_s >= get_lease_s() / 3:
                    renew(self.job)
                    renewed_s = time.monotonic()
                else:
                    require_held(self.job)
            except DatabaseError:  # locked or out of reach for a moment: the lease has room for that
                logger.warning("a heartbeat failed", extra={"event": "heartbeat_failed", "job_id": self.job.pk})
                connection.close()

    def _lose(self) -> None:
        with self._lock:
            self.is_lost = True
            stops = list(self._stops)
        for stop in stops:
            stop()
