"""`manage.py run_worker`: the queue's worker, with the ticks of every minute and every night, in one process."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

from cms.jobs.reaper import reap
from cms.jobs.ticks import Clock

IDLE_S = 0.5
"""How long an idle worker waits before it looks at the queue again."""


class Command(BaseCommand):
    """Run jobs until told to stop (Ctrl+C, SIGTERM); the job that runs is finished first."""

    help = "Runs jobs, publishes what is scheduled, and takes up what a dead worker left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--queue", default="*", help="queues to work on, separated by commas (default: all)")
        parser.add_argument("--batch", action="store_true", help="do what waits now, then end")
        parser.add_argument("--no-ticks", action="store_true", help="leave the ticks to another worker")

    def handle(self, *, queue: str, batch: bool, no_ticks: bool, **options: Any) -> None:
        """Run."""
        reap()
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
        stop = threading.Event()
        ticking = threading.Thread(target=Clock().run, args=[stop], name="ticks", daemon=True)
        if not (no_ticks or batch):
            ticking.start()
        self.stdout.write("The worker runs; stop it with Ctrl+C.")
        try:
            worker.run()
        finally:
            stop.set()
