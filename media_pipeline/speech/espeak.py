"""espeak-ng through ctypes: one sentence in, samples and word events out. Only `child.py` imports it.

The library and its data come with the package `espeakng-loader`. Structures and constants are those of espeak-ng's
`speak_lib.h`.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import espeakng_loader

from media_pipeline.domain.presets import SpeechPreset
from media_pipeline.errors import ScriptError, SpeechError
from media_pipeline.messages import _

_OUTPUT_RETRIEVAL = 1
_CHARS_UTF8 = 1
_POS_CHARACTER = 1
_EVENT_LIST_TERMINATED, _EVENT_WORD = 0, 1
_RATE, _VOLUME, _PITCH, _WORDGAP = 1, 2, 3, 7
_BUFFER_MS = 60


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class WordEvent:
    """The voice begins a word."""

    position: int
    """Of its first character in the sentence, counted from 0."""
    start_ms: int
    """From the beginning of the sentence's sound."""


class Espeak:
    """The voice of this process.

    Raises:
        SpeechError: the library cannot be started.
        ScriptError: it has no such voice.
    """

    def __init__(self, voice: str, rate_wpm: int, preset: SpeechPreset) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.sample_rate_hz: int = self._library.espeak_Initialize(_OUTPUT_RETRIEVAL, _BUFFER_MS, data, 0)
        if self.sample_rate_hz <= 0:
            raise SpeechError(_("The built-in voice cannot be started. Tell the administrator."))
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ScriptError(_("There is no built-in voice “%(voice)s”.") % {"voice": voice})
        for parameter, value in (
            (_RATE, rate_wpm),
            (_VOLUME, preset.amplitude),
            (_PITCH, preset.pitch),
            (_WORDGAP, preset.word_gap),
        ):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._samples = bytearray()
        self._events: list[WordEvent] = []
        self._callback = _CALLBACK(self._collect)  # kept: the library calls it later
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, sentence: str) -> tuple[bytes, list[WordEvent]]:
        """The sentence as 16-bit mono samples, and when its words begin.

        Raises:
            SpeechError: the library failed.
        """
        self._samples, self._events = bytearray(), []
        data = sentence.encode()
        code = self._library.espeak_Synth(data, len(data) + 1, 0, _POS_CHARACTER, 0, _CHARS_UTF8, None, None)
        if code != 0 or self._library.espeak_Synchronize() != 0:
            raise SpeechError(_("The built-in voice failed. Try again."))
        return bytes(self._samples), self._events

    def _collect(self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, 2 * count)
        index = 0
        while events[index].type != _EVENT_LIST_TERMINATED:
            event = events[index]
            if event.type == _EVENT_WORD:
                self._events.append(WordEvent(event.text_position - 1, event.audio_position))
            index += 1
        return 0
