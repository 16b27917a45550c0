"""A session of what the built-in voice reads: encoded for a second time, it keeps its peak at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.manifest import RenditionRole
from media_pipeline.steps import levelling, session_sound
from media_pipeline.storage import FolderStore
from tests.bench.bench_session import NAME, list_texts, make_item, make_package, write_script

PEAK_DBTP = -1.5
WORD_COUNT = 250
"""A minute and a half: in less there may be no place at which LAME leaps."""


def test_the_first_encoding_of_a_session_keeps_its_peak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[Level] = []

    def counting(encode: levelling.Hear, *values: object, **names: object) -> Level:
        def noted(plan: GainPlan) -> Level:
            encoded.append(encode(plan))
            return encoded[-1]

        return levelling.encode_to_target(noted, *values, **names)  # type: ignore[arg-type]

    monkeypatch.setattr(session_sound, "encode_to_target", counting)
    text = list_texts()[0]
    make_item(tmp_path, text.stem, write_script(text, WORD_COUNT))
    make_package(tmp_path, [text.stem])
    assert [level.peak_db <= PEAK_DBTP for level in encoded] == [True]
    record = FolderStore(tmp_path).load_record(NAME)
    assert record is not None
    (sound,) = record.with_role(RenditionRole.LOUDSPEAKER)
    assert sound.true_peak_dbtp is not None and sound.true_peak_dbtp <= PEAK_DBTP
