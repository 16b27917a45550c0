"""What the command line does with loudspeaker packages: make one of recordings, check one, copy one to a USB stick."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from media_pipeline.errors import ManifestError
from media_pipeline.jobs.process import Progress
from media_pipeline.local_files import LocalAssets, open_local_assets
from media_pipeline.manifest import Approval, BroadcastSession, MediaRecord, RenditionRole
from media_pipeline.messages import _
from media_pipeline.packing.kiem_tra import count_files, find_problems
from media_pipeline.packing.usb import UsbCopy, copy_to_usb

Report = Callable[[Progress], None]


def add_package_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `package`."""
    parser.add_argument("files", type=Path, nargs="+", help="recordings in their order; X.txt beside X is its script")
    parser.add_argument("--title", required=True)
    parser.add_argument("-o", "--output", type=Path, required=True, help=".zip")
    session = parser.add_argument_group("a session", "with --starts, the package is made for one broadcast")
    session.add_argument("--starts", type=datetime.fromisoformat, metavar="YYYY-MM-DDTHH:MM", help="time in Vietnam")
    session.add_argument("--station", default="", help="who broadcasts")
    session.add_argument("--cluster", action="append", default=[], help="where it is played; may be given often")
    session.add_argument("--author", help="who has written it")
    session.add_argument("--approver", help="who has approved it: another person")
    session.add_argument("--approved", type=date.fromisoformat, metavar="YYYY-MM-DD")


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `verify`."""
    parser.add_argument("package", type=Path, help="a ZIP, or the folder that it was unpacked to")


def add_copy_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `copy`."""
    parser.add_argument("package", type=Path, help="a ZIP")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the USB stick is mounted")


def make_package(arguments: argparse.Namespace, report: Report) -> tuple[MediaRecord, Path]:
    """Make a package of recordings and put its ZIP where it is wanted.

    Raises:
        ManifestError: the session is not complete, or not approved by another person.
        MediaError: it cannot be made.
    """
    session = _build_session(arguments) if arguments.starts is not None else None
    with open_local_assets(report) as assets:
        names = [_make_piece(assets, path) for path in arguments.files]
        record = assets.make(assets.add_package(names, title=arguments.title, session=session))
        return record, assets.copy_only(record, RenditionRole.PACKAGE, arguments.output)


def check_package(path: Path) -> tuple[list[str], str]:
    """What is wrong with a package, and a sentence for when nothing is."""
    problems = [problem.sentence for problem in find_problems(path)]
    if problems:
        return problems, ""
    sentence = _("%(path)s is in order: %(count)d files checked, none is missing or changed.")
    return [], sentence % {"path": path, "count": count_files(path)}


def copy_package(path: Path, stick: Path, report: Report) -> tuple[UsbCopy, str]:
    """Copy a package to a stick; what was done, as values and as a sentence.

    Raises:
        PackageError: the package or its copy is not in order, the stick is not there or too small.
    """
    copy = copy_to_usb(path, stick, lambda fraction, message: report(Progress(int(100 * fraction), message)))
    if copy.was_there:
        sentence = _("%(folder)s already holds this package; all %(count)d files were read and are in order.")
    else:
        sentence = _(
            "%(count)d files (%(size)s MB) were copied to %(folder)s, flushed, read back and found in order. "
            "Eject the stick before you pull it out."
        )
    size = f"{copy.size_bytes / 1e6:.1f}".replace(".", ",")
    return copy, sentence % {"folder": copy.folder, "count": copy.file_count, "size": size}


def _build_session(arguments: argparse.Namespace) -> BroadcastSession:
    try:
        approval = Approval(author=arguments.author, approver=arguments.approver, approved=arguments.approved)
        return BroadcastSession(
            starts=arguments.starts,
            station=arguments.station,
            clusters=tuple(arguments.cluster),
            approval=approval,
        )
    except ValidationError as error:
        raise ManifestError(
            _("A session needs --starts in whole minutes, --author, --approver (another person) and --approved.")
        ) from error


def _make_piece(assets: LocalAssets, path: Path) -> str:
    script = path.with_suffix(".txt")
    name = assets.add_file(path, script=script if script.exists() else None)
    assets.make(name)
    return name
