"""The variables of synthetic voices, parsed for `environment.py`; a value that cannot work stops the start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

ENGINES = ("espeak-ng", "piper", "http")
BODY_TYPES = ("json", "form")
NOTICE_PLACES = ("", "start", "end")
MAX_PAUSE_MS = 10_000


@dataclass(frozen=True, slots=True)
class SpeechVariables:
    """Who reads scripts aloud, and how; the defaults are the built-in voice and the pauses of its preset."""

    engine: str = "espeak-ng"
    """`SPEECH_ENGINE`: `espeak-ng` (built in, offline), `piper` or `http`."""
    piper_voice: str = ""
    """`SPEECH_PIPER_VOICE`: a voice file of Piper (`….onnx`, with `….onnx.json` beside it); needs `piper-tts`."""
    piper_speaker: int | None = None
    """`SPEECH_PIPER_SPEAKER`: number of the speaker, for a voice with several."""
    http_url: str = field(default="", repr=False)
    """`SPEECH_HTTP_URL`: address of an engine, with the places `{text}`, `{voice}`, `{speed}` (1 is its own pace) and
    `{rate}` (words a minute) in its path or query, as far as they are not in the body."""
    http_method: str = "POST"
    """`SPEECH_HTTP_METHOD`: `POST`, `PUT` or `GET`, which sends no body."""
    http_headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """`SPEECH_HTTP_HEADERS`: a JSON object, for example `{"Authorization": "Bearer …"}`."""
    http_body: str = '{"text": "{text}"}'
    """`SPEECH_HTTP_BODY`: JSON with the same places, or a form as `text={text}&voice={voice}`."""
    http_body_type: str = "json"
    """`SPEECH_HTTP_BODY_TYPE`: `json` or `form`."""
    http_voice: str = "default"
    """`SPEECH_HTTP_VOICE`: the engine's name of the voice; files and pages disclose it."""
    http_version: str = ""
    """`SPEECH_HTTP_VERSION`: change it when the engine reads otherwise than before, and all is read again."""
    http_time_limit_s: int = 60
    """`SPEECH_HTTP_TIME_LIMIT_S`: how long the engine may take for one sentence."""
    http_max_answer_mb: int = 20
    """`SPEECH_HTTP_MAX_MB`: the largest sound that is taken for one sentence."""
    comma_pause_ms: int | None = None
    """`SPEECH_COMMA_PAUSE_MS`: silence after a comma, semicolon or colon; empty: as the voice likes."""
    sentence_pause_ms: int | None = None
    """`SPEECH_SENTENCE_PAUSE_MS`: silence after a sentence; empty: as the preset says."""
    paragraph_pause_ms: int | None = None
    """`SPEECH_PARAGRAPH_PAUSE_MS`: silence after a paragraph; empty: as the preset says."""
    notice: str = ""
    """`SPEECH_NOTICE`: `start` or `end`: there the recording itself says that a machine reads; empty: nowhere."""

    def describe_reading(self) -> str:
        """All that can change what is heard, for comparing; empty while nothing is set. It shows no header's value."""
        unheard = SpeechVariables()
        heard = replace(
            self,
            http_headers=tuple((name, "") for name, _value in self.http_headers),
            http_time_limit_s=unheard.http_time_limit_s,
            http_max_answer_mb=unheard.http_max_answer_mb,
        )
        return "" if heard == unheard else json.dumps(asdict(heard), sort_keys=True)


def read_speech(variables: Mapping[str, str]) -> SpeechVariables:
    """Parse the variables.

    Raises:
        ValueError: one of them cannot work; the sentence names it.
    """
    read = SpeechVariables(
        engine=variables.get("SPEECH_ENGINE") or "espeak-ng",
        piper_voice=variables.get("SPEECH_PIPER_VOICE", ""),
        piper_speaker=_read_number(variables, "SPEECH_PIPER_SPEAKER", largest=10_000),
        http_url=variables.get("SPEECH_HTTP_URL", ""),
        http_method=(variables.get("SPEECH_HTTP_METHOD") or "POST").upper(),
        http_headers=_read_headers(variables.get("SPEECH_HTTP_HEADERS") or "{}"),
        http_body=variables.get("SPEECH_HTTP_BODY") or SpeechVariables().http_body,
        http_body_type=variables.get("SPEECH_HTTP_BODY_TYPE") or "json",
        http_voice=variables.get("SPEECH_HTTP_VOICE") or "default",
        http_version=variables.get("SPEECH_HTTP_VERSION", ""),
        http_time_limit_s=_read_number(variables, "SPEECH_HTTP_TIME_LIMIT_S", largest=600) or 60,
        http_max_answer_mb=_read_number(variables, "SPEECH_HTTP_MAX_MB", largest=1000) or 20,
        comma_pause_ms=_read_number(variables, "SPEECH_COMMA_PAUSE_MS", largest=MAX_PAUSE_MS),
        sentence_pause_ms=_read_number(variables, "SPEECH_SENTENCE_PAUSE_MS", largest=MAX_PAUSE_MS),
        paragraph_pause_ms=_read_number(variables, "SPEECH_PARAGRAPH_PAUSE_MS", largest=MAX_PAUSE_MS),
        notice=variables.get("SPEECH_NOTICE", ""),
    )
    _check(read)
    return read


def _check(read: SpeechVariables) -> None:
    for name, value, choices in (
        ("SPEECH_ENGINE", read.engine, ENGINES),
        ("SPEECH_HTTP_BODY_TYPE", read.http_body_type, BODY_TYPES),
        ("SPEECH_NOTICE", read.notice, NOTICE_PLACES),
    ):
        if value not in choices:
            raise ValueError(f"{name} must be one of {', '.join(filter(None, choices))}, not {value!r}")
    if read.engine == "piper" and not read.piper_voice.endswith(".onnx"):
        raise ValueError("SPEECH_PIPER_VOICE must name an .onnx file when SPEECH_ENGINE is piper")
    if read.engine == "http" and not read.http_url:
        raise ValueError("SPEECH_HTTP_URL must be set when SPEECH_ENGINE is http")


def _read_number(variables: Mapping[str, str], name: str, *, largest: int) -> int | None:
    value = variables.get(name, "")
    if not value:
        return None
    if not value.isdecimal() or int(value) > largest:
        raise ValueError(f"{name} must be a whole number from 0 to {largest}, not {value!r}")
    return int(value)


def _read_headers(text: str) -> tuple[tuple[str, str], ...]:
    try:
        headers = json.loads(text)
    except ValueError:
        headers = None
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise ValueError("SPEECH_HTTP_HEADERS must be a JSON object of texts")
    return tuple(headers.items())
