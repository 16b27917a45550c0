"""The files of a page: itself, the media that it links, its text edition, its poster, what other sites show of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.building.media_files import MediaFiles
from site_builder.building.outputs import Linked, Output, Stage, build_page_path
from site_builder.rendering.page import RenderedPage
from site_builder.rendering.poster import Poster
from site_builder.rendering.poster_sheet import keep_poster
from site_builder.rendering.text_edition import TEXT_FOLDER


class PageFiles:
    """Makes outputs of rendered pages.

    Args:
        drawn: the folder of drawn posters.
    """

    def __init__(self, media: MediaFiles, drawn: Path) -> None:
        self._media = media
        self._drawn = drawn

    def measure_poster(self, poster: Poster) -> int:
        """How large the file of a poster is, in bytes; it is drawn when it was not yet."""
        return keep_poster(poster, self._drawn).stat().st_size

    def iter_outputs(self, page: RenderedPage, address: str, stage: Stage, owner: str, path: str) -> Iterator[Output]:
        """Its files.

        Args:
            path: what a message names when a file of the media is missing.
        """
        yield from self._media.iter_outputs(page.media_paths, path)
        yield Output(build_page_path(address), stage, page.html.encode(), owner)
        if page.text:
            yield Output(f"{TEXT_FOLDER}{build_page_path(address)}", Stage.TEXT, page.text.encode(), owner)
        if poster := page.poster:
            source = Linked(str(keep_poster(poster, self._drawn)))
            yield Output(poster.address.lstrip("/"), Stage.ASSETS, source, owner)
        if embed := page.embed:
            # after the page that it leads to; its description before the page that names it
            yield Output(build_page_path(embed.address), Stage.LISTINGS, embed.html.encode(), owner)
            yield Output(embed.oembed_address.lstrip("/"), Stage.ASSETS, embed.oembed, owner)
