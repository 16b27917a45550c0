"""The live preview: a draft through the renderer of the site, inside Wagtail's preview panel.

wagtail-headless-preview keeps the draft and signs a token; `views.py` is its client. A token says nothing of its age
limit, so that is checked here, and rows are pruned by a tick.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.utils.translation import gettext as _
from wagtail_headless_preview.models import PagePreview

from cms.core.models import BasePage
from cms.core.slugs import build_slug
from cms.media import pipeline
from cms.media.asset import find_asset
from cms.publishing import content_files
from cms.publishing.assets import describe_unready, list_needed_assets, list_unready_assets
from cms.publishing.errors import PublishingError
from cms.publishing.mapping.references import References
from cms.publishing.models import Publication
from cms.publishing.preview_modes import PreviewMode
from cms.publishing.pruning import prune
from cms.publishing.publisher.build import get_build_cache
from cms.publishing.snapshot import build_snapshot
from media_pipeline.manifest import MediaManifest
from site_builder.documents.model import ContentDocument

DEFAULT_MAX_AGE_S = 3600


class PreviewError(PublishingError):
    """There is no such preview, or no longer."""


class PreviewNotReadyError(PublishingError):
    """The draft cannot be shown yet; `str` says why."""


def get_max_age_s() -> int:
    """How many seconds a preview's address works (`PREVIEW_MAX_AGE_S`)."""
    return int(getattr(settings, "PREVIEW_MAX_AGE_S", DEFAULT_MAX_AGE_S))


def load_draft(content_type: str, token: str) -> BasePage:
    """The draft behind a preview's address.

    Raises:
        PreviewError: the token is forged, too old or forgotten.
    """
    try:
        page_class = apps.get_model(content_type)
    except (LookupError, ValueError):
        raise PreviewError(_("There is no such preview.")) from None
    if not issubclass(page_class, BasePage):
        raise PreviewError(_("There is no such preview."))
    try:
        page_class.get_preview_signer().unsign(token, max_age=get_max_age_s())
        page = page_class.get_page_from_preview_token(token)
    except SignatureExpired:
        raise PreviewError(_("This preview is too old. Open it again from the editor.")) from None
    except BadSignature:
        raise PreviewError(_("There is no such preview.")) from None
    if page is None:
        raise PreviewError(_("This preview is too old. Open it again from the editor."))
    return page


def render_draft(page: BasePage, mode: PreviewMode = PreviewMode.PAGE) -> str:
    """The page as residents would see it, with a banner that says that it is a preview.

    Args:
        mode: what of it is shown.

    Raises:
        PublishingError: the draft lacks something; `str` says what.
    """
    _fill_gaps(page)
    document = build_snapshot(page, References()).document
    available = set(Publication.objects.exclude(ref="").values_list("ref", flat=True)) | {document.meta.ref}
    pruned, _notes = prune(document, available.__contains__)
    pruned = _leave_out_package(pruned)
    if mode is PreviewMode.EASY_READ and not getattr(pruned.meta, "easy_read", ()):
        raise PreviewNotReadyError(_("This page has no easy-read version yet: add a part to it."))
    return _render(pruned, _list_manifests(pruned), mode)


def prune_previews() -> None:
    """Forget previews that no token opens any more."""
    PagePreview.garbage_collect()
    oldest = dt.datetime.now(tz=dt.UTC) - dt.timedelta(seconds=get_max_age_s())
    PagePreview.objects.filter(created_at__lt=oldest.date()).delete()


def _fill_gaps(page: BasePage) -> None:
    """A new page may lack its title and slug while it is written."""
    page.title = page.title.strip() or _("Untitled")
    page.slug = page.slug or build_slug(page.title) or page.document_kind


def _leave_out_package(document: ContentDocument) -> ContentDocument:
    """The draft without a package that is made only when it is published: the preview waits for no such files."""
    name = getattr(document.meta, "package", None)
    if name is None or pipeline.is_ready(name):
        return document
    return document.model_copy(update={"meta": document.meta.model_copy(update={"package": None})})


def _list_manifests(document: ContentDocument) -> list[MediaManifest]:
    names = list_needed_assets(document)
    unready = list_unready_assets(names)
    if unready:
        title, error = describe_unready(unready)[0]
        sentence = error or _("its files are being made, look again in a moment")
        raise PreviewNotReadyError(f"{title}: {sentence}")
    return [pipeline.build_manifest(asset) for name in names if (asset := find_asset(name)) is not None]


def _render(document: ContentDocument, manifests: list[MediaManifest], mode: PreviewMode) -> str:
    # The renderer is loaded where it is needed, so that the admin starts without it.
    from site_builder.errors import SiteBuilderError
    from site_builder.rendering import render_preview
    from site_builder.settings import load_settings

    content_dir = content_files.get_content_dir()
    try:
        html: str = render_preview(
            document,
            content_dir=content_dir,
            media_store=pipeline.get_store_dir(),
            theme=Path(settings.THEME_DIR),
            settings=load_settings(content_dir / "site.yaml"),
            extra_manifests=manifests,
            cache=get_build_cache(),
            site_url=settings.SITE_BASE_URL,
            mode=mode,
        )
    except SiteBuilderError as error:
        raise PreviewNotReadyError(str(error)) from error
    return html
