"""The page on which an editor hears the captions of a recording, corrects and confirms them.

A plain form with times and texts; a script adds buttons that play from a cue and set its times.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtailmedia import get_permission_policy

from cms.accounts.models import User
from cms.media.captions_draft import (
    CaptionsState,
    align_anew,
    as_draft_cues,
    cancel_alignment,
    confirm,
    is_being_aligned,
    load_state,
    save_draft,
)
from cms.media.captions_forms import BaseCueFormSet, CaptionsImportForm, build_formset
from cms.media.errors import CaptionsConflictError
from cms.media.models import MediaAsset
from cms.media.presentation import describe_asset


def review(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """Show the cues; keep them as a draft, or confirm them."""
    asset = _get_recording(media_id)
    if not _may_change(request, asset):
        return permission_denied(request)
    state = load_state(asset)
    duration_ms = describe_asset(asset).duration_ms
    if request.method != "POST":
        formset = build_formset(state.cues)
        return _render(request, asset, state, formset)
    formset = build_formset((), request.POST, duration_ms=duration_ms)
    if not formset.is_valid():
        messages.error(request, _("The captions could not be saved. See the message beside the cue."))
        return _render(request, asset, state, formset, version=request.POST.get("version", ""))
    try:
        return _save(request, asset, formset)
    except CaptionsConflictError as error:
        messages.error(request, str(error))
        return _render(request, asset, load_state(asset), formset, is_conflict=True)


@require_POST
def import_captions(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """Begin with a file: its cues become the draft, or its text the script, which is then aligned."""
    asset = _get_recording(media_id)
    if not _may_change(request, asset):
        return permission_denied(request)
    form = CaptionsImportForm(request.POST, request.FILES)
    if not form.is_valid():
        state = load_state(asset)
        messages.error(request, _("The file could not be used. See the message beside the field."))
        return _render(request, asset, state, build_formset(state.cues), import_form=form)
    if form.cues:
        save_draft(asset, as_draft_cues(form.cues), version=None)
        messages.success(request, _("The captions are read. Listen to them, then confirm them."))
    else:
        asset.script = form.text.strip()
        asset.save()
        align_anew(asset)
        messages.success(request, _("The text is read. Its times are being looked for in the recording."))
    return redirect("media_captions", asset.pk)


@require_POST
def start_anew(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """Drop the draft; the script is aligned again when there are no captions."""
    asset = _get_recording(media_id)
    if not _may_change(request, asset):
        return permission_denied(request)
    align_anew(asset)
    messages.success(request, _("The draft is dropped."))
    return redirect("media_captions", asset.pk)


@require_POST
def stop_aligning(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """Stop looking for the times of the script."""
    asset = _get_recording(media_id)
    if not isinstance(request.user, User) or not _may_change(request, asset):
        return permission_denied(request)
    if cancel_alignment(asset, request.user):
        messages.success(request, _("The times are no longer looked for."))
    else:
        messages.warning(request, _("There was nothing to cancel: it had ended before."))
    return redirect("media_captions", asset.pk)


def _get_recording(media_id: int) -> MediaAsset:
    """An uploaded recording or video; the built-in voice needs no captions but its own."""
    return get_object_or_404(MediaAsset.objects.exclude(source_sha256=""), pk=media_id)


def _save(request: HttpRequest, asset: MediaAsset, formset: BaseCueFormSet) -> HttpResponseBase:
    cues, version = formset.list_cues(), request.POST.get("version", "")
    if "confirm" not in request.POST:
        save_draft(asset, cues, version=version)
        messages.success(request, _("The draft is saved. It is not on the site until you confirm it."))
        return redirect("media_captions", asset.pk)
    if not cues:
        messages.error(request, _("There is no cue to confirm."))
        return redirect("media_captions", asset.pk)
    confirm(asset, cues, version=version)
    messages.success(request, _("The captions are confirmed. They go on the site with the recording's new files."))
    return redirect("wagtailmedia:edit", asset.pk)


def _may_change(request: HttpRequest, asset: MediaAsset) -> bool:
    return bool(get_permission_policy().user_has_permission_for_instance(request.user, "change", asset))


def _render(
    request: HttpRequest,
    asset: MediaAsset,
    state: CaptionsState,
    formset: BaseCueFormSet,
    *,
    import_form: CaptionsImportForm | None = None,
    is_conflict: bool = False,
    version: str = "",
) -> HttpResponse:
    """Args: version: what the editor began with, when it is not what there is now."""
    status = describe_asset(asset)
    context = {
        "media": asset,
        "state": state,
        "formset": formset,
        "import_form": import_form or CaptionsImportForm(),
        "player": next((row for row in status.rows if row.player), None),
        "is_being_aligned": is_being_aligned(asset),
        "is_conflict": is_conflict,
        "version": version or state.version,
    }
    return render(request, "media/captions_review.html", context)
