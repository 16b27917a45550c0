"""A voice on a server: each phrase is asked for over HTTP, and its answer taken only when it is a WAV or an MP3.

No redirect is followed and no other scheme is spoken. An answer has a limit of bytes, of time and of what is heard, and
is opened by the whitelists of every upload.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from media_pipeline.domain.settings import SourceLimits
from media_pipeline.domain.voices import HttpSettings
from media_pipeline.errors import MediaError, SpeechError, StoppedError
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.ffmpeg.samples import decode_samples
from media_pipeline.manifest import SpeechEngine
from media_pipeline.messages import _
from media_pipeline.speech.engine import TIME_LIMIT_S, Recital, SpokenPhrase
from media_pipeline.speech.http_request import RequestTemplate
from media_pipeline.stopping import ended_with_the_work

_PIECE_BYTES = 1 << 16
_OK = 200
_CONTAINERS = ("wav", "mp3")


class HttpVoice:
    """A voice of a server.

    Raises:
        VoiceSetupError: its settings cannot work.
    """

    engine = SpeechEngine.HTTP

    def __init__(self, settings: HttpSettings) -> None:
        self._settings, self._template = settings, RequestTemplate(settings)

    @property
    def name(self) -> str:
        """As the settings call it."""
        return self._settings.voice

    def read_version(self) -> str:
        """Of the settings: what the server changes by itself nobody sees, so its operator raises their version."""
        return f"{self.engine} {self._template.compute_fingerprint()}"

    def speak(self, phrases: Sequence[str], *, rate_wpm: int, samples: Path) -> Recital:
        """As `Voice` says; the words' starts are not known. The first answer decides the sample rate."""
        end_s = time.monotonic() + TIME_LIMIT_S
        sample_rate_hz, spoken = 0, list[SpokenPhrase]()
        with tempfile.TemporaryDirectory(dir=samples.parent) as name, samples.open("wb") as file:
            for phrase in phrases:
                answer = self._fetch(phrase, rate_wpm, Path(name), min(self._settings.time_limit_s, end_s - _now()))
                with self._naming_unusable_answers():
                    own_rate_hz = self._check(answer)
                    sample_rate_hz = sample_rate_hz or own_rate_hz
                    decoded = Path(name) / "answer.raw"
                    decode_samples(answer, decoded, sample_rate_hz=sample_rate_hz, time_limit_s=TIME_LIMIT_S)
                content = decoded.read_bytes()
                file.write(content)
                spoken.append(SpokenPhrase(len(content)))
        return Recital(sample_rate_hz, tuple(spoken))

    def _check(self, answer: Path) -> int:
        """The sample rate of an answer that can be used."""
        limits = SourceLimits(
            max_size_bytes=self._settings.max_answer_bytes, max_duration_ms=self._settings.max_answer_ms
        )
        probe = probe_media(answer, limits)
        if probe.container not in _CONTAINERS or probe.sound is None:
            raise self._refuse(_("sent neither WAV nor MP3"))
        return probe.sound.sample_rate_hz

    @contextlib.contextmanager
    def _naming_unusable_answers(self) -> Iterator[None]:
        """An answer that is wrong is no fault of the script: it is said of the engine, and may be tried again."""
        try:
            yield
        except (SpeechError, StoppedError):
            raise
        except MediaError as error:
            raise self._refuse(_("sent a sound that cannot be used: %(reason)s") % {"reason": error}) from error

    def _fetch(self, phrase: str, rate_wpm: int, folder: Path, time_limit_s: float) -> Path:
        """The answer to one phrase as a file."""
        if time_limit_s <= 0:
            raise self._refuse(_("took longer than %(limit)d seconds") % {"limit": TIME_LIMIT_S})
        expired = threading.Event()
        try:
            with contextlib.closing(self._open(time_limit_s)) as connection:
                connection.connect()
                line = connection.sock  # the connection forgets it while the answer is read
                with _cut_after(line, time_limit_s, expired), ended_with_the_work(partial(_hang_up, line)):
                    content = self._exchange(connection, phrase, rate_wpm)
        except (OSError, http.client.HTTPException) as error:
            if not expired.is_set() and not isinstance(error, TimeoutError):
                raise self._refuse(_("could not be reached: %(reason)s") % {"reason": error}) from error
            expired.set()
        if expired.is_set():
            raise self._refuse(_("took longer than %(limit)d seconds") % {"limit": time_limit_s})
        path = folder / f"answer{_find_suffix(content)}"
        if not path.suffix:
            raise self._refuse(_("sent neither WAV nor MP3"))
        path.write_bytes(content)
        return path

    def _open(self, time_limit_s: float) -> http.client.HTTPConnection:
        template = self._template
        kind = http.client.HTTPSConnection if template.has_tls else http.client.HTTPConnection
        return kind(template.host, template.address.port, timeout=time_limit_s)

    def _exchange(self, connection: http.client.HTTPConnection, phrase: str, rate_wpm: int) -> bytes:
        request = self._template.build(phrase, rate_wpm)
        connection.request(self._template.method, request.target, request.body, dict(request.headers))
        response = connection.getresponse()
        if 300 <= response.status < 400:
            raise self._refuse(_("sends on to another address, which is never followed"))
        if response.status != _OK:
            raise self._refuse(_("answered with the code %(code)d") % {"code": response.status})
        limit = self._settings.max_answer_bytes
        content = bytearray()
        while piece := response.read(min(_PIECE_BYTES, limit + 1 - len(content))):
            content += piece
            if len(content) > limit:
                raise self._refuse(_("sent more than %(limit)d bytes for one sentence") % {"limit": limit})
        if response.length:  # bytes that were promised
            raise self._refuse(_("broke off in the middle of its answer"))
        return bytes(content)

    def _refuse(self, reason: str) -> SpeechError:
        return SpeechError(
            _("The speech engine %(host)s %(reason)s. Try again, set another voice, or upload a recording.")
            % {"host": self._template.host, "reason": reason.rstrip(".")}
        )


def _now() -> float:
    return time.monotonic()


def _find_suffix(content: bytes) -> str:
    """By the first bytes: the sign of a WAV, an ID3 tag, or the start of an MPEG audio layer III frame."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return ".wav"
    is_frame = len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2
    return ".mp3" if content[:3] == b"ID3" or is_frame else ""


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it has ended meanwhile
        line.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def _cut_after(line: socket.socket, time_limit_s: float, expired: threading.Event) -> Iterator[None]:
    """Hang up, and set the event, when the whole exchange takes too long, also when each of its bytes comes in time."""

    def expire() -> None:
        expired.set()
        _hang_up(line)

    timer = threading.Timer(time_limit_s, expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
