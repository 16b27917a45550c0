"""Work folders go with the work; those of killed processes are removed when nobody can need them any more."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from media_pipeline.workdirs import PREFIX, open_workdir, remove_stray_workdirs


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_work_folder_goes_with_the_work(temporary: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_workdir() as folder:
        (folder / "half").write_text("x")
        raise ZeroDivisionError
    assert list(temporary.iterdir()) == []


def test_only_what_is_ours_and_old_is_removed(temporary: Path) -> None:
    old, young, foreign = (temporary / name for name in (f"{PREFIX}old", f"{PREFIX}young", "somebody-elses"))
    for folder in (old, young, foreign):
        folder.mkdir()
        (folder / "file").write_text("x")
    for folder in (old, foreign):
        os.utime(folder, (0, 0))
    assert remove_stray_workdirs() == 1
    assert sorted(path.name for path in temporary.iterdir()) == ["somebody-elses", f"{PREFIX}young"]
