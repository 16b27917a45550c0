"""A whole session as one file: the horn versions of its pieces, one after the other, with a chapter for each.

The pieces are decoded and encoded anew, because MP3 files that are only strung together carry up to 50 ms of padding at
every joint: the session would last longer than its plan says. What was joined is measured like every master.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import ffmpeg

from media_pipeline.domain.chapters import FileChapter, format_ffmetadata
from media_pipeline.domain.edges import Cut
from media_pipeline.domain.keys import Ingredient
from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.domain.package_layout import PackageFacts, one_line
from media_pipeline.domain.presets import AudioPreset
from media_pipeline.domain.session_layout import get_session
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.domain.tags import build_tags
from media_pipeline.errors import MeasurementMissedError
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import measure_taps
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.run import read_ffmpeg_version, run_ffmpeg
from media_pipeline.manifest import Rendition, RenditionRole
from media_pipeline.messages import _
from media_pipeline.presets import load_audio_presets
from media_pipeline.steps.labels import Labels
from media_pipeline.steps.levelling import describe_peak, encode_to_target
from media_pipeline.steps.listening import Listener
from media_pipeline.steps.preparation import Track
from media_pipeline.steps.step import MadeFile, StepContext, make_once

VERSION = 2
"""To be raised when this module makes other sounds of the same preset."""
CUTOFF_RESERVE_HZ = 1000
"""Between what the pieces hold and what the encoder leaves out."""
BIT_RATES_BPS = {24_000: 96_000, 32_000: 128_000}
"""Sample rate → bit rate where the pieces' own does not do for what was encoded once before: with it LAME makes peaks
of up to two decibels that no limiter in front of it prevents. Elsewhere that of the preset does."""
PRESET = "session-mp3"
DURATION_TOLERANCE_MS = 100
"""How far the file may be from the plan: staff count on the end of a session to a tenth of a second."""


def make_session_sound(context: StepContext, package: PackageFacts, sounds: Sequence[Rendition]) -> Rendition:
    """The one file of all pieces.

    Args:
        sounds: the horn version of each piece, in their order.

    Raises:
        MissingFileError: one of them is not in the store.
        MeasurementMissedError: the finished file is not as loud or as long as it should be.
    """
    preset = next(preset for preset in load_audio_presets() if preset.role is RenditionRole.LOUDSPEAKER)
    tags = _build_session_tags(context, package)
    ingredients: dict[str, Ingredient] = {
        "step": "session-sound",
        "version": VERSION,
        "sounds": [sound.sha256 for sound in sounds],
        "chapters": [one_line(piece.title) for piece in package.pieces],
        "preset": preset.model_dump(mode="json", exclude={"effort"}),
        "tags": dict(tags),
        "ffmpeg": read_ffmpeg_version(),
    }

    def make(folder: Path) -> Sequence[MadeFile]:
        context.report(0.05, _("The whole session is being joined"))
        path = folder / f"{get_session(package).package_name}.mp3"
        paths = [context.fetch_file(sound.path) for sound in sounds]
        return [_write_session(context, package, paths, preset, tags, path)]

    (made,) = make_once(context, ingredients, make)
    return made


def _build_session_tags(context: StepContext, package: PackageFacts) -> dict[str, str]:
    """Of the day of the session, and with the mark of a machine's voice as soon as one piece has it."""
    changes = {
        "recorded": get_session(package).starts.date(),
        "has_synthetic_voice": any(piece.has_synthetic_voice for piece in package.pieces),
    }
    return build_tags(context.manifest.model_copy(update=changes), context.settings)


def _write_session(
    context: StepContext,
    package: PackageFacts,
    paths: Sequence[Path],
    preset: AudioPreset,
    tags: Mapping[str, str],
    path: Path,
) -> MadeFile:
    time_limit_s = context.settings.compute_time_limit_s(package.duration_ms)
    track = _join(
        paths, preset, context.workdir / f"{path.stem}.w64", context.settings.limits, time_limit_s=time_limit_s
    )
    labels = Labels(tags, path.parent, _write_chapters(package, context.workdir / f"{path.stem}.chapters.txt"))
    rate_hz, piece_rate_bps = preset.choose_rate(track.sample_rate_hz)
    bit_rate_bps = BIT_RATES_BPS.get(rate_hz, piece_rate_bps)

    def encode(plan: GainPlan) -> Level:
        output = ffmpeg.output(
            chains.set_level_between_samples(track.open(), plan, rate_hz),
            *labels.open_inputs(preset),
            str(path),
            format=preset.container,
            acodec=preset.codec,
            audio_bitrate=bit_rate_bps,
            ar=rate_hz,
            **preset.encoder_options,
            **_build_cutoff(preset),
            **labels.build_options(preset),
        )
        run_ffmpeg(ffmpeg.get_args(output), time_limit_s=time_limit_s)
        return measure_file(path, time_limit_s=time_limit_s)

    listener = Listener(track, context.workdir, time_limit_s=time_limit_s)
    level = encode_to_target(
        encode,
        lambda plan: listener.hear(plan, rate_hz),
        track.level,
        preset.loudness,
        preset=PRESET,
        codec_gain_db=preset.codec_gain_db,
    )
    return MadeFile(
        path,
        RenditionRole.LOUDSPEAKER,
        PRESET,
        preset.media_type,
        duration_ms=_check_duration(context, path, package.duration_ms),
        bit_rate_bps=bit_rate_bps,
        integrated_lufs=level.integrated_lufs,
        true_peak_dbtp=describe_peak(level),
    )


def _build_cutoff(preset: AudioPreset) -> dict[str, str]:
    """Leave out what the first encoding has added above the band of the pieces: that noise is not worth a bit."""
    if preset.tone is None or preset.tone.low_pass_hz is None:
        return {}
    return {"cutoff": str(preset.tone.low_pass_hz + CUTOFF_RESERVE_HZ)}  # Hz


def _join(
    paths: Sequence[Path], preset: AudioPreset, path: Path, limits: SourceLimits, *, time_limit_s: float
) -> Track:
    """The pieces as one file of samples, at the rate of the best of them."""
    sounds = [probe_media(piece, limits).sound for piece in paths]
    rate_hz, _bit_rate_bps = preset.choose_rate(max(sound.sample_rate_hz for sound in sounds if sound is not None))
    pieces = [chains.mix(chains.resample(open_input(piece).audio, rate_hz), "mono") for piece in paths]
    joined = ffmpeg.concat(*pieces, v=0, a=1)
    output = ffmpeg.output(joined, str(path), format="w64", acodec="pcm_f32le", **EXACT_OPTIONS)
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=time_limit_s)
    level = measure_taps(path, {"joined": lambda sound: sound.filter("anull")}, time_limit_s=time_limit_s).levels
    cut = Cut(0, probe_media(path, limits).duration_ms or 0)
    return Track(path=path, sample_rate_hz=rate_hz, layout="mono", level=level["joined"], cut=cut)


def _write_chapters(package: PackageFacts, path: Path) -> Path:
    ends_ms = [*package.starts_ms[1:], package.duration_ms]
    chapters = [
        FileChapter(start_ms, end_ms, one_line(piece.title))
        for piece, start_ms, end_ms in zip(package.pieces, package.starts_ms, ends_ms, strict=True)
    ]
    path.write_text(format_ffmetadata(chapters), encoding="utf-8", newline="\n")
    return path


def _check_duration(context: StepContext, path: Path, planned_ms: int) -> int:
    duration_ms = probe_media(path, context.settings.limits).duration_ms or 0
    if abs(duration_ms - planned_ms) > DURATION_TOLERANCE_MS:
        raise MeasurementMissedError(PRESET, "ms", duration_ms, f"{planned_ms} ± {DURATION_TOLERANCE_MS}")
    return duration_ms
