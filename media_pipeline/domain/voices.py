"""Which voices a machine has besides the built-in one, how all of them pause, and what they say of themselves. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from media_pipeline.domain.presets import SpeechPreset

NOTICE = "Nội dung được đọc bằng giọng máy."
"""What is spoken of a synthetic voice; Vietnamese, as the voice is."""
NATURAL_RATE_WPM = 150
"""The rate that counts as the own pace of engines that know nothing but a factor."""


class NoticePlace(StrEnum):
    """Where a spoken recording says that a machine reads."""

    NOWHERE = ""
    START = "start"
    END = "end"


class BodyType(StrEnum):
    """How a request carries its values."""

    JSON = "json"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class PiperSettings:
    """A voice of Piper."""

    model: Path
    """The ONNX file; its description `<file>.json` stands beside it. The voice's name is the file's stem."""
    speaker: int | None = None
    """Of a voice with several speakers."""

    @property
    def voice(self) -> str:
        """Its name in manifests (`vi_VN-vais1000-medium`)."""
        return self.model.stem


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """A server that answers a text with sound.

    In `url`, and in the texts of `body`, the places `{text}`, `{voice}`, `{speed}` (1 is the engine's own pace) and
    `{rate}` (words a minute) are filled. Without a speed the engine reads at its own pace.
    """

    url: str = field(repr=False)
    """`http` or `https`; its path and its query may hold places."""
    voice: str = "default"
    """The engine's name of the voice, as manifests and tags repeat it."""
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent with every request; they may hold a key, so that nothing shows or hashes their values."""
    body: str = '{"text": "{text}"}'
    """JSON, or the values of a form as `text={text}&voice={voice}`; not sent with GET."""
    body_type: BodyType = BodyType.JSON
    version: str = ""
    """Raised by the operator when the engine reads otherwise than before: every recording of it is made again."""
    time_limit_s: float = 60
    """For one request, from its first byte to the last one of the answer."""
    max_answer_bytes: int = 20 * 10**6
    max_answer_ms: int = 10 * 60_000
    """How long one piece of the script may take to be heard."""


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """What an operator may set of synthetic voices."""

    piper: PiperSettings | None = None
    http: HttpSettings | None = None
    comma_pause_ms: int | None = None
    """Silence after a comma, semicolon or colon; like the other two, `None` leaves it to the preset."""
    sentence_pause_ms: int | None = None
    paragraph_pause_ms: int | None = None
    notice: NoticePlace = NoticePlace.NOWHERE
    """Whether recordings say by themselves that a machine reads. At the end, captions that were checked keep their
    times."""

    def choose_pauses(self, preset: SpeechPreset) -> SpeechPreset:
        """The preset with the pauses that are set here."""
        wanted = {
            "comma_pause_ms": self.comma_pause_ms,
            "sentence_pause_ms": self.sentence_pause_ms,
            "paragraph_pause_ms": self.paragraph_pause_ms,
        }
        changed = {name: pause_ms for name, pause_ms in wanted.items() if pause_ms is not None}
        return SpeechPreset.model_validate(preset.model_dump() | changed)


def add_notice(script: str, place: NoticePlace) -> str:
    """The script with the notice as a paragraph of its own; unchanged when none is wanted."""
    if place is NoticePlace.START:
        return f"{NOTICE}\n\n{script}"
    if place is NoticePlace.END:
        return f"{script.rstrip()}\n\n{NOTICE}"
    return script
