"""Three hundred damaged files give as many clear failures or good outputs: no crash, no hang, nothing left behind.

A sample runs always, the rest under the marker `exhaustive`.
"""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.media_pipeline.damage.mutator import CUTS, FLIP_COUNTS, HOLES, Mutant, build_mutants
from tests.integration.media_pipeline.damage.originals import FORMATS, make_originals

pytestmark = pytest.mark.xdist_group("damage")

COUNTS = {"flip": len(FLIP_COUNTS), "cut": len(CUTS), "hole": len(HOLES), "head": 3, "nest": 3, "bomb": 4}
NAMES = [f"{suffix}-{damage}-{number}" for suffix in FORMATS for damage, n in COUNTS.items() for number in range(n)]
SAMPLE = frozenset(NAMES[::7])
HANG_LIMIT_S = 90
"""More than the time limit of the examiner's settings."""
_VIETNAMESE = re.compile("[ăâđêôơưạ-ỹ]")


@dataclass
class Examiner:
    """The process that takes the files, started again when one of them has ended it."""

    folder: Path
    process: subprocess.Popen[str] | None = None

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    def examine(self, path: Path) -> dict[str, object]:
        """How a file ended."""
        process = self._get_process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        readable, _, _ = select.select([process.stdout], [], [], HANG_LIMIT_S)
        if not readable:
            process.kill()
            pytest.fail(f"{path.name} hangs")
        answer = process.stdout.readline()
        assert answer, f"the process has crashed: {(self.folder / 'errors').read_text()[-3000:]}"
        return json.loads(answer)

    def _get_process(self) -> subprocess.Popen[str]:
        if self.process is None or self.process.poll() is not None:
            self.temporary.mkdir(exist_ok=True)
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.integration.media_pipeline.damage.examiner"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=(self.folder / "errors").open("w"),
                text=True,
                env=os.environ | {"TMPDIR": str(self.temporary)},
            )
        return self.process


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examiner]:
    examiner = Examiner(tmp_path_factory.mktemp("examiner"))
    yield examiner
    if examiner.process is not None:
        examiner.process.kill()
        examiner.process.communicate()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return make_originals(tmp_path_factory.mktemp("originals"))


@pytest.fixture(scope="module")
def mutants(originals: Mapping[str, bytes]) -> Mapping[str, Mutant]:
    return {mutant.name: mutant for mutant in build_mutants(originals)}


def test_there_are_three_hundred_of_all_kinds(mutants: Mapping[str, Mutant]) -> None:
    assert list(mutants) == NAMES
    assert len(NAMES) == 300
    assert {name.rpartition("-")[0].partition("-")[2] for name in SAMPLE} == set(COUNTS)
    assert {name.partition("-")[0] for name in SAMPLE} == set(FORMATS)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_undamaged_file_is_made(
    examiner: Examiner, originals: Mapping[str, bytes], tmp_path: Path, suffix: str
) -> None:
    (tmp_path / f"tep.{suffix}").write_bytes(originals[suffix])
    assert examiner.examine(tmp_path / f"tep.{suffix}")["end"] == "made"


@pytest.mark.parametrize(
    "name", [name if name in SAMPLE else pytest.param(name, marks=pytest.mark.exhaustive) for name in NAMES]
)
def test_a_damaged_file_is_refused_clearly_or_made_well(
    examiner: Examiner, mutants: Mapping[str, Mutant], tmp_path: Path, name: str
) -> None:
    mutant = mutants[name]
    path = tmp_path / f"tep.{mutant.suffix}"
    path.write_bytes(mutant.content)
    answer = examiner.examine(path)
    if answer["end"] == "made":
        assert answer["faults"] == []
        assert mutant.damage != "cut", "a part was taken for the whole"
    else:
        sentence = str(answer["sentence"])
        assert _VIETNAMESE.search(sentence), sentence
        assert "@ 0x" not in sentence
        assert "Traceback" not in sentence
    assert path.read_bytes() == mutant.content
    assert list(examiner.temporary.iterdir()) == []
    assert list(tmp_path.rglob("*.part")) == []
