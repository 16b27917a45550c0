"""The one entry to editions: a built site in, a folder or a ZIP out that opens from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder.built_site import read_site_facts
from site_builder.editions import leaflet
from site_builder.editions.choosing import choose_media
from site_builder.editions.leaflet import Contents
from site_builder.editions.names import make_safe_path, require_distinct
from site_builder.editions.pages import DISK_SEARCH_NAME, Place, iter_targets, prune_page, relink_page
from site_builder.editions.search_scripts import LOADER, is_search_file, name_script, write_script
from site_builder.editions.writing import Sums, require_usable, writing
from site_builder.messages import load_translations
from site_builder.search.files import FOLDER
from site_builder.slugs import build_slug

DEFAULT_LARGEST_BYTES = 4_000_000_000
"""Of all media together; half of the smallest sticks that are sold."""
_NOTICES = frozenset({"404.html", "410.html"})
"""Pages that only a server shows."""

Progress = Callable[[int, int], None]
"""Told how many of how many files are written."""


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """What edition is made of which site, and where."""

    target: Path
    """A folder, or a file that ends in `.zip`."""
    output: Path = Path("output")
    largest_bytes: int = DEFAULT_LARGEST_BYTES
    has_video: bool = False


@dataclass(frozen=True, slots=True)
class EditionReport:
    """What was made."""

    target: str
    pages: int
    media: int
    """Recordings, pictures, documents, films and scripts."""
    left_out: int
    """Files that pages offer and that are on the web alone."""
    size_bytes: int
    """Of all files; a ZIP is smaller."""


def make_edition(config: EditionConfig, progress: Progress = lambda done, total: None) -> EditionReport:
    """Make an edition.

    Raises:
        OutputError: there is no built site.
        EditionError: it cannot be made there; what stood there is as it was.
    """
    facts = read_site_facts(config.output)
    require_usable(config.target, config.output)
    pages = _list_pages(config.output)
    sizes = _measure_media(config.output, pages)
    media = choose_media(sizes, config.largest_bytes, has_video=config.has_video)
    scripts = {path: name_script(path) for path in _list_search_files(config.output)}
    names = {*pages, *media, *scripts.values(), f"{FOLDER}/{DISK_SEARCH_NAME}"}
    require_distinct(map(make_safe_path, names))
    contents = Contents(len(pages), len(media), len(sizes) - len(media))
    place = partial(Place, files=names, base_url=facts.base_url)
    words = _translate_words(facts.language)
    with writing(config.target, build_slug(facts.name) or leaflet.SITE_FOLDER) as put:
        sums = Sums(put)
        sums.put(leaflet.START_NAME, leaflet.write_start(facts))
        sums.put(leaflet.GUIDE_NAME, leaflet.write_guide(facts, contents))
        files = _iter_files(config.output, pages, media, scripts, place, words)
        for done, (path, content) in enumerate(files, start=1):
            sums.put(f"{leaflet.SITE_FOLDER}/{make_safe_path(path)}", content)
            progress(done, len(names))
        put(leaflet.SUMS_NAME, leaflet.write_sums(sums.by_path))
    return EditionReport(str(config.target), len(pages), len(media), contents.left_out, sums.size_bytes)


def _iter_files(
    output: Path,
    pages: list[str],
    media: set[str],
    scripts: Mapping[str, str],
    place: Callable[[str], Place],
    words: Mapping[str, str],
) -> Iterator[tuple[str, bytes | Path]]:
    """Every file of the site's folder, by its path before names are made safe."""
    for path in pages:
        yield path, relink_page(prune_page(_read(output / path)), place(path), words).encode()
    yield f"{FOLDER}/{DISK_SEARCH_NAME}", LOADER.encode()
    link = place(f"{FOLDER}/index.html").link
    for path, script in sorted(scripts.items()):
        yield script, write_script(path, (output / path).read_bytes(), link)
    for path in sorted(media):
        yield path, output / path


def _list_pages(output: Path) -> list[str]:
    found = (path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    return sorted(path for path in found if path not in _NOTICES)


def _list_search_files(output: Path) -> list[str]:
    found = (path.relative_to(output).as_posix() for path in (output / FOLDER).rglob("*"))
    return sorted(path for path in found if is_search_file(path))


def _measure_media(output: Path, pages: list[str]) -> dict[str, int]:
    """The sizes of what pages show or offer besides pages and feeds, in bytes."""
    targets = {target for path in pages for target in iter_targets(prune_page(_read(output / path)))}
    files = {target: output / target for target in targets if not target.endswith((".html", ".xml"))}
    return {target: file.stat().st_size for target, file in files.items() if file.is_file()}


def _translate_words(language: str) -> dict[str, str]:
    _ = load_translations(language).gettext
    return {"film": _("This is not in the edition for disks: open it on the web")}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
