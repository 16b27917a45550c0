"""The documents of a shard of the sitemap, with the pictures and films that their pages show.

An asset whose files are not made is left out; its own page tells of it. What a page shows is one question for a whole
shard, so that a page that gains its first picture is noticed, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from media_pipeline.manifest import Rendition, RenditionRole
from site_builder.building.media_files import choose_picture
from site_builder.building.recording import RecordingLibrary
from site_builder.building.sitemap import SitemapEntry, SitemapFilm, SitemapPicture
from site_builder.index import ShownAsset
from site_builder.periods import Period
from site_builder.rendering.scope import MEDIA_PREFIX
from site_builder.settings import SiteSettings

_FILM_TYPE = "video/mp4"


class SitemapEntries:
    """The entries of a shard, each with what its page shows."""

    def __init__(self, library: RecordingLibrary, settings: SiteSettings) -> None:
        self._library = library
        self._base_url = settings.base_url

    def iter_period(self, period: Period) -> Iterator[SitemapEntry]:
        """Those of the documents of a time, from the oldest on."""
        shown: defaultdict[str, list[ShownAsset]] = defaultdict(list)
        for asset in self._library.list_shown_assets(period):
            shown[asset.address].append(asset)
        for address, updated in self._library.list_dates(period):
            assets = shown.get(address, ())
            pictures = (self._find_picture(asset) for asset in assets if not asset.is_film)
            films = (self._find_film(asset) for asset in assets if asset.is_film)
            yield SitemapEntry(
                self._base_url + address, updated, tuple(filter(None, pictures)), tuple(filter(None, films))
            )

    def _find_picture(self, asset: ShownAsset) -> SitemapPicture | None:
        picture = choose_picture(self._library.find_media(asset.name))
        return SitemapPicture(self._link(picture)) if picture else None

    def _find_film(self, asset: ShownAsset) -> SitemapFilm | None:
        """A film with its still; a search engine takes none without."""
        media, document = self._library.find_media(asset.name), self._library.find(asset.ref)
        if media is None or document is None:
            return None
        films = [each for each in media.record.with_role(RenditionRole.WEB) if each.media_type == _FILM_TYPE]
        stills = media.record.with_role(RenditionRole.POSTER)
        if not films or not stills:
            return None
        return SitemapFilm(
            title=document.title,
            description=document.summary or document.title,
            url=self._link(max(films, key=lambda each: min(each.width_px or 0, each.height_px or 0))),
            still_url=self._link(stills[0]),
            duration_s=round((media.record.duration_ms or 0) / 1000),
            published=document.published.isoformat(),
        )

    def _link(self, rendition: Rendition) -> str:
        return f"{self._base_url}{MEDIA_PREFIX}{rendition.site_path}"
