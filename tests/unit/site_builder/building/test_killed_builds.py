"""A build that is killed at any instant: what is served is whole, and the next build ends where it would have ended."""

from __future__ import annotations

import random
import re
import shutil
import signal
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from tests.built_sites import SiteFolders
from tests.unit.site_builder.building.killed_builds import NEVER, run_killed
from tests.unit.site_builder.building.test_incremental import EDITS, GrowingSite, make_site

SITES, KILLS = 4, 10
"""So many sites, each of which is killed so often, one time after the other."""
STEPS = 450
"""A build after `edit` takes 300 to 600 of them."""
_LINK = re.compile(r'(?:href|src|poster)="(/[^"#?]*)')
_SRCSET = re.compile(r'srcset="([^"]*)"')


@pytest.mark.parametrize("seed", range(SITES))
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_catches_up(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    site = make_site(tmp_path, count=27)
    config = site.config
    assert run_killed(config, NEVER)[0] == 0
    codes, good = [], site.folders.tree
    for kill in range(KILLS):
        kept, values = shutil.copytree(site.folders.content, tmp_path / f"kept-{kill}"), deepcopy(site.values)
        edit(site, chance)
        code, _steps = run_killed(config, chance.randint(1, STEPS))
        codes.append(code)
        assert list(iter_dead_links(site.folders, good)) == []
        match chance.randrange(3):
            case 0:  # killed twice
                codes.append(run_killed(config, chance.randint(1, STEPS))[0])
                assert list(iter_dead_links(site.folders, good)) == []
            case 1:  # the edit is taken back
                shutil.rmtree(site.folders.content)
                shutil.copytree(kept, site.folders.content)
                site.values = values
        site.build()
        good = site.folders.tree
        assert good == site.build_anew()
    assert set(codes) <= {0, -signal.SIGKILL}
    assert codes.count(-signal.SIGKILL) >= KILLS // 2


def edit(site: GrowingSite, chance: random.Random) -> None:
    """Several edits at once, so that there is much to put in place."""
    names = ["retitle", "new", "delete", "media", "topic", "tag", "date", "body", "redirects", "law"]
    for name in chance.sample(names, 4):
        EDITS[name](site, chance.randrange(27))
    if chance.random() < 0.2:
        EDITS["theme"](site, chance.randrange(27))


def iter_dead_links(site: SiteFolders, known: Iterable[str]) -> Iterator[str]:
    """Links that lead nowhere, of the pages that stood before or that a link leads to.

    Args:
        known: the files of the last good site, whose addresses people have.
    """
    queue = [path for path in known if path.endswith(".html") and (site.output / path).is_file()]
    seen = set(queue)
    while queue:
        page = queue.pop()
        for path in read_links(site, page):
            if not (site.output / path).is_file():
                yield f"{page} → {path}"
            elif path.endswith(".html") and path not in seen:
                seen.add(path)
                queue.append(path)


def read_links(site: SiteFolders, page: str) -> set[str]:
    """The files that a page links or shows."""
    text = site.read(page)
    assert text.endswith("\n"), page
    sources = [part.split()[0] for found in _SRCSET.findall(text) for part in found.split(",")]
    links = [link.lstrip("/") for link in (*_LINK.findall(text), *sources)]
    return {f"{link}index.html" if not link or link.endswith("/") else link for link in links}
