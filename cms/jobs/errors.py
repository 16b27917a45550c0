"""Errors of jobs.

JobError
├── UnknownJobKindError   nothing is registered under that name
├── LeaseLostError        the job was cancelled, or another worker holds it now
└── DetailedError         a job's own failure that has more to tell than a sentence
"""

from __future__ import annotations


class JobError(Exception):
    """Root of this package's errors."""


class UnknownJobKindError(JobError):
    """A job names a kind that no app has registered."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"there is no job of the kind {kind!r}")


class LeaseLostError(JobError):
    """The job was cancelled, or its lease ran out and somebody else took it up: stop, write nothing."""

    def __init__(self, job_id: int, fence: int) -> None:
        self.job_id = job_id
        self.fence = fence
        super().__init__(f"attempt {fence} of job {job_id} has lost its lease")


class DetailedError(JobError):
    """The failure of a job that knows more than its sentence: what a tool said last. To be inherited from.

    Args:
        sentence: for the editor.
        details: lines for whoever looks into it, as the tool said them.
    """

    def __init__(self, sentence: str, *, details: str = "") -> None:
        self.details = details
        super().__init__(sentence)
