"""Finished files: the same figures as ffmpeg's own meter prints, with more digits."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from media_pipeline.errors import FfmpegError, FfmpegTimeoutError
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.run import find_ffmpeg
from tests.integration.media_pipeline.steps.samples import run

SYLLABLES = "gt(sin(2*PI*3*t),-0.4)*0.4*sin(2*PI*(220+60*sin(2*PI*t))*t)"
SOUNDS = {
    "syllables": SYLLABLES,
    "noise": "0.5*(random(0)-0.5)",
    "two channels": f"{SYLLABLES}|0.2*sin(2*PI*3000*t)",
    "pulses": "0.9*lt(mod(t+0.005,0.01),0.0003)",
}
ENCODERS = {
    ".mp3": ("-ar", "44100", "-b:a", "128k"),
    "-24.mp3": ("-ar", "24000", "-b:a", "48k"),
    ".m4a": ("-ar", "44100", "-b:a", "96k"),
    "-48.m4a": ("-ar", "48000", "-b:a", "128k"),
    ".opus": ("-ar", "24000", "-b:a", "24k"),
}
PRINTED = 0.05
"""ffmpeg prints one digit."""


def write_sound(path: Path, expression: str, duration_s: float, *options: str) -> Path:
    run("-f", "lavfi", "-i", f"aevalsrc='{expression}':s=44100:d={duration_s}", *options, path)
    return path


def measure_by_ffmpeg(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak."""
    graph = "aresample=48000,ebur128=peak=true" if "-24" in path.name else "ebur128=peak=true"
    command = [find_ffmpeg(), "-nostats", "-i", str(path), "-af", f"{graph}:framelog=quiet", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    loudness, peak = re.search(r"I: +(\S+) LUFS", said), re.search(r"Peak: +(\S+) dBFS", said)
    assert loudness is not None
    assert peak is not None
    return float(loudness[1]), float(peak[1])


@pytest.mark.parametrize("suffix", ENCODERS)
@pytest.mark.parametrize("sound", SOUNDS)
def test_every_codec_is_measured_as_ffmpeg_does(tmp_path: Path, sound: str, suffix: str) -> None:
    path = write_sound(tmp_path / f"a{suffix}", SOUNDS[sound], 4.3, *ENCODERS[suffix])
    lufs, peak_db = measure_by_ffmpeg(path)
    level = measure_file(path)
    assert level.integrated_lufs == pytest.approx(lufs, abs=PRINTED + 0.01)
    assert level.peak_db == pytest.approx(peak_db, abs=PRINTED + 0.05)


@pytest.mark.parametrize(("expression", "duration_s"), [("0", 1.0), ("0.5*sin(2*PI*440*t)", 0.2)])
def test_silence_and_what_is_too_short_have_no_loudness(tmp_path: Path, expression: str, duration_s: float) -> None:
    level = measure_file(write_sound(tmp_path / "a.wav", expression, duration_s))
    assert level.integrated_lufs is None
    assert level.peak_db < -5.9


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"no sound" * 100)
    with pytest.raises(FfmpegError):
        measure_file(tmp_path / "a.mp3")


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.wav", SYLLABLES, 5)
    with pytest.raises(FfmpegTimeoutError):
        measure_file(path, time_limit_s=0)
