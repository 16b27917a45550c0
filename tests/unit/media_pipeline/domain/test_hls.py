"""Playlists of HLS."""

from __future__ import annotations

from media_pipeline.domain.hls import Segments, SoundVariant, Variant, build_main_playlist, parse_segments

PLAYLIST = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:6
#EXT-X-MAP:URI="a-hls-360.mp4",BYTERANGE="796@0"
#EXTINF:6.000000,
#EXT-X-BYTERANGE:75000@796
a-hls-360.mp4
#EXTINF:2.500000,
#EXT-X-BYTERANGE:50000@75796
a-hls-360.mp4
#EXT-X-ENDLIST
"""
SMALL = Variant("a-hls-360.m3u8", Segments(8500, 160_000, 117_647), 640, 360, 29.97002997, "avc1.64001e,mp4a.40.2")


def test_segments_are_measured() -> None:
    assert parse_segments(PLAYLIST) == Segments(duration_ms=8500, peak_bps=160_000, average_bps=117_647)


def test_a_playlist_without_segments_has_no_rate() -> None:
    assert parse_segments("#EXTM3U\n") == Segments(0, 0, 0)


def test_the_main_playlist_names_each_size_and_counts_the_sound_into_its_rate() -> None:
    sound = SoundVariant("a-hls-sound.m3u8", Segments(8500, 100_000, 96_000), "vi")
    assert build_main_playlist([SMALL], sound) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="vi",LANGUAGE="vi",DEFAULT=YES,AUTOSELECT=YES,'
        'URI="a-hls-sound.m3u8"\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=260000,AVERAGE-BANDWIDTH=213647,RESOLUTION=640x360,FRAME-RATE=29.970,"
        'CODECS="avc1.64001e,mp4a.40.2",AUDIO="sound"\na-hls-360.m3u8\n'
    )


def test_a_silent_video_has_no_group_of_sounds() -> None:
    text = build_main_playlist([SMALL], None)
    assert "AUDIO" not in text
    assert "BANDWIDTH=160000," in text
