"""A content folder with its media store, and the site that the command line builds of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import cache, lru_cache
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ParamSpec, TypeVar

from media_pipeline.manifest import MediaKind, MediaManifest
from site_builder import compression
from site_builder.building.api import BuildConfig, build_site, describe_problems
from site_builder.checking.api import CheckConfig, check_site
from site_builder.documents.block_values import BlockValue
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.errors import SiteBuilderError
from site_builder.rendering import templates
from tests.site_media import fill_store, write_record
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.index.folders import make_manifest

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).parents[1]
THEME = ROOT / "themes" / "tieng_luat"
REMEMBERED = 4096
"""Companions of seven sites of the tests, some 40 MB."""
BASE_URL = "https://luat.example.vn"
SITE_YAML = f"""\
title: Tiếng Luật
tagline: Pháp luật dễ hiểu
organisation: Ủy ban nhân dân phường Hải An
base_url: {BASE_URL}
posters: false
"""
"""Posters take longer to draw than all else to build; `building/test_page_files.py` has them."""


@dataclass(frozen=True)
class CommandResult:
    """What a command said."""

    code: int
    report: dict[str, Any] = field(default_factory=dict)
    stderr: str = ""
    stdout: str = ""

    @property
    def paths(self) -> list[str]:
        """The files that its problems name."""
        return [problem["path"] for problem in self.report["problems"]]

    @property
    def messages(self) -> str:
        """The sentences of its problems."""
        return "\n".join(problem["message"] for problem in self.report["problems"])


@dataclass(frozen=True)
class SiteFolders:
    """Where a site comes from and where it goes."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def store(self) -> Path:
        return self.root / "media-store"

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def tree(self) -> dict[str, bytes]:
        """Every file of the built site."""
        return {p.relative_to(self.output).as_posix(): p.read_bytes() for p in self.output.rglob("*") if p.is_file()}

    def read(self, path: str) -> str:
        """A file of the built site."""
        return (self.output / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        """Put a file below `content/`."""
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def add(self, ref: str, *body: BlockValue, **values: object) -> ContentDocument:
        """Put a document into `content/`."""
        document = make_document(ref, *body, **values)
        self.write(f"{ref}.md", serialise_document(document))
        return document

    def add_asset(self, name: str, kind: MediaKind, **values: object) -> MediaManifest:
        """Put an asset into `content/media/` and its files into the store."""
        manifest = make_manifest(name, kind, **values)
        self.write(f"media/{name}.json", manifest.model_dump_json(exclude_none=True))
        write_record(self.store, manifest)
        return manifest

    def build(self, **changes: Any) -> CommandResult:
        """Build the site; `changes` are of the `BuildConfig`."""
        config = BuildConfig(
            content=self.content, theme=THEME, output=self.output, media_store=self.store, cache=self.cache
        )
        return call_in_builder(_build, replace(config, **changes))

    def check(self) -> CommandResult:
        """Check the built site."""
        report = check_site(CheckConfig(content=self.content, output=self.output, cache=self.cache))
        return CommandResult(0 if report.is_successful else 1, json.loads(report.to_json()))

    @property
    def build_arguments(self) -> list[str]:
        """The options of `python -m site_builder build`."""
        folders = {"theme": THEME, "media-store": self.store, **self._folders}
        return [part for name, path in folders.items() for part in (f"--{name}", str(path))]

    @property
    def check_arguments(self) -> list[str]:
        """The options of `python -m site_builder check`."""
        return [part for name, path in self._folders.items() for part in (f"--{name}", str(path))]

    @property
    def _folders(self) -> dict[str, Path]:
        return {"content": self.content, "output": self.output, "cache": self.cache}


def run_command(*arguments: str) -> CommandResult:
    """Run the builder's command line in a process of its own, as everybody does."""
    process = subprocess.run(
        [sys.executable, "-m", "site_builder", *arguments],
        cwd=ROOT,
        env={**os.environ, "TIENG_LUAT_LANGUAGE": "vi"},
        capture_output=True,
        text=True,
        check=False,
    )
    # with --json, standard output holds one object and nothing else
    report = json.loads(process.stdout) if "--json" in arguments else {}
    return CommandResult(process.returncode, report, process.stderr, process.stdout)


def call_in_builder(call: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Call a function of a module in the process that builds."""
    return _get_builder().submit(call, *arguments, **named).result()


@cache
def _get_builder() -> ProcessPoolExecutor:
    """One process for all builds of a test session: Pelican changes the locale and the logging of its own."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=remember_pure_work)


def remember_pure_work() -> None:
    """Have the process that builds do once what depends on nothing but what it is given.

    Sites of tests differ from one build to the next by a page or two: equal bytes have equal companions, and equal
    sources of templates, which Jinja compares by their hash, equal compiled ones.
    """
    kept = Path(mkdtemp(prefix="tieng-luat-templates-"))
    Finalize(None, shutil.rmtree, (kept, True), exitpriority=0)
    open_cache = templates._open_cache
    templates._open_cache = lambda folder, language: open_cache(kept, language)
    compression._compress = lru_cache(REMEMBERED)(compression._compress)


def _build(config: BuildConfig) -> CommandResult:
    try:
        report = build_site(config)
    except SiteBuilderError as error:
        problems = [asdict(problem) for problem in describe_problems(error)]
        return CommandResult(1, {"ok": False, "problems": problems})
    return CommandResult(0, json.loads(report.to_json()))


def make_small_site(root: Path) -> SiteFolders:
    """A site with one or two documents of most kinds."""
    site = SiteFolders(root)
    site.write("site.yaml", SITE_YAML)
    site.add_asset("nghe", MediaKind.AUDIO, has_synthetic_voice=True, title="Nghe: tạm trú")
    site.add_asset("hinh", MediaKind.IMAGE, alt="Một tờ đơn trên bàn")
    site.add("home/trang-chu", summary="Đọc và nghe pháp luật.")
    site.add("topic/cu-tru", summary="Thường trú, tạm trú.", image="hinh")
    site.add("law/luat-cu-tru", topic="cu-tru")
    site.add("show/loa-phuong", summary="Mỗi tuần một chuyện.", image="hinh")
    site.add("audio/tam-tru", topic="cu-tru", show="loa-phuong", season=1, episode=3, summary="Ai phải đăng ký.")
    site.add(
        "explainer/tam-tru",
        topic="cu-tru",
        tags=["nhà trọ"],
        summary="Ở từ 30 ngày.",
        image="hinh",
        cites=[{"law": "law/luat-cu-tru", "article": "27"}],
    )
    site.add("page/lien-he")
    return site


def make_real_site(root: Path, *, is_weighty: bool = False) -> SiteFolders:
    """The repository's own content with a store of tiny files, or with pictures and captions as heavy as real ones."""
    site = SiteFolders(root)
    site.content.symlink_to(ROOT / "content")
    fill_store(site.content, site.store, is_weighty=is_weighty)
    return site
