"""Whether a page's HTML is valid, as the parsing rules of the HTML standard see it.

html5lib follows these rules to the letter and takes 4 ms for a page of 20 kB, so pages that were found valid are
remembered by the hash of their bytes, and the rest is shared among the cores.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import html5lib
from html5lib.constants import E as ERROR_SENTENCES

from site_builder.atomic_files import write_bytes
from site_builder.checking.findings import Finding, Rule

MAX_ERRORS = 5
"""How many errors of one page are told; the rest mostly follows from them."""
MIN_SHARED = 60
"""Fewer pages are read sooner than a second process has started."""
_CACHE_NAME = f"valid-html-{html5lib.__version__}.txt"
DIGEST_BYTES = 16


def find_errors(html: bytes) -> list[str]:
    """What a strict parser has to say of a page, with the line of each; the first few."""
    parser = html5lib.HTMLParser()
    parser.parse(html, transport_encoding="utf-8")
    return [
        f"{ERROR_SENTENCES[code] % values} ({position[0]}:{position[1]})"
        for position, code, values in parser.errors[:MAX_ERRORS]
    ]


def find_invalid_pages(
    output: Path, files: Sequence[str], cache: Path, report: Callable[[int], None] = lambda done: None
) -> Iterator[Finding]:
    """The findings of all pages, in their order.

    Args:
        files: paths below the output folder.
        cache: where the hashes of valid pages are kept; made when it is missing.
        report: told how many pages are done.
    """
    known = _load_known(cache)
    digests = {file: _hash(output / file) for file in files}
    unknown = [file for file in files if digests[file] not in known]
    report(len(files) - len(unknown))
    valid = {digest for digest in digests.values() if digest in known}
    for done, (file, errors) in enumerate(zip(unknown, _map_errors(output, unknown), strict=True), start=1):
        report(len(files) - len(unknown) + done)
        if not errors:
            valid.add(digests[file])
        yield from (Finding.build(Rule.INVALID_HTML, file, error) for error in errors)
    if valid != known:
        write_bytes(cache / _CACHE_NAME, "".join(f"{digest}\n" for digest in sorted(valid)).encode())


def _map_errors(output: Path, files: list[str]) -> Iterator[list[str]]:
    paths = [output / file for file in files]
    cores = os.cpu_count() or 1
    if cores == 1 or len(files) < MIN_SHARED:
        yield from map(_read_errors, paths)
        return
    # a fork would copy the threads that draw the progress bar
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_read_errors, paths, chunksize=8)


def _read_errors(path: Path) -> list[str]:
    return find_errors(path.read_bytes())


def _hash(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=DIGEST_BYTES).hexdigest()


def _load_known(cache: Path) -> set[str]:
    try:
        return set((cache / _CACHE_NAME).read_text(encoding="ascii").split())
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
