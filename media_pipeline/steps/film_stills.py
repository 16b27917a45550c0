"""The stills of a video: poster, share card, and the track that goes with the sheet of thumbnails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ffmpeg
from PIL import Image

from media_pipeline.domain.film_plan import plan_poster_size
from media_pipeline.domain.thumbnails import build_thumbnails_vtt
from media_pipeline.errors import MeasurementMissedError
from media_pipeline.ffmpeg import film_chains
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.run import run_ffmpeg
from media_pipeline.manifest import RenditionRole
from media_pipeline.pictures.share_card import SIZE_PX, write_share_card
from media_pipeline.steps.film_encoding import PlannedFilm, PlannedSheet
from media_pipeline.steps.film_source import FilmSource
from media_pipeline.steps.step import MadeFile

POSTER = "poster-jpeg"
SHARE_CARD = "share-card-jpeg"
SHEET = "thumbnails-webp"
TRACK = "thumbnails-vtt"


def make_poster(source: FilmSource, films: Sequence[PlannedFilm], path: Path) -> MadeFile:
    """The most typical picture near the start, so that no black one stands for the video.

    It is taken from a finished version, in which any time can be looked up; not so in every source.

    Args:
        source: the video.
        films: its finished versions in H.264, from small to large.
        path: where the still goes.
    """
    preset = source.preset.poster
    film = next((film for film in films if film.size.height_px >= preset.max_height_px), films[-1])
    width_px, height_px = plan_poster_size(source.film, min(preset.max_height_px, film.size.height_px))
    start_s = source.times.pictures.end_ms * preset.position / 1000
    pictures = open_input(film.path, ss=start_s).video.filter("thumbnail", n=preset.candidate_count)
    pictures = film_chains.set_size(pictures, width_px, height_px)
    pictures = film_chains.set_colours(pictures, is_hdr=False, is_full_range=True)
    output = pictures.output(
        str(path),
        **{"frames:v": 1, "q:v": preset.quality, "flags:v": "+bitexact", "threads:v": 1},
        format="image2",
        update=1,  # one picture, not a numbered sequence
        **EXACT_OPTIONS,
    )
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=source.time_limit_s)
    return MadeFile(path, RenditionRole.POSTER, POSTER, "image/jpeg", width_px=width_px, height_px=height_px)


def make_share_card(poster: MadeFile, path: Path) -> MadeFile:
    """What link previews show."""
    write_share_card(poster.path, path)
    return MadeFile(path, RenditionRole.SHARE_CARD, SHARE_CARD, "image/jpeg", width_px=SIZE_PX[0], height_px=SIZE_PX[1])


def make_thumbnails(source: FilmSource, thumbnails: PlannedSheet, path: Path) -> list[MadeFile]:
    """The finished sheet, and its track.

    Raises:
        MeasurementMissedError: the sheet is not as large as the track says.
    """
    sheet = thumbnails.sheet
    wanted = (sheet.columns * sheet.width_px, sheet.rows * sheet.height_px)
    with Image.open(thumbnails.path) as opened:
        if opened.size != wanted:
            raise MeasurementMissedError(SHEET, "px", opened.width, f"{wanted[0]} × {wanted[1]}")
    path.write_text(build_thumbnails_vtt(sheet, thumbnails.path.name, source.duration_ms), "utf-8", newline="\n")
    role = RenditionRole.THUMBNAILS
    return [
        MadeFile(thumbnails.path, role, SHEET, "image/webp", width_px=wanted[0], height_px=wanted[1]),
        MadeFile(path, role, TRACK, "text/vtt"),
    ]
