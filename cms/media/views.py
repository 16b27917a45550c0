"""Views of the media library that wagtailmedia does not have, or has for uploaded files only."""

from __future__ import annotations

from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.auth import permission_denied
from wagtail.models import ReferenceIndex
from wagtail.search.index import insert_or_update_object
from wagtailmedia import get_permission_policy
from wagtailmedia.forms import get_media_form
from wagtailmedia.views import media as stock_views

from cms.accounts.models import User
from cms.media.asset import Asset, list_asset_models
from cms.media.forms import ClipForm
from cms.media.jobs import cancel_processing, request_processing
from cms.media.models import MediaAsset
from cms.media.presentation import WITHOUT_BUTTONS, describe_asset


def edit(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """A recording's or video's page: its fields, what was made of it, and the form for a vertical clip."""
    asset = get_object_or_404(MediaAsset, pk=media_id)
    if not get_permission_policy().user_has_permission_for_instance(request.user, "change", asset):
        return permission_denied(request)
    form_class = get_media_form(MediaAsset)
    if request.method != "POST":
        return _render_edit(request, asset, form_class(instance=asset, user=request.user))
    form = form_class(request.POST, request.FILES, instance=asset, user=request.user)
    if not form.is_valid():
        messages.error(request, _("The recording could not be saved. See the message beside the field."))
        return _render_edit(request, MediaAsset.objects.get(pk=media_id), form)
    asset = form.save()
    insert_or_update_object(asset)
    messages.success(request, _("“%(title)s” is saved.") % {"title": asset.title})
    return redirect("wagtailmedia:edit", asset.pk)


def _render_edit(
    request: HttpRequest, asset: MediaAsset, form: object, clip_form: ClipForm | None = None
) -> HttpResponse:
    status = describe_asset(asset)
    context = {
        "media": asset,
        "form": form,
        "status": status,
        "clips": [(clip, describe_asset(clip)) for clip in asset.clips.all()],
        "clip_form": clip_form or ClipForm(source=asset, duration_ms=status.duration_ms),
        "user_can_delete": get_permission_policy().user_has_permission_for_instance(request.user, "delete", asset),
    }
    return render(request, "wagtailmedia/media/edit.html", context)


@require_POST
def make_clip(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """Cut a vertical clip out of a recording or video."""
    asset = get_object_or_404(MediaAsset, pk=media_id)
    if not request.user.has_perm("media.add_clip"):
        return permission_denied(request)
    form = ClipForm(request.POST, source=asset, duration_ms=describe_asset(asset).duration_ms)
    if not form.is_valid():
        messages.error(request, _("The clip could not be made. See the message beside the field."))
        return _render_edit(request, asset, get_media_form(MediaAsset)(instance=asset, user=request.user), form)
    clip = form.save()
    messages.success(request, _("The clip “%(title)s” is being made.") % {"title": clip.title})
    return redirect("wagtailmedia:edit", asset.pk)


@require_safe
def show_status(request: HttpRequest, model_name: str, pk: int) -> HttpResponseBase:
    """Where the making of an asset's files stands, as a part of a page."""
    asset = _get_asset(model_name, pk)
    if AdminURLFinder(request.user).get_edit_url(asset) is None:
        return permission_denied(request)
    status = describe_asset(asset, has_buttons=WITHOUT_BUTTONS not in request.GET)
    return render(request, "media/asset_status.html", {"status": status})


def _get_asset(model_name: str, pk: int) -> Asset:
    models = {model._meta.model_name: model for model in list_asset_models()}
    if model_name not in models:
        raise Http404(model_name)
    return get_object_or_404(models[model_name], pk=pk)


@require_POST
def retry(request: HttpRequest, model_name: str, pk: int) -> HttpResponseBase:
    """Enqueue the job of an asset that failed or was cancelled once more."""
    asset = _get_asset(model_name, pk)
    edit_url = AdminURLFinder(request.user).get_edit_url(asset)
    if edit_url is None:
        return permission_denied(request)
    request_processing(asset)
    messages.success(request, _("“%(title)s” is being made again.") % {"title": asset.title})
    return redirect(edit_url)


@require_POST
def cancel(request: HttpRequest, model_name: str, pk: int) -> HttpResponseBase:
    """Stop the making of an asset's files, whether it waits or runs."""
    asset = _get_asset(model_name, pk)
    edit_url = AdminURLFinder(request.user).get_edit_url(asset)
    if edit_url is None:
        return permission_denied(request)
    if isinstance(request.user, User) and cancel_processing(asset, request.user):
        messages.success(request, _("The making of “%(title)s” is cancelled.") % {"title": asset.title})
    else:
        messages.warning(request, _("There was nothing to cancel: it had ended before."))
    return redirect(edit_url)


def delete(request: HttpRequest, media_id: int) -> HttpResponseBase:
    """Refuse to delete what a page, a clip or a package still needs."""
    asset = get_object_or_404(MediaAsset, pk=media_id)
    if request.method == "POST" and ReferenceIndex.get_references_to(asset).exists():
        return _refuse_to_delete(request, asset)
    try:
        response: HttpResponseBase = stock_views.delete(request, media_id)
    except ProtectedError:  # used since the index of references was written
        return _refuse_to_delete(request, asset)
    return response


def _refuse_to_delete(request: HttpRequest, asset: MediaAsset) -> HttpResponse:
    messages.error(request, _("“%(title)s” is still used. Take it out of these pages first.") % {"title": asset.title})
    return redirect("wagtailmedia:media_usage", asset.pk)
