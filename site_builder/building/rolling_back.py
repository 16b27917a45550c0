"""`rollback`: the output folder as it was after an earlier build, byte for byte, companions too.

Files come back one by one, each as a whole: first those that are missing now, which nothing links to yet, then those
that differ, and what the earlier site had not goes last. The state names them all before the first changes, as a build
does, so the next build makes them once more from the content; and what is replaced is kept, so a rollback can itself be
rolled back. One that is killed is finished by the next rollback, or undone by the next build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from site_builder.atomic_files import link_or_copy, remove_empty_parents, remove_strays_in
from site_builder.building.build_list import ROLLBACK, build_entry
from site_builder.building.history import History
from site_builder.building.lock import hold_build_lock
from site_builder.building.places import build_state_dir
from site_builder.building.state import BuildState
from site_builder.compression import list_names, remove_companions
from site_builder.errors import OutputError
from site_builder.messages import _


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """What a rollback did."""

    build: int
    """The build that the site is as after."""
    written: int
    deleted: int

    def to_json(self) -> str:
        """One line of JSON, for `--json`."""
        return json.dumps({"ok": True, **asdict(self)})


def roll_back(cache: Path, output: Path, number: int | None = None) -> RollbackReport:
    """Bring the output folder back to its state after a build.

    Args:
        cache: of the builds.
        output: the folder.
        number: of the build; the one before what the site shows when it is left out.

    Raises:
        OutputError: there is no such build, or the folder cannot be written.
    """
    state_dir = build_state_dir(cache, output)
    with hold_build_lock(state_dir), closing(BuildState.open(state_dir)) as state:
        history = History(state_dir, output)
        target = _choose(history, number)
        try:
            return _restore(history, state, output, target)
        except OSError as error:
            place = error.filename2 or error.filename or output
            raise OutputError(
                _("The file or folder %(place)s cannot be written: %(reason)s.")
                % {"place": place, "reason": error.strerror or error}
            ) from error


def _choose(history: History, number: int | None) -> int:
    """The number of the build to go back to."""
    numbers = [entry.number for entry in history.entries]
    if not numbers:
        raise OutputError(_("No build of this folder is listed yet: run `python -m site_builder build` first."))
    if not history.is_of_this_folder:
        raise OutputError(
            _("The output folder is not as the last build left it: run `python -m site_builder build` first.")
        )
    if number is None:
        earlier = [each for each in numbers if each < history.entries[-1].shown]
        if not earlier:
            raise OutputError(_("No earlier build is listed; `python -m site_builder builds` shows the list."))
        return earlier[-1]
    if number not in numbers:
        raise OutputError(
            _("Build %(number)d is not on the list, which has %(numbers)s.")
            % {"number": number, "numbers": ", ".join(map(str, numbers))}
        )
    return number


def _restore(history: History, state: BuildState, output: Path, target: int) -> RollbackReport:
    for folder in {(output / path).parent for path in state.list_pending()}:
        remove_strays_in(folder)
    old = history.find_old_files(target)
    changed = [path for path in old if not _is_as(output / path, old[path])]
    written, deleted = _order(output, {path: old[path] for path in changed})
    if changed:
        state.note_pending(changed)
        history.keep(changed)
    for path, source in written:
        _bring_back(source, output / path)
    for path in deleted:
        _delete(output, path)
    # of all that a killed rollback did as well
    concerned = sorted(history.noted & old.keys())
    back, gone = [path for path in concerned if old[path]], [path for path in concerned if not old[path]]
    if concerned or history.entries[-1].shown != target:
        history.finish(build_entry(cause=ROLLBACK, written=back, deleted=gone, restored=target))
    return RollbackReport(target, len(back), len(gone))


def _is_as(path: Path, old: Path | None) -> bool:
    """Whether a file and its companions are the old ones; both are links of one file, or copies of one time."""
    if old is None:
        return not path.is_file()
    return all(_read_identity(a) == _read_identity(b) for a, b in zip(list_names(path), list_names(old), strict=True))


def _read_identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size, found.st_mtime_ns


def _order(output: Path, old: dict[str, Path | None]) -> tuple[list[tuple[str, Path]], Sequence[str]]:
    """What comes back, missing files first and what pages need before pages; and what goes."""
    written = [(path, source) for path, source in old.items() if source]
    written.sort(key=lambda each: ((output / each[0]).is_file(), each[0].endswith(".html"), each[0]))
    return written, sorted(path for path, source in old.items() if not source)


def _bring_back(old: Path, path: Path) -> None:
    """The file first, as a build does it; companions that it had not go before."""
    pairs = list(zip(list_names(old), list_names(path), strict=True))
    for source, target in pairs:
        if not source.is_file():
            target.unlink(missing_ok=True)
    for source, target in pairs:
        if source.is_file():
            link_or_copy(source, target)


def _delete(output: Path, path: str) -> None:
    remove_companions(output / path)
    (output / path).unlink(missing_ok=True)
    remove_empty_parents(output / path, output)


def list_next_steps(output: Path) -> Iterable[str]:
    """What the operator must know after a rollback."""
    yield _("Mind: the next build publishes the content as it is now. Correct the content before it.")
    yield _("If the site is deployed elsewhere, bring it there: %(command)s") % {
        "command": f"python -m site_builder deploy --output {output} --to …"
    }
