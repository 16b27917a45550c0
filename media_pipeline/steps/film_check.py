"""A finished version of a video against what is promised: size, rate, length, and sound and pictures together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from media_pipeline.errors import MeasurementMissedError
from media_pipeline.ffmpeg.film_times import FilmTimes, measure_film_times
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import RenditionRole
from media_pipeline.steps.film_encoding import PlannedFilm
from media_pipeline.steps.film_source import FilmSource
from media_pipeline.steps.levelling import describe_peak
from media_pipeline.steps.step import MadeFile

DURATION_TOLERANCE_MS = 50
SYNC_TOLERANCE_MS = 40
_Figure = tuple[str, float, float, float]
"""Unit or name, measured, wanted, tolerance."""


def measure_film(source: FilmSource, film: PlannedFilm) -> MadeFile:
    """Measure a finished version.

    Raises:
        MeasurementMissedError: it is not what its preset promises; carries the figure.
    """
    made, times = probe_media(film.path, source.settings.limits), measure_film_times(film.path)
    pictures = made.film
    check_figures(
        film.preset,
        [
            ("px", pictures.width_px if pictures else 0, film.size.width_px, 0),
            ("px", pictures.height_px if pictures else 0, film.size.height_px, 0),
            ("fps", pictures.frame_rate_fps if pictures else 0, float(source.frame_rate_fps), 0.01),
            ("sound", made.has_audio, film.sound is not None, 0),
            ("ms", made.duration_ms or 0, source.duration_ms, _get_duration_tolerance_ms(source)),
            *_compare_times(times, source.times),
        ],
    )
    return MadeFile(
        film.path,
        RenditionRole.WEB,
        film.preset,
        "video/webm" if film.is_av1 else "video/mp4",
        codecs=times.codecs or None,
        duration_ms=made.duration_ms,
        width_px=film.size.width_px,
        height_px=film.size.height_px,
        bit_rate_bps=round(made.size_bytes * 8000 / made.duration_ms) if made.duration_ms else None,
        integrated_lufs=film.sound.level.integrated_lufs if film.sound else None,
        true_peak_dbtp=describe_peak(film.sound.level) if film.sound else None,
    )


def check_figures(preset: str, figures: Iterable[_Figure]) -> None:
    """Compare figures with what is wanted.

    Raises:
        MeasurementMissedError: the first that is too far off.
    """
    for unit, measured, wanted, tolerance in figures:
        if abs(measured - wanted) > tolerance:
            raise MeasurementMissedError(preset, unit, measured, f"{wanted:g} ± {tolerance:g}")


def _get_duration_tolerance_ms(source: FilmSource) -> float:
    """A slow video ends with a whole picture, which cannot be shown for less than its time."""
    return max(DURATION_TOLERANCE_MS, 500 / float(source.frame_rate_fps) + 1)


def _compare_times(made: FilmTimes, source: FilmTimes) -> Iterator[_Figure]:
    """Everything begins with the first picture, and the sound ends where it does in the source.

    What is late in the source is preceded by a still picture or by silence, so that both streams begin together.
    """
    yield ("ms (start of the pictures)", made.pictures.start_ms, 0, SYNC_TOLERANCE_MS)
    if made.sound is not None and source.sound is not None:
        yield ("ms (start of the sound)", made.sound.start_ms, 0, SYNC_TOLERANCE_MS)
        yield ("ms (end of the sound)", made.sound.end_ms, source.sound.end_ms, SYNC_TOLERANCE_MS)
