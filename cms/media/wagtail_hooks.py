"""The media library in the admin: our pages before wagtailmedia's, clips and packages as lists of their own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from cms.media import captions_review, views
from cms.media.models import Clip, MediaAsset, PackageAsset
from cms.media.presentation import AssetStatus, describe_asset
from cms.media.tus import UploadsView, UploadView


@hooks.register("register_admin_urls", order=-1)
def register_urls() -> list[URLPattern]:
    """These addresses are also wagtailmedia's; the first match wins."""
    return [
        path("media/edit/<int:media_id>/", views.edit),
        path("media/delete/<int:media_id>/", views.delete),
        path("media/clip/<int:media_id>/", views.make_clip, name="media_make_clip"),
        path("media/captions/<int:media_id>/", captions_review.review, name="media_captions"),
        path("media/captions/<int:media_id>/import/", captions_review.import_captions, name="media_captions_import"),
        path("media/captions/<int:media_id>/anew/", captions_review.start_anew, name="media_captions_anew"),
        path("media/captions/<int:media_id>/stop/", captions_review.stop_aligning, name="media_captions_stop"),
        path("media/retry/<str:model_name>/<int:pk>/", views.retry, name="media_retry"),
        path("media/cancel/<str:model_name>/<int:pk>/", views.cancel, name="media_cancel"),
        path("media/uploads/", UploadsView.as_view(), name="media_uploads"),
        path("media/uploads/<uuid:upload_id>/", UploadView.as_view(), name="media_upload"),
        path("media/status/<str:model_name>/<int:pk>/", views.show_status, name="media_status"),
    ]


class AssetFilesColumn(Column):
    """State of an asset and links to its files."""

    cell_template_name = "media/asset_files_cell.html"

    def get_value(self, instance: Clip | PackageAsset) -> AssetStatus:
        """What the template shows."""
        return describe_asset(instance)


class AssetEditView(EditView):
    """The page of a clip or a package."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what was made of it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "status": describe_asset(self.object)}


class AssetViewSet(SnippetViewSet):
    """What clips and packages share."""

    edit_view_class = AssetEditView
    edit_template_name = "media/asset_edit.html"
    list_display = ["__str__", AssetFilesColumn("files", label=_("Files"))]
    list_per_page = 30
    search_fields = ["title"]


class ClipViewSet(AssetViewSet):
    """Vertical clips."""

    model = Clip
    icon = "cut"
    menu_label = _("Vertical clips")


class PackageViewSet(AssetViewSet):
    """Loudspeaker packages."""

    model = PackageAsset
    icon = "folder-inverse"
    menu_label = _("Loudspeaker packages")


class BroadcastViewSetGroup(SnippetViewSetGroup):
    """What goes out beyond the web: loudspeakers and social media."""

    items = (PackageViewSet, ClipViewSet)
    menu_icon = "media"
    menu_label = _("Loudspeakers and clips")
    menu_name = "broadcast"
    menu_order = 320


register_snippet(BroadcastViewSetGroup)


@hooks.register("construct_media_chooser_queryset")
def leave_out_rehearsals(media: QuerySet[MediaAsset], request: HttpRequest) -> QuerySet[MediaAsset]:
    """Recordings of drafts go when the draft is published: nobody should build on them."""
    return media.filter(is_rehearsal=False)
