"""The two values that cross the media pipeline's border: what to make, and what was made.

* `MediaManifest` says what an asset *is*: its source, its script, its alternative text, how it is cut. It is
  committed as `content/media/<name>.json`, holds nothing that depends on the machine that encodes, and from it
  alone (with the source file or the script beside it) every derived file can be made again.
* `MediaRecord` says what *was made* from it: each rendition with its path in the media store and what was measured
  on it. It lives in the media store as `records/<name>.json`, because sizes and loudness depend on the encoder.

This module is pure: it reads no file and imports nothing of the pipeline. It is the only module that `site_builder`
may import from here.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, StringConstraints, field_validator, model_validator

AssetName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
"""The file stem of a manifest: ASCII, lower case, unique over all assets and frozen when the asset is made."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

SideFileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*\.(txt|vtt)$", max_length=120)]
"""A text file that stands beside its manifest in `content/media/`, written as its plain name."""


SESSION_PREFIX = "goi-phat-thanh-"
"""Begins the name of a package that is made for a session, and of no other asset that has one."""


class Value(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class MediaKind(StrEnum):
    """What an asset is for; it decides which presets apply."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CLIP = "clip"
    """A vertical 9:16 cut of an audio or video asset with burned captions, for social media."""
    PACKAGE = "package"
    """A ZIP of numbered pieces with a playlist, for the ward's loudspeakers."""
    DOWNLOAD = "download"
    """A document for residents to download (PDF, DOCX, ODT), stored and offered as it is."""


class Source(Value):
    """An uploaded file, stored by its content."""

    sha256: Sha256
    file_name: str = Field(max_length=200)
    """The name it was uploaded under, for people; never used as a path."""
    media_type: str
    size_bytes: int = Field(ge=1)

    @property
    def extension(self) -> str:
        """The lower-case suffix with its dot, as the store uses it (`.wav`)."""
        dot = self.file_name.rfind(".")
        return self.file_name[dot:].lower() if dot > 0 else ""


class SpeechEngine(StrEnum):
    """What makes a synthetic voice."""

    ESPEAK = "espeak-ng"
    """Built in: every machine has it."""
    PIPER = "piper"
    """A neural voice from a file that the machine's operator has chosen."""
    HTTP = "http"
    """A server that the machine's operator has chosen."""


class Speech(Value):
    """A recording that a synthetic voice makes from the asset's script."""

    engine: SpeechEngine = SpeechEngine.ESPEAK
    voice: str = Field(default="vi", pattern=r"^[^\s\x00-\x1f]+( [^\s\x00-\x1f]+)*$", max_length=80)
    """The engine's own name of it, on one line; the files' tags, the record and the page repeat it."""
    rate_wpm: int = Field(default=150, ge=80, le=300)
    """Speaking rate in words a minute. 150 is the own pace of engines that know a factor only."""

    @property
    def voice_name(self) -> str:
        """Engine and voice, as they are disclosed: `espeak-ng vi`."""
        return f"{self.engine} {self.voice}"


class FocalPoint(Value):
    """The part of an image that a crop must keep, as fractions of its width and height."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class Chapter(Value):
    """A part of a recording that players can jump to."""

    start_ms: int = Field(ge=0)
    title: str = Field(min_length=1, max_length=200)


class ClipCut(Value):
    """Which part of which asset a clip shows."""

    asset: AssetName
    start_ms: int = Field(ge=0)
    end_ms: int = Field(gt=0)

    @model_validator(mode="after")
    def _ends_after_start(self) -> ClipCut:
        if self.end_ms <= self.start_ms:
            raise ValueError("end_ms must be after start_ms")
        return self


class BroadcastClass(StrEnum):
    """The three classes of bulletin of Circular 39/2020/TT-BTTTT."""

    NORMAL = "normal"
    PRIORITY = "priority"
    EMERGENCY = "emergency"


class Approval(Value):
    """Who has written something for the loudspeakers, and who has approved it: two people."""

    author: str = Field(min_length=1, max_length=100)
    approver: str = Field(min_length=1, max_length=100)
    approved: date

    @model_validator(mode="after")
    def _is_by_another(self) -> Approval:
        if _fold_name(self.author) == _fold_name(self.approver):
            raise ValueError("approver must be another person than the author")
        return self


def _fold_name(name: str) -> str:
    """The same for the same person, however the name is typed."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


class PackagePiece(Value):
    """One numbered file of a loudspeaker package."""

    title: str = Field(max_length=200)
    asset: AssetName
    broadcast_class: BroadcastClass = BroadcastClass.NORMAL
    expires: date | None = None
    """The last day on which it may be played."""
    approval: Approval | None = None
    """Of the piece, when it was approved apart from the session."""


class BroadcastSession(Value):
    """When and where a package is played."""

    starts: NaiveDatetime
    """As the clock on the wall shows it in Vietnam, which has one time zone and no summer time; a whole minute."""
    station: str = Field(default="", max_length=200)
    """Who broadcasts."""
    clusters: tuple[str, ...] = ()
    """Where it is played: the names of the groups of loudspeakers; all of them when there are none here."""
    approval: Approval | None = None
    """Of the session as a whole."""

    @field_validator("starts")
    @classmethod
    def _starts_with_a_minute(cls, starts: NaiveDatetime) -> NaiveDatetime:
        if starts.second or starts.microsecond:
            raise ValueError("starts must be a whole minute")
        return starts

    @property
    def package_name(self) -> str:
        """`goi-phat-thanh-2026-11-24-0530`, the stem of its files."""
        return f"{SESSION_PREFIX}{self.starts:%Y-%m-%d-%H%M}"


class Package(Value):
    """The pieces of a loudspeaker package in their order."""

    pieces: tuple[PackagePiece, ...] = Field(min_length=1)
    session: BroadcastSession | None = None
    """What it is made for; a package without is played when somebody likes."""

    @model_validator(mode="after")
    def _may_be_broadcast(self) -> Package:
        if self.session is None:
            return self
        for number, piece in enumerate(self.pieces, 1):
            if piece.approval is None and self.session.approval is None:
                raise ValueError(f"piece {number} is not approved, nor is the session")
            if piece.expires is not None and piece.expires < self.session.starts.date():
                raise ValueError(f"piece {number} expires before the session")
        return self


class MediaManifest(Value):
    """What an asset is. Committed beside the documents that use it.

    Exactly one origin is set: `source` (an upload), `speech` (a synthetic voice reads `script`), `clip` or `package`.
    """

    id: UUID
    name: AssetName
    kind: MediaKind
    title: str = Field(min_length=1, max_length=200)
    language: str = "vi"
    credit: str = ""
    is_sample: bool = False
    """Sample content: pages show the notice «nội dung minh họa»."""
    has_synthetic_voice: bool = False
    """A machine's voice is heard: said in the file's tag, in the feed and on the page."""

    alt: str = ""
    """Alternative text of an image in Vietnamese, or what a video shows."""
    focal_point: FocalPoint | None = None

    source: Source | None = None
    speech: Speech | None = None
    clip: ClipCut | None = None
    package: Package | None = None

    recorded: date | None = None
    """The day it is of, in the tags of the files."""
    chapters: tuple[Chapter, ...] = ()
    """Of a recording, in their order, counted from the start of the source."""

    script: SideFileName | None = None
    """The plain text that is spoken, or that was: the script of `speech`, and the transcript of any recording."""
    reading: SideFileName | None = None
    """What the voice of `speech` says for the script, every abbreviation and number as words; the script itself is
    said when this is empty."""
    captions: SideFileName | None = None
    """WebVTT captions, counted from the start of the source; what is made of them is counted from the start of the
    finished files. For `speech` the pipeline makes them from the voice's own timing when this is empty."""

    @property
    def voice_name(self) -> str:
        """Engine and name of the voice that reads the script; empty when none does, or nobody knows which is heard."""
        return "" if self.speech is None else self.speech.voice_name

    @model_validator(mode="after")
    def _has_one_origin(self) -> MediaManifest:
        origins = [origin for origin in (self.source, self.speech, self.clip, self.package) if origin is not None]
        if len(origins) != 1:
            raise ValueError("exactly one of source, speech, clip and package must be set")
        if self.speech is not None and (self.script is None or self.kind is not MediaKind.AUDIO):
            raise ValueError("speech needs kind audio and a script")
        if self.speech is not None and not self.has_synthetic_voice:
            raise ValueError("speech is a synthetic voice: has_synthetic_voice must be true")
        if self.reading is not None and self.speech is None:
            raise ValueError("a reading belongs to speech: nothing else is read from it")
        starts_ms = [chapter.start_ms for chapter in self.chapters]
        if starts_ms != sorted(set(starts_ms)):
            raise ValueError("chapters must be in order, each with a start_ms of its own")
        if (self.kind is MediaKind.CLIP) != (self.clip is not None):
            raise ValueError("kind clip and the key clip go together")
        if (self.kind is MediaKind.PACKAGE) != (self.package is not None):
            raise ValueError("kind package and the key package go together")
        return self


class RenditionRole(StrEnum):
    """What a derived file is used for on the site and in the CMS."""

    PODCAST = "podcast"
    """MP3, −16 LUFS: the enclosure of the podcast and the first source of the player."""
    WEB = "web"
    """Opus in Ogg or AAC: the low-data source of the audio player; H.264 in MP4 (one for each size) and AV1
    in WebM for a video."""
    LOUDSPEAKER = "loudspeaker"
    """MP3 for horns: mono, band-limited, compressed; the first is the one that plays everywhere."""
    CLIP_BED = "clip-bed"
    """AAC, −14 LUFS: the sound under vertical clips."""
    WAVEFORM = "waveform"
    """Peaks as SVG and JSON."""
    CAPTIONS = "captions"
    """WebVTT."""
    TRANSCRIPT = "transcript"
    """Plain UTF-8 text."""
    CHAPTERS = "chapters"
    """JSON for podcast apps; the MP3 files carry them in their tags, too."""
    POSTER = "poster"
    """JPEG still of a video."""
    IMAGE = "image"
    """AVIF, WebP or JPEG at one width."""
    SHARE_CARD = "share-card"
    """JPEG 1200 × 630 for link previews."""
    THUMBNAILS = "thumbnails"
    """Small pictures of a video on one sheet (WebP), and which of them belongs to which time (WebVTT)."""
    STREAM = "stream"
    """HLS: first the playlist that players are given, then what it names; all under one key, side by side."""
    CLIP = "clip"
    """Vertical MP4."""
    PACKAGE = "package"
    """ZIP for the loudspeakers."""
    ORIGINAL = "original"
    """The source as it was uploaded, offered for download."""


class Rendition(Value):
    """One derived file in the media store."""

    role: RenditionRole
    preset: str
    """Name of the preset that made it (`podcast-mp3`, `image-avif-640`)."""
    path: str = Field(pattern=r"^[a-z0-9][a-z0-9._/-]*$")
    """POSIX path below the media store's root, `renditions/<key[:2]>/<key>/<file name>`; also its path below
    `/media/` on the site, without the leading `renditions/`."""
    media_type: str
    codecs: str | None = None
    """Of a video, as RFC 6381 writes them (`av01.0.05M.08,opus`)."""
    size_bytes: int = Field(ge=0)
    sha256: Sha256
    duration_ms: int | None = None
    source_start_ms: int | None = None
    """Where in the source it begins, when silence before was cut off; captions of the record are counted from there."""
    width_px: int | None = None
    height_px: int | None = None
    bit_rate_bps: int | None = None
    integrated_lufs: float | None = None
    """EBU R 128 integrated loudness measured on the finished file; `None` when it is silent or has no sound."""
    true_peak_dbtp: float | None = None

    @property
    def site_path(self) -> str:
        """Its path below the site's `/media/`."""
        return self.path.removeprefix("renditions/")


class MediaRecord(Value):
    """What was made from a manifest, and with which tools."""

    id: UUID
    name: AssetName
    kind: MediaKind
    key: Sha256
    """Hash of everything the renditions depend on: source or script, presets, tool versions."""
    duration_ms: int | None = None
    renditions: tuple[Rendition, ...]
    tools: dict[str, str] = Field(default_factory=dict)
    """Name → version of each tool that took part."""

    def with_role(self, role: RenditionRole) -> tuple[Rendition, ...]:
        """The renditions of one role, in the order in which they were planned."""
        return tuple(rendition for rendition in self.renditions if rendition.role is role)
