"""The media pipeline against plain ffmpeg and ffmpeg-normalize, on one voice and the same files.

python -m tests.bench.bench_media --minutes 30 --runs 3 --write docs/benchmarks-media.md
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from media_pipeline.domain.presets import AudioPreset
from media_pipeline.ffmpeg.run import find_ffmpeg
from media_pipeline.presets import load_audio_presets, load_speech_preset
from media_pipeline.processes import NICENESS
from media_pipeline.speech import VoiceOrder, speak
from tests.bench.bench_video import GOAL as VIDEO_GOAL
from tests.bench.bench_video import measure_video
from tests.bench.measuring import measure_peak_mib
from tests.bench.reporting import describe_machine

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("nghe-goi-114", "nghe-dang-ky-tam-tru", "nghe-dang-ky-khai-sinh", "nghe-luong-lam-them-gio")
RATE_HZ = 44_100
PLAIN_GOAL, NORMALIZE_GOAL, AGAIN_GOAL_S, MEMORY_GOAL = 1.4, 0.5, 0.2, 1.2
SHORT_MINUTES = 3

PAGE = """\
# Benchmarks of the media pipeline

`make bench` writes this page. A voice of {minutes:g} minutes ({rate} Hz, 16 bits, one channel, the built-in voice over
a faint noise) becomes its {count} masters: {masters}. The programs take turns on one machine ({machine}), all at the
same low priority; figures are medians of {runs} run(s). A machine has other work at times, so trust the ratios: ours to
the others', on the clock and in processor time.

| | on the clock | in CPU time | ours ÷ it | in CPU time | goal | met |
| --- | ---: | ---: | ---: | ---: | --- | --- |
{rows}

| | measured | goal | met |
| --- | ---: | --- | --- |
{facts}

- **Ours** is a whole process from the source to every master, waveform included: probed, measured before, cleaned,
  brought to its loudness, encoded, and each finished file measured again (loudness, true peak, duration).
- **Plain ffmpeg** only encodes the same files with the same encoders, rates and bit rates, two commands at a time, the
  longest work first. It measures nothing and leaves the loudness as it was.
- **ffmpeg-normalize** {normalize} is run once for each master, with its loudness and its encoder.
"""

VIDEO_PART = """
## A video

One of {minutes:g} minutes, 1920 × 1080, 25 pictures a second. **Ours** probes it, brings its sound to its loudness,
makes every version, still and sound, compares each with the source, and makes a stream from three minutes on. **Plain
ffmpeg** is one command that encodes the same sizes with the same encoders and options, and measures nothing.

| | ours | plain ffmpeg | ours ÷ it | goal | met |
| --- | ---: | ---: | ---: | --- | --- |
{rows}
"""


@dataclass
class Timing:
    """One program's runs."""

    seconds: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)

    def add(self, work: Callable[[], object]) -> None:
        """Run it once more; the time of its children counts."""
        os.sync()  # the writes of the run before are not this one's
        before, started_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        work()
        self.seconds.append(time.perf_counter() - started_s)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu_s.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def write_voice(path: Path, minutes: float, folder: Path) -> Path:
    """The built-in voice, repeated, with a faint noise as every room has it."""
    texts = [(ROOT / "content" / "media" / f"{name}.txt").read_text(encoding="utf-8") for name in SCRIPTS]
    order = VoiceOrder(script="\n\n".join(texts), voice="vi", rate_wpm=150, preset=load_speech_preset())
    speak(order, folder / "spoken.wav")
    graph = f"[0]aresample={RATE_HZ}[voice];[voice][1]amix=2:duration=first:normalize=0"
    noise = ("-f", "lavfi", "-i", f"anoisesrc=a=0.001:r={RATE_HZ}:seed=1")
    inputs = ("-stream_loop", "-1", "-i", folder / "spoken.wav", *noise, "-filter_complex", graph)
    _call(find_ffmpeg(), "-v", "error", "-y", *inputs, "-t", str(60 * minutes), "-c:a", "pcm_s16le", path)
    return path


def build_plain(source: Path, preset: AudioPreset, folder: Path) -> list[str]:
    """The command that only encodes a master."""
    rate_hz, bit_rate_bps = preset.choose_rate(RATE_HZ)
    options = [part for name, value in preset.encoder_options.items() for part in (f"-{name}", value)]
    encoder = ["-c:a", preset.codec, "-b:a", str(bit_rate_bps), "-ar", str(rate_hz), *options]
    output = str(folder / f"plain{preset.suffix}")
    return [find_ffmpeg(), "-v", "error", "-nostdin", "-y", "-i", str(source), *encoder, output]


def build_normalize(source: Path, preset: AudioPreset, folder: Path) -> list[str]:
    """The command that brings a master to its loudness by `loudnorm` in two passes."""
    rate_hz, bit_rate_bps = preset.choose_rate(RATE_HZ)
    target = preset.loudness
    loudness = ["-t", str(target.integrated_lufs), "-tp", str(target.true_peak_dbtp), "-lrt", "11"]
    encoder = ["-c:a", preset.codec, "-b:a", str(bit_rate_bps), "-ar", str(rate_hz)]
    return [
        _find_tool("ffmpeg-normalize"),
        str(source),
        *loudness,
        *encoder,
        "-f",
        "-o",
        str(folder / f"n{preset.suffix}"),
    ]


def run_plain(source: Path, folder: Path) -> None:
    """Two commands at a time, the longest work first."""
    presets = sorted(load_audio_presets(), key=lambda preset: -preset.effort)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda preset: _call(*build_plain(source, preset, folder)), presets))


def run_normalize(source: Path, folder: Path) -> None:
    """One command after the other, as its users run it."""
    for preset in load_audio_presets():
        _call(*build_normalize(source, preset, folder))


def run_ours(source: Path, store: Path) -> dict[str, object]:
    """Everything into an empty store; what the worker says."""
    shutil.rmtree(store, ignore_errors=True)
    printed = _call(*_build_ours(source, store))
    said: dict[str, object] = json.loads(printed)
    return said


def _build_ours(source: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "tests.bench.media_worker", str(source), str(store)]


def _call(*argv: str | Path) -> str:
    """Run at the priority that the pipeline gives its children, and like them; what is printed."""
    command = ["nice", "-n", str(NICENESS), *map(str, argv)]
    environment = os.environ | {"FFMPEG_PATH": find_ffmpeg()}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        start_new_session=True,  # Linux shares the cores out among sessions first, and each of our children has one
    )
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def _find_tool(name: str) -> str:
    """Beside this interpreter."""
    return str(Path(sys.executable).with_name(name))


def measure_memory(folder: Path, minutes: float) -> tuple[float, float]:
    """Peak memory for a short voice and for a long one, in MiB."""
    peaks = []
    for length in (SHORT_MINUTES, minutes):
        source = write_voice(folder / f"memory-{length:g}.wav", length, folder)
        peaks.append(measure_peak_mib(_build_ours(source, folder / f"memory-{length:g}"), ROOT))
    return peaks[0], peaks[1]


def main() -> None:
    """Measure, print, and write the page when asked to."""
    arguments = _build_parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-media-", dir=arguments.folder) as name:
        page = _measure(Path(name), arguments)
    if arguments.video_minutes:
        page += _write_video(arguments.video_minutes)
    print(page)
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")


def _measure(folder: Path, arguments: argparse.Namespace) -> str:
    source = write_voice(folder / "voice.wav", arguments.minutes, folder)
    ours, plain, normalize, again_s = Timing(), Timing(), Timing(), []
    for _run in range(arguments.runs):
        ours.add(lambda: again_s.append(run_ours(source, folder / "store")["again_s"]))
        plain.add(lambda: run_plain(source, folder))
        if not arguments.without_normalize:
            normalize.add(lambda: run_normalize(source, folder))
    others = [("plain ffmpeg, two at a time", plain, PLAIN_GOAL)]
    if normalize.seconds:
        others.append(("ffmpeg-normalize, once for each master", normalize, NORMALIZE_GOAL))
    rows = [_join("ours", *_write_times(ours), "", "", "", ""), *(_compare(ours, *other) for other in others)]
    facts = [
        _state(
            "a second run, everything found",
            f"{median(again_s):.3f} s",
            f"< {AGAIN_GOAL_S} s",
            median(again_s) < AGAIN_GOAL_S,
        )
    ]
    if not arguments.without_memory:
        short, long = measure_memory(folder, arguments.minutes)
        text = f"{short:.0f} → {long:.0f} MiB"
        title = f"peak memory of {SHORT_MINUTES} → {arguments.minutes:g} minutes"
        facts.append(_state(title, text, f"≤ {MEMORY_GOAL} ×", long <= MEMORY_GOAL * short))
    presets = load_audio_presets()
    return PAGE.format(
        minutes=arguments.minutes,
        rate=RATE_HZ,
        count=len(presets),
        masters=", ".join(f"`{preset.name}`" for preset in presets),
        machine=describe_machine(),
        runs=arguments.runs,
        rows="\n".join(rows),
        facts="\n".join(facts),
        normalize=_read_version("ffmpeg-normalize"),
    )


def _write_video(minutes: float) -> str:
    rows = [
        _join(
            row.what,
            f"{row.ours_s:.1f} s",
            f"{row.plain_s:.1f} s",
            f"{row.ratio:.2f}",
            f"≤ {VIDEO_GOAL:.2f}",
            "yes" if row.is_met else "**no**",
        )
        for row in measure_video(minutes)
    ]
    return VIDEO_PART.format(minutes=minutes, rows="\n".join(rows))


def _compare(ours: Timing, title: str, other: Timing, goal: float) -> str:
    ratios = [a / b for a, b in zip(ours.seconds, other.seconds, strict=True)]
    cpu_ratios = [a / b for a, b in zip(ours.cpu_s, other.cpu_s, strict=True)]
    ratio = median(ratios)
    verdict = "yes" if ratio <= goal else "**no**"
    return _join(title, *_write_times(other), f"{ratio:.2f}", f"{median(cpu_ratios):.2f}", f"≤ {goal}", verdict)


def _write_times(timing: Timing) -> tuple[str, str]:
    return f"{median(timing.seconds):.1f} s", f"{median(timing.cpu_s):.1f} s"


def _state(title: str, measured: str, goal: str, is_met: bool) -> str:
    return _join(title, measured, goal, "yes" if is_met else "**no**")


def _join(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _read_version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_media", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="length of the voice")
    parser.add_argument("--runs", type=int, default=3, help="of each program, in turn")
    parser.add_argument("--without-normalize", action="store_true", help="leave ffmpeg-normalize out")
    parser.add_argument("--video-minutes", type=float, default=5, help="length of the video; 0 leaves it out")
    parser.add_argument("--without-memory", action="store_true", help="leave the memory out")
    parser.add_argument("--folder", type=Path, help="where the files are made (default: the system's own)")
    parser.add_argument("--write", type=Path, help="the page to write the tables to")
    return parser


if __name__ == "__main__":
    main()
