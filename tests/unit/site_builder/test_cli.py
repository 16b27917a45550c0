"""The command line, as people and machines call it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest

from site_builder import cli
from tests.built_sites import CommandResult, SiteFolders, make_small_site, run_command


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolders:
    """A small site."""
    return make_small_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def built(site: SiteFolders) -> CommandResult:
    """What its first build said."""
    return run_command("build", *site.build_arguments, "--json")


def test_build_says_one_object_and_nothing_else(built: CommandResult) -> None:
    assert (built.code, built.stderr) == (0, "")
    assert built.report["ok"] is True
    assert built.report["written"] > built.report["pages"] > 0


def test_check_says_one_object(site: SiteFolders, built: CommandResult) -> None:
    checked = run_command("check", *site.check_arguments, "--json")
    assert (checked.code, checked.stderr) == (0, "")
    assert checked.report == {
        "ok": True,
        "pages": checked.report["pages"],
        "duration_s": checked.report["duration_s"],
        "problems": [],
    }


def test_deploy_says_one_object(site: SiteFolders, built: CommandResult, tmp_path: Path) -> None:
    deployed = run_command("deploy", "--output", str(site.output), "--to", str(tmp_path / "host"), "--json")
    assert deployed.code == 0
    assert deployed.report["ok"] is True
    assert (tmp_path / "host" / "index.html").is_file()


def test_a_failed_build_lists_all_its_problems_for_machines_and_people(tmp_path: Path) -> None:
    site = make_small_site(tmp_path)
    site.write("explainer/a.md", "sai")
    site.write("explainer/b.md", "sai")
    failed = run_command("build", *site.build_arguments, "--json")
    assert failed.code == 1
    assert failed.report["ok"] is False
    assert failed.paths == ["explainer/a.md", "explainer/b.md"]
    lines = failed.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["explainer/a.md", "explainer/b.md"]


def test_a_check_that_finds_something_fails_and_says_what(
    site: SiteFolders, built: CommandResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = SiteFolders(tmp_path)
    for path, content in site.tree.items():
        target = broken.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (broken.output / "lien-he" / "index.html").unlink()
    arguments = ["check", "--content", str(site.content), "--output", str(broken.output), "--cache", str(tmp_path)]
    assert cli.main(arguments) == 1
    said = capsys.readouterr()
    assert "page/lien-he.md: " in said.err
    assert "[not-built]" in said.err
    assert cli.main([*arguments, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert "page/lien-he.md" in [problem["path"] for problem in report["problems"]]


def test_there_is_nothing_to_check_before_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--output", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["path"] == ""


def test_a_missing_content_folder_is_told(tmp_path: Path) -> None:
    failed = run_command("build", *SiteFolders(tmp_path).build_arguments, "--json")
    assert failed.code == 1
    assert failed.paths == ["site.yaml"]


@pytest.mark.parametrize(
    "arguments", [[], ["publish"], ["deploy"], ["deploy", "--to", "ftp://host/"], ["serve", "--port", "x"]]
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_a_taken_port_is_told(site: SiteFolders, built: CommandResult, capsys: pytest.CaptureFixture[str]) -> None:
    from site_builder.serving import make_server

    with make_server(site.output, port=0) as server:
        port = server.server_address[1]
        assert cli.main(["serve", "--output", str(site.output), "--port", str(port)]) == 1
    assert str(port) in capsys.readouterr().err


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("build", "serve", "check", "deploy"):
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0
        assert "--output" in capsys.readouterr().out


def test_pages_stand_compressed_beside_themselves_unless_that_is_switched_off(tmp_path: Path) -> None:
    site = make_small_site(tmp_path)
    assert run_command("build", *site.build_arguments, "--json").code == 0
    home = site.output / "index.html"
    assert gzip.decompress((site.output / "index.html.gz").read_bytes()) == home.read_bytes()
    assert brotli.decompress((site.output / "index.html.br").read_bytes()) == home.read_bytes()
    assert run_command("check", *site.check_arguments, "--json").code == 0
    assert run_command("build", *site.build_arguments, "--no-compress", "--json").code == 0
    assert [*site.output.rglob("*.gz"), *site.output.rglob("*.br")] == []
