"""What the function of a job gets: its target, and a way to say how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.jobs import lease
from cms.jobs.models import Job


@dataclass(frozen=True, slots=True)
class JobContext:
    """A running job as its function sees it."""

    job: Job

    @property
    def target(self) -> str:
        """What it works on."""
        return self.job.target

    @property
    def payload(self) -> dict[str, Any]:
        """What else it was told."""
        return dict(self.job.payload)

    def report(self, percent: int, message: str = "") -> None:
        """Tell the editor how far the work is (0 to 100); also a sign of life.

        Raises:
            LeaseLostError: somebody else has the job now; let it pass through and end.
        """
        lease.write_held(self.job, progress_percent=max(0, min(int(percent), 100)), message=message[:300])
        lease.renew(self.job)
