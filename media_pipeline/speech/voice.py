"""Speaking a script: the request to the process that speaks, and what makes one recording differ from another."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from media_pipeline.domain.keys import compute_key
from media_pipeline.domain.script_text import split_script
from media_pipeline.domain.timings import SpeechTimings
from media_pipeline.errors import ScriptError, SpeechError
from media_pipeline.manifest import Speech
from media_pipeline.messages import _
from media_pipeline.presets import load_speech_preset

VERSION = 1
"""To be raised when the same script gives other sounds or times."""
TIME_LIMIT_S = 600
MAX_SCRIPT_LENGTH = 100_000
"""Characters: about two hours of speech."""

_TIMINGS: TypeAdapter[SpeechTimings] = TypeAdapter(SpeechTimings)


@functools.cache
def read_speech_version() -> str:
    """The version of the package that brings the voice, part of every key."""
    return version("espeakng-loader")


def build_fingerprint(script: str, speech: Speech) -> str:
    """Hash of everything that decides what is heard."""
    return compute_key(
        {
            "version": VERSION,
            "engine": read_speech_version(),
            "script": script,
            "speech": speech.model_dump(),
            "preset": load_speech_preset().model_dump(),
        }
    )


def speak(script: str, speech: Speech, wav: Path) -> SpeechTimings:
    """Read a script into a WAV file.

    Returns:
        When which word is heard.

    Raises:
        ScriptError: there is nothing to be said, too much of it, or no such voice.
        SpeechError: the voice failed.
    """
    if not split_script(script):
        raise ScriptError(_("There is nothing to read: write the script."))
    if len(script) > MAX_SCRIPT_LENGTH:
        raise ScriptError(_("The script is too long to be read in one recording: cut it into parts."))
    request = {"script": script, "voice": speech.voice, "rate_wpm": speech.rate_wpm, "wav": str(wav)}
    try:
        process = subprocess.run(
            [sys.executable, "-m", "media_pipeline.speech.child"],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIME_LIMIT_S,
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise SpeechError(_("The built-in voice took too long and was stopped. Try a shorter script.")) from error
    return _read_answer(process)


def _read_answer(process: subprocess.CompletedProcess[str]) -> SpeechTimings:
    try:
        answer = json.loads(process.stdout)
    except ValueError:
        raise SpeechError(_("The built-in voice failed. Try again.")) from None
    if "error" in answer:
        raise (ScriptError if answer["is_final"] else SpeechError)(answer["error"])
    return _TIMINGS.validate_python(answer)
