"""The sound of a clip: cut out, brought to the loudness of social networks, measured, corrected, measured again."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media_pipeline.domain.clip_plan import ClipPreset, ClipRequest
from media_pipeline.domain.loudness import GainPlan, Level
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.chains import Stream
from media_pipeline.ffmpeg.encoding import EXACT_OPTIONS
from media_pipeline.ffmpeg.file_meter import measure_file
from media_pipeline.ffmpeg.inputs import open_input
from media_pipeline.ffmpeg.loudness import measure_taps
from media_pipeline.ffmpeg.run import run_ffmpeg
from media_pipeline.steps.levelling import encode_to_target

PRESET = "clip-mp4"


def make_clip_sound(
    request: ClipRequest, preset: ClipPreset, folder: Path, *, has_sound: bool, time_limit_s: float
) -> tuple[Path, Level]:
    """The finished sound as AAC in MP4, and what was measured on it; silence where there is none.

    Raises:
        MeasurementMissedError: the loudness or the peak cannot be met.
    """
    cut = folder / "cut.wav"
    _cut_sound(request, preset, cut, has_sound=has_sound, time_limit_s=time_limit_s)
    finished = folder / "sound.m4a"

    def listen(plan: GainPlan) -> Level:
        return measure_taps(cut, {"cut": lambda sound: chains.set_level(sound, plan)}).levels["cut"]

    def encode(plan: GainPlan) -> Level:
        _encode(cut, plan, preset, finished)
        return measure_file(finished)

    source = measure_taps(cut, {"cut": _pass}).levels["cut"]
    level = encode_to_target(encode, listen, source, preset.loudness, preset=PRESET)
    cut.unlink()
    return finished, level


def _pass(sound: Stream) -> Stream:
    return sound.filter("anull")


def _cut_sound(request: ClipRequest, preset: ClipPreset, path: Path, *, has_sound: bool, time_limit_s: float) -> None:
    """The cut as samples. The file is read from its start: a jump into an MP3 begins with half a frame."""
    duration_s = request.duration_ms / 1000
    if has_sound:
        sound = open_input(Path(request.media)).audio.filter(
            "atrim", start=request.start_ms / 1000, end=request.end_ms / 1000
        )
        sound = sound.filter("asetpts", "PTS-STARTPTS")
        sound = chains.resample(chains.mix(sound, "stereo"), preset.sample_rate_hz)
        sound = sound.filter("afade", type="in", duration=preset.fade_in_ms / 1000)
        fade_s = preset.fade_out_ms / 1000
        sound = sound.filter("afade", type="out", start_time=duration_s - fade_s, duration=fade_s)
        sound = sound.filter("apad", whole_dur=duration_s)  # a recording that ends a little before the cut
    else:
        sound = ffmpeg.input(
            f"anullsrc=channel_layout=stereo:sample_rate={preset.sample_rate_hz}", format="lavfi", t=duration_s
        ).audio
    output = sound.output(str(path), acodec="pcm_f32le", **EXACT_OPTIONS)  # 32-bit: nothing is cut off before the gain
    run_ffmpeg(ffmpeg.get_args(output), time_limit_s=time_limit_s)


def _encode(cut: Path, plan: GainPlan, preset: ClipPreset, path: Path) -> None:
    output = chains.set_level(open_input(cut).audio, plan).output(
        str(path),
        acodec="aac",  # ffmpeg's own encoder writes AAC-LC
        audio_bitrate=preset.sound_bit_rate_bps,
        ar=preset.sample_rate_hz,
        ac=2,  # channels
        **EXACT_OPTIONS,
    )
    run_ffmpeg(ffmpeg.get_args(output))
