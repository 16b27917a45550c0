"""The request that asks an engine for a piece of sound: templates of an operator, filled. No input or output."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from media_pipeline.domain.keys import compute_key
from media_pipeline.domain.voices import NATURAL_RATE_WPM, BodyType, HttpSettings
from media_pipeline.errors import VoiceSetupError
from media_pipeline.messages import _

_PLACE = re.compile(r"\{(text|voice|speed|rate)\}")
_METHODS = ("GET", "POST", "PUT")
_CONTENT_TYPES = {BodyType.JSON: "application/json; charset=utf-8", BodyType.FORM: "application/x-www-form-urlencoded"}
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
_Values = Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """What is sent for one phrase."""

    target: str
    """Path and query."""
    headers: Mapping[str, str]
    body: bytes | None


class RequestTemplate:
    """An operator's settings, checked once.

    Raises:
        VoiceSetupError: they cannot work.
    """

    def __init__(self, settings: HttpSettings) -> None:
        self._settings = settings
        self.method = settings.method.upper()
        self.address = _parse_address(settings.url)
        self.has_tls = self.address.scheme == "https"
        self.host = self.address.hostname or ""
        _check_headers(settings)
        if self.method not in _METHODS:
            raise _refuse(_("its method is none of %(methods)s") % {"methods": ", ".join(_METHODS)})
        self._has_body = self.method != "GET"
        self._json = _parse_json(settings.body) if self._has_body and settings.body_type is BodyType.JSON else None
        if "{text}" not in settings.url + (settings.body if self._has_body else ""):
            raise _refuse(_("neither its address nor its body has the place {text}"))

    def compute_fingerprint(self) -> str:
        """Hash of all that decides the sound; not of the headers' values, which may be keys that change."""
        settings = self._settings
        return compute_key(
            {
                "url": settings.url,
                "method": self.method,
                "headers": sorted(name.lower() for name, _value in settings.headers),
                "body": settings.body if self._has_body else None,
                "body_type": settings.body_type,
                "voice": settings.voice,
                "version": settings.version,
            }
        )

    def build(self, text: str, rate_wpm: int) -> SpeechRequest:
        """The request for one text."""
        speed = round(rate_wpm / NATURAL_RATE_WPM, 3)
        values: _Values = {"text": text, "voice": self._settings.voice, "speed": speed, "rate": rate_wpm}
        query = f"?{self.address.query}" if self.address.query else ""
        headers = {
            "Accept": "audio/wav, audio/mpeg",
            "Accept-Encoding": "identity",  # sound is not compressed once more
            "Connection": "close",
            "User-Agent": "tieng-luat",
            **dict(self._settings.headers),
        }
        if self._has_body:
            headers["Content-Type"] = _CONTENT_TYPES[self._settings.body_type]
        target = _PLACE.sub(lambda found: quote(str(values[found[1]]), safe=""), (self.address.path or "/") + query)
        return SpeechRequest(target, headers, self._encode_body(values))

    def _encode_body(self, values: _Values) -> bytes | None:
        if not self._has_body:
            return None
        if self._settings.body_type is BodyType.JSON:
            return json.dumps(_fill(self._json, values), ensure_ascii=False).encode("utf-8")
        pairs = parse_qsl(self._settings.body, keep_blank_values=True)
        return urlencode([(name, str(_fill(value, values))) for name, value in pairs]).encode("ascii")


def _fill(template: JsonValue, values: _Values) -> JsonValue:
    """A text that is nothing but a place becomes its value, a number stays one; others are filled once."""
    if isinstance(template, dict):
        return {name: _fill(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [_fill(value, values) for value in template]
    if not isinstance(template, str):
        return template
    if only := _PLACE.fullmatch(template):
        return values[only[1]]
    return _PLACE.sub(lambda found: str(values[found[1]]), template)


def _parse_address(url: str) -> SplitResult:
    try:
        address = urlsplit(url)
        _port = address.port
    except ValueError as error:
        raise _refuse(_("its address is none")) from error
    if address.scheme not in ("http", "https") or not address.hostname:
        raise _refuse(_("its address must begin with http:// or https:// and name a host"))
    if "{" in address.netloc or "@" in address.netloc or not url.isascii() or not url.isprintable() or " " in url:
        raise _refuse(_("its address holds what belongs elsewhere: keys go into headers, texts into places"))
    return address


def _check_headers(settings: HttpSettings) -> None:
    for name, value in settings.headers:
        if not _HEADER_NAME.fullmatch(name) or not value.isprintable() or not value.isascii():
            raise _refuse(_("one of its headers is none"))


def _parse_json(body: str) -> JsonValue:
    try:
        parsed: JsonValue = json.loads(body)
    except ValueError as error:
        raise _refuse(_("its body is no JSON")) from error
    return parsed


def _refuse(reason: str) -> VoiceSetupError:
    return VoiceSetupError(
        _("The speech engine is set up wrongly (%(reason)s): mend its settings, or set another voice.")
        % {"reason": reason}
    )
