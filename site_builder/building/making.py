"""Making what a plan says, putting it in place, and remembering it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from site_builder.building.api import BuildConfig, BuildReport, Phase, Progress
from site_builder.building.build_list import list_build
from site_builder.building.crew import Crew, count_members, order_pages
from site_builder.building.history import History
from site_builder.building.installing import install, install_whole
from site_builder.building.outputs import OutputSet, Stage
from site_builder.building.parts import Family
from site_builder.building.pelican_run import Collected, collect_parts
from site_builder.building.places import FRONT_PAGE, build_state_dir, identify_folder
from site_builder.building.planning import Plan
from site_builder.building.site import Site
from site_builder.building.staging import is_fresh, open_staging
from site_builder.building.state import BuildState, Fact
from site_builder.errors import DuplicateAddressError, OutputError
from site_builder.index import Index
from site_builder.messages import _
from site_builder.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Job:
    """A build that has something to do."""

    config: BuildConfig
    index: Index
    state: BuildState
    plan: Plan
    facts: dict[str, str]
    progress: Progress


def make(job: Job, settings: SiteSettings) -> BuildReport:
    """Make it.

    Raises:
        SiteBuilderError: nothing was changed but for files that are whole, and the next build tries again.
    """
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


def _put_in_place(job: Job, site: Site, collected: Collected, staging: Path | None) -> BuildReport:
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
        facts=job.facts | site.facts | {Fact.FOLDER: identify_folder(config.output)},
    )
    return BuildReport.of(state, rendered=len(collected.ledger), written=len(done.written), deleted=len(done.deleted))


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
            address = f"/{output.path}".removesuffix(FRONT_PAGE)
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
