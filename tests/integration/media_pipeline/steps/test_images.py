"""Pictures of every kind become the site's three formats; what is none is refused in one sentence."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.errors import MediaRejected, PictureSizeError, UnreadableSourceError
from media_pipeline.manifest import MediaKind, Rendition, RenditionRole
from media_pipeline.pictures.decoding import decode_picture
from media_pipeline.pictures.opening import probe_image
from media_pipeline.steps.images import make_images
from tests.integration.media_pipeline.steps import samples
from tests.integration.media_pipeline.steps.contexts import LocalOrigin, Newsroom, build_manifest

FORMATS = {"image/avif": "AVIF", "image/webp": "WEBP", "image/jpeg": "JPEG"}


def make(newsroom: Newsroom, path: Path) -> dict[str, list[Rendition]]:
    """The renditions of a picture by media type."""
    context = newsroom.build_context(build_manifest(kind=MediaKind.IMAGE), LocalOrigin(path))
    made: dict[str, list[Rendition]] = {}
    for rendition in make_images(context):
        assert rendition.role is RenditionRole.IMAGE
        made.setdefault(rendition.media_type, []).append(rendition)
    return made


def open_rendition(newsroom: Newsroom, rendition: Rendition) -> Image.Image:
    """A rendition as Pillow reads it, checked against what is said of it."""
    image = Image.open(io.BytesIO(newsroom.read(rendition)))
    assert image.format == FORMATS[rendition.media_type]
    assert image.size == (rendition.width_px, rendition.height_px)
    return image


def is_close(pixel: object, wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=True))


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_a_large_picture_comes_in_every_format_and_width(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.draw_picture(2000, 1000).save(tmp_path / "a.png")
    made = make(newsroom, tmp_path / "a.png")
    assert list(made) == ["image/avif", "image/webp", "image/jpeg"]
    for renditions in made.values():
        sizes = [open_rendition(newsroom, rendition).size for rendition in renditions]
        assert sizes == [(400, 200), (800, 400), (1200, 600), (1600, 800)]


def test_a_small_picture_is_never_made_larger(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.draw_picture(300, 500).save(tmp_path / "a.jpg")
    widths = {
        rendition.width_px for renditions in make(newsroom, tmp_path / "a.jpg").values() for rendition in renditions
    }
    assert widths == {300}


def test_a_phones_photo_stands_upright_without_place_camera_or_comment(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.write_phone_photo(tmp_path / "a.jpg")
    assert b"BiMat" in (tmp_path / "a.jpg").read_bytes()
    for renditions in make(newsroom, tmp_path / "a.jpg").values():
        image = open_rendition(newsroom, renditions[-1])
        assert image.size == (480, 640)
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()
        pixels = image.convert("RGB")
        assert is_close(pixels.getpixel((240, 20)), (200, 30, 30), 20)
        assert is_close(pixels.getpixel((240, 620)), (30, 30, 200), 20)
        content = newsroom.read(renditions[-1])
        assert all(secret not in content for secret in (b"BiMat", b"Exif\x00", b"http://ns.adobe.com"))


def test_a_picture_for_printing_gets_the_screens_colours(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.write_cmyk(tmp_path / "a.jpg")
    for renditions in make(newsroom, tmp_path / "a.jpg").values():
        image = open_rendition(newsroom, renditions[-1])
        assert image.mode == "RGB"
        assert is_close(image.getpixel((200, 200)), (255, 0, 0))


def test_transparency_stays_and_is_white_paper_in_jpeg(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.write_palette(tmp_path / "a.png")
    made = make(newsroom, tmp_path / "a.png")
    for media_type in ("image/avif", "image/webp"):
        image = open_rendition(newsroom, made[media_type][0])
        assert image.mode == "RGBA"
        assert is_close(image.getpixel((20, 20)), (0, 160, 0, 255))
        assert image.getchannel("A").getpixel((100, 100)) == 0
    paper = open_rendition(newsroom, made["image/jpeg"][0])
    assert is_close(paper.getpixel((100, 100)), (255, 255, 255))


def test_an_opaque_alpha_channel_is_dropped(tmp_path: Path) -> None:
    Image.new("RGBA", (64, 64), (1, 2, 3, 255)).save(tmp_path / "a.png")
    assert decode_picture(tmp_path / "a.png", SourceLimits(), widest_px=1600).mode == "RGB"


def test_sixteen_bits_of_grey_become_eight(tmp_path: Path) -> None:
    samples.write_deep_grey(tmp_path / "a.png")
    image = decode_picture(tmp_path / "a.png", SourceLimits(), widest_px=1600)
    for column in (0, 100, 255):
        assert is_close(image.getpixel((column, 30)), (column,) * 3, 1)


def test_of_an_animation_the_first_picture_is_taken(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.write_animation(tmp_path / "a.gif")
    (webp,) = make(newsroom, tmp_path / "a.gif")["image/webp"]
    image = open_rendition(newsroom, webp)
    assert getattr(image, "n_frames", 1) == 1
    assert is_close(image.convert("RGB").getpixel((32, 32)), (255, 0, 0))


def test_colours_are_those_of_the_pictures_own_profile(tmp_path: Path) -> None:
    samples.write_swapped_profile(tmp_path / "a.jpg")
    image = decode_picture(tmp_path / "a.jpg", SourceLimits(), widest_px=1600)
    assert is_close(image.getpixel((32, 32)), (30, 200, 30), 30)


def to_srgb(pixel: tuple[int, int, int], primaries: tuple[samples.Primary, ...]) -> tuple[int, ...]:
    """A colour by its primaries as sRGB has it, by the definition of both."""
    own = np.array([samples.read_primary(name) for name in ("r", "g", "b")]).T
    linear = np.array([channel / 255 for channel in pixel])
    linear = np.where(linear > 0.04045, ((linear + 0.055) / 1.055) ** 2.4, linear / 12.92)
    shown = np.clip(np.linalg.solve(own, np.array(primaries).T @ linear), 0, 1)
    shown = np.where(shown > 0.0031308, 1.055 * shown ** (1 / 2.4) - 0.055, shown * 12.92)
    return tuple(round(value * 255) for value in shown)


@pytest.mark.parametrize("primaries", [samples.DISPLAY_P3, samples.ADOBE_RGB], ids=["display-p3", "adobe-rgb"])
@pytest.mark.parametrize("pixel", [(150, 100, 80), (90, 140, 200), (128, 128, 128)])
def test_photos_of_phones_and_cameras_keep_their_colours_on_every_screen(
    newsroom: Newsroom, tmp_path: Path, primaries: tuple[samples.Primary, ...], pixel: tuple[int, int, int]
) -> None:
    profile = samples.build_profile(*primaries)
    Image.new("RGB", (400, 300), pixel).save(tmp_path / "a.jpg", icc_profile=profile, quality=98)
    wanted = to_srgb(pixel, primaries)
    for renditions in make(newsroom, tmp_path / "a.jpg").values():
        image = open_rendition(newsroom, renditions[-1])
        assert is_close(image.convert("RGB").getpixel((200, 150)), wanted, 4)
        assert "icc_profile" not in image.info


def test_a_wide_colour_without_its_profile_would_be_another() -> None:
    assert not is_close(to_srgb((150, 100, 80), samples.ADOBE_RGB), (150, 100, 80), 4)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".webp", ".png", ".avif"])
def test_every_orientation_is_applied_and_its_mark_removed(tmp_path: Path, suffix: str, orientation: int) -> None:
    shown = samples.draw_picture(96, 64)
    turn_back = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    stored = shown if turn_back is None else shown.transpose(turn_back)
    stored.save(tmp_path / f"a{suffix}", exif=exif)
    image = decode_picture(tmp_path / f"a{suffix}", SourceLimits(), widest_px=1600)
    assert image.size == (96, 64)
    assert is_close(image.getpixel((10, 55)), (200, 30, 30), 40)
    assert is_close(image.getpixel((86, 55)), (30, 30, 200), 40)
    assert is_close(image.getpixel((6, 6)), (255, 255, 255), 60)
    assert not image.info


@pytest.mark.parametrize("suffix", [".png", ".webp", ".avif"])
def test_the_place_is_removed_from_every_kind_of_picture(newsroom: Newsroom, tmp_path: Path, suffix: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "MayAnhBiMat"
    exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (21.0, 1.0, 41.5), 3: "E", 4: (105.0, 51.0, 3.2)}
    samples.draw_picture(400, 300).save(tmp_path / f"a{suffix}", exif=exif, xmp=b"<x>ToaDoBiMat</x>")
    assert b"MayAnhBiMat" in (tmp_path / f"a{suffix}").read_bytes()
    for renditions in make(newsroom, tmp_path / f"a{suffix}").values():
        image = open_rendition(newsroom, renditions[-1])
        assert not image.getexif()
        assert b"BiMat" not in newsroom.read(renditions[-1])


def test_a_broken_profile_counts_as_none(tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), (200, 30, 30)).save(tmp_path / "a.jpg", icc_profile=b"khong phai ho so mau" * 20)
    image = decode_picture(tmp_path / "a.jpg", SourceLimits(), widest_px=1600)
    assert is_close(image.getpixel((32, 32)), (200, 30, 30))


def test_a_large_jpeg_is_not_decoded_below_what_is_needed(tmp_path: Path) -> None:
    samples.draw_picture(5000, 2500).save(tmp_path / "a.jpg")
    assert decode_picture(tmp_path / "a.jpg", SourceLimits(), widest_px=1600).size == (1600, 800)


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    samples.draw_picture(900, 600).save(tmp_path / "a.png")
    first, second = Newsroom(tmp_path / "1"), Newsroom(tmp_path / "2")
    for newsroom in (first, second):
        newsroom.folder.mkdir()
    assert make(first, tmp_path / "a.png") == make(second, tmp_path / "a.png")


def test_a_picture_is_made_once(newsroom: Newsroom, tmp_path: Path) -> None:
    samples.draw_picture(100, 100).save(tmp_path / "a.png")
    origin = LocalOrigin(tmp_path / "a.png")
    context = newsroom.build_context(build_manifest(kind=MediaKind.IMAGE), origin)
    assert make_images(context) == make_images(context)
    assert origin.open_count == 1


@pytest.mark.parametrize("size_px", [(1, 1), (20_000, 40), (15, 4_000), (8_000, 8_000)])
def test_a_picture_of_an_unusable_size_is_refused(tmp_path: Path, size_px: tuple[int, int]) -> None:
    Image.new("1", size_px).save(tmp_path / "a.png")
    with pytest.raises(PictureSizeError) as refusal:
        probe_image(tmp_path / "a.png")
    assert str(size_px[0]) in str(refusal.value)


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "a.png")
    with pytest.raises(PictureSizeError):
        probe_image(tmp_path / "a.png")


def write_text(path: Path) -> None:
    path.write_text("Đây là một văn bản.\n" * 40, encoding="utf-8")


def write_half(suffix: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        Image.effect_noise((300, 300), 60).convert("RGB").save(path, suffix)
        samples.cut_off(path)

    return write


@pytest.mark.parametrize(
    "write",
    [
        write_text,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200)),
        lambda path: path.write_bytes(b"II*\x00" + bytes(200)),
        write_half("JPEG"),
        write_half("PNG"),
        write_half("WEBP"),
        write_half("AVIF"),
        write_half("GIF"),
    ],
)
def test_what_is_no_whole_picture_is_refused(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(tmp_path / "a.jpg")
    with pytest.raises(UnreadableSourceError):
        probe_image(tmp_path / "a.jpg")


def test_damaged_pictures_are_read_or_refused_but_never_crash(tmp_path: Path) -> None:
    read = 0
    for name in ("JPEG", "PNG", "WEBP", "AVIF", "GIF"):
        good = io.BytesIO()
        samples.draw_picture(64, 48).save(good, name)
        for position in range(0, len(good.getvalue()), max(1, len(good.getvalue()) // 40)):
            damaged = bytearray(good.getvalue())
            damaged[position] ^= 0x55
            (tmp_path / "a").write_bytes(damaged)
            try:
                decode_picture(tmp_path / "a", SourceLimits(), widest_px=1600)
                read += 1
            except MediaRejected:
                continue
    assert read > 0


def test_a_probe_says_how_a_picture_is_shown(tmp_path: Path) -> None:
    samples.write_phone_photo(tmp_path / "a.jpg")
    probe = probe_image(tmp_path / "a.jpg")
    assert (probe.container, probe.media_type) == ("JPEG", "image/jpeg")
    assert probe.picture is not None
    assert (probe.picture.width_px, probe.picture.height_px, probe.picture.has_alpha) == (480, 640, False)
