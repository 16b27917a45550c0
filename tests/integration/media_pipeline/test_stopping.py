"""Work that is stopped from another thread: its children end, it starts no more, nothing half made is left."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from media_pipeline.errors import MediaError, StoppedError
from media_pipeline.ffmpeg.run import run_ffmpeg
from media_pipeline.jobs.process import AssetContext, Progress, process
from media_pipeline.stopping import Stop, check_stopped
from media_pipeline.storage import FolderStore
from tests.integration.media_pipeline.jobs.killed_process import build_manifest
from tests.integration.media_pipeline.steps.samples import write_speech_like

ENDLESS = ("-f", "lavfi", "-re", "-i", "anullsrc", "-f", "null", "-")
"""Silence in real time, for ever."""


def test_a_running_child_is_ended_and_the_work_says_so() -> None:
    stop, runs = Stop(), threading.Event()

    def request_once_it_runs() -> None:
        runs.wait(60)
        stop.request()

    helper = threading.Thread(target=request_once_it_runs)
    helper.start()
    with stop.governing(), pytest.raises(StoppedError):
        run_ffmpeg(ENDLESS, duration_ms=10**9, progress=lambda fraction: runs.set())
    helper.join()
    assert stop.is_requested


def test_work_that_is_to_end_starts_no_child() -> None:
    stop = Stop()
    stop.request()
    with stop.governing():
        with pytest.raises(StoppedError):
            run_ffmpeg(ENDLESS)
        with pytest.raises(StoppedError):
            check_stopped()
    check_stopped()  # what comes after is other work


def test_what_was_started_in_the_same_moment_is_ended_too() -> None:
    stop, ended = Stop(), threading.Event()
    stop.request()
    with stop.ending(ended.set):
        assert ended.is_set()


def test_an_inner_part_of_the_work_belongs_to_it_and_other_work_waits_its_turn() -> None:
    stop = Stop()
    with stop.governing():
        with stop.governing():
            check_stopped()
        with pytest.raises(RuntimeError), Stop().governing():
            pass
    with Stop().governing():
        check_stopped()


@pytest.mark.parametrize("percent", [0, 20, 90])
def test_a_recording_is_stopped_at_any_percent_and_made_from_there_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, percent: int
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    write_speech_like(tmp_path / "nguon.wav", duration_s=1.5)
    manifest, store, stop = build_manifest(tmp_path / "nguon.wav"), FolderStore(tmp_path / "store"), Stop()
    assert manifest.source is not None
    store.put_source(tmp_path / "nguon.wav", manifest.source)

    def stop_there(progress: Progress) -> None:
        if progress.percent >= percent:
            stop.request()

    with stop.governing(), pytest.raises(StoppedError) as stopped:
        process(manifest, context=AssetContext(), store=store, progress=stop_there)
    assert isinstance(stopped.value, MediaError)
    assert list(temporary.iterdir()) == []
    assert list((tmp_path / "store").rglob("*.part")) == []
    assert store.load_record(manifest.name) is None
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*") if path.is_file()}

    record = process(manifest, context=AssetContext(), store=store)
    assert all(store.has_file(rendition.path) for rendition in record.renditions)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept, "what was finished is not made again"
