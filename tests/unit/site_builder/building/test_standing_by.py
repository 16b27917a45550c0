"""The builder that stands by: what it remembers from one build to the next never keeps a change from the site."""

from __future__ import annotations

import ast
import io
import json
import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from media_pipeline import manifest
from site_builder.building import fingerprints
from site_builder.building.api import BuildConfig
from site_builder.standby import answer_requests
from tests.built_sites import call_in_builder
from tests.unit.site_builder.building.growing_sites import GrowingSite, assert_same, make_site, remake


def write_request(config: BuildConfig, **changes: object) -> str:
    values = {field.name: getattr(config, field.name) for field in fields(config)} | changes
    return json.dumps({name: str(value) if isinstance(value, Path) else value for name, value in values.items()})


def edit_between_builds(site: GrowingSite) -> list[int]:
    """Ask for a build after each of several edits; how many parts of the site were made each time."""

    def edit() -> Iterator[str]:
        yield write_request(site.config)
        site.put(3, title="Tên mới")
        yield write_request(site.config)
        site.put(100)
        site.remove(4)
        yield write_request(site.config)
        remake(site, 1)
        site.put(5, image="hinh")
        yield write_request(site.config)
        with (site.folders.content / "explainer" / "bai-6.md").open("a", encoding="utf-8") as file:
            file.write("\nThêm một dòng.\n")
        yield write_request(site.config)
        yield write_request(site.config)

    answer_requests(edit(), answers := io.StringIO())
    return [json.loads(line)["rendered"] for line in answers.getvalue().splitlines()]


def test_every_edit_between_two_builds_is_on_the_site(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    first, *edits, last = call_in_builder(edit_between_builds, site)
    assert all(0 < count < first for count in edits)
    assert last == 0
    assert_same(site.folders.tree, site.build_anew())


def change_behind_its_back(site: GrowingSite) -> list[int]:
    """Change a file as if the system had told nothing, then ask for a build and for a full one."""
    from site_builder.index import kept_sighting

    path = site.folders.content / "explainer" / "bai-6.md"
    for each in path.parent.iterdir():  # a file that is a moment old is read once more in any case
        os.utime(each, ns=(0, 0))

    def ask() -> Iterator[str]:
        yield write_request(site.config)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(kept_sighting._Kept, "follow", lambda kept: True)
            path.write_text(path.read_text("utf-8") + "\nThêm một dòng.\n", "utf-8")
            yield write_request(site.config)
            yield write_request(site.config, is_full=True)

    answer_requests(ask(), answers := io.StringIO())
    return [json.loads(line)["written"] for line in answers.getvalue().splitlines()]


def test_a_full_build_takes_nothing_for_granted(tmp_path: Path) -> None:
    site = make_site(tmp_path, 6 + 1)
    _first, unseen, full = call_in_builder(change_behind_its_back, site)
    assert unseen == 0
    assert full > 0
    assert_same(site.folders.tree, site.build_anew())


def test_what_the_builder_has_from_the_pipeline_counts_as_its_code() -> None:
    pipeline, builder = Path(manifest.__file__).parent, Path(fingerprints.__file__).parents[1]
    trees = [ast.parse(path.read_text("utf-8")) for path in builder.rglob("*.py")]
    names = {
        node.module.removeprefix("media_pipeline.").replace(".", "/") + ".py"
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("media_pipeline")
    }
    assert names <= set(fingerprints._BORROWED)
    assert all((pipeline / name).exists() for name in fingerprints._BORROWED)
