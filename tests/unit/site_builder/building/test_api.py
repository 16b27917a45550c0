"""What a failed build says of the files at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.building.api import BuildProblem, describe_problems
from site_builder.building.outputs import Output, OutputSet, Stage
from site_builder.errors import DocumentError, DuplicateAddressError, OutputError, SiteProblemsError


def test_a_fault_of_a_document_names_its_file() -> None:
    (problem,) = describe_problems(DocumentError("Sai.", path=Path("content/explainer/a.md"), line=3))
    assert problem == BuildProblem("explainer/a.md", "explainer/a.md:3: Sai.")


def test_a_fault_of_nobody_names_no_file() -> None:
    assert describe_problems(OutputError("Đầy đĩa.")) == (BuildProblem("", "Đầy đĩa."),)


def test_two_documents_at_one_address_are_both_at_fault() -> None:
    problems = describe_problems(DuplicateAddressError("/a/", "page/a.md", "page/b.md"))
    assert [problem.path for problem in problems] == ["page/a.md", "page/b.md"]


def test_the_site_itself_is_never_at_fault_for_an_address() -> None:
    outputs = OutputSet()
    outputs.add(Output("a/index.html", Stage.LISTINGS, b"list", "site"))
    with pytest.raises(DuplicateAddressError, match="/a/") as caught:
        outputs.add(Output("a/index.html", Stage.PAGES, b"page", "page/a.md"))
    assert [problem.path for problem in describe_problems(caught.value)] == ["page/a.md"]


def test_several_faults_are_told_each_once() -> None:
    first, second = OutputError("Một."), DocumentError("Hai.", path=Path("law/a.md"))
    problems = describe_problems(SiteProblemsError([first, second, first]))
    assert [problem.path for problem in problems] == ["", "law/a.md"]
