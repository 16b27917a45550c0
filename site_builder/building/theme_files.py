"""The files of a theme as files of the site, with what the host is told of them and what stands at the root."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.building.outputs import Output, Stage
from site_builder.building.response_headers import HEADERS_NAME, build_headers
from site_builder.rendering.offline_view import LEAVING_WORKER
from site_builder.rendering.static_files import WORKER_NAME, StaticFiles
from site_builder.settings import SiteSettings

FAVICON = "favicon.ico"
"""Browsers ask for it at the root, whatever a page says."""


def iter_theme_files(static: StaticFiles, settings: SiteSettings, owner: str) -> Iterator[Output]:
    """The files."""
    for path, content in static.contents.items():
        yield Output(path, Stage.ASSETS, content, owner)
    styles = (static.inline_css, static.plain_css, *([static.text_css] if settings.text_edition else ()))
    embed_css = static.embed_css if settings.embeds else None
    headers = build_headers(dict.fromkeys(styles), embed_css, settings.feedback_origin)
    yield Output(HEADERS_NAME, Stage.ASSETS, headers, owner)
    worker = static.worker if settings.offline else LEAVING_WORKER
    yield Output(WORKER_NAME, Stage.ASSETS, worker, owner)
    favicon = static.theme / "static" / FAVICON
    if favicon.is_file():
        yield Output(FAVICON, Stage.ASSETS, favicon.read_bytes(), owner)
