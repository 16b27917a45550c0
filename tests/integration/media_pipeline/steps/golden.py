"""The sources of the golden table: what people really upload, each with what must come out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from media_pipeline.presets import load_speech_preset
from media_pipeline.speech import VoiceOrder, speak
from tests.integration.media_pipeline.steps.samples import run

ROOT = Path(__file__).resolve().parents[4]
REAL_RECORDING = "448e28f0c15f068f296f8341b1d76372dfe1d1d0224b8092929557fcf560edea.wav"
REAL_FILM = "3103dc288eeb95334faeb8c01c015cfa6814c8bdf4001c26b2dfcb9780ec8f5b.mp4"

VOICE = "gt(sin(2*PI*3*t),-0.4)*sin(2*PI*(220+60*sin(2*PI*t))*t)"
"""A tone that wavers and stops three times a second."""


@dataclass(frozen=True)
class Source:
    """One upload."""

    name: str
    write: Callable[[Path], Path]
    """Writes it into a folder."""
    duration_ms: int | None
    """Of its masters; `None` for that of the source itself."""
    is_measurable: bool = True
    """Whether there is anything whose loudness can be set: neither silence nor a moment of less than 400 ms."""
    is_sampled: bool = field(default=False, kw_only=True)
    """Whether it is tried each time, not only when everything is."""


def _tone(
    expression: str,
    duration_s: float = 2,
    *,
    rate_hz: int = 44_100,
    suffix: str = ".wav",
    options: tuple[str, ...] = (),
) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / f"a{suffix}"
        run("-f", "lavfi", "-i", f"aevalsrc='{expression}':s={rate_hz}:d={duration_s}", *options, path)
        return path

    return write


def _noise(colour: str, duration_s: float = 2) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        source = f"anoisesrc=color={colour}:amplitude=0.2:seed=7:duration={duration_s}:sample_rate=44100"
        run("-f", "lavfi", "-i", source, folder / "a.wav")
        return folder / "a.wav"

    return write


def _speech(text: str, repeats: int = 0, options: tuple[str, ...] = (), suffix: str = ".wav") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        order = VoiceOrder(script=text, voice="vi", rate_wpm=150, preset=load_speech_preset())
        speak(order, folder / "spoken.wav")
        path = folder / f"a{suffix}"
        run("-stream_loop", str(repeats), "-i", folder / "spoken.wav", *options, path)
        return path

    return write


def _film(suffix: str, options: tuple[str, ...] = ()) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / f"a{suffix}"
        pictures = ("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=25:duration=2")
        run(
            *pictures, "-f", "lavfi", "-i", f"aevalsrc='0.1*{VOICE}':s=48000:d=2", "-pix_fmt", "yuv420p", *options, path
        )
        return path

    return write


def _upload(name: str) -> Callable[[Path], Path]:
    return lambda _folder: ROOT / "content" / "media" / "sources" / name


_PLAIN = f"0.1*{VOICE}"
_SIX = "|".join([_PLAIN, f"0.05*{VOICE}", f"0.2*{VOICE}", "0.02*sin(300*t)", "0.03*sin(2000*t)", "0.03*sin(2100*t)"])
_PCM8, _PCM24, _FLOAT = ("-c:a", "pcm_u8"), ("-c:a", "pcm_s24le"), ("-c:a", "pcm_f32le")
_TEXT = "Xin chào bà con. Ai thuê nhà thì phải khai báo tạm trú."

SOURCES = (
    Source("ordinary", _tone(_PLAIN), 2000),
    Source("silence", _tone("0"), 2000, is_measurable=False, is_sampled=True),
    Source("hiss below the gate", _tone("0.00002*sin(3000*t)"), 2000, is_measurable=False),
    Source("one beep", _tone("between(t,3,4)*0.2*sin(2*PI*440*t)", 7), 2500, is_sampled=True),
    Source("one beep at the start", _tone("lt(t,1)*0.2*sin(2*PI*440*t)", 5), 2000),
    Source("one beep at the end", _tone("gt(t,4)*0.2*sin(2*PI*440*t)", 5), 1500),
    Source("clipped", _tone(f"4*{VOICE}"), 2000, is_sampled=True),
    Source("floats above full scale", _tone(f"3*{VOICE}", options=_FLOAT), 2000),
    Source("very quiet", _tone(f"0.0008*{VOICE}"), 2000),
    Source(
        "very peaky", _tone(f"0.02*{VOICE}+0.9*lt(mod(t,1),0.01)*sin(5000*t)", rate_hz=48_000), 2000, is_sampled=True
    ),
    Source("one knock", _tone(f"0.01*{VOICE}+0.9*between(t,1,1.002)", rate_hz=48_000), 2000),
    Source("DC offset", _tone(f"{_PLAIN}+0.4"), 2000),
    Source("hum", _tone(f"0.05*{VOICE}+0.2*sin(2*PI*50*t)"), 2000),
    Source("white noise", _noise("white"), 2000),
    Source("pink noise", _noise("pink"), 2000),
    Source("sine", _tone("0.5*sin(2*PI*997*t)", rate_hz=48_000), 2000),
    Source("peaks between samples", _tone("0.9*sin(2*PI*12000*t+PI/4)+0.05*sin(2*PI*500*t)", rate_hz=48_000), 2000),
    Source("buzz of 12 kHz", _tone("0.2*sgn(sin(2*PI*12000*t))", rate_hz=48_000), 2000, is_sampled=True),
    Source("buzz of 12 kHz, 44.1 kHz", _tone("0.2*sgn(sin(2*PI*12000*t))"), 2000),
    Source("bass alone", _tone("0.3*sin(2*PI*60*t)"), 2000),
    Source("loud after quiet", _tone(f"if(lt(t,1.5),0.005,0.3)*{VOICE}", 3), 3000),
    Source("6 kHz", _tone(_PLAIN, rate_hz=6_000), 2000),
    Source("8 kHz phone", _tone(_PLAIN, rate_hz=8_000), 2000, is_sampled=True),
    Source("8 kHz phone, µ-law", _tone(_PLAIN, rate_hz=8_000, options=("-c:a", "pcm_mulaw")), 2000),
    Source("11 kHz", _tone(_PLAIN, rate_hz=11_025), 2000),
    Source("16 kHz", _tone(_PLAIN, rate_hz=16_000), 2000),
    Source("32 kHz", _tone(_PLAIN, rate_hz=32_000), 2000),
    Source("96 kHz, 24 bits", _tone(_PLAIN, rate_hz=96_000, options=_PCM24), 2000),
    Source("192 kHz", _tone(_PLAIN, rate_hz=192_000), 2000, is_sampled=True),
    Source("8 bits", _tone(_PLAIN, options=_PCM8), 2000),
    Source("stereo", _tone(f"{_PLAIN}|0.05*sin(2000*t)"), 2000),
    Source("both channels the same", _tone(f"{_PLAIN}|{_PLAIN}"), 2000),
    Source("channels against each other", _tone(f"{_PLAIN}|-0.08*{VOICE}"), 2000),
    Source("mono in the left channel", _tone(f"{_PLAIN}|0"), 2000),
    Source("mono in the right channel", _tone(f"0|{_PLAIN}"), 2000, is_sampled=True),
    Source("5.1", _tone(_SIX, rate_hz=48_000), 2000, is_sampled=True),
    Source("0.3 s", _tone("0.5*sin(2*PI*440*t)", 0.3), 300, is_measurable=False),
    Source("0.5 s", _tone("0.1*sin(2*PI*440*t)", 0.5), 500),
    Source("MP3", _tone(_PLAIN, suffix=".mp3"), 2000, is_sampled=True),
    Source("MP3, variable rate", _tone(_PLAIN, suffix=".mp3", options=("-q:a", "6")), 2000),
    Source("Vorbis", _tone(_PLAIN, suffix=".ogg", options=("-c:a", "libvorbis")), 2000),
    Source("Opus", _tone(_PLAIN, rate_hz=48_000, suffix=".opus"), 2000),
    Source("FLAC", _tone(_PLAIN, suffix=".flac"), 2000),
    Source("M4A", _tone(_PLAIN, suffix=".m4a"), 2000),
    Source("ALAC", _tone(_PLAIN, suffix=".m4a", options=("-c:a", "alac")), 2000),
    Source("AIFF", _tone(_PLAIN, suffix=".aiff"), 2000),
    Source("Matroska", _tone(_PLAIN, suffix=".mka"), 2000),
    Source("W64", _tone(_PLAIN, suffix=".w64"), 2000),
    Source("MP4 video", _film(".mp4"), 2000),
    Source("MOV video", _film(".mov"), 2000),
    Source("the built-in voice", _speech(_TEXT), None),
    Source("the built-in voice, 24 kHz MP3", _speech(_TEXT, 0, ("-ar", "24000"), ".mp3"), None),
    Source("five minutes of speech", _speech(_TEXT, 70), None),
    Source("three hours of speech", _speech(_TEXT, 2_500, ("-t", "10800", "-ar", "16000")), 10_800_000),
    Source("a real recording", _upload(REAL_RECORDING), None),
    # Its last sound is heard at 36.05 s by the film's own clock, which counts 73 ms of gaps between its pieces; of the
    # silence behind, a second is kept.
    Source("a real video", _upload(REAL_FILM), 37_052),
)
