"""What several processes make is what one makes, whatever becomes of them."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.building import crew as module
from site_builder.building.api import BuildConfig, build_site
from site_builder.building.crew import Crew, count_members, order_pages
from site_builder.building.installing import Installation, install
from site_builder.building.outputs import Output, OutputSet, Stage, Staged
from site_builder.building.parts import Family, Made, Part
from site_builder.building.rolling_back import roll_back
from site_builder.building.staging import Stager, find_staging, is_fresh, open_staging
from site_builder.building.state import BuildState
from site_builder.compression import SUFFIXES, find_companion
from tests.built_sites import THEME, SiteFolders, call_in_builder, make_small_site

PAGE = "Điều 20, khoản 1. ".encode() * 100


@pytest.fixture
def site(tmp_path: Path) -> SiteFolders:
    return make_small_site(tmp_path / "site")


def test_a_crew_makes_the_bytes_that_one_process_makes(site: SiteFolders, tmp_path: Path) -> None:
    assert site.build(processes=0).code == 0
    alone = site.tree
    crewed = SiteFolders(tmp_path / "crewed")
    assert site.build(processes=2, output=crewed.output, cache=crewed.cache).code == 0
    assert crewed.tree == alone
    assert not find_staging(crewed.output).exists()


def test_a_crew_puts_changed_pages_alone_in_place(site: SiteFolders, tmp_path: Path) -> None:
    theme = Path(shutil.copytree(THEME, tmp_path / "theme"))
    first = site.build(processes=1, theme=theme).report
    assert first["written"] == first["unchanged"] + first["written"] > 20
    assert site.build(processes=1, theme=theme, is_full=True).report["written"] == 0
    base = theme / "templates" / "base.html"
    base.write_text(base.read_text("utf-8").replace("<body", '<body data-edition="2"'), "utf-8")
    second = site.build(processes=1, theme=theme).report
    assert 'data-edition="2"' in site.read("index.html")
    assert 0 < second["written"] < first["written"]
    crewed = site.tree
    assert site.build(processes=0, theme=theme, is_full=True).report["written"] == 0
    assert site.tree == crewed


def test_a_site_that_appeared_as_a_whole_can_be_brought_back(site: SiteFolders) -> None:
    site.build(processes=1)
    first = site.tree
    site.add("page/lien-he", title="Tên khác")
    site.build(processes=1)
    assert site.tree != first
    assert roll_back(site.cache, site.output, 1).build == 1
    assert site.tree == first


@pytest.mark.parametrize("is_first", [True, False])
def test_of_a_whole_site_no_file_is_held_in_memory(site: SiteFolders, is_first: bool) -> None:
    if not is_first:
        site.build(processes=1)
    outputs = call_in_builder(list_put_in_place, replace(make_config(site), processes=1, is_full=True))
    assert {output.stage for output in outputs} == set(Stage)
    assert [output.path for output in outputs if isinstance(output.content, bytes)] == []


def list_put_in_place(config: BuildConfig) -> list[Output]:
    """What a build puts in place; in the process that builds."""
    from site_builder.building import making

    found: list[Output] = []

    def install_and_tell(outputs: OutputSet, *others: Any, **options: Any) -> Installation:
        found.extend(outputs)
        return install(outputs, *others, **options)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(making, "install", install_and_tell)
        build_site(config)
    return found


def test_a_fault_of_the_theme_is_told_once_and_nothing_is_written(site: SiteFolders, tmp_path: Path) -> None:
    theme = Path(shutil.copytree(THEME, tmp_path / "theme"))
    (theme / "templates" / "documents" / "explainer.html").write_text("{{ page.nothing_such }}", "utf-8")
    result = site.build(processes=2, theme=theme)
    (problem,) = result.report["problems"]
    assert problem["path"] == "explainer/tam-tru.md"
    assert "explainer.html" in problem["message"]
    assert not site.output.exists()
    assert not find_staging(site.output).exists()


@pytest.mark.parametrize("processes", [0, 1])
def test_a_file_that_cannot_be_written_is_named(site: SiteFolders, processes: int) -> None:
    site.add("page/lien-he", tags=["dai" * 100])
    (problem,) = site.build(processes=processes).report["problems"]
    assert "the/" + "dai" * 100 in problem["message"]
    assert not site.output.exists()


def test_members_that_die_leave_their_parts_to_the_owner(
    site: SiteFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = module._start

    def start_and_kill(count: int) -> object:
        leader, lines = start(count)
        os.killpg(leader.pid, signal.SIGKILL)
        return leader, lines

    monkeypatch.setattr(module, "_start", start_and_kill)
    parts = [Part(Family.DOCUMENT, f"explainer/{number}", list) for number in range(100)]
    order = order_pages(make_config(site), tmp_path / "staging", is_careful=False, members=2)
    with Crew(order) as crew:
        for part in parts:
            crew.hand_over(part)
        found = list(crew.collect())
    assert sorted(part.name for part in found if isinstance(part, Part)) == sorted(part.name for part in parts)


def test_members_answer_with_files_and_questions(site: SiteFolders) -> None:
    site.build(processes=0)
    part = Part(Family.DOCUMENT, "explainer/tam-tru", list)
    unknown = Part(Family.DOCUMENT, "explainer/khong-co", list)
    with open_staging(site.output) as staging:
        order = order_pages(make_config(site), staging, is_careful=False, members=1)
        with Crew(order) as crew:
            crew.hand_over(part)
            crew.hand_over(unknown)
            found = list(crew.collect())
    (made,) = [each for each in found if isinstance(each, Made)]
    assert made.part is part
    assert {question.asked for question in made.questions} >= {"body", "find"}
    page = next(output for output in made.outputs if output.path == "giai-thich/tam-tru/index.html")
    assert isinstance(page.content, Staged)
    assert page.content.is_in_place
    assert [each for each in found if isinstance(each, Part)] == [unknown]


def test_what_is_ready_is_told_without_waiting(site: SiteFolders) -> None:
    site.build(processes=0)
    with open_staging(site.output) as staging:
        order = order_pages(make_config(site), staging, is_careful=False, members=1)
        with Crew(order) as crew:
            assert list(crew.collect_ready()) == []
            crew.hand_over(Part(Family.DOCUMENT, "explainer/tam-tru", list))
            assert len(list(crew.collect())) == 1
            assert list(crew.collect_ready()) == []


def test_no_member_outlives_its_crew(site: SiteFolders) -> None:
    site.build(processes=0)
    with (
        open_staging(site.output) as staging,
        Crew(order_pages(make_config(site), staging, is_careful=False, members=2)) as crew,
    ):
        group = crew._leader.pid
        wait_until(lambda: len(list_group(group)) == 3)
    assert list_group(group) == []


def wait_until(is_true: Callable[[], bool]) -> None:
    for _number in range(600):
        if is_true():
            return
        time.sleep(0.05)
    pytest.fail("it did not come true within 30 s")


def list_group(group: int) -> list[str]:
    """The running processes of a group, by their numbers."""
    stats = [path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")]
    return [state for state, _parent, its_group, *_rest in stats if int(its_group) == group and state != "Z"]


def make_config(site: SiteFolders) -> BuildConfig:
    return BuildConfig(content=site.content, theme=THEME, output=site.output, media_store=site.store, cache=site.cache)


def test_small_sites_need_no_crew(site: SiteFolders) -> None:
    assert count_members(make_config(site), module.FEWEST - 1) == 0
    assert count_members(make_config(site), module.FEWEST) >= 1


@pytest.mark.parametrize("is_first", [True, False])
def test_what_is_staged_stands_with_its_companions_where_it_says(tmp_path: Path, is_first: bool) -> None:
    output_dir, state = tmp_path / "output", BuildState.open(tmp_path / "state")
    if not is_first:
        output_dir.mkdir()
        (output_dir / "index.html").touch()
    with open_staging(output_dir) as staging:
        stager = Stager(staging, output_dir, state, is_careful=True, is_compressed=True)
        staged = stager.stage(Output("a/index.html", Stage.PAGES, PAGE, "page/a.md")).content
        assert isinstance(staged, Staged)
        aside = staging / staged.name
        assert not staged.is_in_place
        assert (staged.name == "a/index.html") is is_first, "the first site stands as it will be"
        assert aside.read_bytes() == PAGE
        assert all(find_companion(aside, aside.stat(), coding) for coding in SUFFIXES)
    assert not staging.exists()
    state.close()


def test_staging_stands_beside_the_output_folder_and_is_hidden(tmp_path: Path) -> None:
    assert find_staging(tmp_path / "output") == tmp_path / ".output.staging"
    assert is_fresh(tmp_path / "output")
    (tmp_path / "output").mkdir()
    assert is_fresh(tmp_path / "output")
    (tmp_path / "output" / "a").touch()
    assert not is_fresh(tmp_path / "output")
    assert find_staging(tmp_path / "output") == tmp_path / ".output.staging"
