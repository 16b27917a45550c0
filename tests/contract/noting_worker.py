"""A worker of its own process that notes which jobs it did: `python -m tests.contract.noting_worker`."""

from __future__ import annotations

import sys

import django

JOB_COUNT = 40


def main(step: str) -> None:
    """`prepare` makes the tables and the jobs, `work` runs a worker until nothing waits."""
    django.setup()
    from django.core.management import call_command

    from cms.jobs.runner import JobContext, enqueue, register

    @register("test-note")
    def note(job: JobContext) -> None:
        job.report(50)
        print("did", job.target, flush=True)

    if step == "prepare":
        for app in ("jobs", "django_tasks_database"):
            call_command("migrate", app, verbosity=0)
        for number in range(JOB_COUNT):
            enqueue("test-note", f"target-{number}")
    else:
        call_command("run_worker", "--batch")


if __name__ == "__main__":
    main(sys.argv[1])
