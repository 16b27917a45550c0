"""A build that is killed at any instant: what is served is whole, and the next build ends where it would have ended.

What holds of links: no page that one can come to has a dead one. One can come to the first page, to every page that the
site had before and will have after, and to whatever those link to. Pages that are on their way in, to which nothing
links yet, may link each other before all of them are there; so may pages on their way out, to which nothing links any
more: each file is put in place or taken away on its own, and two that link each other cannot both be the first.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder.atomic_files import write_bytes
from site_builder.compression import SUFFIXES, is_companion
from tests.built_sites import SiteFolders
from tests.unit.site_builder.building.disturbed_builds import run_killed
from tests.unit.site_builder.building.growing_sites import EDITS, GrowingSite, assert_same, make_site
from tests.unit.site_builder.building.served_links import iter_dead_links

SITES, KILLS = 5, 40
"""So many sites, each of which is killed so often, one time after the other."""
STATES = 4
"""So many states has the content of each site; a build leads from one of them to another."""
DOCUMENTS = 27
BY_THE_CLOCK = 0.3
"""So large a part of the kills comes after a time, the others before a step."""
IN_A_ROW = 0.3
"""So often a killed build is not followed by one that ends, but by one of another state that is killed as well."""
ENTRANCES = ("index.html", "404.html", "410.html")
Tree = dict[str, bytes]


@dataclass(frozen=True)
class State:
    """What a site is built from, and what comes out."""

    sources: Tree
    tree: Tree


@pytest.mark.parametrize("seed", range(SITES))
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_catches_up(
    seed: int, first_site: GrowingSite, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    site, states = make_states(first_site, tmp_path, chance)
    site.build()
    now, kills, steps, duration_s = states[0], 0, 100, 0.2
    while kills < KILLS:
        passed = [now]
        while True:
            passed.append(chance.choice([state for state in states if state is not passed[-1]]))
            put_sources(site.folders, passed[-1].sources)
            ended = run_killed(site.config, **choose_instant(chance, steps, duration_s))
            assert ended.code in (0, -signal.SIGKILL), ended.said
            assert list(iter_faults(site.folders, passed)) == []
            if ended.code == 0:  # it came to its end before
                steps, duration_s = ended.steps, ended.duration_s
            else:
                kills += 1
                if chance.random() < IN_A_ROW:
                    continue
            break
        site.build()
        now = passed[-1]
        assert_same(site.folders.tree, now.tree)


def test_a_first_build_that_is_killed_shows_no_first_page_with_dead_links(
    first_site: GrowingSite, tmp_path: Path
) -> None:
    site, (state,) = make_states(first_site, tmp_path, random.Random(0), count=1)
    site.build()
    shutil.rmtree(site.folders.output)
    steps = run_killed(site.config).steps
    kills = 0
    for step in random.Random(0).sample(range(1, steps), 12):
        shutil.rmtree(site.folders.output, ignore_errors=True)  # a kill may come before it is made
        # later builds have less to let go of, so a step of the first one may be behind their end
        kills += run_killed(site.config, before_step=step).code == -signal.SIGKILL
        assert list(iter_faults(site.folders, [State({}, {}), state])) == []
    assert kills >= 10
    site.build()
    assert_same(site.folders.tree, state.tree)


def choose_instant(chance: random.Random, steps: int, duration_s: float) -> dict[str, float]:
    """When a build is to be killed, given how long such a one takes; a few come too late."""
    if chance.random() < BY_THE_CLOCK:
        return {"after_s": chance.uniform(0, duration_s)}
    return {"before_step": chance.randint(1, steps)}


def make_states(
    first: GrowingSite, root: Path, chance: random.Random, count: int = STATES
) -> tuple[GrowingSite, list[State]]:
    """A site that was never built, and states of it that are many edits apart; it is in the first one."""
    site = make_site(root, count=DOCUMENTS)
    shutil.copytree(first.folders.cache / "share-cards", site.folders.cache / "share-cards")
    shutil.copytree(first.folders.cache / "covers", site.folders.cache / "covers")
    states = []
    for number in range(count):
        if number:
            edit(site, chance)
        states.append(State(read_sources(site.folders), site.build_anew()))
    put_sources(site.folders, states[0].sources)
    return site, states


def edit(site: GrowingSite, chance: random.Random) -> None:
    """Several edits at once, so that there is much to put in place and to take away."""
    names = ["retitle", "new", "new", "delete", "delete", "media", "topic", "tag", "date", "body", "redirects", "law"]
    for name in chance.sample([*names, "link", "readdress", "show"], 7):
        EDITS[name](site, chance.randrange(DOCUMENTS))
    EDITS["feature"](site, -1)
    if chance.random() < 0.2:
        EDITS["theme"](site, chance.randrange(DOCUMENTS))


def read_sources(folders: SiteFolders) -> Tree:
    """Every file that a site is built from."""
    roots = (folders.content, folders.store, folders.root / "theme")
    files = (path for root in roots for path in root.rglob("*") if path.is_file())
    return {path.relative_to(folders.root).as_posix(): path.read_bytes() for path in files}


def put_sources(folders: SiteFolders, sources: Tree) -> None:
    """Bring the files that a site is built from to a state, as an editor would: only what differs is written."""
    now = read_sources(folders)
    for path, content in sources.items():
        if now.get(path) != content:
            write_bytes(folders.root / path, content)
    for path in now.keys() - sources.keys():
        (folders.root / path).unlink()


def iter_faults(site: SiteFolders, passed: Sequence[State]) -> Iterator[str]:
    """What is wrong with the site that is served after builds of some states.

    Args:
        passed: the state of the last build that came to its end, then those of the builds that were killed.
    """
    served = {path: content for path, content in site.tree.items() if not path.rpartition("/")[2].startswith(".")}
    trees = [state.tree for state in passed]
    kept = set.intersection(*(set(tree) for tree in trees))
    yield from (f"{path} is neither old nor new" for path in served if not is_whole(site, path, served, trees))
    yield from (f"{path} is missing" for path in kept - served.keys() if not is_companion(path))
    yield from iter_dead_links(served, {path for path in (*kept, *ENTRANCES) if path.endswith(".html")})


def is_whole(site: SiteFolders, path: str, served: Tree, trees: Sequence[Tree]) -> bool:
    """Whether a file is as one of the states has it; one that is compressed, if anybody is sent it, as its own file."""
    file = path
    if is_companion(path):
        file = path.removesuffix(next(suffix for suffix in SUFFIXES.values() if path.endswith(suffix)))
        times = {(site.output / each).stat().st_mtime_ns for each in (path, file) if each in served}
        if file not in served or len(times) == 2:
            file = path  # nobody is sent it
    return any(tree.get(path) == served[path] and tree.get(file) == served[file] for tree in trees)
