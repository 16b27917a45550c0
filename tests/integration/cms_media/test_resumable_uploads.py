"""Uploads that outlive a broken connection: the protocol, over a real server, and the form that takes the file."""

from __future__ import annotations

import base64
import hashlib
import http.client
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.jobs import ticks
from cms.media import uploads
from cms.media.models import MediaAsset, ResumableUpload
from cms.media.tus import parse_metadata
from tests.integration.cms_media.samples import make_text, make_wav
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer

VERSION = {"Tus-Resumable": "1.0.0"}
PIECE = {**VERSION, "Content-Type": "application/offset+octet-stream"}
LARGE_BYTES = 24_000_000


def encode_name(name: str) -> str:
    return f"filename {base64.b64encode(name.encode()).decode()}"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_STORE = str(tmp_path / "store")
    settings.MEDIA_ROOT = str(tmp_path / "uploads")


@pytest.fixture
def user(db) -> User:
    return make_officer(PUBLISHER)


@pytest.fixture
def officer(user: User) -> Client:
    return sign_in(user)


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def create(client: Client, length: int, name: str = "ban-tin.wav", **headers: str):
    told = VERSION | {"Upload-Length": str(length), "Upload-Metadata": encode_name(name)} | headers
    return client.post(reverse("media_uploads"), headers=told, content_type="application/octet-stream")


def send(client: Client, url: str, content: bytes, offset: int, **headers: str):
    told = {**VERSION, "Upload-Offset": str(offset)} | headers
    return client.patch(url, content, content_type=PIECE["Content-Type"], headers=told)


def test_a_file_comes_in_pieces(officer: Client) -> None:
    url = create(officer, 10).headers["Location"]
    assert officer.head(url, headers=VERSION).headers["Upload-Offset"] == "0"
    assert send(officer, url, b"0123", 0).headers["Upload-Offset"] == "4"
    told = officer.head(url, headers=VERSION)
    assert (told.headers["Upload-Offset"], told.headers["Upload-Length"]) == ("4", "10")
    assert "no-store" in told.headers["Cache-Control"]
    assert send(officer, url, b"456789", 4).status_code == 204
    upload = ResumableUpload.objects.get()
    assert uploads.get_path(upload).read_bytes() == b"0123456789"


@pytest.mark.parametrize(
    ("content", "offset", "headers", "status"),
    [
        (b"45", 3, {}, 409),
        (b"4567890", 4, {}, 413),
        (b"45", 4, {"Upload-Checksum": "sha256 " + base64.b64encode(bytes(32)).decode()}, 460),
        (b"45", 4, {"Upload-Checksum": "md5 AAAA"}, 400),
        (b"45", 4, {"Tus-Resumable": "0.2"}, 412),
    ],
)
def test_a_piece_that_does_not_fit_changes_nothing(
    officer: Client, content: bytes, offset: int, headers: dict[str, str], status: int
) -> None:
    url = create(officer, 10).headers["Location"]
    send(officer, url, b"0123", 0)
    assert send(officer, url, content, offset, **headers).status_code == status
    assert officer.head(url, headers=VERSION).headers["Upload-Offset"] == "4"


def test_a_piece_with_its_checksum_is_taken(officer: Client) -> None:
    url = create(officer, 4).headers["Location"]
    checksum = "sha256 " + base64.b64encode(hashlib.sha256(b"0123").digest()).decode()
    assert send(officer, url, b"0123", 0, **{"Upload-Checksum": checksum}).status_code == 204


def test_a_piece_of_another_type_is_refused(officer: Client) -> None:
    url = create(officer, 4).headers["Location"]
    answer = officer.patch(url, b"0123", content_type="text/plain", headers=VERSION | {"Upload-Offset": "0"})
    assert answer.status_code == 415


def test_a_request_that_hangs_gives_way_to_the_next(officer: Client) -> None:
    create(officer, 10)
    upload = ResumableUpload.objects.get()

    def hang() -> Iterator[bytes]:
        yield b"01"
        assert uploads.append(upload, 2, [b"2345"]) == 6
        yield b"23"

    with pytest.raises(uploads.UploadMovedError):
        uploads.append(upload, 0, hang())
    assert uploads.get_path(upload).read_bytes() == b"012345"


def test_an_upload_can_be_dropped(officer: Client) -> None:
    url = create(officer, 4).headers["Location"]
    path = uploads.get_path(ResumableUpload.objects.get())
    assert officer.delete(url, headers=VERSION).status_code == 204
    assert not path.exists()
    assert officer.head(url, headers=VERSION).status_code == 404


def test_the_server_tells_what_it_can_do(officer: Client, settings) -> None:
    settings.MEDIA_LIMITS = {"max_size_bytes": 1000}
    told = officer.options(reverse("media_uploads")).headers
    assert (told["Tus-Version"], told["Tus-Max-Size"]) == ("1.0.0", "1000")
    assert set(told["Tus-Extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}


@pytest.mark.parametrize(
    ("length", "name", "status", "word"),
    [(2000, "phim.mp4", 413, "MB"), (10, "phim.exe", 400, "mp4"), (0, "phim.mp4", 400, "rỗng"), (10, "", 400, "mp4")],
)
def test_what_could_never_be_used_is_refused_before_a_byte_is_sent(
    officer: Client, settings, length: int, name: str, status: int, word: str
) -> None:
    settings.MEDIA_LIMITS = {"max_size_bytes": 1000}
    answer = create(officer, length, name)
    assert (answer.status_code, word in answer.content.decode()) == (status, True)
    assert not ResumableUpload.objects.exists()


def test_a_disk_without_room_is_said(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "FREE_BYTES", 1 << 60)
    assert "Ổ đĩa" in create(officer, 10).content.decode()


def test_nobody_has_too_many_unfinished_uploads(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_UPLOADS", 1)
    assert [create(officer, 10).status_code for _number in range(2)] == [201, 400]


def test_an_upload_belongs_to_who_began_it(officer: Client) -> None:
    url = create(officer, 4).headers["Location"]
    other = sign_in(make_officer(PUBLISHER, "minh"))
    assert other.head(url, headers=VERSION).status_code == 404
    assert send(other, url, b"0123", 0).status_code == 404


@pytest.mark.django_db
def test_who_may_not_add_media_begins_no_upload() -> None:
    reader = User.objects.create_user("doc", "doc@example.vn", "mat-khau-cua-doc")
    assert create(sign_in(reader), 4).status_code in (302, 403)
    assert create(Client(), 4).status_code == 302
    assert not ResumableUpload.objects.exists()


@pytest.mark.parametrize("text", ["filename =", "filename ////w"])
def test_metadata_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_metadata(text)


def test_the_form_takes_the_finished_file(officer: Client) -> None:
    content = make_wav().read()
    number = upload_whole(officer, content)
    data = {"title": "Bản tin", "script": "", "captions": "", "speech_rate_wpm": "150", "tags": "", "upload_id": number}
    assert officer.post(reverse("wagtailmedia:add", args=("audio",)), data).status_code == 302
    asset = MediaAsset.objects.get()
    assert asset.source_sha256 == hashlib.sha256(content).hexdigest()
    assert asset.source_name == "ban-tin.wav"
    with asset.file.open("rb") as file:
        assert file.read() == content
    assert not ResumableUpload.objects.exists()
    assert list(uploads.get_folder().iterdir()) == []


def test_a_form_with_another_fault_keeps_the_file(officer: Client) -> None:
    number = upload_whole(officer, make_wav().read())
    data = {"title": "", "script": "", "captions": "", "speech_rate_wpm": "150", "tags": "", "upload_id": number}
    page = officer.post(reverse("wagtailmedia:add", args=("audio",)), data)
    assert list(page.context["form"].errors) == ["title"]
    assert number in page.content.decode()
    assert "ban-tin.wav" in page.content.decode()
    assert officer.post(reverse("wagtailmedia:add", args=("audio",)), data | {"title": "Bản tin"}).status_code == 302


def test_a_finished_file_is_opened_by_the_same_checks(officer: Client) -> None:
    number = upload_whole(officer, make_text("x.wav").read())
    data = {"title": "T", "script": "", "captions": "", "speech_rate_wpm": "150", "tags": "", "upload_id": number}
    page = officer.post(reverse("wagtailmedia:add", args=("audio",)), data)
    assert list(page.context["form"].errors) == ["file"]
    assert not MediaAsset.objects.exists()


def test_an_unfinished_file_is_no_file(officer: Client) -> None:
    number = create(officer, 100).headers["Location"].split("/")[-2]
    data = {"title": "T", "script": "", "captions": "", "speech_rate_wpm": "150", "tags": "", "upload_id": number}
    page = officer.post(reverse("wagtailmedia:add", args=("audio",)), data)
    assert list(page.context["form"].errors) == ["file"]


def upload_whole(officer: Client, content: bytes) -> str:
    url = create(officer, len(content)).headers["Location"]
    assert send(officer, url, content, 0).status_code == 204
    return url.split("/")[-2]


def test_what_nobody_goes_on_with_is_removed(officer: Client) -> None:
    create(officer, 10)
    create(officer, 10)
    old, young = ResumableUpload.objects.order_by("pk")
    ResumableUpload.objects.filter(pk=old.pk).update(touched=old.touched - uploads.KEPT - timedelta(seconds=1))
    assert uploads.remove_stale_uploads() == 1
    assert [path.name for path in uploads.get_folder().iterdir()] == [str(young.pk)]
    assert "remove_stale_uploads" in {tick.__name__ for tick in ticks._every_night}


@contextmanager
def cutting_proxy(address: tuple[str, int], cut_after_bytes: int) -> Iterator[tuple[int, list[int]]]:
    """A port that passes everything on, and breaks off its first connection after so many bytes.

    The server's side of it stays open, as when a phone has left the network: nobody tells the server.

    Yields the port, and how many bytes each connection has sent.
    """
    sent: list[int] = []
    far_ends: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            with suppress(OSError):
                while True:
                    near, _address = listener.accept()
                    sent.append(0)
                    number = len(sent) - 1
                    far = socket.create_connection(address)
                    far_ends.append(far)
                    threading.Thread(target=pump, args=(far, near), daemon=True).start()
                    pump(near, far, number)

        def pump(source: socket.socket, target: socket.socket, number: int | None = None) -> None:
            with suppress(OSError), source:
                while content := source.recv(65_536):
                    if number is not None:
                        sent[number] += len(content)
                        if number == 0 and sent[0] > cut_after_bytes:
                            source.shutdown(socket.SHUT_RDWR)
                            return
                    target.sendall(content)

        threading.Thread(target=run, daemon=True).start()
        yield listener.getsockname()[1], sent
        for far in far_ends:
            with suppress(OSError):
                far.shutdown(socket.SHUT_RDWR)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_at_nine_tenths_loses_nothing(live_server) -> None:
    user = User.objects.create_superuser("chu", "chu@example.vn", "mat-khau-cua-chu")
    cookie = {"Cookie": f"sessionid={sign_in(user).cookies['sessionid'].value}; csrftoken={'a' * 32}"}
    headers = VERSION | cookie | {"X-CSRFToken": "a" * 32}
    content = random.Random(7).randbytes(LARGE_BYTES)
    server = urlsplit(live_server.url)
    assert server.hostname is not None
    assert server.port is not None
    with cutting_proxy((server.hostname, server.port), int(LARGE_BYTES * 0.9)) as (port, sent):

        def ask(method: str, path: str, body: bytes = b"", **more: str) -> http.client.HTTPResponse:
            connection = http.client.HTTPConnection("127.0.0.1", port if method == "PATCH" else server.port)
            connection.request(method, path, body, headers | {"Host": server.netloc, "Connection": "close"} | more)
            answer = connection.getresponse()
            answer.read()
            return answer

        created = ask("POST", reverse("media_uploads"), **{"Upload-Length": str(LARGE_BYTES)} | NAMED)
        path = created.headers["Location"]
        offset, attempts = 0, 0
        while offset < LARGE_BYTES and attempts < 20:
            attempts += 1
            with suppress(http.client.HTTPException, OSError):
                ask("PATCH", path, content[offset:], **{"Upload-Offset": str(offset)} | TYPED)
            offset = int(ask("HEAD", path).headers["Upload-Offset"])
    upload = ResumableUpload.objects.get()
    assert len(sent) > 1, "the connection was cut"
    assert hashlib.sha256(uploads.get_path(upload).read_bytes()).digest() == hashlib.sha256(content).digest()
    assert sent[0] > LARGE_BYTES * 0.9
    assert sent[-1] < LARGE_BYTES * 0.2, "only the rest was sent again"


NAMED = {"Upload-Metadata": encode_name("phim.mp4")}
TYPED = {"Content-Type": PIECE["Content-Type"]}
