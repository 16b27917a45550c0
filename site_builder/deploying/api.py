"""`deploy`: bring a target to the state of the output folder.

States are compared, never assumed: a file is left alone only when the target's own listing shows our content, so a run
that was cut, or a file that was damaged there, is put right by the next run. The output is checked before anything is
touched, and a failure stops the run before the next group of files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from site_builder.atomic_files import hash_file
from site_builder.compression import is_companion
from site_builder.deploying.plan import HOME_KEY, DeployPlan, build_plan, choose_cache_control, find_shrinkage
from site_builder.deploying.target import DeployedFile, LocalFile, Manifest, RemoteFile, Target
from site_builder.errors import DeployError
from site_builder.media_types import guess_media_type
from site_builder.messages import _

UPLOAD_THREADS = 8
MAX_SHRINKAGE = 0.5
"""A site that lost more than this share of its files is not deployed unless `allow_shrinking` says so."""

Report = Callable[[int, int], None]
"""Told how many of how many files are done."""


@dataclass(frozen=True, slots=True)
class DeployReport:
    """What a deployment did."""

    target: str
    uploaded: tuple[str, ...]
    unchanged_count: int
    deleted: tuple[str, ...]
    duration_s: float


def deploy(
    output: Path,
    target: Target,
    *,
    allow_shrinking: bool = False,
    report: Report = lambda done, total: None,
    lock: AbstractContextManager[None] | None = None,
) -> DeployReport:
    """Bring the target to the state of the output folder.

    Args:
        output: the folder.
        target: where its files are to be.
        allow_shrinking: whether the target may lose most of what it has.
        report: told how far it is.
        lock: that of the folder's builds, held while the files are gone through, so that they are those of whole
            builds.

    Raises:
        DeployError: the output is no whole site, or the target refused; what was there is still served.
    """
    started_s = time.monotonic()
    with lock or nullcontext():
        files = list_output(output)
    earlier = target.read_manifest()
    _check_output(output, files, earlier, allow_shrinking=allow_shrinking)
    listing = target.list_files()
    plan = build_plan(files, _find_unchanged(files, listing, earlier, target), earlier)
    _run_plan(plan, files, listing, earlier, target, report)
    uploaded = tuple(file.key for group in plan.groups for file in group)
    return DeployReport(
        target.name, uploaded, len(plan.unchanged), plan.deletions, round(time.monotonic() - started_s, 3)
    )


def list_output(output: Path) -> list[LocalFile]:
    """Every file of the output folder, hidden ones left out, in the order of its keys."""
    found = []
    for path in sorted(output.rglob("*")):
        key = path.relative_to(output).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in key.split("/")):
            found.append(_describe(key, path))
    return found


def _describe(key: str, path: Path) -> LocalFile:
    return LocalFile(key, path, path.stat().st_size, hash_file(path), guess_media_type(key), choose_cache_control(key))


def _check_output(output: Path, files: list[LocalFile], earlier: Manifest, *, allow_shrinking: bool) -> None:
    if not any(file.key == HOME_KEY for file in files):
        raise DeployError(_("The folder %(path)s holds no built site: build it first.") % {"path": output})
    # compressed companions come and go by a setting
    now = [file.key for file in files if not is_companion(file.key)]
    before = [key for key in earlier.files if not is_companion(key)]
    if not allow_shrinking and find_shrinkage(len(now), before) > MAX_SHRINKAGE:
        raise DeployError(
            _(
                "The built site has %(now)d files, the deployed one %(before)d. "
                "If that is right, deploy with --allow-shrinking."
            )
            % {"now": len(now), "before": len(before)}
        )


def _find_unchanged(
    files: Iterable[LocalFile], listing: dict[str, RemoteFile], earlier: Manifest, target: Target
) -> list[str]:
    unchanged = []
    for file in files:
        remote, known = listing.get(file.key), earlier.files.get(file.key)
        if remote is None or remote.size_bytes != file.size_bytes:
            continue
        if known is not None and (known.media_type, known.cache_control) != (file.media_type, file.cache_control):
            continue
        is_ours = known is not None and known.sha256 == file.sha256 and known.fingerprint == remote.fingerprint
        if is_ours or target.is_same(file, remote):
            unchanged.append(file.key)
    return unchanged


def _run_plan(
    plan: DeployPlan,
    files: list[LocalFile],
    listing: dict[str, RemoteFile],
    earlier: Manifest,
    target: Target,
    report: Report,
) -> None:
    prints = {key: listing[key].fingerprint for key in plan.unchanged}
    total = sum(len(group) for group in plan.groups)
    if plan.groups:
        # named before they are put: a run that is cut leaves no file that no manifest knows
        target.write_manifest(_announce(files, earlier))
    with ThreadPoolExecutor(UPLOAD_THREADS) as pool:
        for group in plan.groups:
            for file, fingerprint in zip(group, pool.map(target.put_file, group), strict=True):
                prints[file.key] = fingerprint
                report(len(prints) - len(plan.unchanged), total)
    target.delete_files(plan.deletions)
    manifest = _build_manifest(files, prints)
    if manifest != earlier:
        target.write_manifest(manifest)


def _announce(files: list[LocalFile], earlier: Manifest) -> Manifest:
    """Names every file that is or will be there; the empty fingerprint of one that is not put yet matches nothing."""
    return Manifest(files={**_build_manifest(files, {}).files, **earlier.files})


def _build_manifest(files: list[LocalFile], prints: dict[str, str]) -> Manifest:
    return Manifest(
        files={
            file.key: DeployedFile(
                sha256=file.sha256,
                fingerprint=prints.get(file.key, ""),
                media_type=file.media_type,
                cache_control=file.cache_control,
            )
            for file in files
        }
    )
