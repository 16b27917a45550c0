"""What the function of a job gets: its target, and a way to say how far it is."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from cms.jobs import lease
from cms.jobs.lease import Stop
from cms.jobs.models import Job


@dataclass(frozen=True, slots=True)
class JobContext:
    """A running job as its function sees it."""

    job: Job
    heartbeat: lease.Heartbeat | None = None
    """Notices when the job is lost; a job that is run by hand has none."""

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
            LeaseLostError: it was cancelled, or somebody else has it now; let it pass through and end.
        """
        lease.write_held(self.job, progress_percent=max(0, min(int(percent), 100)), message=message[:300])
        self.renew()

    def renew(self) -> None:
        """Show a sign of life; `LeaseLostError` when the job is no longer ours."""
        lease.renew(self.job)

    def stopping(self, stop: Stop) -> AbstractContextManager[None]:
        """Call `stop` from another thread as soon as the job is no longer ours, while the block runs."""
        return nullcontext() if self.heartbeat is None else self.heartbeat.stopping(stop)
