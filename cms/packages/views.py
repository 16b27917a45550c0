"""The page of a session's package, its files at addresses that stay, and the button that has it made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from cms.accounts.models import User
from cms.broadcasts.loading import load_schedule
from cms.broadcasts.schedule.calendar_feed import write_length
from cms.broadcasts.schedule.clock import to_ward_time
from cms.media import pipeline
from cms.media.presentation import describe_asset
from cms.media.serving import serve_renewed
from cms.packages.contents import Contents, find_start_of_today, plan_contents
from cms.packages.keeping import holds, make_package
from cms.packages.models import SessionPackage, SessionPiece
from cms.packages.naming import name_package, parse_name
from media_pipeline.manifest import MediaRecord, Rendition, RenditionRole

SEE, MAKE = "broadcasts.view_scheduledentry", "broadcasts.change_scheduledentry"
"""Whoever may see and change the schedule may see and make the packages of its sessions."""
_ROLES = {"zip": RenditionRole.PACKAGE, "mp3": RenditionRole.LOUDSPEAKER}


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece of the package, ready for a template."""

    title: str
    length: str
    src: str
    """What its player plays; empty while its recording is not made."""
    has_synthetic_voice: bool
    author: str
    approver: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the package at its address that stays."""

    href: str
    file_name: str
    size_bytes: int


@require_http_methods(["GET", "HEAD", "POST"])
def show_package(request: HttpRequest, name: str) -> HttpResponseBase:
    """Where the package of a session stands; `POST` has it made."""
    starts_at = _parse(name)
    if not request.user.has_perm(SEE):
        return permission_denied(request)
    package = SessionPackage.objects.filter(starts_at=starts_at).first()
    contents = _plan(starts_at, package)
    if request.method == "POST":
        return _make(request, name, contents)
    if package is None and contents is None:
        raise Http404(name)
    # files of an older version may hold what must not be played any more
    status = replace(describe_asset(package), rows=(), has_older_files=False) if package else None
    context = {
        "name": name,
        "starts_at": to_ward_time(starts_at),
        "package": package,
        "status": status,
        "is_current": _is_current(package, contents),
        "pieces": _list_pieces(package),
        "left_out": contents.left_out if contents else package.left_out if package else (),
        "remarks": contents.remarks if contents else (),
        "can_be_made": bool(contents and contents.pieces) and request.user.has_perm(MAKE),
        "files": _list_files(name, package) if package and _is_current(package, contents) else (),
        "week_href": f"{reverse('broadcast_week')}?tuan={to_ward_time(starts_at):%Y-%m-%d}",
    }
    return render(request, "packages/package.html", context)


@require_safe
def download(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """The ZIP or the whole session as MP3, if it is made from what the plan says now; else back to its page."""
    starts_at = _parse(name)
    if not request.user.has_perm(SEE):
        return permission_denied(request)
    package = SessionPackage.objects.filter(starts_at=starts_at).first()
    contents = _plan(starts_at, package)
    rendition = _find_file(package, suffix) if package and _is_current(package, contents) else None
    if rendition is None:
        messages.warning(request, _("This package is not ready. What is missing stands on its page."))
        return redirect("session_package", name)
    return serve_renewed(request, rendition)


def _parse(name: str) -> datetime:
    starts_at = parse_name(name)
    if starts_at is None:
        raise Http404(name)
    return starts_at


def _plan(starts_at: datetime, package: SessionPackage | None) -> Contents | None:
    """What the package is to hold; `None` when it stays as it is, since its session has begun, or cannot be made."""
    may_change = starts_at > timezone.now() or (package is None and starts_at >= find_start_of_today())
    return plan_contents(load_schedule(), starts_at) if may_change else None


def _make(request: HttpRequest, name: str, contents: Contents | None) -> HttpResponseBase:
    if not request.user.has_perm(MAKE) or not isinstance(request.user, User):
        return permission_denied(request)
    if contents is None:
        messages.error(request, _("This session has begun or is not planned any more: no package can be made of it."))
        return redirect("broadcast_week")
    package = make_package(contents, request.user)
    if package is None:
        messages.error(request, _("Nothing of this session may be played yet, so there is no package. See why below."))
    elif package.is_ready:
        messages.success(request, _("The package is ready: nothing has changed since it was made."))
    else:
        messages.success(request, _("The package is being made. You can go on working."))
    return redirect("session_package", name)


def _is_current(package: SessionPackage | None, contents: Contents | None) -> bool:
    """Whether the files may be played: ready, and of what the plan says now; once the session has begun, they stay."""
    return package is not None and package.is_ready and (contents is None or holds(package, contents))


def _list_pieces(package: SessionPackage | None) -> list[PieceRow]:
    pieces = package.pieces.select_related("asset") if package else SessionPiece.objects.none()
    return [_build_piece(piece) for piece in pieces]


def _build_piece(piece: SessionPiece) -> PieceRow:
    record = pipeline.load_record(piece.asset.asset_name) if piece.asset else None
    sound = _find_first(record, RenditionRole.LOUDSPEAKER)
    return PieceRow(
        title=piece.title,
        length=write_length(sound.duration_ms) if sound and sound.duration_ms else "",
        src=reverse("serve_rendition", args=(sound.site_path,)) if sound else "",
        has_synthetic_voice=bool(piece.asset and piece.asset.has_synthetic_voice),
        author=piece.author,
        approver=piece.approver,
    )


def _list_files(name: str, package: SessionPackage) -> list[FileRow]:
    found = [(suffix, _find_file(package, suffix)) for suffix in _ROLES]
    return [
        FileRow(reverse("session_package_file", args=(name, suffix)), f"{name}.{suffix}", file.size_bytes)
        for suffix, file in found
        if file is not None
    ]


def _find_file(package: SessionPackage, suffix: str) -> Rendition | None:
    return _find_first(pipeline.load_record(package.asset_name), _ROLES[suffix])


def _find_first(record: MediaRecord | None, role: RenditionRole) -> Rendition | None:
    return next(iter(record.with_role(role)), None) if record else None


def find_page_url(package: SessionPackage) -> str:
    """The page of a package."""
    return reverse("session_package", args=(name_package(package.starts_at),))
