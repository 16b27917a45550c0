"""What a package that is made for a session holds besides: everything to prepare, play, print and check one broadcast.

    01-mo-dau.mp3 …           the pieces in the order of the programme
    ca-phien/goi-phat-….mp3   the whole session in one file, apart from the pieces so that no player plays both
    playlist.m3u8, .xspf      for players
    lich-phat.csv             times, classes and approvals; opens in a Vietnamese Excel
    phieu-phat.pdf            the run sheet, to be printed
    kich-ban/01-mo-dau.txt …  what is said
    DOC-TRUOC.txt             how to use it, and what must be announced
    manifest.json             the same for programs, with the size and the hash of each file
    kiem-tra.py               checks a copy where there is nothing but Python
    SHA256SUMS                checks a copy where there is not even that

Times are those of the clock on the wall in Vietnam, whatever the time zone of the machine. Pure.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, Union

from media_pipeline.domain.package_layout import (
    GUIDE,
    SCHEDULE,
    PackageFacts,
    PieceFacts,
    build_notices,
    describe_voice,
    format_duration,
    format_lufs,
    neutralise_formula,
    one_line,
    with_windows_line_ends,
)
from media_pipeline.manifest import BroadcastClass, BroadcastSession
from media_pipeline.messages import _

XSPF, RUN_SHEET, MANIFEST, VERIFIER = "playlist.xspf", "phieu-phat.pdf", "manifest.json", "kiem-tra.py"
WHOLE_FOLDER = "ca-phien"
FORMAT = "tieng-luat/goi-phat-thanh"
FORMAT_VERSION = 1
"""To be raised when a key of manifest.json changes its meaning."""
UTC_OFFSET = "+07:00"
"""Of Asia/Ho_Chi_Minh, which has no summer time."""

Json: TypeAlias = Union[str, int, float, bool, "list[Json]", "dict[str, Json]", None]


@dataclass(frozen=True, slots=True)
class WholeFacts:
    """What the package says about the file with the whole session."""

    duration_ms: int
    integrated_lufs: float | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """By what a file is known again."""

    size_bytes: int
    sha256: str


def name_whole(session: BroadcastSession) -> str:
    """Where the whole session lies in the package."""
    return f"{WHOLE_FOLDER}/{session.package_name}.mp3"


def build_session_texts(package: PackageFacts) -> dict[str, bytes]:
    """Path → content of the texts that only a session has, and of those that say more there."""
    texts = {
        GUIDE: build_session_guide(package),
        XSPF: build_xspf(package),
        SCHEDULE: build_session_schedule(package),
    }
    return {path: text.encode() for path, text in texts.items()}


def build_xspf(package: PackageFacts) -> str:
    """XSPF, version 1 (https://www.xspf.org/spec): the pieces by their places relative to the playlist."""
    session = get_session(package)
    creator = one_line(session.station)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
        f"  <title>{_escape(package.title)}</title>",
        *([f"  <creator>{_escape(creator)}</creator>"] if creator else []),
        f"  <date>{format_instant(session.starts)}</date>",
        "  <trackList>",
    ]
    for number, (name, piece) in enumerate(zip(package.sound_names, package.pieces, strict=True), 1):
        lines += [
            "    <track>",
            f"      <location>{name}</location>",
            f"      <title>{_escape(piece.title)}</title>",
            f"      <trackNum>{number}</trackNum>",
            f"      <duration>{piece.duration_ms}</duration>",
            "    </track>",
        ]
    return "\n".join([*lines, "  </trackList>", "</playlist>"]) + "\n"


def build_session_schedule(package: PackageFacts) -> str:
    """CSV as a Vietnamese Excel opens it at a click, one row a piece with the time at which it is played."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(_list_columns())
    for index in range(len(package.pieces)):
        writer.writerow(_list_cells(package, index))
    return "\ufeff" + sheet.getvalue()


def build_session_guide(package: PackageFacts) -> str:
    """What the operator must know before playing, and how a copy is checked with whatever a machine has."""
    session = get_session(package)
    count, total = len(package.pieces), format_duration(package.duration_ms)
    lines = [
        one_line(package.title),
        "",
        _("Session: %(time)s on %(day)s.") % {"time": f"{session.starts:%H:%M}", "day": format_day(session.starts)},
        _("Where: %(clusters)s.") % {"clusters": describe_clusters(session)},
        _("%(count)d pieces, %(duration)s in all.") % {"count": count, "duration": total},
        *build_notices(package),
        "",
        _("How to use it"),
        _("1. Unpack everything into one folder, on the computer or on a USB stick."),
        _("2. Open playlist.m3u8 or playlist.xspf in the player, or play the numbered files in their order."),
        _("3. %(file)s is the whole session in one file: play either that one or the pieces.")
        % {"file": name_whole(session)},
        _("4. phieu-phat.pdf is for printing, lich-phat.csv for Excel; kich-ban holds what is said."),
        "",
        _("How to check a copy"),
        _("Open a command window in the folder that it was unpacked to, and type one of these lines:"),
        _("- where Python is installed: python3 kiem-tra.py (on Windows: py kiem-tra.py)"),
        _("- on Linux: sha256sum -c SHA256SUMS"),
        _("- on a Mac: shasum -a 256 -c SHA256SUMS"),
        _("- on Windows without Python: certutil -hashfile NAME SHA256, file by file; compare with SHA256SUMS."),
        _("When a file is damaged or missing, delete the folder and copy or download the package again."),
        "",
        _("The sound is prepared for horn loudspeakers (mono, narrow band). Do not raise its level further."),
    ]
    return with_windows_line_ends(lines)


def build_manifest_json(package: PackageFacts, whole: WholeFacts, files: Mapping[str, FileFacts]) -> bytes:
    """The package for programs: what is played when, and every file but this one and the checksums."""
    session = get_session(package)
    values: dict[str, Json] = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "name": session.package_name,
        "title": one_line(package.title),
        "station": one_line(session.station),
        "starts": format_instant(session.starts),
        "clusters": [one_line(cluster) for cluster in session.clusters],
        "is_sample": package.is_sample,
        "duration_ms": package.duration_ms,
        "whole": {
            "file": name_whole(session),
            "duration_ms": whole.duration_ms,
            "integrated_lufs": whole.integrated_lufs,
        },
        "pieces": [_describe_piece(package, index) for index in range(len(package.pieces))],
        "files": [
            {"path": path, "size_bytes": file.size_bytes, "sha256": file.sha256} for path, file in sorted(files.items())
        ],
    }
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def get_session(package: PackageFacts) -> BroadcastSession:
    """What the package is made for; `ValueError` when that is no session."""
    if package.session is None:
        raise ValueError("a package without a session")
    return package.session


def describe_class(broadcast_class: BroadcastClass) -> str:
    """One of the three classes, in words."""
    labels = {
        BroadcastClass.NORMAL: _("normal"),
        BroadcastClass.PRIORITY: _("priority"),
        BroadcastClass.EMERGENCY: _("emergency"),
    }
    return labels[broadcast_class]


def describe_clusters(session: BroadcastSession) -> str:
    """Where it is played, in words."""
    return ", ".join(one_line(cluster) for cluster in session.clusters) or _("all loudspeakers")


def format_day(day: date | None) -> str:
    """`24/11/2026`; empty for none."""
    return f"{day:%d/%m/%Y}" if day is not None else ""


def format_instant(local: datetime) -> str:
    """A time on the wall as an instant, `2026-11-24T05:30:00+07:00`."""
    return f"{local.isoformat(timespec='seconds')}{UTC_OFFSET}"


def _list_columns() -> list[str]:
    return [
        _("No."),
        _("Day"),
        _("Starts at"),
        _("File"),
        _("Title"),
        _("Duration"),
        _("Class"),
        _("Voice"),
        _("Loudness (LUFS)"),
        _("Where"),
        _("Written by"),
        _("Approved by"),
        _("Approved on"),
        _("Last day"),
    ]


def _list_cells(package: PackageFacts, index: int) -> list[str]:
    piece, starts = package.pieces[index], package.compute_clock(package.starts_ms[index])
    return [
        str(index + 1),
        format_day(starts),
        f"{starts:%H:%M:%S}",
        package.sound_names[index],
        neutralise_formula(one_line(piece.title)),
        format_duration(piece.duration_ms),
        describe_class(piece.broadcast_class),
        describe_voice(piece),
        format_lufs(piece),
        neutralise_formula(describe_clusters(get_session(package))),
        *(neutralise_formula(one_line(cell)) for cell in _describe_approval(piece)),
        format_day(piece.expires),
    ]


def _describe_approval(piece: PieceFacts) -> list[str]:
    approval = piece.approval
    return [approval.author, approval.approver, format_day(approval.approved)] if approval is not None else [""] * 3


def _describe_piece(package: PackageFacts, index: int) -> Json:
    piece, start_ms = package.pieces[index], package.starts_ms[index]
    approval = piece.approval
    return {
        "number": index + 1,
        "file": package.sound_names[index],
        "script": package.script_names[index],
        "title": one_line(piece.title),
        "starts": format_instant(package.compute_clock(start_ms)),
        "start_ms": start_ms,
        "duration_ms": piece.duration_ms,
        "class": piece.broadcast_class.value,
        "has_synthetic_voice": piece.has_synthetic_voice,
        "integrated_lufs": piece.integrated_lufs,
        "expires": piece.expires.isoformat() if piece.expires is not None else None,
        "author": one_line(approval.author) if approval is not None else None,
        "approver": one_line(approval.approver) if approval is not None else None,
        "approved": approval.approved.isoformat() if approval is not None else None,
    }


def _escape(text: str) -> str:
    """A text on one line for XML, without the two code points that XML forbids besides the controls."""
    return html.escape(one_line(text).translate({0xFFFE: None, 0xFFFF: None}), quote=False)
