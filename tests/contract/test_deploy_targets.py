"""Both targets of deployment pass the same suite; S3 on a real server."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.deploying.api import DeployReport, deploy, list_output
from site_builder.deploying.folder import FolderTarget
from site_builder.deploying.s3 import S3Target
from site_builder.deploying.target import LocalFile, Target
from site_builder.errors import DeployError

from .conftest import S3Server

pytestmark = pytest.mark.xdist_group("s3")

SITE = {
    "index.html": "trang chủ",
    "giai-thich/index.html": "danh sách",
    "giai-thich/a/index.html": "bài a",
    "feed/rss.xml": "<rss/>",
    "static/site.0123456789.js": "'use strict'",
    "media/ab/tieng.mp3": "mp3",
}


class Host:
    """A target, and a look at what is there that does not go through it."""

    def __init__(
        self, target: Target, list_contents: Callable[[], dict[str, str]], put: Callable[[str, str], None]
    ) -> None:
        self.target, self._list_contents, self.put = target, list_contents, put

    @property
    def contents(self) -> dict[str, str]:
        """Every file by its key, without our bookkeeping."""
        return {key: text for key, text in self._list_contents().items() if not key.startswith(".tieng-luat/")}


@pytest.fixture(params=["folder", "s3", "s3 prefix"])
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    if request.param == "folder":
        return _make_folder_host(tmp_path / "host")
    server: S3Server = request.getfixturevalue("s3_server")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return _make_s3_host(server, "trang/web" if request.param == "s3 prefix" else "")


def _make_folder_host(folder: Path) -> Host:
    def list_contents() -> dict[str, str]:
        return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}

    def put(key: str, text: str) -> None:
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_text(text)

    return Host(FolderTarget(folder), list_contents, put)


def _make_s3_host(server: S3Server, prefix: str) -> Host:
    client, bucket = server.client(), server.make_bucket()
    start = f"{prefix}/" if prefix else ""

    def list_contents() -> dict[str, str]:
        listed = client.list_objects_v2(Bucket=bucket, Prefix=start).get("Contents", [])
        keys = [entry["Key"] for entry in listed]
        return {
            key.removeprefix(start): client.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in keys
        }

    def put(key: str, text: str) -> None:
        client.put_object(Bucket=bucket, Key=start + key, Body=text.encode())

    return Host(S3Target(bucket, prefix, endpoint_url=server.endpoint_url), list_contents, put)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    for name, text in SITE.items():
        write(folder, name, text)
    write(folder, ".abc.part", "half a file")
    return folder


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_first_deployment_puts_everything(host: Host, output: Path) -> None:
    report = deploy(output, host.target)
    assert host.contents == SITE
    assert sorted(report.uploaded) == sorted(SITE)
    assert report.unchanged_count == 0


def test_a_second_deployment_puts_nothing(host: Host, output: Path) -> None:
    deploy(output, host.target)
    report = deploy(output, host.target)
    assert (report.uploaded, report.deleted, report.unchanged_count) == ((), (), len(SITE))


def test_a_changed_file_of_equal_size_and_older_time_is_put(host: Host, output: Path) -> None:
    deploy(output, host.target)
    write(output, "giai-thich/a/index.html", "bài b")
    os.utime(output / "giai-thich/a/index.html", (0, 0))
    assert deploy(output, host.target).uploaded == ("giai-thich/a/index.html",)
    assert host.contents["giai-thich/a/index.html"] == "bài b"


def test_what_was_damaged_at_the_host_is_put_right(host: Host, output: Path) -> None:
    deploy(output, host.target)
    host.put("giai-thich/a/index.html", "xấu")
    assert deploy(output, host.target).uploaded == ("giai-thich/a/index.html",)
    assert host.contents == SITE


def test_withdrawn_files_are_deleted_and_foreign_ones_stay(host: Host, output: Path) -> None:
    deploy(output, host.target)
    host.put("google-site-verification.html", "not ours")
    (output / "giai-thich/a/index.html").unlink()
    report = deploy(output, host.target)
    assert report.deleted == ("giai-thich/a/index.html",)
    assert "giai-thich/a/index.html" not in host.contents
    assert host.contents["google-site-verification.html"] == "not ours"


def test_a_file_that_stood_there_before_us_is_ours_once_it_is_put(host: Host, output: Path) -> None:
    host.put("index.html", "the old site")
    deploy(output, host.target)
    assert host.contents["index.html"] == SITE["index.html"]


def test_assets_come_first_then_leaves_then_feeds_and_home_last(host: Host, output: Path) -> None:
    order = list(deploy(output, host.target).uploaded)
    assert order == [
        "media/ab/tieng.mp3",
        "static/site.0123456789.js",
        "giai-thich/a/index.html",
        "giai-thich/index.html",
        "feed/rss.xml",
        "index.html",
    ]


def test_a_run_that_is_cut_leaves_the_old_pages_and_is_finished_by_the_next(host: Host, output: Path) -> None:
    deploy(output, host.target)
    write(output, "static/site.9876543210.js", "'new'")
    write(output, "index.html", "trang chủ mới")
    (output / "static/site.0123456789.js").unlink()
    with pytest.raises(DeployError):
        deploy(output, FailingTarget(host.target, "index.html"))
    assert host.contents["index.html"] == SITE["index.html"]
    assert "static/site.0123456789.js" in host.contents
    deploy(output, host.target)
    assert host.contents == {key.as_posix(): (output / key).read_text() for key in map(Path, _keys(output))}


def test_a_file_put_by_a_run_that_was_cut_is_deleted_when_it_is_withdrawn(host: Host, output: Path) -> None:
    deploy(output, host.target)
    write(output, "giai-thich/moi/index.html", "mới")
    write(output, "index.html", "trang chủ mới")
    with pytest.raises(DeployError):
        deploy(output, FailingTarget(host.target, "index.html"))
    (output / "giai-thich/moi/index.html").unlink()
    assert deploy(output, host.target).deleted == ("giai-thich/moi/index.html",)


def test_a_folder_without_a_site_is_refused(host: Host, output: Path) -> None:
    deploy(output, host.target)
    (output / "index.html").unlink()
    with pytest.raises(DeployError):
        deploy(output, host.target)
    assert host.contents == SITE


def test_a_site_that_lost_most_of_its_files_is_refused_unless_it_is_meant(host: Host, output: Path) -> None:
    deploy(output, host.target)
    for name in SITE.keys() - {"index.html", "feed/rss.xml"}:
        (output / name).unlink()
    with pytest.raises(DeployError, match="--allow-shrinking"):
        deploy(output, host.target)
    assert host.contents == SITE
    report: DeployReport = deploy(output, host.target, allow_shrinking=True)
    assert len(report.deleted) == len(SITE) - 2


def test_compressed_companions_may_all_go_at_once(host: Host, output: Path) -> None:
    companions = [output / f"{name}{suffix}" for name in SITE if name.endswith(".html") for suffix in (".br", ".gz")]
    companions += [output / "feed" / f"{name}.xml{suffix}" for name in "abcdef" for suffix in (".br", ".gz")]
    for path in companions:
        path.write_bytes(b"x")
    deploy(output, host.target)
    for path in companions:
        path.unlink()
    report: DeployReport = deploy(output, host.target)
    assert len(report.deleted) == len(companions) > len(SITE)
    assert host.contents == SITE


class FailingTarget:
    """A target whose host refuses one key."""

    def __init__(self, target: Target, key: str) -> None:
        self._target, self._key = target, key

    def __getattr__(self, name: str) -> object:
        return getattr(self._target, name)

    def put_file(self, file: LocalFile) -> str:
        if file.key == self._key:
            raise DeployError("the host is away")
        return self._target.put_file(file)


def _keys(output: Path) -> list[str]:
    return [file.key for file in list_output(output)]


def test_s3_objects_carry_their_type_and_how_long_they_may_be_kept(
    s3_server: S3Server, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    bucket = s3_server.make_bucket()
    deploy(output, S3Target(bucket, endpoint_url=s3_server.endpoint_url))
    heads = {key: s3_server.client().head_object(Bucket=bucket, Key=key) for key in SITE}
    assert heads["media/ab/tieng.mp3"]["ContentType"] == "audio/mpeg"
    assert heads["static/site.0123456789.js"]["CacheControl"] == "public, max-age=31536000, immutable"
    assert heads["index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert heads["index.html"]["CacheControl"] == "public, max-age=0, must-revalidate"
    assert heads["feed/rss.xml"]["ContentType"] == "application/rss+xml; charset=utf-8"


def test_a_store_that_refuses_batches_gets_single_deletes(
    s3_server: S3Server, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    bucket = s3_server.make_bucket()
    target = S3Target(bucket, endpoint_url=s3_server.endpoint_url)
    deploy(output, target)
    monkeypatch.setattr(target._client, "delete_objects", _refuse_batch(target))
    (output / "giai-thich/a/index.html").unlink()
    deploy(output, target)
    assert "giai-thich/a/index.html" not in target.list_files()


def _refuse_batch(target: S3Target) -> Callable[..., None]:
    def refuse(**_: object) -> None:
        raise target._client.exceptions.ClientError(
            {"Error": {"Code": "InvalidRequest", "Message": "Missing required header: Content-MD5"}}, "DeleteObjects"
        )

    return refuse


def test_wrong_credentials_are_named_in_a_sentence(
    s3_server: S3Server, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = s3_server.make_bucket()
    with pytest.raises(DeployError, match=f"s3://{bucket}"):
        deploy(output, S3Target(bucket, endpoint_url=s3_server.endpoint_url))
