"""Playlists of HLS (RFC 8216): what one says of its segments, and the one that names them all. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SOUND_GROUP = "sound"
_SEGMENT = re.compile(r"#EXTINF:([\d.]+),\s+#EXT-X-BYTERANGE:(\d+)")


@dataclass(frozen=True, slots=True)
class Segments:
    """What a playlist of one size says."""

    duration_ms: int
    peak_bps: int
    """Of the densest segment."""
    average_bps: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of a stream."""

    playlist: str
    """Its file, beside the one that names it."""
    segments: Segments
    width_px: int
    height_px: int
    frame_rate_fps: float
    codecs: str


@dataclass(frozen=True, slots=True)
class SoundVariant:
    """The sound of a stream, the same for all sizes."""

    playlist: str
    segments: Segments
    language: str


def parse_segments(playlist: str) -> Segments:
    """The figures of a playlist whose segments are ranges of one file."""
    found = [(float(seconds), int(size)) for seconds, size in _SEGMENT.findall(playlist)]
    duration_s, size_bytes = sum(seconds for seconds, _ in found), sum(size for _, size in found)
    peak_bps = max((size * 8 / seconds for seconds, size in found if seconds), default=0)
    return Segments(round(duration_s * 1000), round(peak_bps), round(size_bytes * 8 / duration_s) if duration_s else 0)


def build_main_playlist(variants: Sequence[Variant], sound: SoundVariant | None) -> str:
    """The playlist that a player is given; it begins with the first size."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if sound is not None:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{SOUND_GROUP}",NAME="{sound.language}",LANGUAGE="{sound.language}",'
            f'DEFAULT=YES,AUTOSELECT=YES,URI="{sound.playlist}"'
        )
    for variant in variants:
        lines += [_describe(variant, sound), variant.playlist]
    return "\n".join(lines) + "\n"


def _describe(variant: Variant, sound: SoundVariant | None) -> str:
    peak_bps, average_bps = variant.segments.peak_bps, variant.segments.average_bps
    if sound is not None:
        peak_bps, average_bps = peak_bps + sound.segments.peak_bps, average_bps + sound.segments.average_bps
    group = f',AUDIO="{SOUND_GROUP}"' if sound is not None else ""
    return (
        f"#EXT-X-STREAM-INF:BANDWIDTH={peak_bps},AVERAGE-BANDWIDTH={average_bps},"
        f"RESOLUTION={variant.width_px}x{variant.height_px},FRAME-RATE={variant.frame_rate_fps:.3f},"
        f'CODECS="{variant.codecs}"{group}'
    )
