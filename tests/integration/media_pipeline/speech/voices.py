"""The voices of the contract: the built-in one, Piper's package played by a double, servers of the test's own."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from media_pipeline.domain.voices import HttpSettings, PiperSettings, SpeechSettings
from media_pipeline.manifest import SpeechEngine
from media_pipeline.presets import load_speech_preset
from media_pipeline.speech import VoiceOrder
from tests.integration.media_pipeline.steps.samples import run

FAKE_PACKAGES = Path(__file__).parent / "fake_packages"
RATE_HZ = 16_000
SCRIPT = "Xin chào bà con. Ai thuê nhà, thuê phòng, thì phải khai báo.\n\nHết."


@dataclass(frozen=True)
class Candidate:
    """A voice and the settings in which a machine has it."""

    engine: SpeechEngine
    voice: str
    settings: SpeechSettings

    def order(self, script: str = SCRIPT, *, rate_wpm: int = 150, settings: SpeechSettings | None = None) -> VoiceOrder:
        preset = (settings or self.settings).choose_pauses(load_speech_preset())
        return VoiceOrder(script=script, engine=self.engine, voice=self.voice, rate_wpm=rate_wpm, preset=preset)


def install_fake_piper(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `pip install` would leave it, for this process and its children."""
    packages = shutil.copytree(FAKE_PACKAGES, folder / "packages", dirs_exist_ok=True)
    described = packages / "piper_tts-1.8.0.dist-info"
    described.mkdir(exist_ok=True)
    (described / "METADATA").write_text("Metadata-Version: 2.4\nName: piper-tts\nVersion: 1.8.0\n")
    monkeypatch.syspath_prepend(str(packages))
    monkeypatch.setenv("PYTHONPATH", str(packages))


def write_piper_voice(folder: Path, *, pitch_hz: int = 220, speaker_count: int = 1) -> Path:
    """A voice file that the double understands, with its description."""
    model = folder / "vi_VN-mau-medium.onnx"
    model.write_text(str(pitch_hz))
    described = {
        "audio": {"sample_rate": 22_050},
        "num_speakers": speaker_count,
        "inference": {"length_scale": 1.0},
    }
    Path(f"{model}.json").write_text(json.dumps(described))
    return model


def build_piper(model: Path, *, speaker: int | None = None) -> Candidate:
    return Candidate(SpeechEngine.PIPER, model.stem, SpeechSettings(piper=PiperSettings(model, speaker)))


def build_http(http: HttpSettings) -> Candidate:
    return Candidate(SpeechEngine.HTTP, http.voice, SpeechSettings(http=http))


@dataclass
class SpeakingServer:
    """A server that buzzes once for each syllable, and remembers what it was asked."""

    base_url: str = ""
    requests: list[tuple[str, str, dict[str, str], str]] = field(default_factory=list)
    """Method, path, headers, body."""
    is_dripping: threading.Event = field(default_factory=threading.Event)


@contextmanager
def run_server() -> Iterator[SpeakingServer]:
    """A real server on a free port of this machine: `/wav`, `/mp3`, and what goes wrong."""
    speaking = SpeakingServer()

    class Handler(_Handler):
        remembered = speaking

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        speaking.base_url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield speaking
        finally:
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    remembered: SpeakingServer

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, body: str) -> None:
        self.remembered.requests.append((self.command, self.path, dict(self.headers), body))
        address = urlsplit(self.path)
        asked = json.loads(body) if body.startswith("{") else {k: v[0] for k, v in parse_qs(body).items()}
        asked |= {name: values[0] for name, values in parse_qs(address.query).items()}
        text, speed = str(asked.get("text", "")), float(asked.get("speed", 1))
        match address.path:
            case "/wav":
                self._send(build_wav(text, speed), "audio/wav")
            case "/mp3":
                self._send(build_mp3(text, speed), "audio/mpeg")
            case "/text":
                self._send(b"I am no sound", "audio/wav")
            case "/playlist":
                self._send(b"#EXTM3U\nfile:///etc/passwd\n", "audio/wav")
            case "/flac-as-wav":
                self._send(b"fLaC" + bytes(200), "audio/wav")
            case "/cut":
                self._send(build_wav(text, speed)[:-4000], "audio/wav")
            case "/broken-off":
                self._send(build_wav(text, speed), "audio/wav", promised_bytes=10**6)
            case "/huge":
                self._send(bytes(300_000), "audio/wav")
            case "/elsewhere":
                self.send_response(302)
                self.send_header("Location", "file:///etc/passwd")
                self.end_headers()
            case "/drip":
                self._drip()
            case _:
                self.send_error(500)

    def _send(self, content: bytes, media_type: str, *, promised_bytes: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(promised_bytes or len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _drip(self) -> None:
        """A byte now and then, until the other side has had enough."""
        self.send_response(200)
        self.end_headers()
        self.remembered.is_dripping.set()
        enough = threading.Event()
        try:
            while not enough.wait(0.05):
                self.wfile.write(b"R")
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        return


def build_wav(text: str, speed: float) -> bytes:
    """A fifth of a second for each syllable."""
    seconds = np.arange(round(0.2 * RATE_HZ / speed)) / RATE_HZ
    tone = (16_000 * np.sin(2 * np.pi * 220 * seconds)).astype("<i2").tobytes()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tone * len(text.split()))
    return buffer.getvalue()


def build_mp3(text: str, speed: float) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        source, path = Path(name) / "a.wav", Path(name) / "a.mp3"
        source.write_bytes(build_wav(text, speed))
        run("-i", source, path)
        return path.read_bytes()
