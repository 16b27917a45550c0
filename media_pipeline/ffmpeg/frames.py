"""How long a frame of MPEG audio says it is: the last one of a recording that was cut off is shorter. Pure."""

from __future__ import annotations

_KBPS = {
    # (is MPEG-1, layer) → bit rates by their index
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""By the bits of the version: MPEG-1, MPEG-2, MPEG-2.5."""


def is_cut(frame: bytes) -> bool:
    """Whether a frame of MP3 or AAC (ADTS) has fewer bytes than its header declares; what is neither is whole."""
    declared_bytes = read_frame_bytes(frame)
    return declared_bytes is not None and len(frame) < declared_bytes


def read_frame_bytes(frame: bytes) -> int | None:
    """The length of a frame with its header, in bytes; `None` when it has no such header."""
    if len(frame) < 6 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return None
    layer = 4 - (frame[1] >> 1 & 3)
    if layer == 4:  # no layer of MPEG audio: ADTS
        return (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5
    return _read_mpeg_bytes(frame, layer)


def _read_mpeg_bytes(frame: bytes, layer: int) -> int | None:
    """ISO 11172-3 2.4.3.1: samples of a frame ÷ 8 × bit rate ÷ sample rate, and a slot of padding."""
    version, rate_index, kbps_index = frame[1] >> 3 & 3, frame[2] >> 2 & 3, frame[2] >> 4
    if version not in _RATES_HZ or rate_index == 3 or kbps_index in (0, 15):
        return None
    rate_hz, kbps = _RATES_HZ[version][rate_index], _KBPS[version == 3, layer][kbps_index]
    padding = frame[2] >> 1 & 1
    if layer == 1:
        return (12_000 * kbps // rate_hz + padding) * 4
    eighth = 144_000 if version == 3 or layer == 2 else 72_000
    return eighth * kbps // rate_hz + padding
