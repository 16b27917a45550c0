"""Both media stores pass the same suite; S3 on a real server, also read by a second machine with an empty copy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_pipeline.errors import StoreError
from media_pipeline.manifest import MediaKind, MediaRecord, Rendition, RenditionRole, Source
from media_pipeline.storage import FolderStore, Store, open_store
from media_pipeline.storage.layout import build_rendition_path
from media_pipeline.storage.s3 import S3Store

from .conftest import S3Server

pytestmark = pytest.mark.xdist_group("s3")

KEY = "ab" * 32
SOUND = b"ID3 a recording"


@dataclass
class Place:
    """A store, and the same one as another process or machine meets it."""

    store: Store
    open_again: Callable[[], Store]
    remove: Callable[[str], None]
    """Takes a file away behind the store's back."""


@pytest.fixture(params=["folder", "s3", "s3 prefix"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    if request.param == "folder":
        root = tmp_path / "store"
        return Place(open_store(str(root)), lambda: open_store(str(root)), lambda path: (root / path).unlink())
    server: S3Server = request.getfixturevalue("s3_server")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return _make_s3_place(server, "phuong/media" if request.param == "s3 prefix" else "", tmp_path)


def _make_s3_place(server: S3Server, prefix: str, folder: Path) -> Place:
    bucket, count = server.make_bucket(), iter(range(100))

    def open_once() -> Store:
        url = f"s3://{bucket}/{prefix}"
        return open_store(url, endpoint_url=server.endpoint_url, cache=folder / f"copy-{next(count)}")

    def remove(path: str) -> None:
        server.client().delete_object(Bucket=bucket, Key=f"{prefix}/{path}".lstrip("/"))

    return Place(open_once(), open_once, remove)


def write(path: Path, content: bytes = SOUND) -> Path:
    path.write_bytes(content)
    return path


def build_source(content: bytes = SOUND, file_name: str = "Bản tin số 1.MP3") -> Source:
    digest = hashlib.sha256(content).hexdigest()
    return Source(sha256=digest, file_name=file_name, media_type="audio/mpeg", size_bytes=len(content))


def build_rendition(key: str = KEY, file_name: str = "tam-tru.mp3", content: bytes = SOUND) -> Rendition:
    return Rendition(
        role=RenditionRole.PODCAST,
        preset="podcast-mp3",
        path=build_rendition_path(key, file_name),
        media_type="audio/mpeg",
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        integrated_lufs=-16.0,
    )


def build_record(*renditions: Rendition, name: str = "tam-tru") -> MediaRecord:
    return MediaRecord(id=UUID(int=7), name=name, kind=MediaKind.AUDIO, key=KEY, renditions=renditions)


def test_an_empty_store_has_nothing(place: Place) -> None:
    assert place.store.load_record("tam-tru") is None
    assert place.store.find_source(build_source()) is None
    assert place.store.load_renditions(KEY) is None
    assert place.store.find_file(build_rendition().path) is None
    assert not place.store.has_file(build_rendition().path)


def test_a_source_is_found_by_its_content(place: Place, tmp_path: Path) -> None:
    place.store.put_source(write(tmp_path / "upload"), build_source())
    found = place.open_again().find_source(build_source(file_name="ten-khac.mp3"))
    assert found is not None
    assert found.read_bytes() == SOUND
    assert found.name == f"{build_source().sha256}.mp3"


def test_a_source_that_is_there_is_not_written_again(place: Place, tmp_path: Path) -> None:
    place.store.put_source(write(tmp_path / "upload"), build_source())
    place.store.put_source(write(tmp_path / "upload", b"never read"), build_source())
    found = place.open_again().find_source(build_source())
    assert found is not None
    assert found.read_bytes() == SOUND


def test_a_file_name_that_is_no_path_gives_no_path(place: Place, tmp_path: Path) -> None:
    source = build_source(file_name="x./../../etc/passwd")
    place.store.put_source(write(tmp_path / "upload"), source)
    found = place.store.find_source(source)
    assert found is not None
    assert found.is_relative_to(place.store.local_root)
    assert found.name == source.sha256


def test_a_rendition_is_read_by_others(place: Place, tmp_path: Path) -> None:
    rendition = build_rendition()
    place.store.put_rendition(write(tmp_path / "made.mp3"), rendition.path)
    other = place.open_again()
    assert other.has_file(rendition.path)
    found = other.find_file(rendition.path)
    assert found is not None
    assert found.read_bytes() == SOUND
    assert found == other.local_root / rendition.path


def test_a_record_is_replaced(place: Place) -> None:
    place.store.save_record(build_record())
    place.store.save_record(build_record(build_rendition()))
    assert place.store.load_record("tam-tru") == build_record(build_rendition())
    assert place.open_again().load_record("tam-tru") == build_record(build_rendition())


def test_a_record_of_another_machine_is_seen(place: Place) -> None:
    other = place.open_again()
    place.store.save_record(build_record())
    assert other.load_record("tam-tru") == build_record()
    place.store.save_record(build_record(build_rendition()))
    assert other.load_record("tam-tru") == build_record(build_rendition())


def test_what_was_made_under_a_key_is_found_with_its_figures(place: Place, tmp_path: Path) -> None:
    renditions = (build_rendition(), build_rendition(file_name="tam-tru.opus"))
    for rendition in renditions:
        place.store.put_rendition(write(tmp_path / "made"), rendition.path)
    place.store.save_renditions(KEY, renditions)
    assert place.open_again().load_renditions(KEY) == renditions


def test_a_key_without_all_its_files_is_made_again(place: Place, tmp_path: Path) -> None:
    rendition = build_rendition()
    place.store.put_rendition(write(tmp_path / "made"), rendition.path)
    place.store.save_renditions(KEY, [rendition])
    place.remove(rendition.path)
    assert place.open_again().load_renditions(KEY) is None


def test_the_site_builder_finds_record_and_files_below_the_local_root(place: Place, tmp_path: Path) -> None:
    record = build_record(build_rendition())
    place.store.put_rendition(write(tmp_path / "made"), build_rendition().path)
    place.store.save_record(record)
    other = place.open_again()
    other.materialise(record)
    assert (other.local_root / build_rendition().path).read_bytes() == SOUND
    assert FolderStore(other.local_root).load_record("tam-tru") == record


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "renditions/../../secret",
        "/etc/passwd",
        "renditions//x",
        "secrets/x",
        "renditions",
        "renditions/.hidden",
        "renditions/a/",
        "renditions/A.mp3",
        "",
    ],
)
def test_nothing_outside_of_the_layout_is_touched(place: Place, tmp_path: Path, path: str) -> None:
    write(place.store.local_root.parent / "secret")
    assert place.store.find_file(path) is None
    assert not place.store.has_file(path)
    with pytest.raises(ValueError, match="not a path in a media store"):
        place.store.put_rendition(write(tmp_path / "made"), path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=12).filter(lambda text: not text.isascii() or not text.replace("-", "").isalnum()))
def test_a_name_that_is_none_is_no_record(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        FolderStore(tmp_path / "store").load_record(name)


@pytest.mark.parametrize("text", ["{}", "[1, 2]", "not json", '{"name": "tam-tru"}'])
def test_a_record_that_another_version_wrote_is_made_again(tmp_path: Path, text: str) -> None:
    store = FolderStore(tmp_path)
    (tmp_path / "records").mkdir()
    (tmp_path / "records/tam-tru.json").write_text(text)
    assert store.load_record("tam-tru") is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    store = open_store(str(tmp_path / "store"))
    with pytest.raises(StoreError):
        store.save_record(build_record())


def test_a_location_of_no_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="ftp://host/x"):
        open_store("ftp://host/x")


def test_wrong_credentials_are_named_in_a_sentence(
    s3_server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = s3_server.make_bucket()
    store = open_store(f"s3://{bucket}", endpoint_url=s3_server.endpoint_url, cache=tmp_path)
    with pytest.raises(StoreError, match=f"s3://{bucket}"):
        store.load_record("tam-tru")


def test_objects_carry_their_type_and_how_long_they_may_be_kept(
    s3_server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    bucket = s3_server.make_bucket()
    store = open_store(f"s3://{bucket}/x", endpoint_url=s3_server.endpoint_url, cache=tmp_path / "copy")
    store.put_rendition(write(tmp_path / "made"), build_rendition().path)
    store.save_record(build_record())
    made = s3_server.client().head_object(Bucket=bucket, Key=f"x/{build_rendition().path}")
    record = s3_server.client().head_object(Bucket=bucket, Key="x/records/tam-tru.json")
    assert (made["ContentType"], made["CacheControl"]) == ("audio/mpeg", "public, max-age=31536000, immutable")
    assert (record["ContentType"], record["CacheControl"]) == ("application/json", "no-cache")


def test_a_failed_fetch_leaves_nothing_behind(place: Place) -> None:
    assert place.store.find_file(build_rendition().path) is None
    assert [path for path in place.store.local_root.rglob("*") if path.is_file()] == []


def test_files_are_listed_and_removed(place: Place, tmp_path: Path) -> None:
    place.store.put_source(write(tmp_path / "upload"), build_source())
    place.store.put_rendition(write(tmp_path / "made"), build_rendition().path)
    place.store.save_renditions(KEY, [build_rendition()])
    place.store.save_record(build_record(build_rendition()))
    sha256 = build_source().sha256
    everything = {
        f"sources/{sha256[:2]}/{sha256}.mp3",
        build_rendition().path,
        f"made/ab/{KEY}.json",
        "records/tam-tru.json",
    }
    assert set(place.open_again().iter_files()) == everything
    for path in everything:
        place.store.remove_file(path)
        place.store.remove_file(path)
    assert list(place.open_again().iter_files()) == []
    assert place.store.find_file(build_rendition().path) is None
    assert place.store.load_record("tam-tru") is None


def test_only_files_of_the_layout_are_removed(place: Place) -> None:
    with pytest.raises(ValueError, match="not a path in a media store"):
        place.store.remove_file("../secret")


def test_half_written_files_are_neither_listed_nor_kept(place: Place) -> None:
    folder = place.store.local_root / "renditions" / "ab"
    folder.mkdir(parents=True)
    (folder / ".half.part").write_bytes(b"half")
    assert list(place.store.iter_files()) == []
    assert place.store.remove_parts(older_than_s=3600) == 0
    assert place.store.remove_parts(older_than_s=-60) == 1
    assert list(folder.iterdir()) == []


def test_a_large_file_goes_up_in_parts_each_with_a_checksum(
    s3_server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    bucket = s3_server.make_bucket()
    store = S3Store(bucket, "", endpoint_url=s3_server.endpoint_url, cache=tmp_path / "copy")
    sent: list[dict[str, object]] = []
    store._client.meta.events.register(
        "provide-client-params.s3.UploadPart", lambda params, **_: sent.append(dict(params))
    )
    content = bytes(range(256)) * 4096 * 20
    store.put_rendition(write(tmp_path / "made", content), build_rendition().path)
    assert len(sent) == 3
    assert {part["ChecksumAlgorithm"] for part in sent} == {"CRC32"}
    head = s3_server.client().head_object(Bucket=bucket, Key=build_rendition().path)
    assert (head["ContentLength"], head["ContentType"]) == (len(content), "audio/mpeg")
    other = S3Store(bucket, "", endpoint_url=s3_server.endpoint_url, cache=tmp_path / "other")
    found = other.find_file(build_rendition().path)
    assert found is not None
    assert found.read_bytes() == content


def test_an_upload_in_parts_that_was_never_finished_is_aborted(
    s3_server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    bucket, client = s3_server.make_bucket(), s3_server.client()
    client.create_multipart_upload(Bucket=bucket, Key="renditions/x/half.mp3")
    store = open_store(f"s3://{bucket}", endpoint_url=s3_server.endpoint_url, cache=tmp_path)
    assert store.remove_parts(older_than_s=3600) == 0
    assert store.remove_parts(older_than_s=-3600) == 1
    assert client.list_multipart_uploads(Bucket=bucket).get("Uploads", []) == []
