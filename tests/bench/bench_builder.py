"""The benchmark's command line.

python -m tests.bench.bench_builder --documents 1000 10000 --runs 5 --write docs/benchmarks.md
python -m tests.bench.bench_builder --documents 10000 --only edit nothing worker-edit --without-hugo
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from site_builder.atomic_files import write_bytes
from tests.bench.corpus import Corpus
from tests.bench.reporting import Report
from tests.bench.scenarios import SCENARIOS, Bench, Scenario, measure, measure_memory
from tests.bench.sites import HugoSite, OurSite, find_hugo, measure_size

HUGO_UP_TO = 10_000
"""Beyond, Hugo needs more memory than a small machine has, and a full build of either is measured once, not five
times."""
MEMORY = "memory"


def main() -> None:
    """Measure, print the tables, and write the page when asked to."""
    arguments = _build_parser().parse_args()
    report = Report(arguments.runs, "" if arguments.without_hugo else _read_hugo_version())
    for count in arguments.documents:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=arguments.folder) as folder:
            _measure_size(report, count, Path(folder), arguments)
        print(f"\n{count:,} documents\n\n{report.build_table(count)}\n", flush=True)
    _write(report, arguments.write)


def _measure_size(report: Report, count: int, folder: Path, arguments: argparse.Namespace) -> None:
    has_hugo = not arguments.without_hugo and count <= HUGO_UP_TO
    hugo = HugoSite(folder / "hugo") if has_hugo else None
    bench = Bench(Corpus(count), OurSite(folder / "ours"), hugo, arguments.runs)
    _say(f"{count:,} documents: writing")
    for document in bench.corpus.iter_documents():
        for site in bench.sites:
            site.put(document)
    _say("first builds")
    memory_mib = list(measure_memory(bench))
    if not arguments.only or MEMORY in arguments.only:
        report.memory_mib[count] = memory_mib
    report.sizes[count] = [measure_size(site.output) for site in bench.sites]
    for scenario in _select(arguments.only, count):
        _say(scenario.name)
        report.results.append(measure(bench, scenario))
        _write(report, arguments.write)


def _write(report: Report, path: Path | None) -> None:
    """Write what is measured so far: a benchmark that is stopped after an hour has told what it knew."""
    if path:
        write_bytes(path, report.to_markdown().encode())


def _select(names: Iterable[str], count: int) -> list[Scenario]:
    chosen = [scenario for scenario in SCENARIOS if not names or scenario.name in names]
    return [scenario for scenario in chosen if count <= HUGO_UP_TO or not scenario.is_full]


def _say(text: str) -> None:
    print(f"\n{text} ", end="", file=sys.stderr, flush=True)


def _read_hugo_version() -> str:
    printed = subprocess.run([find_hugo(), "version"], capture_output=True, text=True, check=True).stdout
    return printed.split()[1].removeprefix("v").partition("-")[0]


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_builder", description=__doc__)
    names = [scenario.name for scenario in SCENARIOS]
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000], help="sizes of the corpus")
    parser.add_argument("--runs", type=int, default=5, help="of each scenario and each program")
    parser.add_argument("--only", nargs="+", choices=[*names, MEMORY], default=[], help="scenarios to measure")
    parser.add_argument("--without-hugo", action="store_true", help="measure ours alone")
    parser.add_argument("--folder", type=Path, help="where the sites are built (default: the system's own)")
    parser.add_argument("--write", type=Path, help="the page to write the tables to")
    return parser


if __name__ == "__main__":
    main()
