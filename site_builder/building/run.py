"""One build from the first file read: what is to be made is found out here, and made by `making`.

What makes pages is loaded only when there is something to make, so a build without a change is over at once.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import ValidationError

from site_builder.building.api import BuildConfig, BuildReport, Made, Progress
from site_builder.building.fingerprints import compute_fingerprints
from site_builder.building.parts import Family
from site_builder.building.places import ENDED_ADDRESSES, FRONT_PAGE, identify_folder
from site_builder.building.planning import Plan, add_cut_parts, plan_changes
from site_builder.building.reasons import Cause
from site_builder.building.state import BuildState, Fact
from site_builder.errors import SiteBuilderError, SiteProblemsError
from site_builder.index import Index, Position
from site_builder.messages import _
from site_builder.settings import FILE_NAME, SiteSettings, load_settings

_FINGERPRINTS = (Cause.THEME, Cause.SETTINGS, Cause.CODE)


def run_build(config: BuildConfig, state: BuildState, index: Index, progress: Progress) -> Made:
    """Bring what residents read up to date; the rest is left to the end of the build.

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
        facts[Fact.SEARCHED] = facts[Fact.NUMBER]
        if facts.items() - state.read_facts().items():
            state.save(facts=facts)
        return Made(BuildReport.of(state))
    # it takes longer to load than to find out that there is nothing to make, and Pelican changes the logger class
    from site_builder.building.making import Job, make

    return make(Job(config, index, state, plan, facts, progress), settings)


def _plan(config: BuildConfig, state: BuildState, index: Index, facts: dict[str, str]) -> Plan:
    known = state.read_facts()
    if cause := _find_cause(config, state, known, facts):
        return Plan(cause)
    entries = index.journal.read_since(Position(known[Fact.EPOCH], int(known[Fact.NUMBER])))
    if entries is None:
        return Plan(Cause.FIRST)
    plan = plan_changes(entries, state, index.answers, is_shape_changed=known[Fact.ENDED] != facts[Fact.ENDED])
    add_cut_parts(plan, state)
    if known.get(Fact.SEARCHED) != known[Fact.NUMBER]:  # a build was cut before it came to the search
        plan.dirty_families.add(Family.SEARCH)
    return plan


def _find_cause(config: BuildConfig, state: BuildState, known: dict[str, str], facts: dict[str, str]) -> Cause | None:
    """Why everything is to be made."""
    if not known:
        return Cause.FIRST
    if config.is_full:
        return Cause.ASKED_FOR
    if known[Fact.FOLDER] != identify_folder(config.output) or not _is_untouched(config.output / FRONT_PAGE, state):
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
        Fact.ENDED: hashlib.sha256(ended.read_bytes()).hexdigest() if ended.is_file() else "",
        Fact.EPOCH: position.epoch,
        Fact.NUMBER: str(position.number),
    }


def _is_untouched(path: Path, state: BuildState) -> bool:
    """Whether a file is as our last build left it, unless one was cut since."""
    row = state.find_file(FRONT_PAGE)
    if row is None or not path.is_file():
        return False
    found = path.stat()
    return (row.size_bytes, row.mtime_ns) == (found.st_size, found.st_mtime_ns) or bool(state.list_pending())


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
