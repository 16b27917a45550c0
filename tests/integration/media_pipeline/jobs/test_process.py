"""One asset from its manifest to its record: everything its kind has, made once, and nothing lost on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from media_pipeline import api
from media_pipeline.errors import (
    FfmpegError,
    MediaError,
    MissingFileError,
    ScriptError,
    TruncatedSourceError,
    UnreadableSourceError,
    WrongKindError,
)
from media_pipeline.jobs import plans
from media_pipeline.jobs.process import Progress
from media_pipeline.manifest import MediaKind, MediaManifest, MediaRecord, RenditionRole, Source, Speech
from media_pipeline.presets import load_audio_presets
from media_pipeline.steps.step import StepContext
from media_pipeline.storage import FolderStore
from tests.integration.media_pipeline.steps.samples import cut_off, run

SCRIPT = {"tam-tru.txt": "Xin chào bà con. Ai thuê nhà thì phải khai báo tạm trú.\n"}


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def upload(store: FolderStore, path: Path, kind: MediaKind = MediaKind.AUDIO, **fields: object) -> MediaManifest:
    """The manifest of a file that is in the store."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    source = Source(sha256=digest, file_name=path.name, media_type="audio/wav", size_bytes=len(content))
    store.put_source(path, source)
    return build(kind=kind, source=source, **fields)


def build(**fields: object) -> MediaManifest:
    values: dict[str, object] = {"id": UUID(int=5), "name": "tam-tru", "kind": "audio", "title": "Đăng ký tạm trú"}
    return MediaManifest.model_validate(values | fields)


def build_spoken(**fields: object) -> MediaManifest:
    return build(speech=Speech(), has_synthetic_voice=True, script="tam-tru.txt", **fields)


def process(
    manifest: MediaManifest, store: FolderStore, progress: Callable[[Progress], None] = lambda progress: None
) -> MediaRecord:
    context = api.AssetContext(side_files=SCRIPT)
    return api.process(manifest, context=context, store=store, settings=api.PipelineSettings(), progress=progress)


def write_tone(path: Path, duration_s: float = 1.5) -> Path:
    run("-f", "lavfi", "-i", f"sine=frequency=330:duration={duration_s}", path)
    return path


def list_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file with the time it was written and its content's hash."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_spoken_script_becomes_everything_a_recording_has(store: FolderStore) -> None:
    record = process(build_spoken(), store)
    assert [(made.role.value, made.path.rpartition("/")[2]) for made in record.renditions] == [
        ("podcast", "tam-tru.mp3"),
        ("web", "tam-tru.m4a"),
        ("web", "tam-tru.opus"),
        ("loudspeaker", "tam-tru-loa.mp3"),
        ("loudspeaker", "tam-tru-loa-24khz.mp3"),
        ("clip-bed", "tam-tru-nen.m4a"),
        ("waveform", "tam-tru.svg"),
        ("waveform", "tam-tru.json"),
        ("captions", "tam-tru.vi.vtt"),
        ("transcript", "tam-tru.txt"),
    ]
    assert store.load_record("tam-tru") == record
    assert record.duration_ms == pytest.approx(record.renditions[0].duration_ms)
    assert record.tools.keys() == {"ffmpeg", "espeak-ng"}


def test_what_a_record_says_is_true(store: FolderStore) -> None:
    for made in process(build_spoken(), store).renditions:
        path = store.find_file(made.path)
        assert path is not None
        assert path.stat().st_size == made.size_bytes
        assert hashlib.sha256(path.read_bytes()).hexdigest() == made.sha256


def test_a_second_run_writes_nothing_and_reads_no_media(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first = process(build_spoken(), store)
    before = list_files(store.local_root)
    monkeypatch.setattr("subprocess.Popen", _refuse)
    assert process(build_spoken(), store) == first
    assert list_files(store.local_root) == before


def _refuse(*arguments: object, **options: object) -> None:
    raise AssertionError("nothing may be run")


def test_another_machine_makes_the_same_bytes(store: FolderStore, tmp_path: Path) -> None:
    assert process(build_spoken(), store) == process(build_spoken(), FolderStore(tmp_path / "other"))


def test_only_what_depends_on_a_change_is_made_again(store: FolderStore) -> None:
    first = process(build_spoken(), store)
    same = process(build_spoken(alt="Người đọc bản tin", is_sample=True), store)
    assert same.renditions == first.renditions
    renamed = process(build_spoken(title="Tên khác"), store)
    changed = {made.role for made in renamed.renditions if made not in first.renditions}
    assert changed == {
        RenditionRole.PODCAST,
        RenditionRole.WEB,
        RenditionRole.LOUDSPEAKER,
        RenditionRole.CLIP_BED,
    }
    assert renamed.key != first.key


def test_the_old_files_stay_until_the_new_record_stands(store: FolderStore, tmp_path: Path) -> None:
    first = process(upload(store, write_tone(tmp_path / "a.wav")), store)
    second = process(upload(store, write_tone(tmp_path / "b.wav", 1.0)), store)
    assert first.key != second.key
    assert all(store.has_file(made.path) for made in first.renditions)


def test_a_lost_file_is_made_again(store: FolderStore) -> None:
    record = process(build_spoken(), store)
    lost = store.find_file(record.renditions[1].path)
    assert lost is not None
    lost.unlink()
    assert process(build_spoken(), store) == record
    assert lost.exists()


def test_a_failed_run_leaves_the_last_record_and_no_strays(store: FolderStore, tmp_path: Path) -> None:
    record = process(build_spoken(), store)
    path = write_tone(tmp_path / "a.wav")
    cut_off(path)
    with pytest.raises(TruncatedSourceError) as refusal:
        process(upload(store, path), store)
    assert refusal.value.asset_name == "tam-tru"
    assert store.load_record("tam-tru") == record
    assert list(store.local_root.rglob(".*")) == []


def test_what_was_finished_before_a_failure_is_found_again(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(context: StepContext) -> tuple[()]:
        raise FfmpegError(["ffmpeg"], 1, ["the disk is full"])

    whole = plans.PLANS[MediaKind.AUDIO]
    monkeypatch.setitem(plans.PLANS, MediaKind.AUDIO, (whole[0], (fail, 1.0)))
    with pytest.raises(FfmpegError):
        process(build_spoken(), store)
    assert store.load_record("tam-tru") is None
    monkeypatch.setitem(plans.PLANS, MediaKind.AUDIO, whole[:1])
    monkeypatch.setattr("subprocess.Popen", _refuse)
    assert len(process(build_spoken(), store).renditions) == len(load_audio_presets())


def test_progress_never_goes_back_and_speaks_to_the_editor(store: FolderStore) -> None:
    told: list[Progress] = []
    process(build_spoken(), store, told.append)
    percents = [progress.percent for progress in told]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert all(isinstance(percent, int) for percent in percents)
    assert len({progress.message for progress in told}) > 1


def test_an_upload_that_is_not_there_may_come_later(store: FolderStore) -> None:
    source = Source(sha256="0" * 64, file_name="a.wav", media_type="audio/wav", size_bytes=1)
    with pytest.raises(MissingFileError, match="sources/00/"):
        process(build(source=source), store)


def test_a_recording_is_no_video(store: FolderStore, tmp_path: Path) -> None:
    manifest = upload(store, write_tone(tmp_path / "a.wav"), MediaKind.VIDEO)
    with pytest.raises(WrongKindError):
        process(manifest, store)


def test_an_empty_script_is_refused(store: FolderStore) -> None:
    with pytest.raises(ScriptError):
        api.process(build_spoken(), context=api.AssetContext(), store=store)


def test_a_recording_that_is_damaged_inside_is_refused_for_good(store: FolderStore, tmp_path: Path) -> None:
    path = write_tone(tmp_path / "a.flac", 20)
    content = bytearray(path.read_bytes())
    middle = len(content) * 3 // 4
    content[middle : middle + 3000] = bytes(3000)
    path.write_bytes(content)
    with pytest.raises(UnreadableSourceError):
        process(upload(store, path), store)


def test_every_refusal_is_one_sentence(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("văn bản\n" * 50, encoding="utf-8")
    with pytest.raises(MediaError) as refusal:
        process(upload(store, tmp_path / "a.mp3"), store)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_what_is_said_is_the_reading_and_the_transcript_stays_as_it_is_written(store: FolderStore) -> None:
    manifest = build_spoken(reading="tam-tru.cach-doc.txt")

    def make(reading: str) -> MediaRecord:
        context = api.AssetContext(side_files={"tam-tru.txt": "Gọi 113.\n", "tam-tru.cach-doc.txt": reading})
        return api.process(manifest, context=context, store=store, settings=api.PipelineSettings())

    first, second = make("Gọi một một ba.\n"), make("Gọi một trăm mười ba.\n")
    (transcript,) = first.with_role(RenditionRole.TRANSCRIPT)
    path = store.find_file(transcript.path)
    assert path is not None
    assert path.read_text(encoding="utf-8") == "Gọi 113.\n"
    assert first.key != second.key
    assert make("Gọi một một ba.\n") == first


def test_only_a_voice_has_a_reading() -> None:
    source = Source(sha256="0" * 64, file_name="a.wav", media_type="audio/wav", size_bytes=1)
    with pytest.raises(ValueError, match="a reading belongs to speech"):
        build(source=source, reading="tam-tru.cach-doc.txt")
