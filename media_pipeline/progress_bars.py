"""Progress bars of the command line: on a terminal, on standard error, gone when the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from media_pipeline.jobs.process import Progress as AssetProgress


@contextmanager
def show_one(*, is_shown: bool) -> Iterator[Callable[[AssetProgress], None]]:
    """A bar for one thing."""
    with _open_bars(is_shown=is_shown) as bars:
        bar = bars.add_task("", total=100)
        yield lambda progress: bars.update(bar, completed=progress.percent, description=progress.message)


@contextmanager
def show_many(count: int, *, is_shown: bool) -> Iterator[Callable[[str, AssetProgress], None]]:
    """One bar for the whole: every asset counts a hundred."""
    done: dict[str, int] = {}
    with _open_bars(is_shown=is_shown) as bars:
        bar: TaskID = bars.add_task("", total=100 * count)

        def announce(name: str, progress: AssetProgress) -> None:
            done[name] = progress.percent
            bars.update(bar, completed=sum(done.values()), description=name)

        yield announce


@contextmanager
def _open_bars(*, is_shown: bool) -> Iterator[Progress]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not (is_shown and console.is_terminal), transient=True) as bars:
        yield bars
