"""Vertical clips of real files: form, loudness, what is seen."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import av
import pytest
from PIL import Image, ImageChops

from media_pipeline.atomic_files import hash_file
from media_pipeline.domain.clip_layout import HEIGHT, LACQUER, PAPER, WIDTH, Box, plan_clip_layout
from media_pipeline.domain.clip_plan import ClipRequest
from media_pipeline.domain.webvtt import Cue, format_webvtt
from media_pipeline.errors import CutError, ManifestError
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.manifest import ClipCut, MediaKind, MediaManifest, RenditionRole
from media_pipeline.steps.clips import make_clip, write_clip
from tests.integration.media_pipeline.steps import samples
from tests.integration.media_pipeline.steps.contexts import (
    Newsroom,
    build_manifest,
    build_spoken_manifest,
    made,
)

CUES = (Cue(0, 900, "Trước đoạn cắt."), Cue(1_000, 2_400, "Ở trễ hạn, Ậ Ễ"), Cue(3_000, 4_000, "{\\b1}Hết\\N tin."))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that clips are cut from."""
    folder = tmp_path_factory.mktemp("clips")
    samples.write_speech_like(folder / "loi.mp3", 6)
    samples.write_film(folder / "phim.mp4")
    samples.write_film(folder / "dung.mp4", size="360x640", duration_s=4, with_sound=False)
    return folder


@pytest.fixture(scope="module")
def clip(folder: Path) -> Path:
    """A clip with captions, and one of the same cut without."""
    write_clip(folder / "clip.mp4", build_request(folder / "loi.mp3"))
    return folder / "clip.mp4"


def build_request(media: Path, **changes: object) -> ClipRequest:
    values: dict[str, object] = {
        "media": media,
        "start_ms": 1_000,
        "end_ms": 4_500,
        "title": "Đăng ký tạm trú",
        "show_title": "Tiếng Luật",
        "cues": CUES,
        "notices": ("Giọng đọc máy",),
        "tags": {"title": "Đăng ký tạm trú"},
    }
    return ClipRequest(**(values | changes))  # type: ignore[arg-type]


def count_different(first: Image.Image, second: Image.Image, box: Box) -> int:
    """How many pixels of a box clearly differ."""
    area = (box.left, box.top, box.right, box.bottom)
    difference = ImageChops.difference(first.crop(area), second.crop(area)).convert("L")
    return sum(difference.histogram()[60:])


def is_colour(image: Image.Image, place: tuple[int, int], colour: str) -> bool:
    wanted = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= 8 for a, b in zip(pixel, wanted, strict=True))


def test_a_clip_has_the_form_that_social_networks_take(clip: Path) -> None:
    with av.open(str(clip)) as container:
        film, sound = container.streams.video[0], container.streams.audio[0]
        assert (film.codec_context.name, film.profile, film.codec_context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (film.width, film.height, film.average_rate) == (WIDTH, HEIGHT, 30)
        assert (sound.codec_context.name, sound.profile, sound.rate, sound.channels) == ("aac", "LC", 48_000, 2)
        times = [packet.pts for packet in container.demux(film) if packet.pts is not None]
    steps = {after - before for before, after in zip(sorted(times), sorted(times)[1:], strict=False)}
    assert len(steps) == 1
    assert len(times) == 105
    assert clip.stat().st_size < 50_000_000
    head = clip.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_a_clip_is_as_loud_as_social_networks_play(clip: Path) -> None:
    level = measure_file(clip)
    assert level.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert level.peak_db <= -1.0


def test_captions_are_burned_where_and_when_they_belong(clip: Path, tmp_path: Path) -> None:
    box = plan_clip_layout(film_aspect=None, has_captions=True).captions
    assert box is not None
    shown, gap = samples.grab_frame(clip, 0.5, tmp_path), samples.grab_frame(clip, 1.75, tmp_path)
    assert count_different(shown, gap, box) > 3_000
    last = samples.grab_frame(clip, 2.6, tmp_path)
    assert count_different(shown, last, box) > 3_000


def test_a_clip_is_the_sheet_of_paper_with_its_red_edge(clip: Path, tmp_path: Path) -> None:
    frame = samples.grab_frame(clip, 0.5, tmp_path)
    assert is_colour(frame, (12, 960), LACQUER)
    assert is_colour(frame, (700, 60), PAPER)


def test_the_waveform_fills_while_the_clip_plays(clip: Path, tmp_path: Path) -> None:
    box = plan_clip_layout(film_aspect=None, has_captions=True).waveform
    assert box is not None
    start, end = samples.grab_frame(clip, 0.1, tmp_path), samples.grab_frame(clip, 3.3, tmp_path)
    right = Box(box.left + box.width // 2, box.top, box.width // 3, box.height)
    assert count_different(start, end, right) > 1_000


def test_the_same_cut_gives_the_same_bytes(clip: Path, folder: Path) -> None:
    write_clip(folder / "noch.mp4", build_request(folder / "loi.mp3"))
    assert hash_file(folder / "noch.mp4") == hash_file(clip)


def test_without_captions_a_clip_shows_its_title_alone(folder: Path, tmp_path: Path) -> None:
    finished = write_clip(tmp_path / "a.mp4", build_request(folder / "loi.mp3", cues=()))
    assert finished.duration_ms == pytest.approx(3_500, abs=50)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_a_film_stands_on_the_paper_in_time(folder: Path, tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mp4", build_request(folder / "phim.mp4"))
    box = plan_clip_layout(film_aspect=16 / 9, has_captions=True).film
    assert box is not None
    shown = samples.grab_frame(tmp_path / "a.mp4", 1.0, tmp_path)
    source = samples.grab_frame(folder / "phim.mp4", 2.0, tmp_path)
    area = shown.crop((box.left, box.top, box.right, box.bottom)).resize((64, 36))
    assert count_different(area, source.resize((64, 36)), Box(0, 0, 64, 36)) < 300
    assert is_colour(shown, (12, 960), LACQUER)


def test_an_upright_film_fills_the_clip_and_silence_stays_silent(folder: Path, tmp_path: Path) -> None:
    request = build_request(folder / "dung.mp4", start_ms=0, end_ms=3_000)
    finished = write_clip(tmp_path / "a.mp4", request)
    assert (finished.integrated_lufs, finished.true_peak_dbtp) == (None, None)
    assert measure_file(tmp_path / "a.mp4").integrated_lufs is None
    frame = samples.grab_frame(tmp_path / "a.mp4", 0.95, tmp_path)
    assert not is_colour(frame, (12, 960), LACQUER)


def test_a_cut_beyond_the_end_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CutError):
        write_clip(tmp_path / "a.mp4", build_request(folder / "loi.mp3", start_ms=3_000, end_ms=9_000))
    assert list(tmp_path.iterdir()) == []


def build_clip(asset: str = "loi", **fields: object) -> MediaManifest:
    cut = ClipCut(asset=asset, start_ms=1_000, end_ms=4_500)
    return build_manifest("doan", MediaKind.CLIP, id=UUID(int=9), clip=cut, **fields)


def test_a_clip_is_made_of_the_finished_files_and_says_that_a_machine_speaks(folder: Path, tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    (tmp_path / "loi.vi.vtt").write_text(format_webvtt(CUES), encoding="utf-8")
    podcast = made(folder / "loi.mp3", RenditionRole.PODCAST, duration_ms=6_000)
    newsroom.add_made(build_spoken_manifest("loi"), [podcast, made(tmp_path / "loi.vi.vtt", RenditionRole.CAPTIONS)])
    (rendition,) = make_clip(newsroom.build_context(build_clip()))
    assert (rendition.role, rendition.width_px, rendition.height_px) == (RenditionRole.CLIP, WIDTH, HEIGHT)
    assert rendition.path.endswith("/doan.mp4")
    path = newsroom.store.find_file(rendition.path)
    assert path is not None
    with av.open(str(path)) as container:
        assert container.metadata["title"] == "Đăng ký tạm trú"
        assert container.metadata["keywords"] == "SYNTHETIC_VOICE=espeak-ng vi"
    assert make_clip(newsroom.build_context(build_clip())) == (rendition,)


def test_a_clip_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="loi"):
        make_clip(Newsroom(tmp_path).build_context(build_clip()))


def test_a_clip_of_a_picture_is_refused(folder: Path, tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.add_made(build_manifest("anh", MediaKind.IMAGE), [made(folder / "loi.mp3", RenditionRole.IMAGE)])
    with pytest.raises(ManifestError, match="anh"):
        make_clip(newsroom.build_context(build_clip("anh")))
