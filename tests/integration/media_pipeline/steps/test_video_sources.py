"""The golden table of videos: whatever is uploaded, every version has its size and length, and shows what is heard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import MediaKind, Rendition
from media_pipeline.steps.video import make_video
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest
from tests.integration.media_pipeline.steps.flashes import H264, Flash, find_flash_s, find_tone_s
from tests.integration.media_pipeline.steps.probed_origin import ProbedOrigin, find_file

DURATION_TOLERANCE_MS = 50
SYNC_TOLERANCE_S = 0.04
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:bframes=0")
INTERLACED = (*H264, "-flags", "+ilme+ildct", "-x264-params", "tff=1")


@dataclass(frozen=True, slots=True)
class Row:
    """A source, and what is made of it."""

    source: Flash
    sizes: tuple[tuple[int, int], ...]
    """Of H.264, from small to large; AV1 has the largest up to 720."""
    rate_fps: float
    sound_hz: int | None = 48_000


SIZES_1080 = ((640, 360), (854, 480), (1280, 720), (1920, 1080))
SAMPLED = {
    "240-lines": Row(Flash(), ((320, 240),), 30),
    "phone-held-upright": Row(Flash("640x360", rotation_degrees=90), ((360, 640),), 30),
    "irregular-pictures": Row(
        Flash(duration_s=2, flash_s=1, pictures=",select='lt(mod(n,7),3)'", suffix=".mkv"), ((320, 240),), 30
    ),
    "three-tenths-of-a-second": Row(Flash(duration_s=0.3, flash_s=0.1), ((320, 240),), 30),
    "no-sound": Row(Flash("176x144", sound=""), ((176, 144),), 30, None),
    "sound-5.1": Row(Flash("176x144", sound="5.1"), ((176, 144),), 30),
    "odd-edges": Row(Flash("321x181", pixels="yuv444p"), ((320, 180),), 30),
    "interlaced": Row(Flash("352x288", rate="25", codec=INTERLACED, pictures=",setfield=tff"), ((352, 288),), 25),
}
EXHAUSTIVE = {
    "1080-lines": Row(Flash("1920x1080"), SIZES_1080, 30),
    "2160-lines": Row(Flash("3840x2160", rate="10"), SIZES_1080, 10),
    "phone-1080-upright": Row(
        Flash("1920x1080", rotation_degrees=270), tuple((height, width) for width, height in SIZES_1080), 30
    ),
    "phone-upside-down": Row(Flash("640x360", rotation_degrees=180), ((640, 360),), 30),
    "square": Row(Flash("480x480"), ((360, 360), (480, 480)), 30),
    "600-lines": Row(Flash("800x600"), ((480, 360), (640, 480), (800, 600)), 30),
    "very-small": Row(Flash("48x32"), ((48, 32),), 30),
    "anamorphic": Row(Flash("720x576", rate="25", pictures=",setsar=64/45"), ((640, 360), (854, 480)), 25),
    "ten-bits": Row(Flash(codec=X265, pixels="yuv420p10le"), ((320, 240),), 30),
    "four-four-four": Row(Flash(pixels="yuv444p"), ((320, 240),), 30),
    "sixty-pictures": Row(Flash(rate="60"), ((320, 240),), 30),
    "fifty-pictures": Row(Flash(rate="50"), ((320, 240),), 25),
    "film-rate": Row(Flash(rate="24000/1001"), ((320, 240),), 24000 / 1001),
    "ten-pictures": Row(Flash(rate="10"), ((320, 240),), 10),
    "irregular-sixty": Row(
        Flash(rate="60", duration_s=2, flash_s=1.1, pictures=",select='lt(mod(n,11),6)'", suffix=".mkv"),
        ((320, 240),),
        30,
    ),
    "transport-stream": Row(Flash(suffix=".ts"), ((320, 240),), 30),
    "webm": Row(Flash(codec=("-c:v", "libvpx-vp9", "-cpu-used", "8"), suffix=".webm"), ((320, 240),), 30),
    "avi": Row(Flash(codec=("-c:v", "mpeg4", "-c:a", "pcm_s16le"), suffix=".avi"), ((320, 240),), 30),
    "phone-sound-8-khz": Row(Flash(sound_hz=8000), ((320, 240),), 30, 8000),
    "sound-44-khz": Row(Flash(sound_hz=44_100, sound="stereo"), ((320, 240),), 30, 44_100),
    "sound-96-khz": Row(Flash(sound_hz=96_000, codec=(*H264, "-c:a", "pcm_s16le"), suffix=".mkv"), ((320, 240),), 30),
    "twenty-seconds": Row(Flash("176x144", duration_s=20, flash_s=19), ((176, 144),), 30),
}
ROWS = [
    *(pytest.param(row, id=name) for name, row in SAMPLED.items()),
    *(pytest.param(row, id=name, marks=pytest.mark.exhaustive) for name, row in EXHAUSTIVE.items()),
]


@pytest.mark.parametrize("row", ROWS)
def test_every_version_is_right(row: Row, tmp_path: Path) -> None:
    source = tmp_path / f"source{row.source.suffix}"
    row.source.write(source)
    newsroom = Newsroom(tmp_path)
    made = make_video(newsroom.build_context(build_manifest(kind=MediaKind.VIDEO), ProbedOrigin(source)))
    films = [file for file in made if file.preset.startswith("film-")]
    assert tuple((film.width_px, film.height_px) for film in films) == row.sizes
    check_av1([file for file in made if file.preset.startswith("av1-")], row)
    for file in made:
        if file.role == "web":
            check_film(newsroom, file, row)
        if file.role == "podcast":
            check_track(find_file(newsroom, file.path), row)
    assert any(file.role == "podcast" for file in made) == bool(row.sound_hz)


def check_av1(films: list[Rendition], row: Row) -> None:
    """One, at the largest size up to 720; none where its encoder takes nothing so small."""
    expected = [size for size in row.sizes if 64 <= min(size) <= 720][-1:]
    assert [(film.width_px, film.height_px) for film in films] == expected


def check_film(newsroom: Newsroom, file: Rendition, row: Row) -> None:
    """Size, rate, length; the flash and the tone at their time, and together."""
    path = find_file(newsroom, file.path)
    probe = probe_media(path, SourceLimits())
    assert probe.film is not None
    assert (probe.film.coded_width_px, probe.film.coded_height_px) == (file.width_px, file.height_px)
    assert (probe.film.pixel_aspect, probe.film.rotation_degrees) == (1, 0)
    assert probe.film.frame_rate_fps == pytest.approx(row.rate_fps, abs=0.01)
    assert abs((probe.duration_ms or 0) - row.source.duration_s * 1000) <= DURATION_TOLERANCE_MS
    flash_s = find_flash_s(path)
    assert flash_s == pytest.approx(row.source.flash_s, abs=SYNC_TOLERANCE_S)
    assert (probe.sound is None) == (row.sound_hz is None)
    if probe.sound is not None:
        assert abs(find_tone_s(path) - flash_s) <= SYNC_TOLERANCE_S
        if path.suffix == ".mp4":
            assert probe.sound.sample_rate_hz == row.sound_hz


def check_track(path: Path, row: Row) -> None:
    """The sound alone keeps the times of the pictures, and its samples are not more than the source's."""
    probe = probe_media(path, SourceLimits())
    assert probe.sound is not None
    assert probe.sound.sample_rate_hz <= row.source.sound_hz
    assert abs((probe.duration_ms or 0) - row.source.duration_s * 1000) <= DURATION_TOLERANCE_MS
    assert find_tone_s(path) == pytest.approx(row.source.flash_s, abs=SYNC_TOLERANCE_S)
