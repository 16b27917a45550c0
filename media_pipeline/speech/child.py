"""The process that speaks: `python -m media_pipeline.speech.child`, a JSON request on standard input.

Request: `{"script": …, "voice": …, "rate_wpm": …, "wav": path}`. It writes the WAV file and answers on standard output
with the timings, or with `{"error": sentence, "is_final": …}`.
"""

from __future__ import annotations

import json
import sys
import wave
from dataclasses import asdict
from pathlib import Path

from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.domain.script_text import ScriptSentence, split_script
from media_pipeline.domain.timings import SpeechTimings, SpokenSentence
from media_pipeline.errors import MediaError, MediaRejected
from media_pipeline.presets import load_speech_preset
from media_pipeline.speech.espeak import Espeak
from media_pipeline.speech.timing import time_sentence

SAMPLE_BYTES = 2
QUIET_AMPLITUDE = 64
"""Of 32,767: what is quieter at the edges of a sentence is silence."""


def main() -> int:
    """Answer the request."""
    request = json.load(sys.stdin)
    try:
        voice = Espeak(request["voice"], request["rate_wpm"], load_speech_preset())
        timings = write_speech(Path(request["wav"]), voice, split_script(request["script"]), load_speech_preset())
        json.dump(asdict(timings), sys.stdout, ensure_ascii=False)
    except MediaError as error:
        json.dump({"error": str(error), "is_final": isinstance(error, MediaRejected)}, sys.stdout, ensure_ascii=False)
    return 0


def write_speech(
    path: Path, voice: Espeak, sentences: tuple[ScriptSentence, ...], preset: SpeechPreset
) -> SpeechTimings:
    """Speak the sentences with their pauses into a WAV file."""
    spoken: list[SpokenSentence] = []
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(voice.sample_rate_hz)
        position = _write_silence(file, preset.lead_in_ms)
        for number, sentence in enumerate(sentences):
            samples, events = voice.speak(sentence.text)
            samples = _strip_end(samples)
            start_ms, position = _to_ms(position, file), position + len(samples) // SAMPLE_BYTES
            file.writeframes(samples)
            duration_ms = _to_ms(position, file) - start_ms
            spoken.append(
                time_sentence(sentence.text, sentence.paragraph, events, start_ms=start_ms, duration_ms=duration_ms)
            )
            position += _write_silence(file, _choose_pause(sentences, number, preset))
        return SpeechTimings(tuple(spoken), _to_ms(position, file))


def _choose_pause(sentences: tuple[ScriptSentence, ...], number: int, preset: SpeechPreset) -> int:
    if number + 1 == len(sentences):
        return preset.lead_out_ms
    is_same_paragraph = sentences[number + 1].paragraph == sentences[number].paragraph
    return preset.sentence_pause_ms if is_same_paragraph else preset.paragraph_pause_ms


def _write_silence(file: wave.Wave_write, duration_ms: int) -> int:
    """Silence of that length; how many samples."""
    count = file.getframerate() * duration_ms // 1000
    file.writeframes(bytes(SAMPLE_BYTES * count))
    return count


def _strip_end(samples: bytes) -> bytes:
    """Without the silence at the end that the voice adds by itself; the pauses are ours."""
    values = memoryview(samples).cast("h")
    end = len(values)
    while end > 0 and abs(values[end - 1]) < QUIET_AMPLITUDE:
        end -= 1
    return samples[: SAMPLE_BYTES * end]


def _to_ms(position: int, file: wave.Wave_write) -> int:
    return position * 1000 // file.getframerate()


if __name__ == "__main__":
    sys.exit(main())
