"""Files as people upload them, good and bad, each made in a moment."""

from __future__ import annotations

import io
import math
import struct
import subprocess
import wave
from pathlib import Path

import imageio_ffmpeg
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def make_wav(name: str = "ban-tin.wav", *, frequency_hz: int = 440, duration_s: float = 1.5) -> SimpleUploadedFile:
    """A tone."""
    rate_hz = 16_000
    samples = (
        int(12_000 * math.sin(2 * math.pi * frequency_hz * i / rate_hz)) for i in range(int(rate_hz * duration_s))
    )
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="audio/wav")


def make_mp4(folder: Path, *, duration_s: float = 1.0) -> bytes:
    """A small moving picture with a tone, its index at the end as cameras write it."""
    path = folder / "phim.mp4"
    source = ["-f", "lavfi", "-i", f"testsrc=size=160x120:rate=10:duration={duration_s}"]
    tone = ["-f", "lavfi", "-i", f"sine=frequency=330:duration={duration_s}"]
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *tone, "-pix_fmt", "yuv420p", str(path)],
        check=True,
    )
    return path.read_bytes()


def make_picture(name: str = "tru-so.png", *, size_px: tuple[int, int] = (640, 480)) -> SimpleUploadedFile:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size_px, (140, 29, 24)).save(buffer, "PNG" if name.endswith("png") else "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def make_text(name: str) -> SimpleUploadedFile:
    """Prose under whatever name."""
    return SimpleUploadedFile(name, "Đây là một văn bản, không phải âm thanh.\n".encode() * 50)


def make_playlist(name: str = "phim.mp4") -> SimpleUploadedFile:
    """A playlist that names a file of the server, under the name of a film."""
    return SimpleUploadedFile(
        name, b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    )
