"""Damaged files out of good ones, the same for the same seed: thirty of each format.

Ten with flipped bits, six without their end, four with a hole, three with another format's head, three that hold
another file, four that declare what no machine can hold. Pure.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SEED = 20_261_124
FLIP_COUNTS = (1, 1, 2, 4, 8, 16, 32, 64, 128, 512)
CUTS = (0.02, 0.1, 0.35, 0.6, 0.8, 0.93)
HOLES = (("zeros", 16), ("zeros", 400), ("noise", 64), ("noise", 800))
HEAD_BYTES = 64
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One damaged file."""

    name: str
    """Format, damage and number: `mp3-cut-2`; its suffix is the format's."""
    suffix: str
    content: bytes

    @property
    def damage(self) -> str:
        return self.name.split("-")[1]


def build_mutants(originals: Mapping[str, bytes]) -> list[Mutant]:
    """All of them, in a fixed order: format by format, damage by damage."""
    return [mutant for suffix in originals for mutant in _mutate(suffix, originals)]


def _mutate(suffix: str, originals: Mapping[str, bytes]) -> list[Mutant]:
    content = originals[suffix]
    others = [other for other in originals if other != suffix]
    made: dict[str, list[bytes]] = {
        "flip": [_flip(content, count, _seed(suffix, "flip", n)) for n, count in enumerate(FLIP_COUNTS)],
        "cut": [content[: max(1, int(len(content) * fraction))] for fraction in CUTS],
        "hole": [_bore(content, kind, size, _seed(suffix, "hole", n)) for n, (kind, size) in enumerate(HOLES)],
        "head": [_swap_head(content, originals[o]) for o in _seed(suffix, "head", 0).sample(others, 3)],
        "nest": _nest(content, originals),
        "bomb": BOMBS[suffix](content),
    }
    return [
        Mutant(f"{suffix}-{damage}-{number}", suffix, mutant)
        for damage, mutants in made.items()
        for number, mutant in enumerate(mutants)
    ]


def _seed(*words: object) -> random.Random:
    return random.Random(f"{SEED} {words}")


def _flip(content: bytes, count: int, choice: random.Random) -> bytes:
    flipped = bytearray(content)
    for _bit in range(count):
        flipped[choice.randrange(len(flipped))] ^= 1 << choice.randrange(8)
    return bytes(flipped)


def _bore(content: bytes, kind: str, size: int, choice: random.Random) -> bytes:
    size = min(size, len(content) // 2)
    start = choice.randrange(len(content) // 4, len(content) - size)
    filling = bytes(size) if kind == "zeros" else choice.randbytes(size)
    return content[:start] + filling + content[start + size :]


def _swap_head(content: bytes, other: bytes) -> bytes:
    return other[:HEAD_BYTES] + content[HEAD_BYTES:]


def _nest(content: bytes, originals: Mapping[str, bytes]) -> list[bytes]:
    """The file as the sound of a WAV, behind a tag that holds a playlist and a picture, and behind an MP4's boxes."""
    tag = b"APIC" + struct.pack(">I", len(originals["png"])) + b"\0\0" + originals["png"] + PLAYLIST
    size = len(tag)
    head = b"ID3\x04\0\0" + bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))
    free = struct.pack(">I4s", 8 + len(PLAYLIST), b"free") + PLAYLIST
    mdat = struct.pack(">I4s", 8 + len(content), b"mdat") + content
    riff = originals["wav"][:40] + struct.pack("<I", len(content)) + content
    return [riff, head + tag + content, originals["m4a"][:28] + free + mdat]


def _patch(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """With other bytes at a distance behind a mark."""
    at = content.index(mark) + len(mark) + offset
    return content[:at] + value + content[at + len(value) :]


def _bomb_wav(content: bytes) -> list[bytes]:
    format_at = b"fmt " + struct.pack("<I", 16)
    return [
        _patch(content, format_at, 2, struct.pack("<H", 65_535)),  # channels
        _patch(content, format_at, 4, struct.pack("<I", 2**31 - 1)),  # Hz
        _patch(content, b"data", 0, struct.pack("<I", 2**32 - 2)),
        _patch(content, format_at, 12, struct.pack("<HH", 65_535, 65_535)),  # bytes of a frame, bits
    ]


def _bomb_mp3(content: bytes) -> list[bytes]:
    mark = b"Xing" if b"Xing" in content else b"Info"
    return [
        _patch(content, mark, 4, struct.pack(">I", 2**32 - 1)),  # frames
        _patch(content, b"ID3", 3, b"\x7f\x7f\x7f\x7f"),  # bytes of the tag
        content * 1 + b"\xff\xfb\x90\x00" + bytes(3_000_000),
        content.replace(content[-300:], b"\xff\xfb\x12\x00" * 75),
    ]


def _bomb_flac(content: bytes) -> list[bytes]:
    return [
        _patch(content, b"fLaC", 4 + 13, b"\xff" * 5),  # samples in all
        _patch(content, b"fLaC", 4 + 10, b"\xff\xff\xff\xff"),  # Hz, channels, bits
        _patch(content, b"fLaC", 1, b"\xff\xff\xff"),  # bytes of the first block
        _patch(content, b"fLaC", 4, b"\xff\xff\xff\xff"),  # samples of a block
    ]


def _bomb_ogg(content: bytes) -> list[bytes]:
    last = content.rindex(b"OggS")
    far = content[: last + 6] + struct.pack("<Q", 2**62) + content[last + 14 :]
    return [
        far,
        _patch(content, b"\x01vorbis", 4, b"\xff"),  # channels
        _patch(content, b"\x01vorbis", 5, struct.pack("<I", 2**32 - 1)),  # Hz
        _patch(content, b"\x03vorbis", 0, struct.pack("<I", 2**32 - 1)),  # bytes of the comment
    ]


def _bomb_mp4(content: bytes) -> list[bytes]:
    return [
        _patch(content, b"stsz", 8, struct.pack(">I", 2**32 - 1)),  # samples
        _patch(content, b"stts", 8, struct.pack(">II", 2**31, 2**31)),  # samples, ticks of each
        _patch(content, b"mdhd", 12, struct.pack(">II", 1, 2**32 - 2)),  # ticks a second, ticks in all
        _patch(content, b"moov", 0, struct.pack(">I", 2**31)),  # bytes of the box inside
    ]


def _bomb_webm(content: bytes) -> list[bytes]:
    return [
        _patch(content, b"\x18\x53\x80\x67", 0, b"\x01\x7f\xff\xff\xff\xff\xff\xff"),  # bytes of the segment
        _patch(content, b"\x2a\xd7\xb1", 0, b"\x83\xff\xff\xff"),  # ns of a tick
        _patch(content, b"\x44\x89", 0, b"\x88" + struct.pack(">d", 1e300)),  # ticks in all
        _patch(content, b"\x1f\x43\xb6\x75", 0, b"\x08\xff\xff\xff"),  # bytes of a cluster
    ]


def _bomb_jpeg(content: bytes) -> list[bytes]:
    frame = content[: content.index(b"\xff\xc0")] + b"\xff\xc0"
    mark = frame[-2:]
    return [
        _patch(content, mark, 3, struct.pack(">HH", 65_500, 65_500)),
        _patch(content, mark, 3, struct.pack(">HH", 9_000, 6_000)),  # within the limits, but nothing behind it
        _patch(content, mark, 7, b"\xff"),  # components
        content[:2] + b"\xff\xe1\xff\xff" * 400 + content[2:],
    ]


def _bomb_png(content: bytes) -> list[bytes]:
    return [
        _build_png(content, 100_000, 100_000),
        _build_png(content, 11_000, 5_400),
        _insert_chunk(content, b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000), 9)),
        _insert_chunk(content, b"iCCP", b"a\0\0" + zlib.compress(bytes(60_000_000), 9)),
    ]


def _build_png(content: bytes, width_px: int, height_px: int) -> bytes:
    """The picture with another size in its header, whose checksum is right."""
    body = b"IHDR" + struct.pack(">II", width_px, height_px) + content[24:29]
    return content[:12] + body + struct.pack(">I", zlib.crc32(body)) + content[33:]


def _insert_chunk(content: bytes, name: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return content[:33] + chunk + content[33:]


def _bomb_webp(content: bytes) -> list[bytes]:
    size = content.index(b"\x9d\x01\x2a") + 3
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\x10\0\0\0" + b"\xff\xff\xff" * 2
    return [
        content[:size] + struct.pack("<HH", 16_383, 16_383) + content[size + 4 :],
        content[:12] + canvas + content[12:],
        content[:4] + struct.pack("<I", 2**32 - 2) + content[8:],
        content[:16] + struct.pack("<I", 2**31) + content[20:],
    ]


BOMBS: dict[str, Callable[[bytes], list[bytes]]] = {
    "wav": _bomb_wav,
    "mp3": _bomb_mp3,
    "flac": _bomb_flac,
    "ogg": _bomb_ogg,
    "m4a": _bomb_mp4,
    "mp4": _bomb_mp4,
    "webm": _bomb_webm,
    "jpg": _bomb_jpeg,
    "png": _bomb_png,
    "webp": _bomb_webp,
}
