"""Which function does which kind of job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.jobs.errors import UnknownJobKindError

if TYPE_CHECKING:
    from cms.jobs.context import JobContext

JobFunction = Callable[["JobContext"], None]

DEFAULT_QUEUE = "default"
"""Publishing: short jobs that somebody waits for."""
MEDIA_QUEUE = "media"
"""Films and recordings: long jobs that nothing else may wait behind."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """How a kind of job is run."""

    name: str
    function: JobFunction
    queue: str
    never_retry: tuple[type[Exception], ...]


_KINDS: dict[str, JobKind] = {}


def register(
    kind: str, *, queue: str = DEFAULT_QUEUE, never_retry: tuple[type[Exception], ...] = ()
) -> Callable[[JobFunction], JobFunction]:
    """Make the decorated function do the jobs of that kind.

    It must be idempotent, since a job whose worker died is run again from its beginning.

    Args:
        kind: name of the kind, kept in the rows.
        queue: the queue its tasks wait in.
        never_retry: errors that a second attempt cannot mend; the job fails at once.
    """

    def decorate(function: JobFunction) -> JobFunction:
        _KINDS[kind] = JobKind(kind, function, queue, never_retry)
        return function

    return decorate


def find_kind(name: str) -> JobKind:
    """The kind of that name; `UnknownJobKindError` when no app has registered it."""
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownJobKindError(name) from None
