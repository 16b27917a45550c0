"""The command line, as people and scripts call it: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from media_pipeline.domain.webvtt import parse_captions
from tests.integration.media_pipeline.steps.samples import run

ROOT = Path(__file__).parents[3]


def call(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m media_pipeline`."""
    argv = [sys.executable, "-m", "media_pipeline", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TIENG_LUAT_LANGUAGE": "vi"}
    return subprocess.run(argv, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording, its script, and a text that claims to be one."""
    folder = tmp_path_factory.mktemp("cli")
    run("-f", "lavfi", "-i", "sine=frequency=330:duration=4", folder / "Bản tin.wav")
    (folder / "Bản tin.txt").write_text("Xin chào bà con.\n", encoding="utf-8")
    (folder / "van-ban.mp3").write_text("Đây là một văn bản.\n" * 30, encoding="utf-8")
    return folder


def test_probe_says_what_a_file_is(folder: Path) -> None:
    result = call("probe", folder / "Bản tin.wav", "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["ok"], found["nature"], found["duration_ms"]) == (True, "sound", 4000)
    assert "duration_ms: 4000" in call("probe", folder / "Bản tin.wav").stdout


def test_a_refusal_is_one_sentence_and_exit_code_1(folder: Path) -> None:
    result = call("probe", folder / "van-ban.mp3")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "văn bản" in result.stderr
    answer = json.loads(call("probe", folder / "van-ban.mp3", "--json").stdout)
    assert answer["ok"] is False
    assert answer["problems"][0]["message"] in result.stderr


def test_align_writes_captions_from_a_script_in_any_encoding(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "loi.txt"
    script.write_text("Xin chào bà con.\nMời bà con nghe bản tin của phường.\n", encoding="utf-16")
    call("speak", script, "-o", tmp_path / "loi.wav")
    result = call("align", tmp_path / "loi.wav", script, "-o", tmp_path / "loi.vtt", "--json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    cues = parse_captions((tmp_path / "loi.vtt").read_text(encoding="utf-8"))
    assert (answer["ok"], answer["cues"], answer["doubtful"]) == (True, len(cues), [])
    assert 100 <= cues[0].start_ms <= 300
    tone = call("align", folder / "Bản tin.wav", folder / "Bản tin.txt", "-o", tmp_path / "tone.vtt")
    assert tone.returncode == 1
    assert "Không nghe thấy ai nói" in tone.stderr


def test_a_file_that_is_not_there_is_named() -> None:
    result = call("probe", "khong-co.wav")
    assert result.returncode == 1
    assert "khong-co.wav" in result.stderr
    assert "Traceback" not in result.stderr


def test_read_prints_what_is_said(tmp_path: Path) -> None:
    script = tmp_path / "tin.txt"
    script.write_text("Theo khoản 2 Điều 24,\ngọi 1022.\n", encoding="utf-8")
    result = call("read", script)
    assert (result.returncode, result.stdout) == (0, "Theo khoản hai Điều hai mươi tư,\ngọi một không hai hai.\n")
    southern = call("read", script, "--region", "south", "--changes").stdout.splitlines()
    assert southern[0] == "Theo khoản hai Điều hai mươi bốn,"
    assert southern[-1] == "2  1022 → một không hai hai  (phone)"


def test_read_fails_on_an_abbreviation_that_nobody_explained(tmp_path: Path) -> None:
    script, lexicon = tmp_path / "tin.txt", tmp_path / "tu-dien.toml"
    script.write_text("Bà con nghe đây.\nTổ QWX họp lúc 7h30.\n", encoding="utf-8")
    result = call("read", script)
    assert result.returncode == 1
    assert result.stderr.startswith(f"{script}:2: Chưa biết đọc chữ viết tắt “QWX”")
    answer = json.loads(call("read", script, "--json").stdout)
    assert (answer["ok"], [found["written"] for found in answer["unknown"]]) == (False, ["QWX"])
    assert answer["problems"][0]["message"] in result.stderr
    lexicon.write_text('"QWX" = "xung kích"\n', encoding="utf-8")
    assert (
        call("read", script, "--lexicon", lexicon).stdout.splitlines()[1]
        == "Tổ xung kích họp lúc bảy giờ ba mươi phút."
    )


@pytest.mark.parametrize("entries", ["QWX", '"QWX" = "tổ QWX"', '"QWX" = 5 5'])
def test_read_refuses_a_lexicon_that_cannot_work(entries: str, tmp_path: Path) -> None:
    script, lexicon = tmp_path / "tin.txt", tmp_path / "tu-dien.toml"
    script.write_text("Tổ QWX.", encoding="utf-8")
    lexicon.write_text(entries, encoding="utf-8")
    result = call("read", script, "--lexicon", lexicon)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), ("conquer",), ("clip", "a.wav", "--start", "đầu", "--end", "0:04", "-o", "a.mp4")]
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).returncode == 2


def test_transcode_puts_every_version_into_a_folder(folder: Path, tmp_path: Path) -> None:
    script = folder / "Bản tin.txt"
    result = call("transcode", folder / "Bản tin.wav", "--out", tmp_path, "--script", script, "--json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(path).name for path in answer["files"])
    assert {"ban-tin.mp3", "ban-tin.opus", "ban-tin-loa.mp3"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("suffix", ["wav", "mp3"])
def test_speak_writes_what_it_is_asked_for(folder: Path, tmp_path: Path, suffix: str) -> None:
    result = call("speak", folder / "Bản tin.txt", "-o", tmp_path / f"a.{suffix}")
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{suffix}"]


def test_clip_cuts_from_a_start_to_an_end(folder: Path, tmp_path: Path) -> None:
    clip = tmp_path / "a.mp4"
    result = call("clip", folder / "Bản tin.wav", "--start", "0:00", "--end", "0:03,5", "-o", clip, "--json")
    assert result.returncode == 0, result.stderr
    (made,) = json.loads(result.stdout)["renditions"]
    assert (made["width_px"], made["height_px"]) == (1080, 1920)
    assert made["duration_ms"] == pytest.approx(3500, abs=100)


def test_package_packs_recordings_with_their_scripts(folder: Path, tmp_path: Path) -> None:
    result = call("package", folder / "Bản tin.wav", "--title", "Buổi sáng", "-o", tmp_path / "a.zip")
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        names = package.namelist()
        assert {"playlist.m3u8", "lich-phat.csv", "SHA256SUMS"} <= {Path(name).name for name in names}
        assert any("Xin chào bà con." in package.read(name).decode() for name in names if name.endswith(".txt"))


@pytest.fixture(scope="module")
def session(folder: Path) -> Path:
    """A package for a session."""
    path = folder / "goi-phat-thanh-2026-11-24-0530.zip"
    people = ("--author", "An", "--approver", "Bình", "--approved", "2026-11-23")
    words = ("--title", "Buổi sáng", "--starts", "2026-11-24T05:30", "--cluster", "Tổ 1", *people)
    result = call("package", folder / "Bản tin.wav", *words, "-o", path)
    assert result.returncode == 0, result.stderr
    return path


def test_a_session_is_packed_verified_and_copied_to_a_stick(session: Path, tmp_path: Path) -> None:
    verified = call("verify", session)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "đạt, đã kiểm tra 10 tệp" in verified.stdout
    copied = call("copy", session, "--to", tmp_path)
    assert (copied.returncode, copied.stderr) == (0, "")
    assert "Đã sao chép 11 tệp" in copied.stdout
    answer = json.loads(call("copy", session, "--to", tmp_path, "--json").stdout)
    assert (answer["ok"], answer["was_there"], answer["folder"]) == (True, True, str(tmp_path / session.stem))
    assert json.loads(call("verify", tmp_path / session.stem, "--json").stdout)["ok"] is True


def test_a_damaged_package_is_told_by_both_commands(session: Path, tmp_path: Path) -> None:
    damaged = tmp_path / session.name
    damaged.write_bytes(session.read_bytes().replace("Xin chào".encode(), "Xin châo".encode()))
    for command in (("verify", damaged), ("copy", damaged, "--to", tmp_path)):
        result = call(*command)
        assert (result.returncode, result.stdout) == (1, "")
        assert "kich-ban/01-ban-tin.txt" in result.stderr
    assert json.loads(call("verify", damaged, "--json").stdout)["problems"][0]["path"] == str(damaged)


def test_a_session_that_its_author_approves_is_not_packed(folder: Path, tmp_path: Path) -> None:
    people = ("--author", "An", "--approver", "An", "--approved", "2026-11-23")
    words = ("--title", "Sáng", "--starts", "2026-11-24T05:30", *people)
    result = call("package", folder / "Bản tin.wav", *words, "-o", tmp_path / "a.zip")
    assert result.returncode == 1
    assert "phải là người khác" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_process_makes_a_folder_of_manifests_and_does_nothing_twice(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    manifest = {
        "id": "00000000-0000-0000-0000-000000000001",
        "name": "tin",
        "kind": "audio",
        "title": "Tin",
        "speech": {},
        "has_synthetic_voice": True,
        "script": "tin.txt",
    }
    (media / "tin.json").write_text(json.dumps(manifest))
    (media / "tin.txt").write_text("Xin chào.\n", encoding="utf-8")
    store = tmp_path / "store"
    first = call("process", media, "--store", store)
    assert first.returncode == 0, first.stderr
    written = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}
    assert json.loads(call("process", media / "tin.json", "--store", store, "--json").stdout) == {
        "ok": True,
        "assets": 1,
    }
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()} == written


def test_process_names_the_manifest_that_failed(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    result = call("process", tmp_path, "--store", tmp_path / "store")
    assert result.returncode == 1
    assert "x.json" in result.stderr
