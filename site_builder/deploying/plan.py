"""What a deployment does, and in which order. Pure.

assets ▸ pages, leaves first ▸ feeds and rules ▸ the first page ▸ manifest ▸ deletions

Each group is finished before the next begins, so a page never names an asset that is not there, and a list never names
a page that is not. An asset here is a file whose address changes with its content, so nothing served needs an older one
under the same name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from site_builder.deploying.target import LocalFile, Manifest

ASSET_PREFIXES = ("static/", "media/", "share/")
DESCRIPTION_PREFIX = "oembed/"
"""What a page names as it does its assets, under a name that stays."""
EMBED_PREFIX = "embed/"
"""Pages for frames, which nothing of the site links and which lead to a page."""
HOME_KEY = "index.html"

CACHE_FOREVER = "public, max-age=31536000, immutable"
CACHE_FEED = "public, max-age=300"
CACHE_PAGE = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class DeployPlan:
    """The work of one deployment."""

    groups: tuple[tuple[LocalFile, ...], ...]
    """Files to put, group after group; within a group the order is free."""
    unchanged: tuple[str, ...]
    deletions: tuple[str, ...]


def choose_cache_control(key: str) -> str:
    """How long browsers may keep a file: hashed names for ever, pages not at all, feeds for five minutes."""
    if key.startswith(ASSET_PREFIXES):
        return CACHE_FOREVER
    return CACHE_FEED if key.endswith((".xml", ".txt")) else CACHE_PAGE


def build_plan(files: Iterable[LocalFile], unchanged: Iterable[str], earlier: Manifest) -> DeployPlan:
    """Plan a deployment.

    Args:
        files: the whole output.
        unchanged: keys whose content is at the target already.
        earlier: what earlier deployments have put there.
    """
    by_key = {file.key: file for file in files}
    same = sorted(set(unchanged) & by_key.keys())
    changed = sorted((file for key, file in by_key.items() if key not in set(same)), key=_rank)
    groups = tuple(tuple(group) for _, group in groupby(changed, key=lambda file: _rank(file)[:2]))
    gone = sorted(set(earlier.files) - by_key.keys(), key=lambda key: (key.startswith(ASSET_PREFIXES), key))
    return DeployPlan(groups=groups, unchanged=tuple(same), deletions=tuple(gone))


def find_shrinkage(file_count: int, earlier: Collection[str]) -> float:
    """The share of the pages deployed earlier that would be lost, 0 to 1."""
    return max(0.0, 1 - file_count / len(earlier)) if earlier else 0.0


def _rank(file: LocalFile) -> tuple[int, int, str]:
    """Group, depth from the leaves, key."""
    if file.key.startswith((*ASSET_PREFIXES, DESCRIPTION_PREFIX)):
        return (0, 0, file.key)
    if file.key == HOME_KEY:
        return (3, 0, file.key)
    if not file.key.endswith(".html") or file.key.startswith(EMBED_PREFIX):
        return (2, 0, file.key)
    return (1, -file.key.count("/"), file.key)
