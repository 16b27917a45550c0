"""`manage.py run_worker`: the supervisor of the workers, with the ticks of every minute and every night.

With `--queue` it is one worker of the queue itself, which is what the supervisor starts for each lane.
"""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

from cms.jobs.lanes import build_lanes, end_with_supervisor, supervise
from cms.jobs.reaper import reap
from cms.jobs.ticks import Clock

IDLE_S = 0.3
"""How long an idle worker waits before it looks at the queue again."""


class Command(BaseCommand):
    """Run jobs until told to stop (Ctrl+C, SIGTERM); the job that runs is finished first."""

    help = "Runs jobs, publishes what is scheduled, and takes up what a dead worker left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--media-workers", type=int, default=1, help="processes that make media (default: 1)")
        parser.add_argument("--queue", help="be one worker of these queues, separated by commas; * is all of them")
        parser.add_argument("--batch", action="store_true", help="do what waits now in one process, then end")
        parser.add_argument("--no-ticks", action="store_true", help="leave the ticks to another worker")
        parser.add_argument("--supervisor", type=int, help="end with the process of this number")

    def handle(
        self,
        *,
        media_workers: int,
        queue: str | None,
        batch: bool,
        no_ticks: bool,
        supervisor: int | None,
        **options: Any,
    ) -> None:
        """Run."""
        if supervisor is not None:
            end_with_supervisor(supervisor)
        reap()
        stop = threading.Event()
        if not (no_ticks or batch):
            threading.Thread(target=Clock().run, args=[stop], name="ticks", daemon=True).start()
        try:
            if queue is None and not batch:
                self._supervise(media_workers, stop)
            else:
                self._work(queue or "*", batch=batch)
        finally:
            stop.set()

    def _supervise(self, media_workers: int, stop: threading.Event) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda signum, frame: stop.set())
        connections.close_all()
        self.stdout.write(_("The worker runs; stop it with Ctrl+C."))
        supervise(build_lanes(media_workers), stop)

    def _work(self, queue: str, *, batch: bool) -> None:
        worker = Worker(
            queue_names=queue.split(","),
            interval=IDLE_S,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()
