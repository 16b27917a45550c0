"""The job that brings the outbox to the site."""

from __future__ import annotations

from cms.jobs.runner import JobContext, register
from cms.publishing.outbox import PUBLISH_SITE


@register(PUBLISH_SITE)
def run_publisher(job: JobContext) -> None:
    """Publish what changed, or compare everything when the job's target says so."""
    from cms.publishing.publisher.run import publish_site  # the builder is loaded where it is needed: in the worker

    publish_site(everything=job.target == "everything", report=job.report)
