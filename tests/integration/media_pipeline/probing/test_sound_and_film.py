"""What is found in sound and film as people upload it, and the sentence for what cannot be used."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from media_pipeline.domain.probe import FileNature
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import (
    ForeignReferenceError,
    MediaRejected,
    SourceLimitError,
    TruncatedSourceError,
    UnreadableSourceError,
    WrongKindError,
)
from media_pipeline.manifest import MediaKind
from media_pipeline.probing.files import probe_file, require_kind
from tests.integration.media_pipeline.steps.samples import cut_off, run, write_film

TONE = ("-f", "lavfi", "-i", "sine=frequency=330:duration=2")


def write_tone(path: Path, *options: str) -> Path:
    run(*TONE, *options, path)
    return path


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "phim.mp4"
    write_film(path, size="160x120", duration_s=1)
    return path


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac", "m4a", "ogg", "opus", "aac", "aiff", "mkv"])
def test_a_recording_of_any_kind_is_as_long_as_it_is(tmp_path: Path, suffix: str) -> None:
    probe = probe_file(write_tone(tmp_path / f"a.{suffix}"))
    assert probe.nature is FileNature.SOUND
    assert probe.sound is not None
    assert probe.sound.channel_count == 1
    assert probe.duration_ms == pytest.approx(2000, abs=50)


def test_the_name_of_a_recording_decides_nothing(tmp_path: Path) -> None:
    probe = probe_file(write_tone(tmp_path / "a.wav").rename(tmp_path / "a.mp4"))
    assert (probe.container, probe.media_type) == ("wav", "audio/wav")


def test_a_recording_with_a_cover_picture_is_no_film(tmp_path: Path) -> None:
    cover = ("-f", "lavfi", "-i", "color=red:size=64x64:duration=1", "-frames:v", "1", "-disposition:v", "attached_pic")
    run(*TONE, *cover, "-map", "0", "-map", "1", "-c:v", "mjpeg", tmp_path / "a.mp3")
    probe = probe_file(tmp_path / "a.mp3")
    assert (probe.nature, probe.film) == (FileNature.SOUND, None)


def test_a_film_has_a_size_a_rate_and_a_sound(film: Path) -> None:
    probe = probe_file(film)
    assert probe.nature is FileNature.FILM
    assert probe.film is not None
    assert (probe.film.width_px, probe.film.height_px, probe.film.frame_rate_fps) == (160, 120, 25)
    assert probe.has_audio


def test_a_film_that_was_held_upright_is_upright(film: Path, tmp_path: Path) -> None:
    run("-display_rotation", "90", "-i", film, "-c", "copy", tmp_path / "a.mp4")
    found = probe_file(tmp_path / "a.mp4").film
    assert found is not None
    assert (found.width_px, found.height_px) == (120, 160)


def test_pixels_that_are_no_squares_count_as_they_are_shown(film: Path, tmp_path: Path) -> None:
    run("-i", film, "-vf", "setsar=2", tmp_path / "a.mp4")
    found = probe_file(tmp_path / "a.mp4").film
    assert found is not None
    assert (found.width_px, found.height_px) == (320, 120)


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac", "m4a"])
def test_a_recording_without_its_end_is_refused(tmp_path: Path, suffix: str) -> None:
    cut_off(write_tone(tmp_path / f"a.{suffix}"))
    with pytest.raises(TruncatedSourceError):
        probe_file(tmp_path / f"a.{suffix}")


@pytest.mark.parametrize("options", [(), ("-movflags", "faststart")], ids=["index last", "index first"])
@pytest.mark.parametrize("fraction", [0.3, 0.6, 0.9])
def test_a_film_without_its_end_is_refused(
    film: Path, tmp_path: Path, options: tuple[str, ...], fraction: float
) -> None:
    run("-i", film, "-c", "copy", *options, tmp_path / "a.mp4")
    cut_off(tmp_path / "a.mp4", fraction)
    with pytest.raises(TruncatedSourceError):
        probe_file(tmp_path / "a.mp4")


def test_a_text_named_as_a_recording_is_refused_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("Đây là một văn bản.\n" * 100, encoding="utf-8")
    with pytest.raises(UnreadableSourceError, match="văn bản"):
        probe_file(tmp_path / "a.mp3")


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, bytes(range(256)) * 40, b"ID3\x04\0\0\0\0\0\x7f" + b"\xff" * 900]
)
def test_noise_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(content)
    with pytest.raises(MediaRejected):
        probe_file(tmp_path / "a.mp3")


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n",
    "hls with a mark": "\ufeff#EXTM3U\n{target}\n",
    "concat": "ffconcat version 1.0\nfile '{target}'\n",
    "concat without its head": "file '{target}'\n",
    "dash": "<?xml version='1.0'?>\n<MPD><BaseURL>{target}</BaseURL></MPD>\n",
    "pls": "[playlist]\nFile1={target}\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\na={target}\n",
}


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """An address, and the paths that were asked for there."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test looks at what was asked."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/secret.ts", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", PLAYLISTS)
@pytest.mark.parametrize("file_name", ["a.mp4", "a.mp3", "a.m3u8"])
def test_a_file_that_names_others_is_refused_and_nobody_is_asked(
    tmp_path: Path, visits: tuple[str, list[str]], name: str, file_name: str
) -> None:
    address, asked = visits
    secret = write_tone(tmp_path / "secret.wav")
    for target in (str(secret), f"file://{secret}", "secret.wav", address):
        path = tmp_path / file_name
        path.write_text(PLAYLISTS[name].format(target=target), encoding="utf-8")
        with pytest.raises(ForeignReferenceError) as refusal:
            probe_file(path)
        assert "secret" not in str(refusal.value)
    assert asked == []


def test_limits_are_said_with_their_figures(film: Path, tmp_path: Path) -> None:
    sound = write_tone(tmp_path / "a.wav")
    limits = SourceLimits()
    for path, strict in (
        (sound, replace(limits, max_duration_ms=1500)),
        (sound, replace(limits, max_size_bytes=1000)),
        (film, replace(limits, max_film_px=100)),
        (film, replace(limits, max_track_count=1)),
    ):
        with pytest.raises(SourceLimitError, match=r"\d"):
            probe_file(path, strict)


def test_only_what_fits_becomes_an_asset(film: Path, tmp_path: Path) -> None:
    sound = probe_file(write_tone(tmp_path / "a.wav"))
    run("-i", film, "-an", tmp_path / "silent.mp4")
    silent = probe_file(tmp_path / "silent.mp4")
    require_kind(sound, MediaKind.AUDIO)
    require_kind(probe_file(film), MediaKind.AUDIO)
    require_kind(silent, MediaKind.VIDEO)
    for probe, kind in ((sound, MediaKind.VIDEO), (sound, MediaKind.IMAGE), (silent, MediaKind.AUDIO)):
        with pytest.raises(WrongKindError):
            require_kind(probe, kind)


@pytest.mark.parametrize("fraction", [0.4, 0.75, 0.97])
@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("ogg", ("-c:a", "libvorbis")),
        ("opus", ("-b:a", "16k")),
        ("mp3", ("-write_xing", "0")),
        ("mp3", ("-write_xing", "0", "-id3v2_version", "0")),
        ("aac", ()),
        ("webm", ("-c:a", "libopus")),
    ],
)
def test_a_cut_recording_that_never_says_how_long_it_is_is_no_shorter_one(
    tmp_path: Path, suffix: str, options: tuple[str, ...], fraction: float
) -> None:
    path = write_tone(tmp_path / f"a.{suffix}", *options)
    assert probe_file(path).duration_ms == pytest.approx(2000, abs=60)
    cut_off(path, fraction)
    with pytest.raises(MediaRejected):
        probe_file(path)


def test_a_recording_whose_times_are_broken_is_refused(tmp_path: Path) -> None:
    run(*TONE, "-c:a", "libopus", "-bsf:a", "setts=pts='if(gt(N,50),PTS+960000,PTS)'", tmp_path / "a.mkv")
    with pytest.raises(UnreadableSourceError):
        probe_file(tmp_path / "a.mkv")


def test_tags_in_whatever_encoding_are_no_damage(tmp_path: Path) -> None:
    path = write_tone(tmp_path / "a.m4a", "-metadata", "title=AAAAAAAA")
    path.write_bytes(path.read_bytes().replace(b"AAAAAAAA", b"\xc4\xff\xfe\x80AAAA"))
    assert probe_file(path).duration_ms == pytest.approx(2000, abs=60)


def test_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(SourceLimitError, match="giây"):
        probe_file(write_tone(tmp_path / "a.wav"), replace(SourceLimits(), max_probe_s=0))
