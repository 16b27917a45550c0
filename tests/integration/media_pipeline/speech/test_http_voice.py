"""An engine behind HTTP, as real servers answer: what is sent, what is taken, what is refused and how it is said."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from media_pipeline.domain.voices import BodyType, HttpSettings
from media_pipeline.errors import MediaRejected, SpeechError, StoppedError, VoiceSetupError
from media_pipeline.speech import compute_fingerprint, speak
from media_pipeline.speech.http_request import RequestTemplate
from media_pipeline.stopping import Stop
from tests.integration.media_pipeline.speech.voices import SpeakingServer, build_http, run_server

KEY = "Bearer bi-mat-0123"


@pytest.fixture(scope="module")
def server() -> Iterator[SpeakingServer]:
    with run_server() as running:
        yield running


def fail(http: HttpSettings, folder: Path) -> SpeechError:
    """What is said when a voice does not work; no file is left."""
    candidate = build_http(http)
    with pytest.raises(SpeechError) as raised:
        speak(candidate.order("Xin chào."), folder / "a.wav", candidate.settings)
    assert not list(folder.iterdir())
    return raised.value


def test_json_carries_text_voice_and_speed_as_they_are(server: SpeakingServer, tmp_path: Path) -> None:
    body = '{"text": "{text}", "options": [{"name": "giọng {voice}", "speed": "{speed}"}], "speed": "{speed}", "n": 7}'
    headers = (("Authorization", KEY),)
    candidate = build_http(HttpSettings(f"{server.base_url}/wav", voice="nu-ha-noi", body=body, headers=headers))
    speak(candidate.order('Bà nói "{voice}" \\ thế.', rate_wpm=300), tmp_path / "a.wav", candidate.settings)
    method, path, sent_headers, sent = server.requests[-1]
    assert (method, path, sent_headers["Authorization"]) == ("POST", "/wav", KEY)
    assert sent_headers["Content-Type"].startswith("application/json")
    assert json.loads(sent) == {
        "text": 'Bà nói "{voice}" \\ thế.',
        "options": [{"name": "giọng nu-ha-noi", "speed": 2.0}],
        "speed": 2.0,
        "n": 7,
    }


def test_a_form_and_an_address_are_escaped() -> None:
    form = HttpSettings("http://may-doc.example/doc", body="t={text}&v={voice}&r={rate}", body_type=BodyType.FORM)
    sent = RequestTemplate(form).build("A&B=ngã ba?", 120)
    assert sent.body is not None
    assert parse_qs(sent.body.decode()) == {"t": ["A&B=ngã ba?"], "v": ["default"], "r": ["120"]}
    got = RequestTemplate(HttpSettings("http://may-doc.example/{voice}?q={text}&s={speed}", method="get", voice="a/b"))
    request = got.build("ngã ba? #1 &x", 150)
    assert request.target == "/a%2Fb?q=ng%C3%A3%20ba%3F%20%231%20%26x&s=1.0"
    assert request.body is None


REFUSED = [
    ("text", "WAV"),
    ("playlist", "WAV"),
    ("flac-as-wav", "WAV"),
    ("cut", "127.0.0.1"),
    ("broken-off", "127.0.0.1"),
    ("elsewhere", "127.0.0.1"),
    ("nowhere", "500"),
]


@pytest.mark.parametrize(("path", "word"), REFUSED)
def test_an_answer_that_cannot_be_used_may_be_tried_again(
    server: SpeakingServer, tmp_path: Path, path: str, word: str
) -> None:
    error = fail(HttpSettings(f"{server.base_url}/{path}?key=bi-mat"), tmp_path)
    assert word in str(error)
    assert "bi-mat" not in str(error)
    assert not isinstance(error, MediaRejected)


def test_a_redirect_is_not_followed(server: SpeakingServer, tmp_path: Path) -> None:
    before = len(server.requests)
    fail(HttpSettings(f"{server.base_url}/elsewhere"), tmp_path)
    assert len(server.requests) == before + 1


def test_an_answer_has_limits_of_size_time_and_length(server: SpeakingServer, tmp_path: Path) -> None:
    huge = HttpSettings(f"{server.base_url}/huge", max_answer_bytes=100_000)
    assert "100000" in str(fail(huge, tmp_path))
    assert "0" in str(fail(HttpSettings(f"{server.base_url}/drip", time_limit_s=0.4), tmp_path))
    fail(HttpSettings(f"{server.base_url}/wav", max_answer_ms=100), tmp_path)


def test_an_answer_that_is_awaited_ends_with_the_work(server: SpeakingServer, tmp_path: Path) -> None:
    candidate, stop = build_http(HttpSettings(f"{server.base_url}/drip")), Stop()
    server.is_dripping.clear()

    def request_once_it_drips() -> None:
        server.is_dripping.wait(60)
        stop.request()

    helper = threading.Thread(target=request_once_it_drips)
    helper.start()
    with stop.governing(), pytest.raises(StoppedError):
        speak(candidate.order("Xin chào."), tmp_path / "a.wav", candidate.settings)
    helper.join()
    assert not list(tmp_path.iterdir())


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "127.0.0.1" in str(fail(HttpSettings("http://127.0.0.1:9/"), tmp_path))


WRONG = [
    {"url": "file:///etc/passwd?{text}"},
    {"url": "ftp://may-doc.example/{text}"},
    {"url": "//may-doc.example/"},
    {"url": "http:///doc"},
    {"url": "http://{voice}.example/"},
    {"url": "http://ten:mat-khau@may-doc.example/"},
    {"url": "http://may-doc.example:99999/"},
    {"url": "http://may-doc.example/\r\nX: y"},
    {"method": "DELETE"},
    {"method": "GET"},
    {"body": '{"text": "{text}"'},
    {"body": '{"noi-dung": "x"}'},
    {"headers": (("X-Key", "a\r\nHost: b"),)},
    {"headers": (("X Key", "a"),)},
]


@pytest.mark.parametrize("change", WRONG)
def test_settings_that_cannot_work_are_refused_before_anything_is_sent(change: dict[str, str], tmp_path: Path) -> None:
    settings = replace(HttpSettings("http://may-doc.example/doc"), **change)  # type: ignore[arg-type]
    assert isinstance(fail(settings, tmp_path), VoiceSetupError)


def test_the_key_knows_the_settings_but_no_secret() -> None:
    def key(**change: object) -> str:
        candidate = build_http(replace(HttpSettings("http://may-doc.example/doc"), **change))  # type: ignore[arg-type]
        return compute_fingerprint(candidate.order(), candidate.settings)

    changes: list[dict[str, object]] = [
        {"url": "http://may-doc.example/khac"},
        {"method": "PUT"},
        {"body": '{"text": "{text}", "style": "news"}'},
        {"voice": "nam-sai-gon"},
        {"version": "2"},
        {"headers": (("Authorization", KEY),)},
    ]
    keys = [key(), *(key(**change) for change in changes)]
    assert len(set(keys)) == len(keys)
    assert key(headers=(("Authorization", "Bearer khac"),)) == keys[-1]
    assert key(time_limit_s=5) == keys[0]


def test_settings_show_no_secret() -> None:
    shown = repr(HttpSettings("http://may-doc.example/?key=bi-mat", headers=(("Authorization", KEY),)))
    assert "bi-mat" not in shown
