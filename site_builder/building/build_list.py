"""`builds`: the last builds of an output folder, in words. What a build did becomes an entry, an entry some lines."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from site_builder.building.history import BuildEntry, History, load_entries
from site_builder.building.installing import Installation
from site_builder.building.outputs import Stage
from site_builder.building.places import build_state_dir
from site_builder.building.planning import Plan
from site_builder.building.reasons import Cause, Reason
from site_builder.messages import _, mark
from site_builder.rendering.embedding import EMBED_PREFIX
from site_builder.rendering.text_edition import TEXT_FOLDER

CONTENT, ROLLBACK = "content", "rollback"
"""Causes beside those of `Cause`: documents, media or ended addresses changed; the site was brought back."""
EXAMPLE_COUNT = 5

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_SENTENCES = {
    CONTENT: mark("Documents, media or ended addresses changed."),
    ROLLBACK: mark("The site was brought back to build %(number)d."),
}


def list_build(history: History, done: Installation, plan: Plan, *, published_by: str = "") -> None:
    """Put a build on the list, unless it changed nothing."""
    # a build that goes on where one was cut shows what both did
    written = {*done.written, *(path for path in history.noted if path in done.outputs)}
    if written or done.deleted or history.noted or not history.entries:
        history.finish(
            build_entry(
                cause=_find_cause(plan),
                published_by=published_by,
                written=_order_by_interest(written, done),
                deleted=done.deleted,
            )
        )


def build_entry(
    *,
    cause: str,
    written: Iterable[str],
    deleted: Iterable[str],
    published_by: str = "",
    restored: int | None = None,
) -> BuildEntry:
    """What a build did, as of now.

    Args:
        cause: a `Cause`, `CONTENT` or `ROLLBACK`.
        written: paths, those that make the best examples first.
        deleted: paths.
        published_by: who published what was built.
        restored: the build that was brought back.
    """
    written, deleted = list(written), list(deleted)
    return BuildEntry(
        finished=dt.datetime.now(_ZONE).replace(microsecond=0),
        cause=str(cause),
        published_by=published_by,
        restored=restored,
        written=len(written),
        deleted=len(deleted),
        pages=sum(_is_page(path) for path in (*written, *deleted)),
        examples=_choose_examples(written),
        removed_examples=_choose_examples(deleted),
    )


def describe_builds(cache: Path, output: Path) -> Iterator[str]:
    """A few lines for each build, the last one first."""
    entries = load_entries(build_state_dir(cache, output))
    shown = entries[-1].shown if entries else None
    for entry in reversed(entries):
        yield from _describe(entry, is_shown=entry.number == shown)
    if not entries:
        yield _("No build of this folder is listed yet.")


def format_builds(cache: Path, output: Path) -> str:
    """The same as one JSON object."""
    entries = load_entries(build_state_dir(cache, output))
    builds = [entry.model_dump(mode="json", exclude={"folder"}) for entry in reversed(entries)]
    shown = entries[-1].shown if entries else None
    return json.dumps({"ok": True, "shown": shown, "builds": builds}, ensure_ascii=False)


def _describe(entry: BuildEntry, *, is_shown: bool) -> Iterator[str]:
    mark_shown = _(" (the site is as after this build)") if is_shown else ""
    yield f"{entry.number}  {entry.finished.astimezone(_ZONE):%d/%m/%Y %H:%M}{mark_shown}"
    yield "    " + _describe_cause(entry)
    if entry.published_by:
        yield "    " + _("Published by: %(names)s") % {"names": entry.published_by}
    counts = {"pages": entry.pages, "written": entry.written, "deleted": entry.deleted}
    yield "    " + _("%(pages)d pages changed; %(written)d files written, %(deleted)d deleted.") % counts
    if entry.examples:
        yield "    " + _("Written: %(addresses)s") % {"addresses": _join(entry.examples)}
    if entry.removed_examples:
        yield "    " + _("Deleted: %(addresses)s") % {"addresses": _join(entry.removed_examples)}


def _describe_cause(entry: BuildEntry) -> str:
    if entry.cause in _SENTENCES:
        return _(_SENTENCES[entry.cause]) % {"number": entry.restored}
    return Reason(Cause(entry.cause)).sentence


def _find_cause(plan: Plan) -> str:
    if plan.cause is not None:
        return plan.cause
    is_changed = plan.added_refs or plan.removed_refs or plan.is_shape_changed
    others = [reason for reason in plan.reasons.values() if reason.cause is not Cause.CUT]
    return CONTENT if is_changed or others else Cause.CUT


def _order_by_interest(paths: Iterable[str], done: Installation) -> list[str]:
    """Documents first, then lists."""
    stages = (Stage.PAGES, Stage.LISTINGS, Stage.FEEDS, Stage.TEXT, Stage.ASSETS)
    return sorted(paths, key=lambda path: (stages.index(done.outputs[path].stage), path))


def _choose_examples(paths: Sequence[str]) -> tuple[str, ...]:
    """Addresses of pages, `404.html` and its like last; other files when there is no page."""
    pages = sorted(filter(_is_page, paths), key=lambda path: not path.endswith("index.html"))
    return tuple(f"/{path}".removesuffix("index.html") for path in (pages or paths)[: EXAMPLE_COUNT + 1])


def _join(examples: Sequence[str]) -> str:
    """One more than are shown is known, to tell whether there are more."""
    return ", ".join([*examples[:EXAMPLE_COUNT], *("…" for _more in examples[EXAMPLE_COUNT:])])


def _is_page(path: str) -> bool:
    """Whether it is one that people count: not once more in the text edition, nor in the frames of other sites."""
    is_copy = path.startswith(TEXT_FOLDER) or f"/{path}".startswith(f"{EMBED_PREFIX}/")
    return path.endswith(".html") and not is_copy
