"""What happens while a build runs: another build, and edits."""

from __future__ import annotations

import json
import subprocess
import sys

from site_builder.building.api import Phase, build_site
from tests.built_sites import ROOT
from tests.unit.site_builder.building.growing_sites import GrowingSite, assert_same


def test_two_builds_at_once_end_as_one_after_the_other(site: GrowingSite) -> None:
    site.put(3, title="Tên khác")
    command = [sys.executable, "-m", "site_builder", "build", "--json", *site.folders.build_arguments]
    builds = [
        subprocess.Popen([*command, "--theme", str(site.theme)], cwd=ROOT, stdout=subprocess.PIPE) for _each in range(2)
    ]
    reports = [json.loads(build.communicate()[0]) for build in builds]
    assert sorted(report["rendered"] > 0 for report in reports) == [False, True]
    assert_same(site.folders.tree, site.build_anew())


def test_what_is_edited_while_a_build_runs_is_taken_by_the_next(site: GrowingSite) -> None:
    edits = {
        Phase.RENDER: lambda: site.put(3, title="Tên sau", text="Chữ sau"),
        Phase.WRITE: lambda: site.put(5, topic="dat-dai", text="Chữ sau"),
    }

    def edit(phase: Phase, _done: int, _total: int) -> None:
        edits.pop(phase, lambda: None)()

    site.put(3, title="Tên khác", text="Chữ khác")
    build_site(site.config, edit)
    assert edits == {}
    assert site.build()["rendered"] > 0
    assert_same(site.folders.tree, site.build_anew())
