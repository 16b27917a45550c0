"""espeak-ng through ctypes, as `speak_lib.h` declares it. Imported by the child process only."""

from __future__ import annotations

import ctypes
import functools

import espeakng_loader

from media_pipeline.speech.utterance import Utterance, VoiceError

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: sound goes to the callback, espeak_Synth returns when it is done
_CHARS_UTF8 = 1
_POS_CHARACTER = 1
_PARAMETERS = {"rate_wpm": 1, "amplitude": 2, "pitch": 3, "word_gap": 7}
_EVENT_LIST_END, _EVENT_WORD = 0, 1
_OK = 0


class _Identifier(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    """`espeak_EVENT`."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),  # characters from the start of the text, from 1
        ("length", ctypes.c_int),  # of the word, in characters
        ("audio_position", ctypes.c_int),  # ms from the start of the sound
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identifier),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Voice:
    """A voice that is ready to speak."""

    def __init__(self, name: str, **parameters: int) -> None:
        self._library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data_path = str(espeakng_loader.get_data_path()).encode()
        self.sample_rate_hz = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, data_path, 0))
        if self.sample_rate_hz <= 0:
            raise VoiceError("the library could not be initialised")
        self._samples, self._words = bytearray(), list[tuple[int, int]]()
        self._callback = _CALLBACK(self._receive)  # kept: the library holds a pointer to it
        self._library.espeak_SetSynthCallback(self._callback)
        if self._library.espeak_SetVoiceByName(name.encode()) != _OK:
            raise VoiceError(f"there is no voice {name!r}")
        for parameter, value in parameters.items():
            self._library.espeak_SetParameter(_PARAMETERS[parameter], value, 0)

    def speak(self, text: str) -> Utterance:
        """The sound of a text, without a pause at its end."""
        self._samples, self._words = bytearray(), []
        encoded = text.encode("utf-8")
        code = self._library.espeak_Synth(
            encoded, ctypes.c_size_t(len(encoded) + 1), 0, _POS_CHARACTER, 0, _CHARS_UTF8, None, None
        )
        if code != _OK:
            raise VoiceError(f"speaking failed (code {code})")
        return Utterance(bytes(self._samples), tuple(self._words))

    def _receive(self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        """Called by the library with pieces of sound; 0 says go on."""
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        index = 0
        while events[index].type != _EVENT_LIST_END:
            if events[index].type == _EVENT_WORD:
                self._words.append((events[index].text_position - 1, events[index].audio_position))
            index += 1
        return 0


@functools.cache
def read_version() -> str:
    """Version of the library (`1.52.0`)."""
    library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    library.espeak_Info.restype = ctypes.c_char_p
    return bytes(library.espeak_Info(None)).decode().split()[0]
