"""The builder that stands by: one process for many builds, replaced when it ends, with the builder's own sentences."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.publishing.errors import BuildFailedError
from cms.publishing.publisher import build
from cms.publishing.publisher.builder_process import BuilderProcess
from site_builder.building.build_list import describe_builds
from tests.built_sites import SITE_YAML


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[BuilderProcess]:
    process = BuilderProcess()
    monkeypatch.setattr(build, "_BUILDER", process)
    yield process
    process.close()


@pytest.fixture
def site(content_dir: Path, settings) -> Path:
    (content_dir / "site.yaml").write_text(SITE_YAML)
    write(content_dir, "home", "trang-chu", "kind: home\ntitle: Trang chủ\nslug: trang-chu")
    return settings.SITE_OUTPUT_DIR


def write(content: Path, kind: str, slug: str, keys: str, number: int = 1) -> None:
    path = content / kind / f"{slug}.md"
    path.parent.mkdir(exist_ok=True)
    dates = "published: 2026-11-10T08:00:00+07:00\nupdated: 2026-11-10T08:00:00+07:00"
    path.write_text(f"---\nid: 0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a{number:02d}\n{keys}\n{dates}\n---\n\nXin chào.\n")


def test_the_second_build_asks_the_same_builder(site: Path, content_dir: Path, process: BuilderProcess) -> None:
    build.build_site()
    assert "Xin chào." in (site / "index.html").read_text()
    first = process._process
    write(content_dir, "page", "lien-he", "kind: page\ntitle: Liên hệ\nslug: lien-he", number=2)
    assert build.build_site().report["written"] > 0
    assert (site / "lien-he" / "index.html").exists()
    assert process._process is first


def test_the_list_of_builds_names_who_published(site: Path, process: BuilderProcess) -> None:
    build.build_site(published_by="Phạm Thị Lan")
    assert "Phạm Thị Lan" in "\n".join(describe_builds(build.get_build_cache(), site))


def test_an_interrupt_on_the_terminal_ends_no_build(site: Path, process: BuilderProcess) -> None:
    build.build_site()
    first = process._process
    assert first is not None
    first.send_signal(signal.SIGINT)
    assert build.build_site().report["ok"] is True
    assert process._process is first
    process.close()
    assert first.returncode == 0


def test_a_builder_that_was_killed_is_replaced(site: Path, process: BuilderProcess) -> None:
    build.build_site()
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert build.build_site().report["ok"] is True


def test_a_document_that_cannot_be_built_is_named_and_the_builder_lives_on(
    site: Path, content_dir: Path, process: BuilderProcess
) -> None:
    build.build_site()
    write(content_dir, "explainer", "hong", "kind: explainer\ntitle: Hỏng\nslug: hong\ntopic: khong-co", number=3)
    with pytest.raises(BuildFailedError, match="khong-co") as caught:
        build.build_site()
    assert caught.value.content_paths == ("explainer/hong.md",)
    (content_dir / "explainer" / "hong.md").unlink()
    assert build.build_site().report["ok"] is True


def test_a_builder_that_cannot_even_start_says_so(
    site: Path, process: BuilderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.publishing.publisher.builder_process.sys.executable", "/bin/false")
    with pytest.raises(BuildFailedError):
        build.build_site()
