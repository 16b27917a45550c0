"""Making what a plan says, putting it in place, and remembering it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from site_builder.building.api import BuildConfig, BuildReport, Made, Phase, Progress
from site_builder.building.build_list import list_build
from site_builder.building.crew import Crew, count_members, order_pages
from site_builder.building.history import History
from site_builder.building.installing import Installation, install, install_whole
from site_builder.building.outputs import Output, OutputSet, Stage
from site_builder.building.parts import Family
from site_builder.building.places import FRONT_PAGE, build_state_dir, identify_folder
from site_builder.building.planning import Plan
from site_builder.building.site import Site
from site_builder.building.staging import Stager, is_fresh, open_staging
from site_builder.building.state import BuildState, Fact
from site_builder.compression import Compressor
from site_builder.errors import DuplicateAddressError, OutputError
from site_builder.index import Index
from site_builder.messages import _
from site_builder.settings import SiteSettings

if TYPE_CHECKING:
    from site_builder.building.pelican_run import Collected, Prepare

_NO_FACTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Job:
    """A build that has something to do."""

    config: BuildConfig
    index: Index
    state: BuildState
    plan: Plan
    facts: dict[str, str]
    progress: Progress


def make(job: Job, settings: SiteSettings) -> Made:
    """Make a whole site, or what residents read of a change, which the files of the search follow.

    Raises:
        SiteBuilderError: nothing was changed but for files that are whole, and the next build tries again.
    """
    maker = Maker(job, settings)
    if job.plan.is_full:
        return Made(maker.make(job.plan, has_follower=False))
    read, search = job.plan.split_search()
    if search.is_empty:
        return Made(maker.make(read, has_follower=False, facts={Fact.SEARCHED: job.facts[Fact.NUMBER]}))
    cut = [part.removeprefix(f"{Family.SEARCH} ") for part in search.reasons]
    report = maker.make(read, has_follower=True, still_pending=cut)
    return Made(report, lambda: report.add(maker.make(search, has_follower=False)))


class Maker:
    """Makes a build in one step or in two, which become one on the list of builds."""

    def __init__(self, job: Job, settings: SiteSettings) -> None:
        self._job = job
        self._settings = settings
        self._history = History.open(build_state_dir(job.config.cache, job.config.output), job.config.output)
        self._done: Installation | None = None
        """Of the first step."""

    def make(
        self,
        plan: Plan,
        *,
        has_follower: bool,
        facts: Mapping[str, str] = _NO_FACTS,
        still_pending: Iterable[str] = (),
    ) -> BuildReport:
        """Make what a plan says, put it in place, and remember it.

        Args:
            has_follower: whether another step comes before the build is listed.
            facts: of the site as a whole, beside those of the job.
            still_pending: files that a cut build was changing and that this step does not make.
        """
        job, state = self._job, self._job.state
        site = Site(job.config, self._settings, job.index, plan, state)
        members = count_members(job.config, site.count()) if plan.is_full else 0
        is_compressed = job.config.is_compressed
        with (
            _open_staging(job.config, is_needed=members > 0) as staging,
            Compressor() as compressor,
        ):
            with _open_crew(job.config, plan, staging, members) as crew:
                # Pelican takes as long to load as the members of a crew do
                from site_builder.building.pelican_run import collect_parts

                collected = collect_parts(
                    site,
                    state.open_ledger(job.index.answers),
                    content=job.config.content,
                    theme=job.config.theme,
                    output=job.config.output,
                    crew=crew,
                    prepare=self._choose_preparer(staging if members else None, compressor, plan),
                    report=lambda done, total: job.progress(Phase.RENDER, done, total),
                )
            gone = _list_gone(plan, state, job.index, site.kept)
            stale = self._find_stale(collected, gone, plan)
            done = self._put_in_place(
                collected.outputs,
                stale,
                staging,
                compressor if is_compressed else None,
                is_careful=plan.is_careful,
            )
        self._list(done, has_follower=has_follower)
        state.save(
            ledger=collected.ledger,
            gone=gone,
            is_anew=plan.is_full,
            files=done.iter_files(job.config.output),
            deleted=stale,
            changed_answers=plan.changed_answers,
            facts={**job.facts, **site.facts, **facts, Fact.FOLDER: identify_folder(job.config.output)},
            still_pending=still_pending,
        )
        counts = {"rendered": len(collected.ledger), "written": len(done.written), "deleted": len(done.deleted)}
        return BuildReport.of(state, **counts)

    def _choose_preparer(self, staging: Path | None, compressor: Compressor, plan: Plan) -> Prepare:
        """What to do with a file as soon as it is made: a whole site's is written aside, else it is compressed ahead.

        Args:
            staging: where a crew leaves what it makes.
        """
        config = self._job.config
        if staging:
            options = {"is_careful": plan.is_careful, "is_compressed": config.is_compressed}
            return Stager(staging, config.output, self._job.state, **options).stage
        return partial(_begin_compression, compressor) if config.is_compressed else _leave

    def _find_stale(self, collected: Collected, gone: set[str], plan: Plan) -> list[str]:
        """The files that the site has no longer; raises when two parts want one address, or when no page is left."""
        changed_names = collected.ledger.list_names() | gone if not plan.is_full else set()
        _require_own_addresses(collected.outputs, changed_names, self._job.state, plan)
        if plan.is_full and not collected.outputs.count(Stage.PAGES, Stage.LISTINGS):
            raise OutputError(_("The build made no page; the site stays as it is."))
        return _list_stale(collected.outputs, changed_names, self._job.state, plan)

    def _put_in_place(
        self,
        outputs: OutputSet,
        stale: Iterable[str],
        staging: Path | None,
        compressor: Compressor | None,
        *,
        is_careful: bool,
    ) -> Installation:
        """Bring what was made into the output folder.

        Args:
            staging: where a crew left what it made; it becomes the output folder as a whole when there is none yet.
        """
        config = self._job.config
        whole = staging if is_fresh(config.output) else None
        done = install(
            outputs,
            stale,
            whole or config.output,
            self._job.state,
            staging=staging,
            is_careful=is_careful and not whole,
            compressor=compressor,
            report=lambda number, total: self._job.progress(Phase.WRITE, number, total),
            keep=self._history.keep,
        )
        if whole:
            install_whole(whole, config.output.resolve())
        return done

    def _list(self, done: Installation, *, has_follower: bool) -> None:
        self._done = self._done.join(done) if self._done else done
        if not has_follower:
            list_build(self._history, self._done, self._job.plan, published_by=self._job.config.published_by)


def _begin_compression(compressor: Compressor, output: Output) -> Output:
    if isinstance(output.content, bytes):
        compressor.begin(output.path, output.content)
    return output


def _leave(output: Output) -> Output:
    return output


def _open_staging(config: BuildConfig, *, is_needed: bool) -> AbstractContextManager[Path | None]:
    """Where a crew leaves what it makes; also for the first site, which appears as a whole."""
    return open_staging(config.output) if is_needed or is_fresh(config.output) else nullcontext()


def _open_crew(
    config: BuildConfig, plan: Plan, staging: Path | None, members: int
) -> AbstractContextManager[Crew | None]:
    """A crew for what is not sooner made without."""
    if staging is None or not members:
        return nullcontext()
    return Crew(order_pages(config, staging, is_careful=plan.is_careful, members=members))


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
