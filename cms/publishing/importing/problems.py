"""What could not be imported, one sentence each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of one file."""

    path: str
    """Below the project (`content/explainer/….md`)."""
    sentence: str
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.key}: {self.sentence}" if self.key else f"{place}: {self.sentence}"


@dataclass(slots=True)
class Tally:
    """What an import did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def add(self, change: Change) -> None:
        """Count one thing."""
        setattr(self, change, getattr(self, change) + 1)


Change = str
"""`created`, `updated` or `unchanged`."""
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
