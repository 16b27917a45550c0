"""What stands in a loudspeaker package: names that every player and file system takes, a playlist, a schedule, a guide.

    01-mo-dau.mp3 …           the pieces in the order of the programme
    playlist.m3u8             for players
    lich-phat.csv             for the broadcasting diary; opens in a Vietnamese Excel
    kich-ban/01-mo-dau.txt …  what is said
    DOC-TRUOC.txt             how to use it, and what must be announced
    SHA256SUMS                to check a copy

A package that is made for a session holds more (`session_layout.py`). Titles are written by people: quotes, line ends,
formulas and dots in them must not reach a file name, a playlist's line or a spreadsheet's cell with their power. Pure.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from media_pipeline.manifest import Approval, BroadcastClass, BroadcastSession
from media_pipeline.messages import _

PLAYLIST, SCHEDULE, GUIDE, CHECKSUMS = "playlist.m3u8", "lich-phat.csv", "DOC-TRUOC.txt", "SHA256SUMS"
SCRIPT_FOLDER = "kich-ban"
LONGEST_STEM = 60
"""Letters of a title in a file name: FAT sticks and old players cut longer ones."""
LONG_PROGRAMME_MS = 15 * 60 * 1000
"""In dense areas residents complain of longer programmes."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """What the package says about one of its pieces."""

    title: str
    duration_ms: int
    has_synthetic_voice: bool
    integrated_lufs: float | None = None
    script: str = ""
    broadcast_class: BroadcastClass = BroadcastClass.NORMAL
    expires: date | None = None
    approval: Approval | None = None
    """Its own, or that of the session."""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the package says about itself."""

    title: str
    pieces: tuple[PieceFacts, ...]
    is_sample: bool = False
    session: BroadcastSession | None = None

    @property
    def duration_ms(self) -> int:
        """Of the whole programme."""
        return sum(piece.duration_ms for piece in self.pieces)

    @property
    def stems(self) -> tuple[str, ...]:
        """`01-mo-dau` for each piece, unique by their numbers."""
        digits = max(2, len(str(len(self.pieces))))
        return tuple(f"{number:0{digits}}-{fold_title(piece.title)}" for number, piece in enumerate(self.pieces, 1))

    @property
    def sound_names(self) -> tuple[str, ...]:
        """The file name of each piece."""
        return tuple(f"{stem}.mp3" for stem in self.stems)

    @property
    def script_names(self) -> tuple[str | None, ...]:
        """The file with the words of each piece; `None` for a piece without."""
        named = zip(self.stems, self.pieces, strict=True)
        return tuple(f"{SCRIPT_FOLDER}/{stem}.txt" if piece.script.strip() else None for stem, piece in named)

    @property
    def starts_ms(self) -> tuple[int, ...]:
        """When each piece begins, counted from the start of the programme."""
        ends_ms = itertools.accumulate((piece.duration_ms for piece in self.pieces), initial=0)
        return tuple(ends_ms)[:-1]

    def compute_clock(self, offset_ms: int) -> datetime:
        """What the clock on the wall shows so long after the start of the session.

        Raises:
            ValueError: the package is not made for a session.
        """
        if self.session is None:
            raise ValueError("a package without a session")
        return self.session.starts + timedelta(milliseconds=offset_ms)


def fold_title(title: str) -> str:
    """The title in lower-case ASCII letters, digits and single hyphens; «muc» when nothing is left."""
    plain = unicodedata.normalize("NFKD", title.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    stem = "-".join(words)
    if len(stem) > LONGEST_STEM:
        stem = stem[: LONGEST_STEM + 1].rpartition("-")[0] or stem[:LONGEST_STEM]
    return stem or "muc"


def build_texts(package: PackageFacts) -> dict[str, bytes]:
    """Path → content of every file of the package but the sounds and the checksums, in their order."""
    scripts = {
        name: build_script(piece) for name, piece in zip(package.script_names, package.pieces, strict=True) if name
    }
    texts = {GUIDE: build_guide(package), PLAYLIST: build_playlist(package), SCHEDULE: build_schedule(package)}
    return {path: text.encode() for path, text in (texts | scripts).items()}


def build_playlist(package: PackageFacts) -> str:
    """Extended M3U in UTF-8."""
    lines = ["#EXTM3U", f"#PLAYLIST:{one_line(package.title)}"]
    for name, piece in zip(package.sound_names, package.pieces, strict=True):
        lines += [f"#EXTINF:{round(piece.duration_ms / 1000)},{one_line(piece.title)}", name]
    return "\n".join(lines) + "\n"


def build_schedule(package: PackageFacts) -> str:
    """CSV as a Vietnamese Excel opens it at a click: byte order mark, semicolons, decimal commas."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("No."), _("File"), _("Title"), _("Duration"), _("Voice"), _("Loudness (LUFS)")])
    for number, (name, piece) in enumerate(zip(package.sound_names, package.pieces, strict=True), 1):
        title, voice = neutralise_formula(one_line(piece.title)), describe_voice(piece)
        writer.writerow([number, name, title, format_duration(piece.duration_ms), voice, format_lufs(piece)])
    return "\ufeff" + sheet.getvalue()


def build_script(piece: PieceFacts) -> str:
    """Title and words of a piece, with the line ends of Windows."""
    return with_windows_line_ends([one_line(piece.title), "", *piece.script.strip().splitlines()])


def build_guide(package: PackageFacts) -> str:
    """What the operator must know before playing."""
    total = format_duration(package.duration_ms)
    lines = [
        one_line(package.title),
        "",
        _("%(count)d pieces, %(duration)s in all.") % {"count": len(package.pieces), "duration": total},
        *build_notices(package),
        "",
        _("How to use it"),
        _("1. Unpack everything into one folder, on the computer or on a USB stick."),
        _("2. Open playlist.m3u8 in the player, or play the numbered files in their order."),
        _("3. lich-phat.csv lists the pieces for the broadcasting diary; kich-ban holds what is said."),
        _("4. To check a copy: sha256sum -c SHA256SUMS"),
        "",
        _("The sound is prepared for horn loudspeakers (mono, narrow band). Do not raise its level further."),
    ]
    return with_windows_line_ends(lines)


def build_checksums(hashes: Mapping[str, str]) -> bytes:
    """Path → SHA-256, in the form that `sha256sum -c` reads."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in hashes.items()).encode()


def neutralise_formula(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def format_duration(duration_ms: int) -> str:
    """`h:mm:ss`, rounded to the second."""
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def build_notices(package: PackageFacts) -> Iterable[str]:
    """What must be said or thought of before it is played."""
    if any(piece.has_synthetic_voice for piece in package.pieces):
        yield _("NOTE: pieces marked “machine voice” are read by a machine. Say so before playing them.")
    if package.is_sample:
        yield _("NOTE: this is sample content, made to show how the system works. Do not broadcast it.")
    if package.duration_ms > LONG_PROGRAMME_MS:
        yield _("NOTE: the programme is longer than 15 minutes. Consider playing it in two parts.")


def describe_voice(piece: PieceFacts) -> str:
    """Who speaks: a person or a machine."""
    return _("machine voice") if piece.has_synthetic_voice else _("human voice")


def format_lufs(piece: PieceFacts) -> str:
    """The loudness with a decimal comma; empty when it is not known."""
    return "" if piece.integrated_lufs is None else f"{piece.integrated_lufs:.1f}".replace(".", ",")


def one_line(text: str) -> str:
    """The text without line ends and other controls, in NFC."""
    printable = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return unicodedata.normalize("NFC", " ".join(printable.split()))


def with_windows_line_ends(lines: Sequence[str]) -> str:
    """The lines as a text that every editor of Windows shows as lines."""
    return "".join(f"{line}\r\n" for line in lines)
