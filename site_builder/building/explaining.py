"""`build --explain PATH`: why a file of the site was last made."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from site_builder.building.outputs import build_page_path
from site_builder.building.places import build_state_dir
from site_builder.building.state import BuildState
from site_builder.errors import OutputError
from site_builder.messages import _


def explain_output(cache: Path, output: Path, path: str) -> tuple[str, ...]:
    """A sentence for each part of the site that the file belongs to; an asset may belong to several pages.

    Args:
        path: of the file, or the address of a page (`/giai-thich/tam-tru/`).

    Raises:
        OutputError: no build has made this file.
    """
    name = _find_name(output, path)
    with closing(BuildState.open(build_state_dir(cache, output))) as state:
        makers = state.list_makers(name)
    if not makers:
        raise OutputError(_("No build has made the file %(path)s.") % {"path": name})
    return tuple(f"{name} ← {part}: {reason.sentence}" for part, reason in makers)


def _find_name(output: Path, path: str) -> str:
    """The path below the output folder."""
    given = Path(path)
    if given.resolve().is_relative_to(output.resolve()) and given.is_file():
        return given.resolve().relative_to(output.resolve()).as_posix()
    return build_page_path(path)
