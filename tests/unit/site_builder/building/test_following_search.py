"""What residents read comes first, and the files of the search follow, whatever comes between."""

from __future__ import annotations

import io
import json
from dataclasses import fields
from pathlib import Path
from unittest import mock

from site_builder.building.api import Build, BuildConfig, opening_build
from site_builder.building.history import load_entries
from site_builder.building.places import build_state_dir
from site_builder.building.rolling_back import roll_back
from site_builder.errors import OutputError
from site_builder.standby import answer_requests
from tests.built_sites import call_in_builder
from tests.unit.site_builder.building.growing_sites import GrowingSite, assert_same

SEARCH_FILES = "tim-kiem/"
NEW, NEW_PAGE = 100, "giai-thich/bai-100/index.html"


def build_what_is_read(config: BuildConfig) -> dict[str, int]:
    """A build that ends before the files of the search follow, as one does whose process is killed."""
    with opening_build(config) as build:
        return json.loads(build.report.to_json())


def ask_standby(config: BuildConfig) -> list[tuple[dict[str, object], dict[str, bytes]]]:
    """What the builder that stands by answers, each with the files of the search at that moment."""

    class Answers(io.StringIO):
        answers: list[tuple[dict[str, object], dict[str, bytes]]] = []

        def write(self, text: str) -> int:
            self.answers.append((json.loads(text), read_search(config.output)))
            return len(text)

    values = {field.name: getattr(config, field.name) for field in fields(config)}
    request = json.dumps({name: str(value) if isinstance(value, Path) else value for name, value in values.items()})
    answer_requests([request], answers := Answers())
    return answers.answers


def ask_standby_whose_search_cannot_follow(config: BuildConfig) -> list[tuple[dict[str, object], dict[str, bytes]]]:
    with mock.patch.object(Build, "end", side_effect=OutputError("Đầy đĩa.")):
        return ask_standby(config)


def read_search(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / SEARCH_FILES).rglob("*.json")}


def test_the_page_is_there_before_the_search_has_it(site: GrowingSite) -> None:
    before = read_search(site.folders.output)
    site.put(NEW)
    report = call_in_builder(build_what_is_read, site.config)
    assert report["written"] > 0
    assert NEW_PAGE in site.folders.tree
    assert read_search(site.folders.output) == before


def test_the_next_build_brings_what_a_cut_one_left_undone(site: GrowingSite) -> None:
    listed = len(load_entries(build_state_dir(site.folders.cache, site.folders.output)))
    site.put(NEW)
    call_in_builder(build_what_is_read, site.config)
    assert site.build()["written"] > 0
    assert_same(site.folders.tree, site.build_anew())
    entries = load_entries(build_state_dir(site.folders.cache, site.folders.output))
    assert len(entries) == listed + 1
    assert site.build()["rendered"] == 0
    roll_back(site.folders.cache, site.folders.output)
    assert NEW_PAGE not in site.folders.tree


def test_a_rollback_is_undone_as_a_whole_though_the_build_after_it_was_cut(site: GrowingSite) -> None:
    site.put(NEW)
    site.build()
    newest = site.folders.tree
    roll_back(site.folders.cache, site.folders.output)
    assert read_search(site.folders.output) != {
        Path(path).name: content for path, content in newest.items() if path.startswith(SEARCH_FILES)
    }
    call_in_builder(build_what_is_read, site.config)
    site.build()
    assert_same(site.folders.tree, newest)


def test_the_report_of_both_steps_counts_every_file_once(site: GrowingSite) -> None:
    site.put(NEW)
    before = site.folders.tree
    report = site.build()
    tree = site.folders.tree
    changed = {path for path in tree if before.get(path) != tree[path] and not path.endswith((".br", ".gz"))}
    assert report["written"] == len(changed)
    assert report["written"] + report["unchanged"] == len([path for path in tree if not path.endswith((".br", ".gz"))])


def test_the_builder_that_stands_by_answers_before_the_search_follows(site: GrowingSite) -> None:
    before = read_search(site.folders.output)
    site.put(NEW)
    ((report, search),) = call_in_builder(ask_standby, site.config)
    assert report["ok"] is True
    assert search == before
    assert_same(site.folders.tree, site.build_anew())


def test_a_search_that_cannot_follow_takes_no_answer_back(site: GrowingSite) -> None:
    site.put(NEW)
    ((report, _search),) = call_in_builder(ask_standby_whose_search_cannot_follow, site.config)
    assert report["ok"] is True
    site.build()
    assert_same(site.folders.tree, site.build_anew())
