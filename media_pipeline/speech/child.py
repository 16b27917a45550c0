"""`python -m media_pipeline.speech.child`: reads an order as JSON, answers with one JSON line for each sentence.

    {"engine": "espeak-ng", "voice": "vi", "parameters": {"rate_wpm": 150, …}, "sentences": ["Xin chào bà con."],
     "samples": "/…/speech.raw"}
    {"sample_rate_hz": 22050}
    {"byte_count": 41234, "words": [[0, 12], [4, 260]]}

The samples of all sentences are appended to the file `samples`. A refusal is `{"error": "…"}` and exit code 1. With
Piper, `voice` is the path of a file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Protocol

from media_pipeline.speech.utterance import Utterance, VoiceError


class _Speaker(Protocol):
    sample_rate_hz: int

    def speak(self, text: str) -> Utterance: ...


def main() -> int:
    """Speak the order on standard input."""
    order = json.load(sys.stdin)
    try:
        speaker = _open_speaker(order)
        _answer({"sample_rate_hz": speaker.sample_rate_hz})
        with Path(order["samples"]).open("wb") as file:
            for sentence in order["sentences"]:
                utterance = speaker.speak(sentence)
                file.write(utterance.samples)
                _answer({"byte_count": len(utterance.samples), "words": utterance.words})
    except VoiceError as error:
        _answer({"error": str(error)})
        return 1
    return 0


def _open_speaker(order: dict[str, Any]) -> _Speaker:
    """Imported here, so that each process loads the one library that it needs."""
    if order["engine"] == "piper":
        from media_pipeline.speech.piper_model import PiperModel

        return PiperModel(Path(order["voice"]), **order["parameters"])
    from media_pipeline.speech.espeak import Voice

    return Voice(order["voice"], **order["parameters"])


def _answer(values: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")


if __name__ == "__main__":
    sys.exit(main())
