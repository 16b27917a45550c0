"""One build from the first file read to the state saved: plan, make, put in place, remember.

Pelican is loaded only when there is something to make, so a build without a change is over at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from site_builder.building.api import BuildConfig, BuildReport, Phase, Progress
from site_builder.building.build_list import list_build
from site_builder.building.crew import Crew, count_members, order_pages
from site_builder.building.ended_addresses import FILE_NAME as ENDED_ADDRESSES
from site_builder.building.fingerprints import compute_fingerprints
from site_builder.building.history import History, identify_folder
from site_builder.building.installing import Installation, build_state_dir, install, install_whole
from site_builder.building.outputs import OutputSet, Stage
from site_builder.building.parts import Family
from site_builder.building.planning import Plan, add_cut_parts, plan_changes
from site_builder.building.reasons import Cause
from site_builder.building.staging import is_fresh, open_staging
from site_builder.building.state import BuildState
from site_builder.errors import DuplicateAddressError, OutputError, SiteBuilderError, SiteProblemsError
from site_builder.index import Index, Position
from site_builder.messages import _
from site_builder.settings import FILE_NAME, SiteSettings, load_settings

if TYPE_CHECKING:
    from site_builder.building.pelican_run import Collected
    from site_builder.building.site import Site

_FINGERPRINTS = (Cause.THEME, Cause.SETTINGS, Cause.CODE)
_EPOCH, _NUMBER, _FOLDER, _ENDED = "epoch", "number", "folder", "ended"
_FRONT_PAGE = "index.html"


def run_build(config: BuildConfig, state: BuildState, index: Index, progress: Progress) -> BuildReport:
    """Bring the output folder up to date.

    Raises:
        SiteBuilderError: nothing was changed, and the next build tries again.
    """
    settings = load_site_settings(config)
    index.refresh(config.content, config.media_store)
    facts = _gather_facts(config, settings, index)
    plan = _plan(config, state, index, facts)
    problems = index.find_faults() if plan.is_empty else index.find_problems(plan.concerned)
    if problems:
        raise SiteProblemsError(problems)
    if plan.is_empty and not state.list_pending():
        if facts.items() - state.read_facts().items():
            state.save(facts=facts)
        return _report(state)
    return _make(_Job(config, index, state, plan, facts, progress), settings)


@dataclass(frozen=True, slots=True)
class _Job:
    """A build that has something to do."""

    config: BuildConfig
    index: Index
    state: BuildState
    plan: Plan
    facts: dict[str, str]
    progress: Progress


def _make(job: _Job, settings: SiteSettings) -> BuildReport:
    # Pelican changes the logger class when it is imported
    from site_builder.building.pelican_run import collect_parts
    from site_builder.building.site import Site

    config = job.config
    site = Site(config, settings, job.index, job.plan, job.state)
    with _preparing(config, job.plan, site.count()) as (staging, crew):
        collected = collect_parts(
            site,
            job.state.open_ledger(job.index.answers),
            content=config.content,
            theme=config.theme,
            output=config.output,
            crew=crew,
            report=lambda done, total: job.progress(Phase.RENDER, done, total),
        )
        return _put_in_place(job, site, collected, staging)


def _put_in_place(job: _Job, site: Site, collected: Collected, staging: Path | None) -> BuildReport:
    """Bring what was made into the output folder, and remember it.

    Args:
        staging: where a crew left what it made; it becomes the output folder as a whole when there is none yet.
    """
    config, state, plan = job.config, job.state, job.plan
    whole = staging if is_fresh(config.output) else None
    gone = _list_gone(plan, state, job.index, site.kept)
    changed_names = collected.ledger.list_names() | gone if not plan.is_full else set()
    _require_own_addresses(collected.outputs, changed_names, state, plan)
    stale = _list_stale(collected.outputs, changed_names, state, plan)
    if plan.is_full and not collected.outputs.count(Stage.PAGES, Stage.LISTINGS):
        raise OutputError(_("The build made no page; the site stays as it is."))
    history = History.open(build_state_dir(config.cache, config.output), config.output)
    done = install(
        collected.outputs,
        stale,
        whole or config.output,
        state,
        staging=staging,
        is_careful=plan.is_careful and not whole,
        is_compressed=config.is_compressed,
        report=lambda number, total: job.progress(Phase.WRITE, number, total),
        keep=history.keep,
    )
    if whole:
        install_whole(whole, config.output.resolve())
    list_build(history, done, plan, published_by=config.published_by)
    state.save(
        ledger=collected.ledger,
        gone=gone,
        is_anew=plan.is_full,
        files=done.iter_files(config.output),
        deleted=stale,
        changed_answers=plan.changed_answers,
        facts=job.facts | site.facts | {_FOLDER: identify_folder(config.output)},
    )
    return _report(state, rendered=len(collected.ledger), done=done)


@contextmanager
def _preparing(config: BuildConfig, plan: Plan, part_count: int) -> Iterator[tuple[Path | None, Crew | None]]:
    """A staging for a whole site, or the first one, and a crew for what is not sooner made without."""
    members = count_members(config, part_count) if plan.is_full else 0
    if not members and not is_fresh(config.output):
        yield None, None
        return
    with open_staging(config.output) as staging:
        if not members:
            yield staging, None
            return
        order = order_pages(config, staging, is_careful=plan.is_careful, members=members)
        with Crew(order) as crew:
            yield staging, crew


def _plan(config: BuildConfig, state: BuildState, index: Index, facts: dict[str, str]) -> Plan:
    known = state.read_facts()
    if cause := _find_cause(config, state, known, facts):
        return Plan(cause)
    entries = index.journal.read_since(Position(known[_EPOCH], int(known[_NUMBER])))
    if entries is None:
        return Plan(Cause.FIRST)
    plan = plan_changes(entries, state, index.answers, is_shape_changed=known[_ENDED] != facts[_ENDED])
    add_cut_parts(plan, state)
    return plan


def _find_cause(config: BuildConfig, state: BuildState, known: dict[str, str], facts: dict[str, str]) -> Cause | None:
    """Why everything is to be made."""
    if not known:
        return Cause.FIRST
    if config.is_full:
        return Cause.ASKED_FOR
    if known[_FOLDER] != identify_folder(config.output) or not _is_untouched(config.output / _FRONT_PAGE, state):
        return Cause.FOLDER
    return next((cause for cause in _FINGERPRINTS if known[cause] != facts[cause]), None)


def _gather_facts(config: BuildConfig, settings: SiteSettings, index: Index) -> dict[str, str]:
    position = index.journal.find_position()
    ended = config.content / ENDED_ADDRESSES
    fingerprints = compute_fingerprints(config.theme, settings)
    if not config.is_compressed:
        fingerprints[Cause.SETTINGS] += " without companions"
    return {
        **{str(cause): text for cause, text in fingerprints.items()},
        _ENDED: hashlib.sha256(ended.read_bytes()).hexdigest() if ended.is_file() else "",
        _EPOCH: position.epoch,
        _NUMBER: str(position.number),
    }


def _is_untouched(path: Path, state: BuildState) -> bool:
    """Whether a file is as our last build left it, unless one was cut since."""
    row = state.find_file(_FRONT_PAGE)
    if row is None or not path.is_file():
        return False
    found = path.stat()
    return (row.size_bytes, row.mtime_ns) == (found.st_size, found.st_mtime_ns) or bool(state.list_pending())


def _list_gone(plan: Plan, state: BuildState, index: Index, kept: set[str]) -> set[str]:
    """The parts that the site has no longer."""
    if plan.is_full:
        return set()
    gone = {f"{Family.DOCUMENT} {ref}" for ref in plan.removed_refs if index.find(ref) is None}
    return gone | (plan.definitions.keys() - kept)


def _require_own_addresses(outputs: OutputSet, names: set[str], state: BuildState, plan: Plan) -> None:
    """Raise when a file that was made is another part's, which was not made."""
    if plan.is_full:
        return
    for output in outputs:
        others = [name for name, _reason in state.list_makers(output.path) if name not in names]
        row = state.find_file(output.path)
        if others and row and output.stage is not Stage.ASSETS:
            address = f"/{output.path}".removesuffix(_FRONT_PAGE)
            raise DuplicateAddressError(address, row.owner, output.owner)


def _list_stale(outputs: OutputSet, names: set[str], state: BuildState, plan: Plan) -> list[str]:
    """Files of ours that no part has any more."""
    pending = state.list_pending()
    if plan.is_full:
        return sorted({*state.iter_paths(), *pending} - {output.path for output in outputs})
    candidates = {path for name in names for path in state.list_outputs(name)} | set(pending)
    return sorted(path for path in candidates if path not in outputs and not _is_owned(path, names, state))


def _is_owned(path: str, changed_names: set[str], state: BuildState) -> bool:
    return any(name not in changed_names for name, _reason in state.list_makers(path))


def _report(state: BuildState, *, rendered: int = 0, done: Installation | None = None) -> BuildReport:
    written, deleted = (len(done.written), len(done.deleted)) if done else (0, 0)
    return BuildReport(
        pages=state.count_files(Stage.PAGES, Stage.LISTINGS),
        rendered=rendered,
        written=written,
        unchanged=state.count_files() - written,
        deleted=deleted,
        duration_s=0.0,
    )


def load_site_settings(config: BuildConfig) -> SiteSettings:
    """The settings of the content, for the place where this build will stand."""
    settings = load_settings(config.content / FILE_NAME)
    if config.base_url is None:
        return settings
    try:
        return SiteSettings.model_validate(settings.model_dump() | {"base_url": config.base_url})
    except ValidationError as error:
        raise SiteBuilderError(
            _("The site cannot stand at %(url)s: give an address such as https://luat.example.vn.")
            % {"url": config.base_url}
        ) from error
