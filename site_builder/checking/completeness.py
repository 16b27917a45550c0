"""Whether every document has its page: an output that an older build left behind does not pass."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from site_builder.building.outputs import build_page_path
from site_builder.checking.findings import Finding, Rule
from site_builder.documents.kinds import Kind, build_address


def iter_unbuilt(content: Path, files: Collection[str]) -> Iterator[Finding]:
    """The documents of `content/` whose page is not in the output."""
    for kind in Kind:
        for path in sorted((content / kind.value).glob("*.md")):
            page = build_page_path(build_address(kind, path.stem))
            if page not in files:
                document = path.relative_to(content).as_posix()
                finding = Finding.build(Rule.NOT_BUILT, page)
                yield Finding(document, finding.file, finding.rule, finding.message)
