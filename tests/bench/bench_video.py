"""The versions of a video against one plain ffmpeg command with the same outputs.

python -m tests.bench.bench_video --minutes 5 --runs 1
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from media_pipeline.domain.film_plan import choose_av1_size, plan_film_sizes
from media_pipeline.domain.probe import FilmStream
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import find_ffmpeg
from media_pipeline.presets import load_video_preset
from media_pipeline.processes import NICENESS
from tests.bench.measuring import Run, run_timed

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.10
RATE_FPS = 25


@dataclass(frozen=True, slots=True)
class VideoRow:
    """Ours beside the plain command; medians over the runs."""

    what: str
    """`on the clock` or `in CPU time`."""
    ours_s: float
    plain_s: float

    @property
    def ratio(self) -> float:
        """Ours ÷ plain."""
        return self.ours_s / self.plain_s

    @property
    def is_met(self) -> bool:
        """Whether the goal is."""
        return self.ratio <= GOAL


def measure_video(minutes: float = 5, runs: int = 1) -> list[VideoRow]:
    """Both programs in turns on one video of 1920 × 1080.

    Ours is a whole process from the source to every version: probed, its sound measured and brought to its loudness,
    each file compared with the source, and from three minutes on a stream, which the plain command does not make. That
    one encodes the same sizes with the same encoders and options, sounds and stills too, and measures nothing.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_video(folder, minutes)
        pairs = [(run_ours(source, folder), run_plain(source, folder)) for _run in range(runs)]
    return [
        VideoRow("on the clock", *(median(run.seconds for run in side) for side in zip(*pairs, strict=True))),
        VideoRow("in CPU time", *(median(run.cpu_s for run in side) for side in zip(*pairs, strict=True))),
    ]


def write_video(folder: Path, minutes: float) -> Path:
    """A sample video of the content, as a camera of 1920 × 1080 would have it, repeated up to its length."""
    sample = max((ROOT / "content" / "media" / "sources").glob("*.mp4"), key=lambda path: path.stat().st_size)
    once, whole = folder / "once.mp4", folder / "source.mp4"
    looks = f"scale=1920:1080,noise=alls=5:allf=t,fps={RATE_FPS},format=yuv420p"
    length = ["-t", f"{minutes * 60:g}"]
    picture = ["-vf", looks, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-c:a", "copy"]
    ffmpeg([*length, "-i", str(sample), *picture, str(once)], folder)
    ffmpeg(["-stream_loop", "-1", "-i", str(once), "-c", "copy", *length, str(whole)], folder)
    return whole


def run_ours(source: Path, folder: Path) -> Run:
    """The command line, with a store that is empty."""
    argv = [sys.executable, "-m", "media_pipeline", "transcode", str(source), "--out", str(folder / "ours"), "--json"]
    return run_timed(argv, ROOT)


def run_plain(source: Path, folder: Path) -> Run:
    """One command."""
    return ffmpeg(build_plain(source, folder), folder)


def build_plain(source: Path, folder: Path) -> list[str]:
    """The arguments of one ffmpeg that makes the same files by the same presets, each size scaled from the source."""
    preset, film = load_video_preset(), find_film(source)
    sizes = plan_film_sizes(film, preset.film)
    av1 = choose_av1_size(sizes, preset.av1)
    assert av1 is not None
    scaled = [(f"v{size.short_side_px}", size.width_px, size.height_px) for size in sizes]
    scaled += [("av1", av1.width_px, av1.height_px), ("small", 160, 90), ("still", 1280, 720)]
    branches = "".join(f"[in{label}]" for label, _width, _height in scaled)
    tails = {"small": f",framestep={3 * RATE_FPS},tile=10x10", "still": ",thumbnail=30,format=yuvj420p"}
    graph = [f"[0:v]split={len(scaled)}{branches}"]
    graph += [f"[in{label}]scale={width}:{height}{tails.get(label, '')}[{label}]" for label, width, height in scaled]
    arguments = ["-i", str(source), "-filter_complex", ";".join(graph)]
    aac = preset.film.sound.rates_bps[48_000]
    for size in sizes:
        arguments += ["-map", f"[v{size.short_side_px}]", "-map", "0:a", "-c:v", "libx264", "-profile:v", "high"]
        arguments += ["-preset", preset.film.encoder_speed, "-crf", str(preset.film.quality_crf), "-threads:v"]
        arguments += [str(preset.film.threads), "-maxrate", str(size.max_bit_rate_bps), "-bufsize"]
        arguments += [str(2 * size.max_bit_rate_bps), "-g", str(2 * RATE_FPS), "-c:a", "aac", "-b:a", str(aac)]
        arguments += ["-movflags", "+faststart", str(folder / f"{size.short_side_px}.mp4")]
    opus, mp3 = preset.av1.sound.rates_bps[48_000], preset.track.rates_bps[44_100]
    arguments += ["-map", "[av1]", "-map", "0:a", "-c:v", "libsvtav1", "-preset", str(preset.av1.encoder_speed), "-crf"]
    arguments += [str(preset.av1.quality_crf), "-svtav1-params", f"lp={preset.av1.processors}", "-g"]
    arguments += [str(5 * RATE_FPS), "-c:a", "libopus", "-b:a", str(opus), str(folder / "plain.webm")]
    arguments += ["-map", "0:a", "-c:a", "libmp3lame", "-ar", "44100", "-b:a", str(mp3), str(folder / "plain.mp3")]
    arguments += ["-map", "[small]", "-frames:v", "1", "-c:v", "libwebp", str(folder / "plain.webp")]
    return [*arguments, "-map", "[still]", "-frames:v", "1", "-update", "1", str(folder / "plain.jpg")]


def find_film(source: Path) -> FilmStream:
    """What can be seen in a file."""
    film = probe_media(source, SourceLimits()).film
    assert film is not None
    return film


def ffmpeg(arguments: Sequence[str], folder: Path) -> Run:
    """Run it at the priority that the pipeline gives it."""
    return run_timed(["nice", "-n", str(NICENESS), find_ffmpeg(), "-v", "error", "-y", *arguments], folder)


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="length of the video")
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    print(f"a video of {arguments.minutes:g} minutes, 1920 × 1080; goal: at most {GOAL:.2f}")
    for row in measure_video(arguments.minutes, arguments.runs):
        print(f"{row.what}: ours {row.ours_s:.1f} s, plain {row.plain_s:.1f} s, ratio {row.ratio:.2f}")


if __name__ == "__main__":
    main()
