"""Videos as phones and cameras make them: sizes, rates, colours, sound in its place, and a still."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from media_pipeline.domain.probe import FilmStream, Probe
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import MeasurementMissedError, WrongKindError
from media_pipeline.ffmpeg.film_times import FilmTimes, Span, measure_film_times
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import MediaKind, Rendition, RenditionRole
from media_pipeline.presets import load_video_preset
from media_pipeline.steps.video import make_video
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest
from tests.integration.media_pipeline.steps.flashes import find_flash_s, find_tone_s
from tests.integration.media_pipeline.steps.loudness_meter import measure
from tests.integration.media_pipeline.steps.probed_origin import ProbedOrigin, find_file
from tests.integration.media_pipeline.steps.samples import grab_frame, run, write_film, write_speech_like

FAST = ("-preset", "ultrafast", "-pix_fmt", "yuv420p")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def make(newsroom: Newsroom, source: Path, **fields: object) -> tuple[list[Rendition], Rendition]:
    """The versions in H.264 from small to large, and the still."""
    made = make_all(newsroom, source, **fields)
    films = [rendition for rendition in made if rendition.preset.startswith("film-")]
    return films, get_only(made, "poster-jpeg")


def make_all(newsroom: Newsroom, source: Path, **fields: object) -> list[Rendition]:
    """Everything that is made of a video."""
    manifest = build_manifest(kind=MediaKind.VIDEO, **fields)
    return list(make_video(newsroom.build_context(manifest, ProbedOrigin(source))))


def get_only(made: list[Rendition], preset: str) -> Rendition:
    """The one of a preset."""
    (found,) = [rendition for rendition in made if rendition.preset == preset]
    return found


def probe(newsroom: Newsroom, rendition: Rendition) -> tuple[Probe, FilmStream]:
    found = probe_media(find_file(newsroom, rendition.path), SourceLimits())
    assert found.film is not None
    return found, found.film


def write_flash(path: Path, *, late: str = "") -> None:
    """Black but for two tenths of a second from 1 s on, when a tone is heard; `late` delays a stream by half a second.

    Args:
        late: `sound` or `pictures`.
    """
    plain = path.with_name("plain.mp4")
    pictures = "color=black:s=160x90:r=30:d=2,drawbox=c=white:t=fill:enable='between(t,1,1.19)'"
    tone = "aevalsrc='0.5*sin(2*PI*1000*t)*between(t,1,1.2)':d=2:s=48000"
    run("-f", "lavfi", "-i", pictures, "-f", "lavfi", "-i", tone, *FAST, "-bf", "0", plain)
    first, second = ("0.5", "0") if late == "pictures" else ("0", "0.5" if late else "0")
    inputs = ("-itsoffset", first, "-i", plain, "-itsoffset", second, "-i", plain)
    run(*inputs, "-map", "0:v", "-map", "1:a", "-c", "copy", path)


def test_a_video_gets_its_sizes_and_a_still(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="1280x720", duration_s=1)
    films, poster = make(newsroom, tmp_path / "a.mp4")
    sizes = [(film.preset, film.width_px, film.height_px) for film in films]
    assert sizes == [("film-360", 640, 360), ("film-480", 854, 480), ("film-720", 1280, 720)]
    assert {film.role for film in films} == {RenditionRole.WEB}
    assert [Path(film.path).name for film in films] == ["tam-tru-360.mp4", "tam-tru-480.mp4", "tam-tru-720.mp4"]
    for film in films:
        found, stream = probe(newsroom, film)
        assert (stream.codec, stream.width_px, stream.height_px) == ("h264", film.width_px, film.height_px)
        assert stream.frame_rate_fps == 25
        assert abs((film.duration_ms or 0) - 1000) <= 80
        assert film.duration_ms == found.duration_ms
        assert film.bit_rate_bps == pytest.approx(film.size_bytes * 8, rel=0.1)
    with Image.open(find_file(newsroom, poster.path)) as still:
        assert (still.format, still.size) == ("JPEG", (1280, 720))
    assert (poster.role, poster.width_px, poster.height_px) == (RenditionRole.POSTER, 1280, 720)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("321x181", [(320, 180)]),
        ("640x480", [(480, 360), (640, 480)]),
        ("360x640", [(360, 640)]),
        ("1921x801", [(864, 360), (1152, 480), (1726, 720)]),
    ],
)
def test_nothing_is_enlarged_and_edges_are_even(
    newsroom: Newsroom, tmp_path: Path, size: str, expected: list[tuple[int, int]]
) -> None:
    source = tmp_path / "a.mkv"
    run("-f", "lavfi", "-i", f"testsrc=s={size}:r=10:d=0.5", "-preset", "ultrafast", "-pix_fmt", "yuv444p", source)
    films, _poster = make(newsroom, source)
    assert [(film.width_px, film.height_px) for film in films] == expected


def test_a_video_held_upright_stands_upright(newsroom: Newsroom, tmp_path: Path) -> None:
    plain, source = tmp_path / "plain.mp4", tmp_path / "a.mp4"
    bands = "color=red:s=640x360:r=10:d=0.5,drawbox=x=0:w=320:h=360:c=blue:t=fill"
    run("-f", "lavfi", "-i", bands, *FAST, plain)
    run("-display_rotation", "-90", "-i", plain, "-c", "copy", source)
    films, poster = make(newsroom, source)
    _found, stream = probe(newsroom, films[0])
    assert (stream.coded_width_px, stream.coded_height_px, stream.rotation_degrees) == (360, 640, 0)
    with Image.open(find_file(newsroom, poster.path)) as still:
        for picture in (grab_frame(find_file(newsroom, films[0].path), 0.2, tmp_path), still.convert("RGB")):
            width, height = picture.size
            assert width < height
            red, _green, blue = picture.getpixel((width // 2, height // 8))
            assert blue > 200 > 60 > red  # the left half, turned clockwise, is on top


def test_pixels_become_square(newsroom: Newsroom, tmp_path: Path) -> None:
    source = tmp_path / "a.mp4"
    run("-f", "lavfi", "-i", "testsrc2=s=320x200:r=10:d=0.5,setsar=4/3", *FAST, source)
    films, _poster = make(newsroom, source)
    _found, stream = probe(newsroom, films[0])
    assert (stream.coded_width_px, stream.coded_height_px, stream.pixel_aspect) == (428, 200, 1.0)


@pytest.mark.parametrize(("rate", "expected"), [("60", 30.0), ("50", 25.0), ("24000/1001", 23.976), ("12", 12.0)])
def test_the_rate_is_constant_and_at_most_thirty(
    newsroom: Newsroom, tmp_path: Path, rate: str, expected: float
) -> None:
    source = tmp_path / "a.mp4"
    run("-f", "lavfi", "-i", f"testsrc2=s=160x90:r={rate}:d=1", *FAST, source)
    films, _poster = make(newsroom, source)
    assert probe(newsroom, films[0])[1].frame_rate_fps == pytest.approx(expected, abs=0.001)


def test_an_irregular_rate_becomes_a_constant_one(newsroom: Newsroom, tmp_path: Path) -> None:
    source = tmp_path / "a.mp4"
    pictures = "testsrc2=s=160x90:r=30:d=2,select='lt(mod(n,7),3)'"
    run("-f", "lavfi", "-i", pictures, "-fps_mode", "vfr", *FAST, source)
    films, _poster = make(newsroom, source)
    with av.open(str(find_file(newsroom, films[0].path))) as container:
        times = sorted(packet.pts for packet in container.demux(video=0) if packet.pts is not None)
    assert len(set(np.diff(times))) == 1
    assert abs((films[0].duration_ms or 0) - 2000) <= 100


def test_files_are_what_every_phone_plays_before_all_is_there(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="640x360", duration_s=5)
    films, _poster = make(newsroom, tmp_path / "a.mp4")
    path = find_file(newsroom, films[0].path)
    content = path.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.pix_fmt, audio.codec_context.name) == ("yuv420p", "aac")
        assert audio.codec_context.sample_rate == 44_100
        keys = [float(packet.pts * packet.time_base) for packet in container.demux(video) if packet.is_keyframe]
    assert keys == pytest.approx([0, 2, 4], abs=0.05)


@pytest.mark.parametrize(("late", "flash_s", "tone_s"), [("", 1.0, 1.0), ("sound", 1.0, 1.5), ("pictures", 1.5, 1.0)])
def test_sound_and_pictures_stay_together(
    newsroom: Newsroom, tmp_path: Path, late: str, flash_s: float, tone_s: float
) -> None:
    write_flash(tmp_path / "a.mp4", late=late)
    films, _poster = make(newsroom, tmp_path / "a.mp4")
    path = find_file(newsroom, films[0].path)
    assert find_flash_s(path) == pytest.approx(flash_s, abs=0.04)
    assert find_tone_s(path) == pytest.approx(tone_s, abs=0.02)
    assert abs((films[0].duration_ms or 0) - (2500 if late else 2000)) <= 80


@pytest.mark.parametrize(("factor", "channels"), [("1", 1), ("0.01", 2)])
def test_its_sound_is_as_loud_as_a_recordings(newsroom: Newsroom, tmp_path: Path, factor: str, channels: int) -> None:
    sound, source = tmp_path / "a.wav", tmp_path / "a.mp4"
    write_speech_like(sound, duration_s=2)
    pictures = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=2")
    run(*pictures, "-i", sound, "-af", f"volume={factor}", "-ac", str(channels), "-b:a", "192k", *FAST, source)
    films, _poster = make(newsroom, source)
    reading = measure(find_file(newsroom, films[0].path), channels)
    assert films[0].integrated_lufs == pytest.approx(-16, abs=0.5)
    assert reading.lufs == pytest.approx(-16, abs=0.7)
    assert films[0].true_peak_dbtp is not None
    assert films[0].true_peak_dbtp <= -1


def test_a_video_without_sound_gets_none(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="160x90", duration_s=1, with_sound=False)
    films, _poster = make(newsroom, tmp_path / "a.mp4")
    assert not probe(newsroom, films[0])[0].has_audio
    assert films[0].integrated_lufs is None
    assert films[0].true_peak_dbtp is None


def test_a_silent_track_stays_silent(newsroom: Newsroom, tmp_path: Path) -> None:
    silence = ("-f", "lavfi", "-i", "anullsrc=d=1")
    run("-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=1", *silence, *FAST, tmp_path / "a.mp4")
    films, _poster = make(newsroom, tmp_path / "a.mp4")
    assert probe(newsroom, films[0])[0].has_audio
    assert films[0].integrated_lufs is None


def test_bright_pictures_of_modern_phones_look_ordinary(newsroom: Newsroom, tmp_path: Path) -> None:
    source = tmp_path / "a.mov"
    # three quarters of HLG: a sheet of paper
    paper = "color=gray:s=160x90:r=10:d=0.5,format=yuv420p10le,geq=lum=721:cb=512:cr=512"
    tags = "setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc:range=tv"
    run("-f", "lavfi", "-i", f"{paper},{tags}", "-c:v", "libx265", "-x265-params", "log-level=error", source)
    assert probe_media(source, SourceLimits()).film is not None
    films, poster = make(newsroom, source)
    with Image.open(find_file(newsroom, poster.path)) as still:
        for picture in (grab_frame(find_file(newsroom, films[0].path), 0.2, tmp_path), still.convert("RGB")):
            red, green, blue = picture.getpixel((80, 45))
            assert min(red, green, blue) > 215
            assert max(red, green, blue) - min(red, green, blue) <= 4


def test_the_still_is_no_black_picture_of_the_beginning(newsroom: Newsroom, tmp_path: Path) -> None:
    pictures = "color=white:s=160x90:r=25:d=3,drawbox=c=black:t=fill:enable='lt(t,0.2)'"
    run("-f", "lavfi", "-i", pictures, *FAST, tmp_path / "a.mp4")
    _films, poster = make(newsroom, tmp_path / "a.mp4")
    with Image.open(find_file(newsroom, poster.path)) as still:
        assert still.convert("L").getpixel((80, 45)) > 230


def test_a_machines_voice_is_marked_and_the_sources_tags_are_gone(newsroom: Newsroom, tmp_path: Path) -> None:
    source = tmp_path / "a.mov"
    tag = ("-metadata", "location=+21.0+105.8/", "-metadata", "comment=GhiChuBiMat", "-movflags", "use_metadata_tags")
    run("-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=0.5", *tag, *FAST, source)
    films, poster = make(newsroom, source, has_synthetic_voice=True)
    content = find_file(newsroom, films[0].path).read_bytes()
    assert b"SYNTHETIC_VOICE=yes" in content
    assert "Đăng ký tạm trú".encode() in content
    for rendition in (films[0], poster):
        content = find_file(newsroom, rendition.path).read_bytes()
        assert b"BiMat" not in content
        assert b"+105.8" not in content


def test_the_same_video_gives_the_same_bytes(tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="320x180", duration_s=1)
    hashes = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        films, poster = make(Newsroom(tmp_path / name), tmp_path / "a.mp4")
        hashes.append([rendition.sha256 for rendition in (*films, poster)])
    assert hashes[0] == hashes[1]


def test_a_recording_is_no_video(newsroom: Newsroom, tmp_path: Path) -> None:
    write_speech_like(tmp_path / "a.wav", duration_s=1)
    with pytest.raises(WrongKindError):
        make(newsroom, tmp_path / "a.wav")


def test_av1_is_offered_with_its_codecs_and_can_be_sought_at_once(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="640x360", duration_s=1)
    made = make_all(newsroom, tmp_path / "a.mp4", has_synthetic_voice=True)
    film = get_only(made, "av1-360")
    assert (film.role, film.media_type, film.codecs) == (RenditionRole.WEB, "video/webm", "av01.0.01M.08,opus")
    assert get_only(made, "film-360").codecs == "avc1.64001e,mp4a.40.2"
    content = find_file(newsroom, film.path).read_bytes()
    cues, cluster = b"\x1c\x53\xbb\x6b", b"\x1f\x43\xb6\x75"
    assert content.index(cluster) > content.index(cues, content.index(b"\x16\x54\xae\x6b")) > 0
    assert b"SYNTHETIC_VOICE" in content
    assert film.integrated_lufs == pytest.approx(-16, abs=0.5)


def test_the_sound_of_a_video_is_a_podcast_of_its_own(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="160x90", duration_s=2)
    track = get_only(make_all(newsroom, tmp_path / "a.mp4", has_synthetic_voice=True), "podcast-mp3")
    assert (track.role, track.media_type, track.bit_rate_bps) == (
        RenditionRole.PODCAST,
        "audio/mpeg",
        pytest.approx(128_000, rel=0.1),
    )
    assert abs((track.duration_ms or 0) - 2000) <= 50
    assert track.integrated_lufs == pytest.approx(-16, abs=0.5)
    path = find_file(newsroom, track.path)
    assert measure(path, 1).lufs == pytest.approx(-16, abs=0.7)
    with av.open(str(path)) as container:
        assert container.metadata["title"] == "Đăng ký tạm trú"
        assert container.metadata["SYNTHETIC_VOICE"] == "yes"


def test_thumbnails_are_the_pictures_of_their_times(newsroom: Newsroom, tmp_path: Path) -> None:
    second = "drawbox=c=lime:t=fill:enable='between(t,1.9,3.9)'"
    third = "drawbox=c=blue:t=fill:enable='gt(t,3.95)'"
    run("-f", "lavfi", "-i", f"color=red:s=320x180:r=10:d=5,{second},{third}", *FAST, tmp_path / "a.mp4")
    made = make_all(newsroom, tmp_path / "a.mp4")
    sheet, track = get_only(made, "thumbnails-webp"), get_only(made, "thumbnails-vtt")
    text = find_file(newsroom, track.path).read_text("utf-8")
    assert [line for line in text.splitlines() if "#" in line] == [
        f"tam-tru-thumbnails.webp#xywh={left},0,160,90" for left in (0, 160, 320)
    ]
    assert Path(sheet.path).parent == Path(track.path).parent
    with Image.open(find_file(newsroom, sheet.path)) as opened:
        assert (opened.format, opened.size) == ("WEBP", (480, 90))
        pixels = [opened.convert("RGB").getpixel((left + 80, 45)) for left in (0, 160, 320)]
    assert [max(range(3), key=lambda channel, pixel=pixel: pixel[channel]) for pixel in pixels] == [0, 1, 2]


def test_a_share_card_has_the_size_that_networks_take(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="320x180", duration_s=0.5)
    card = get_only(make_all(newsroom, tmp_path / "a.mp4"), "share-card-jpeg")
    with Image.open(find_file(newsroom, card.path)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1200, 630))
    assert (card.role, card.width_px, card.height_px) == (RenditionRole.SHARE_CARD, 1200, 630)


@pytest.fixture
def streamed_from_one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    preset = load_video_preset()
    stream = preset.stream.model_copy(update={"min_duration_s": 1, "segment_s": 2})
    monkeypatch.setattr(
        "media_pipeline.steps.video.load_video_preset", lambda: preset.model_copy(update={"stream": stream})
    )


@pytest.mark.usefixtures("streamed_from_one_second")
def test_a_long_video_becomes_a_stream_of_the_same_pictures(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="854x480", duration_s=5)
    made = make_all(newsroom, tmp_path / "a.mp4")
    main, *parts = [rendition for rendition in made if rendition.role is RenditionRole.STREAM]
    assert (main.preset, main.media_type) == ("hls", "application/vnd.apple.mpegurl")
    path = find_file(newsroom, main.path)
    named = re.findall(r'^[^#\s].*$|URI="([^"]+)"', path.read_text("utf-8"), re.MULTILINE)
    assert len(named) == 3
    assert {Path(part.path).name for part in parts} == {
        f"tam-tru-hls-{name}.{suffix}" for name in ("360", "480", "sound") for suffix in ("m3u8", "mp4")
    }
    assert {Path(part.path).parent for part in parts} == {Path(main.path).parent}
    with av.open(str(path), options={"allowed_extensions": "ALL"}) as container:
        assert [stream.codec_context.height for stream in container.streams.video] == [360, 480]
        frames = list(container.decode(video=1))
        assert (len(frames), container.streams.audio[0].codec_context.name) == (125, "aac")
    starts = [read_segment_starts(path.with_name(f"tam-tru-hls-{side}.m3u8")) for side in (360, 480)]
    assert starts[0] == starts[1] == [0, 2, 4]


def read_segment_starts(playlist: Path) -> list[float]:
    """When the segments begin, in seconds."""
    lengths = [float(length) for length in re.findall(r"#EXTINF:([\d.]+)", playlist.read_text("utf-8"))]
    return [round(sum(lengths[:index]), 3) for index in range(len(lengths))]


def test_a_short_video_has_no_stream(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="160x90", duration_s=1)
    made = make_all(newsroom, tmp_path / "a.mp4")
    assert RenditionRole.STREAM not in {rendition.role for rendition in made}


def test_a_version_that_lost_its_sounds_place_fails_with_the_figure(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measure_late(path: Path) -> FilmTimes:
        times = measure_film_times(path)
        sound = times.sound
        assert sound is not None
        is_made = path.name.startswith("tam-tru")
        return replace(times, sound=Span(sound.start_ms + 60, sound.end_ms)) if is_made else times

    monkeypatch.setattr("media_pipeline.steps.film_check.measure_film_times", measure_late)
    write_film(tmp_path / "a.mp4", size="160x90", duration_s=1)
    with pytest.raises(MeasurementMissedError, match="start of the sound"):
        make(newsroom, tmp_path / "a.mp4")


def test_a_second_run_opens_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="160x90", duration_s=1)
    origin, manifest = ProbedOrigin(tmp_path / "a.mp4"), build_manifest(kind=MediaKind.VIDEO)
    first = make_video(newsroom.build_context(manifest, origin))
    assert origin.open_count == 1
    assert make_video(newsroom.build_context(manifest, origin)) == first
    assert origin.open_count == 1
