"""The one way to run ffmpeg: errors carry what it said, nothing runs too long or alone, nothing foreign is read."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import ffmpeg
import pytest

from media_pipeline.errors import FfmpegError, FfmpegMemoryError, FfmpegTimeoutError
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import find_ffmpeg, run_ffmpeg
from media_pipeline.processes import NICENESS, ChildLimits, limiting_memory, run_child
from media_pipeline.steps.progress import run_side_by_side
from tests.integration.media_pipeline.steps.samples import run

ENDLESS = ("-f", "lavfi", "-re", "-i", "anullsrc", "-f", "null", "-")
"""Silence in real time, for ever."""


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    run("-f", "lavfi", "-i", "sine=frequency=330:duration=2", tmp_path / "tone.mp3")
    return tmp_path / "tone.mp3"


def test_progress_goes_forward_to_the_end(tone: Path, tmp_path: Path) -> None:
    fractions: list[float] = []
    run_ffmpeg(["-i", str(tone), str(tmp_path / "a.wav")], duration_ms=2000, progress=fractions.append)
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1, abs=0.05)


def test_a_failure_carries_command_code_and_last_lines(tmp_path: Path) -> None:
    with pytest.raises(FfmpegError) as failure:
        run_ffmpeg(["-i", str(tmp_path / "none.mp3"), str(tmp_path / "a.wav")])
    assert failure.value.exit_code != 0
    assert str(tmp_path / "none.mp3") in failure.value.argv
    assert any("No such file" in line for line in failure.value.last_lines)


def test_damage_in_the_middle_is_a_failure_though_ffmpeg_goes_on(tone: Path, tmp_path: Path) -> None:
    content = bytearray(tone.read_bytes())
    content[8000:9000] = bytes(1000)
    tone.write_bytes(content)
    plain = subprocess.run([*_plain_command(tone)], capture_output=True, check=False)
    assert plain.returncode == 0, "without our options it would be taken for whole"
    with pytest.raises(FfmpegError):
        run_ffmpeg(["-i", str(tone), str(tmp_path / "a.wav")])


def _plain_command(path: Path) -> list[str]:
    return [find_ffmpeg(), "-v", "error", "-i", str(path), "-f", "null", "-"]


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(FfmpegTimeoutError) as late:
        run_ffmpeg(list(ENDLESS), time_limit_s=0.3)
    assert late.value.limit_s == 0.3


def test_an_error_while_it_runs_ends_it() -> None:
    class Cancelled(Exception):
        """Raised from the report of progress, as a lost lease is."""

    def cancel(fraction: float) -> None:
        raise Cancelled

    before = _list_children(os.getpid())  # servers of other tests
    with pytest.raises(Cancelled):
        run_ffmpeg(list(ENDLESS), duration_ms=60_000, progress=cancel)
    assert set(_list_children(os.getpid())) <= set(before)


def test_a_child_lets_other_programs_go_first_but_sinks_no_further_below_its_parent() -> None:
    argv = ["nice"]  # prints its own
    with tempfile.TemporaryFile("w+") as messages, run_child(argv, stderr=messages) as process:
        assert process.stdout is not None
        assert int(process.stdout.read()) == max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0))


def test_a_killed_parent_leaves_nothing_running(tmp_path: Path) -> None:
    call = f"run_ffmpeg({list(ENDLESS)!r}, progress=print, duration_ms=1)"
    program = f"from media_pipeline.ffmpeg.run import run_ffmpeg\n{call}"
    parent = subprocess.Popen([sys.executable, "-u", "-c", program], stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        parent.stdout.readline()  # it runs
        (child,) = _list_children(parent.pid)
        handle = os.pidfd_open(child)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        assert _ends(handle)


def _ends(handle: int) -> bool:
    """Whether the process of a pidfd is gone, at the latest after ten seconds."""
    readable, _, _ = select.select([handle], [], [], 10)
    os.close(handle)
    return bool(readable)


def _list_children(pid: int) -> list[int]:
    """Running children of a process; ended ones that nobody has asked after do not count."""
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _read_children(task)]
    return [child for child in children if ") Z " not in Path(f"/proc/{child}/stat").read_text()]


def _read_children(task: Path) -> list[str]:
    return (task / "children").read_text().split()


def test_an_input_never_opens_what_it_names(tone: Path, tmp_path: Path) -> None:
    (tmp_path / "list.mp4").write_text(f"ffconcat version 1.0\nfile {tone}\n")
    (tmp_path / "hls.m3u8").write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{tone.name}\n#EXT-X-ENDLIST\n")
    for name in ("list.mp4", "hls.m3u8"):
        output = open_input(tmp_path / name).audio.output(str(tmp_path / "a.wav"))
        with pytest.raises(FfmpegError):
            run_ffmpeg(ffmpeg.get_args(output))
        assert not (tmp_path / "a.wav").exists()


@pytest.mark.parametrize("name", ["concat:a.mp3", "a:b.mp3", "-i.mp3", "a'b [c] ,;=%d.mp3"])
def test_a_name_is_a_name_and_no_command(tone: Path, tmp_path: Path, name: str) -> None:
    path = tone.rename(tmp_path / name)
    run_ffmpeg(ffmpeg.get_args(open_input(path).audio.output(str(tmp_path / "out.wav"))))
    assert (tmp_path / "out.wav").stat().st_size > 100_000


def test_what_takes_too_much_of_the_processor_is_ended() -> None:
    busy = ["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=1000", "-f", "null", "-"]
    with pytest.raises(FfmpegTimeoutError):
        run_ffmpeg(busy, time_limit_s=60, limits=ChildLimits(cpu_s=1))


def test_what_asks_for_too_much_memory_fails_and_says_so() -> None:
    large = ["-f", "lavfi", "-i", "testsrc2=size=4096x4096:rate=1:duration=30", "-vf", "reverse", "-f", "null", "-"]
    with pytest.raises(FfmpegMemoryError, match="500 MB") as failure:
        run_ffmpeg(large, limits=ChildLimits(cpu_s=60, memory_bytes=500 * 10**6))
    assert failure.value.last_lines


def test_an_encoder_that_is_refused_memory_is_understood() -> None:
    film = ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25:duration=1", "-pix_fmt", "yuv420p"]
    with limiting_memory(1_000 * 10**6), pytest.raises(FfmpegMemoryError, match="1000 MB"):
        run_ffmpeg([*film, "-c:v", "libx264", "-f", "null", "-"])


def test_a_limit_of_memory_holds_as_long_as_it_is_set() -> None:
    default = ChildLimits(cpu_s=1).memory_bytes
    with limiting_memory(3 * 10**9):
        jobs = [lambda _progress: ChildLimits(cpu_s=1).memory_bytes] * 3
        assert run_side_by_side(jobs, 2, lambda fraction: None) == [3 * 10**9] * 3
    assert ChildLimits(cpu_s=1).memory_bytes == default


def test_what_writes_too_much_fails(tmp_path: Path) -> None:
    endless = ["-f", "lavfi", "-i", "anoisesrc=duration=100", str(tmp_path / "a.wav")]
    with pytest.raises(FfmpegError):
        run_ffmpeg(endless, limits=ChildLimits(cpu_s=60, file_bytes=100_000))
    assert (tmp_path / "a.wav").stat().st_size <= 100_000


def test_what_a_child_has_started_ends_with_it() -> None:
    program = "sleep 1000 & echo $!; exit 0"
    with tempfile.TemporaryFile("w+") as messages, run_child(["sh", "-c", program], stderr=messages) as process:
        assert process.stdout is not None
        handle = os.pidfd_open(int(process.stdout.readline()))
        process.wait()
    assert _ends(handle)
