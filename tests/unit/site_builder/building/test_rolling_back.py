"""The list of builds, and the way back to each of them."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from media_pipeline.manifest import MediaKind
from site_builder.building import history
from site_builder.building.build_list import describe_builds
from site_builder.building.history import KEPT_COUNT, BuildEntry, load_entries
from site_builder.building.places import build_state_dir
from site_builder.building.rolling_back import roll_back
from site_builder.errors import OutputError
from tests.built_sites import SiteFolders, make_small_site, run_command
from tests.unit.site_builder.building.disturbed_builds import run_killed, run_killed_rollback
from tests.unit.site_builder.building.growing_sites import EDITS, GrowingSite, make_site
from tests.unit.site_builder.building.served_links import iter_dead_links

KILLS = 8
"""One after the other."""


def repaint(site: GrowingSite, number: int) -> None:
    """Show another picture: files of an asset never change under their names."""
    site.folders.add_asset(f"hinh-{number}", MediaKind.IMAGE, alt=f"Hình {number}")
    site.put(number, image=f"hinh-{number}")


CHANGES = {name: change for name, change in EDITS.items() if name != "media"} | {"picture": repaint}


def edit(site: GrowingSite, chance: random.Random) -> None:
    """Several edits at once, so that there is much to put in place."""
    for name in chance.sample(["retitle", "new", "delete", "picture", "topic", "tag", "body", "redirects", "law"], 4):
        CHANGES[name](site, chance.randrange(12))


@pytest.fixture
def small(tmp_path: Path) -> SiteFolders:
    return make_small_site(tmp_path)


def build(site: SiteFolders, title: str) -> dict[str, bytes]:
    """Build after an edit; the tree."""
    site.add("page/lien-he", title=title)
    assert site.build().code == 0
    return site.tree


def list_entries(site: SiteFolders) -> list[BuildEntry]:
    return list(load_entries(build_state_dir(site.cache, site.output)))


def history_of(site: SiteFolders) -> Path:
    return build_state_dir(site.cache, site.output) / "history"


def go_back(site: SiteFolders, number: int | None = None) -> int:
    return roll_back(site.cache, site.output, number).build


def describe_difference(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The paths that differ: quicker to read than two trees."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def test_every_build_can_be_brought_back_to_the_byte_and_the_next_build_catches_up(tmp_path: Path) -> None:
    site = make_site(tmp_path, count=15)
    site.build()
    trees = {1: site.folders.tree}
    for steps in (["body", "retitle"], ["new", "picture"], ["delete", "redirects"], ["theme"], ["settings", "tag"]):
        for number, name in enumerate(steps):
            CHANGES[name](site, number)
        site.build()
        trees[len(trees) + 1] = site.folders.tree
    for target in (4, 1, 5, 3, 6, 2):
        assert go_back(site.folders, target) == target
        assert describe_difference(site.folders.tree, trees[target]) == []
    site.build()
    assert describe_difference(site.folders.tree, site.build_anew()) == []
    assert site.build()["rendered"] == 0


def test_an_edit_after_a_rollback_is_published_with_all_else_that_the_content_has(tmp_path: Path) -> None:
    site = make_site(tmp_path, count=5)
    site.build()
    CHANGES["delete"](site, 2)
    site.build()
    CHANGES["theme"](site, 1)
    site.build()
    go_back(site.folders, 1)
    CHANGES["body"](site, 1)
    site.build()
    assert describe_difference(site.folders.tree, site.build_anew()) == []


def test_without_a_number_each_rollback_goes_one_build_further_back(small: SiteFolders) -> None:
    first, second, third = (build(small, title) for title in ("Một", "Hai", "Ba"))
    assert (go_back(small), small.tree) == (2, second)
    assert (go_back(small), small.tree) == (1, first)
    with pytest.raises(OutputError, match="builds"):
        go_back(small)
    assert (go_back(small, 3), small.tree) == (3, third)


def test_a_rollback_is_on_the_list_and_can_be_taken_back(small: SiteFolders) -> None:
    build(small, "Một")
    second = build(small, "Hai")
    go_back(small)
    assert [(entry.cause, entry.restored, entry.shown) for entry in list_entries(small)][-1] == ("rollback", 1, 1)
    third = build(small, "Hai")
    assert third == second
    assert [(entry.number, entry.cause) for entry in list_entries(small)][1:] == [
        (2, "content"),
        (3, "rollback"),
        (4, "cut"),
    ]


def test_companions_of_a_file_come_back_and_go_with_it(small: SiteFolders) -> None:
    bare = small.build(is_compressed=False)
    assert bare.code == 0
    trees = [small.tree]
    small.build()
    trees.append(small.tree)
    assert "index.html.br" in trees[1].keys() - trees[0].keys()
    for number, tree in ((1, trees[0]), (2, trees[1])):
        go_back(small, number)
        assert describe_difference(small.tree, tree) == []


def test_companions_of_a_file_that_came_back_are_served(small: SiteFolders) -> None:
    build(small, "Một")
    build(small, "Hai")
    go_back(small)
    page = small.output / "lien-he/index.html"
    assert page.stat().st_mtime_ns == page.with_name("index.html.br").stat().st_mtime_ns


def test_files_of_others_stay(small: SiteFolders) -> None:
    build(small, "Một")
    (small.output / "CNAME").write_bytes(b"luat.example")
    build(small, "Hai")
    go_back(small)
    assert small.read("CNAME") == "luat.example"


def test_the_last_ten_are_kept_and_cost_nothing_else(small: SiteFolders) -> None:
    trees = {number: build(small, f"Bản {number}") for number in range(1, KEPT_COUNT + 4)}
    numbers = [entry.number for entry in list_entries(small)]
    assert numbers == list(range(4, KEPT_COUNT + 4))
    assert {path.name for path in history_of(small).iterdir()} == {"last.txt", "trash", *map(str, numbers)}
    assert list((history_of(small) / "trash").iterdir()) == []
    assert [path.name for path in (history_of(small) / "4").iterdir()] == ["build.json"]
    with pytest.raises(OutputError, match="3"):
        go_back(small, 3)
    go_back(small, 4)
    assert describe_difference(small.tree, trees[4]) == []


def fill_trash(state_dir: Path, counts: Mapping[str, int]) -> Path:
    trash = state_dir / "history" / "trash"
    for name, count in counts.items():
        (trash / name).mkdir(parents=True)
        for number in range(count):
            (trash / name / f"{number}.html").touch()
    return trash


def test_what_is_too_old_is_let_go_of_little_by_little(tmp_path: Path) -> None:
    trash = fill_trash(tmp_path, {"9": 7, "10": 4})
    left = []
    for _number in range(4):
        history.empty_trash(tmp_path, 4)
        left.append({folder.name: len(list(folder.iterdir())) for folder in trash.iterdir()})
    assert left == [{"9": 7, "10": 0}, {"9": 3}, {}, {}]


def test_of_many_builds_what_is_too_old_does_not_wait(tmp_path: Path) -> None:
    trash = fill_trash(tmp_path, {str(number): 2 for number in range(1, KEPT_COUNT + 3)})
    history.empty_trash(tmp_path, 1)
    assert sorted(int(folder.name) for folder in trash.iterdir()) == list(range(3, KEPT_COUNT + 3))
    history.empty_trash(tmp_path)
    assert list(trash.iterdir()) == []


def test_only_what_changed_is_kept(small: SiteFolders) -> None:
    build(small, "Một")
    before = small.tree
    after = build(small, "Hai")
    kept = [path.read_bytes() for path in (history_of(small) / "2" / "old").iterdir()]
    assert sorted(kept) == sorted(before[path] for path in before if before[path] != after.get(path))
    assert not (history_of(small) / "1" / "old").exists()


def test_a_build_without_a_change_is_not_listed(small: SiteFolders) -> None:
    build(small, "Một")
    small.build()
    small.build(is_full=True)
    assert [entry.number for entry in list_entries(small)] == [1]


def test_a_folder_that_was_emptied_has_no_way_back_past_that(small: SiteFolders) -> None:
    build(small, "Một")
    tree = build(small, "Hai")
    shutil.rmtree(small.output)
    with pytest.raises(OutputError, match="build"):
        go_back(small, 1)
    assert small.build().code == 0
    assert small.tree == tree
    assert [entry.number for entry in list_entries(small)] == [3]


def test_where_files_cannot_be_linked_they_are_copied(small: SiteFolders, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(small, "Một")
    second = build(small, "Hai")

    def refuse(_source: Path, _path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    for number, tree in ((1, first), (2, second)):
        go_back(small, number)
        assert describe_difference(small.tree, tree) == []
    assert roll_back(small.cache, small.output, 2).written == 0


def test_a_rollback_that_is_killed_is_finished_by_the_next_and_no_link_dies(tmp_path: Path) -> None:
    chance = random.Random(3)
    site = make_site(tmp_path, count=12)
    site.build()
    trees = {1: site.folders.tree}
    for number in (2, 3):
        edit(site, chance)
        site.build()
        trees[number] = site.folders.tree
    steps = run_killed_rollback(site.config, 1).steps // 3  # two builds back; the others go a shorter way
    codes = []
    for kill in range(KILLS):
        last, good = list_entries(site.folders)[-1], site.folders.tree
        trees[last.number] = good
        target = chance.choice([n for n in trees if n != last.shown and n > last.number - KEPT_COUNT + 3])
        for _attempt in range(1 + kill % 2):
            codes.append(run_killed_rollback(site.config, target, before_step=chance.randint(1, steps)).code)
            assert list(iter_dead_links(site.folders.tree, [path for path in good if path.endswith(".html")])) == []
        if kill % 3 == 2:  # a build comes first
            site.build()
            assert describe_difference(site.folders.tree, site.build_anew()) == []
        assert run_killed_rollback(site.config, target).code == 0
        assert describe_difference(site.folders.tree, trees[target]) == []
    assert set(codes) <= {0, -signal.SIGKILL}
    assert codes.count(-signal.SIGKILL) >= KILLS // 2
    site.build()
    assert describe_difference(site.folders.tree, site.build_anew()) == []


def test_a_build_that_is_killed_can_be_taken_back_at_once(tmp_path: Path) -> None:
    chance = random.Random(5)
    site = make_site(tmp_path, count=12)
    site.build()
    edit(site, chance)
    steps = run_killed(site.config).steps
    codes = []
    for _kill in range(KILLS):
        good, last = site.folders.tree, list_entries(site.folders)[-1]
        edit(site, chance)
        codes.append(run_killed(site.config, before_step=chance.randint(1, steps)).code)
        if list_entries(site.folders)[-1] == last:
            go_back(site.folders, last.shown)
            assert describe_difference(site.folders.tree, good) == []
        site.build()
        assert describe_difference(site.folders.tree, site.build_anew()) == []
    assert set(codes) <= {0, -signal.SIGKILL}
    assert codes.count(-signal.SIGKILL) >= KILLS // 2


def test_the_commands_tell_in_vietnamese_what_was_built_and_what_the_next_build_does(small: SiteFolders) -> None:
    build(small, "Một")
    small.add("page/lien-he", title="Hai")
    small.build(published_by="Phạm Thị Lan")
    places = ("--output", str(small.output), "--cache", str(small.cache))
    told = run_command("builds", *places).stdout
    last, first = told.index("\n1  "), told.index("2  ")
    assert first < last
    assert "Người xuất bản: Phạm Thị Lan" in told
    assert "/lien-he/" in told
    done = run_command("rollback", *places)
    assert done.code == 0
    assert "lần dựng tiếp theo sẽ đưa lên nội dung như hiện nay" in done.stdout
    assert f"deploy --output {small.output}" in done.stdout
    machine = run_command("builds", *places, "--json").report
    assert (machine["shown"], [each["number"] for each in machine["builds"]]) == (1, [3, 2, 1])
    assert run_command("rollback", "2", *places, "--json").report["build"] == 2
    failed = run_command("rollback", "77", *places, "--json")
    assert (failed.code, failed.report["ok"]) == (1, False)


def test_a_folder_without_a_build_says_so(small: SiteFolders) -> None:
    assert len(list(describe_builds(small.cache, small.output))) == 1
    with pytest.raises(OutputError):
        go_back(small)
