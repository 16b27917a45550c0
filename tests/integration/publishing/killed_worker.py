"""A worker of its own process, for the test that kills it: `python -m tests.integration.publishing.killed_worker`.

The job of the kind `test-hold` says that it has begun and then waits to be killed; when its payload says so, it ends.
"""

from __future__ import annotations

import sys
import threading

import django


def main(step: str) -> None:
    """`prepare` makes the tables and a job, `work` runs the worker until nothing waits."""
    django.setup()
    from django.core.management import call_command

    from cms.jobs.runner import JobContext, enqueue, register

    @register("test-hold")
    def hold(job: JobContext) -> None:
        job.report(10, "begun")
        print("begun", job.job.attempts, flush=True)
        if job.job.attempts == 1:
            threading.Event().wait()

    if step == "prepare":
        for app in ("jobs", "django_tasks_database"):
            call_command("migrate", app, verbosity=0)
        enqueue("test-hold", "target")
    else:
        call_command("run_worker", "--batch")


if __name__ == "__main__":
    main(sys.argv[1])
