"""Pictures, sounds and films as people upload them, good and bad, each made in a moment."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageDraw

from media_pipeline.ffmpeg.run import find_ffmpeg


def draw_picture(width_px: int, height_px: int) -> Image.Image:
    """Red on the left, blue on the right, a white disc at the top left."""
    image = Image.new("RGB", (width_px, height_px), (200, 30, 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width_px // 2, 0, width_px, height_px), fill=(30, 30, 200))
    draw.ellipse((0, 0, width_px // 8, width_px // 8), fill="white")
    return image


def write_phone_photo(path: Path, width_px: int = 640, height_px: int = 480) -> None:
    """A JPEG that lies on its side, with its place, its camera and a comment."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "MayAnhBiMat"
    exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (21.0, 1.0, 41.5), 3: "E", 4: (105.0, 51.0, 3.2)}
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>ToaDoBiMat</x:xmpmeta>"
    draw_picture(width_px, height_px).save(path, exif=exif, xmp=xmp, comment=b"GhiChuBiMat", quality=92)


def write_cmyk(path: Path) -> None:
    """A JPEG for printing: pure red."""
    Image.new("CMYK", (640, 480), (0, 255, 255, 0)).save(path, quality=95)


def write_palette(path: Path) -> None:
    """A PNG of few colours: green in the top left quarter, the rest shows what is behind."""
    image = Image.new("P", (128, 128), 0)
    image.putpalette([255, 0, 0, 0, 160, 0])
    image.paste(1, (0, 0, 64, 64))
    image.save(path, transparency=0)


def write_deep_grey(path: Path) -> None:
    """A PNG with 16 bits of grey, from black to white."""
    image = Image.new("I;16", (256, 64))
    for column in range(256):
        image.paste(column * 257, (column, 0, column + 1, 64))
    image.save(path)


def write_animation(path: Path) -> None:
    """A GIF: red, then green."""
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "green")]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)


def write_swapped_profile(path: Path) -> None:
    """A red JPEG whose ICC profile says that its red is green and its green is red."""
    red, green, blue = (read_primary(name) for name in ("r", "g", "b"))
    Image.new("RGB", (64, 64), (200, 30, 30)).save(path, icc_profile=build_profile(green, red, blue), quality=95)


Primary = tuple[float, float, float]
"""X, Y, Z in front of white D50."""
DISPLAY_P3: tuple[Primary, Primary, Primary] = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
"""What phones photograph in."""
ADOBE_RGB: tuple[Primary, Primary, Primary] = (
    (0.60974, 0.31111, 0.01947),
    (0.20528, 0.62567, 0.06087),
    (0.14919, 0.06322, 0.74457),
)
"""What cameras photograph in; here with the tone curve of sRGB."""


def build_profile(red: Primary, green: Primary, blue: Primary) -> bytes:
    """The ICC profile of sRGB with other primaries."""
    profile, places = bytearray(_SRGB), _find_tags()
    for name, primary in zip(("r", "g", "b"), (red, green, blue), strict=True):
        struct.pack_into(">3i", profile, places[f"{name}XYZ"] + 8, *(round(value * 65536) for value in primary))
    return bytes(profile)


def read_primary(name: str) -> Primary:
    """One of sRGB's own primaries by its letter."""
    x, y, z = struct.unpack_from(">3i", _SRGB, _find_tags()[f"{name}XYZ"] + 8)
    return x / 65536, y / 65536, z / 65536


_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _find_tags() -> dict[str, int]:
    """Name of a tag → where its data stands."""
    (tag_count,) = struct.unpack_from(">I", _SRGB, 128)
    entries = (struct.unpack_from(">4sI", _SRGB, at) for at in range(132, 132 + 12 * tag_count, 12))
    return {name.decode(): place for name, place in entries}


def cut_off(path: Path, fraction: float = 0.6) -> None:
    """Lose the end of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * fraction)])


def run(*arguments: str | Path) -> None:
    """Run ffmpeg."""
    subprocess.run([find_ffmpeg(), "-v", "error", "-y", *map(str, arguments)], check=True)


def write_speech_like(path: Path, duration_s: float = 6) -> None:
    """A tone that comes and goes twice a second, louder in its second half."""
    shape = f"0.1*(1+gte(t,{duration_s / 2}))*sin(2*PI*220*t)*gt(sin(2*PI*2*t),-0.3)"
    run("-f", "lavfi", "-i", f"aevalsrc='{shape}':s=44100:d={duration_s}", path)


def write_film(path: Path, *, size: str = "640x360", duration_s: float = 5, with_sound: bool = True) -> None:
    """A test picture, with or without a tone."""
    pictures = ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration={duration_s}")
    tone = ("-f", "lavfi", "-i", f"sine=frequency=330:duration={duration_s}") if with_sound else ()
    run(*pictures, *tone, "-pix_fmt", "yuv420p", "-preset", "ultrafast", path)


def grab_frame(film: Path, time_s: float, folder: Path) -> Image.Image:
    """One picture of a film."""
    path = folder / f"{film.stem}-{time_s}.png"
    run("-ss", str(time_s), "-i", film, "-frames:v", "1", path)
    return Image.open(path).convert("RGB")
