"""The site as a build sees it: every page it has, each rendered when it is asked for.

`Site` joins the index, which answers what the documents are, with the renderer, which makes pages of them. It holds no
document: lists are questions to the index, a body is read when its page is rendered, and what a page depends on is what
it asks the `Library`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pydantic import ValidationError

from site_builder.building.addresses import TakenAddresses
from site_builder.building.ended_addresses import load_ended_addresses, plan_rules
from site_builder.building.installing import build_state_dir
from site_builder.building.media_files import MediaFiles
from site_builder.building.news_feeds import NewsFeeds
from site_builder.building.outputs import Output, Stage
from site_builder.building.podcast_feeds import PodcastFeeds
from site_builder.building.search_index import iter_search_files
from site_builder.building.share_cards import keep_card
from site_builder.building.site_lists import SITE_OWNER, SiteList, iter_site_lists
from site_builder.building.sitemap import SitemapEntry, build_robots, build_sitemaps
from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter
from site_builder.errors import RenderError, SiteBuilderError, SiteProblemsError, ThemeError
from site_builder.index import Index
from site_builder.listings import count_pages
from site_builder.messages import _, load_translations
from site_builder.redirect_rules import GONE, RedirectRule, serialise_rules
from site_builder.rendering import Renderer
from site_builder.rendering.feed_links import link_news_feed
from site_builder.rendering.library import Selection
from site_builder.rendering.page import Listing, RenderedPage
from site_builder.rendering.selections import SelectedDocuments
from site_builder.rendering.share import build_share_card
from site_builder.rendering.words import KIND_NAMES
from site_builder.search.files import SEARCH_ADDRESS
from site_builder.settings import FILE_NAME, SiteSettings, load_settings

if TYPE_CHECKING:
    from site_builder.building.api import BuildConfig

EVERYTHING = Selection()
PLAIN_PAGES = Selection(kinds=(Kind.PAGE,))
DOCUMENTS = Selection(kinds=tuple(kind for kind in Kind if kind is not Kind.PAGE))
LIST_KINDS = (Kind.HOME, Kind.TOPIC, Kind.SHOW)
"""Documents whose own page is the front of a list."""

INDEX_NAME = "index.sqlite"
SEARCH_NAME = "search.sqlite"
ERROR_STATUSES = (404, 410)
FAVICON = "favicon.ico"
"""Browsers ask for it at the root, whatever a page says."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site, not yet rendered."""

    address: str
    stage: Stage
    owner: str
    """The document's file below `content/`, or who else it belongs to; for messages."""
    render: Callable[[], str]
    """Its HTML; raises `SiteBuilderError` with the owner's path."""


class Site:
    """Everything that one build puts into the output folder."""

    def __init__(self, config: BuildConfig, settings: SiteSettings, index: Index) -> None:
        self.settings = settings
        self._config = config
        self._index = index
        self._renderer = Renderer(config.theme, settings, index, config.media_store)
        self._media = MediaFiles(config.media_store)
        self._translate = load_translations(settings.language).gettext
        self._podcasts = PodcastFeeds(index, settings, config.media_store, self._media, config.cache / "covers")

    @classmethod
    def load(cls, config: BuildConfig) -> Site:
        """Read what changed in `content/` and in the media store since the last time.

        Raises:
            SiteProblemsError: documents are not valid, or name what is not there.
        """
        settings = _load_settings(config)
        index = Index.open(build_state_dir(config.cache, config.content) / INDEX_NAME)
        index.refresh(config.content, config.media_store)
        problems = index.find_problems()
        if problems:
            raise SiteProblemsError(problems)
        return cls(config, settings, index)

    def count(self) -> int:
        """How many pages there are to render."""
        lists = sum(count_pages(len(each.entries)) - (each.document is not None) for each in self._iter_lists())
        return self._index.count_documents(EVERYTHING) + lists + 1 + len(ERROR_STATUSES) + len(self._rules)

    def list_documents(self) -> SelectedDocuments:
        """All documents but plain pages."""
        return SelectedDocuments(self._index, DOCUMENTS)

    def list_plain_pages(self) -> SelectedDocuments:
        """The plain pages."""
        return SelectedDocuments(self._index, PLAIN_PAGES)

    def iter_documents(self) -> Iterator[Page]:
        """The page of each document but plain pages."""
        return map(self._build_document_page, self.list_documents())

    def iter_plain_pages(self) -> Iterator[Page]:
        """The plain pages, the pages that say that nothing is here, and that of the search."""
        yield from map(self._build_document_page, self.list_plain_pages())
        for status in ERROR_STATUSES:
            render = partial(self._renderer.render_error_page, status)
            yield self._build_page(f"/{status}.html", Stage.PAGES, SITE_OWNER, render)
        yield self._build_page(SEARCH_ADDRESS, Stage.LISTINGS, SITE_OWNER, self._renderer.render_search_page)

    def iter_listings(self) -> Iterator[Page]:
        """The pages of all lists, but for those that are documents."""
        for site_list in self._iter_lists():
            for listing in site_list.iter_pages():
                yield self._build_listing_page(site_list, listing)

    def iter_ended_addresses(self) -> Iterator[Page]:
        """What stands where pages have ended, for hosts that know no rules."""
        for rule in self._rules:
            yield self._build_page(rule.address, Stage.FEEDS, SITE_OWNER, partial(self._render_ended, rule))

    def iter_feeds(self) -> Iterator[tuple[str, bytes]]:
        """Feeds, sitemap, the search's files, robots and the rules of ended addresses, by path below the output."""
        yield from NewsFeeds(self._index, self.settings).iter_files(self._home)
        yield from self._podcasts.iter_files()
        yield from build_sitemaps(self._iter_sitemap_entries(), self.settings.base_url).items()
        database = build_state_dir(self._config.cache, self._config.content) / SEARCH_NAME
        yield from iter_search_files(database, self._index, self._translate)
        yield "robots.txt", build_robots(self.settings.base_url)
        yield "_redirects", serialise_rules(self._rules).encode()

    def iter_assets(self) -> Iterator[Output]:
        """Theme files, share cards, covers and media; call it after everything else is rendered."""
        for path, content in self._renderer.static.contents.items():
            yield Output(path, Stage.ASSETS, content, SITE_OWNER)
        favicon = self._config.theme / "static" / FAVICON
        if favicon.is_file():
            yield Output(FAVICON, Stage.ASSETS, favicon.read_bytes(), SITE_OWNER)
        yield from map(self._build_share_card, SelectedDocuments(self._index, EVERYTHING))
        yield from self._podcasts.iter_covers()
        yield from self._media.iter_outputs()

    @cached_property
    def _home(self) -> FrontMatter:
        found = self._index.list_documents(Selection(kinds=(Kind.HOME,)), limit=1)
        if not found:
            raise SiteBuilderError(_("The site has no first page: there must be one document in content/home/."))
        return found[0]

    @cached_property
    def _rules(self) -> list[RedirectRule]:
        taken = TakenAddresses(self._index, self._iter_lists)
        return plan_rules(load_ended_addresses(self._config.content), taken)

    def _iter_lists(self) -> Iterator[SiteList]:
        return iter_site_lists(self._index, self._translate, link_news_feed(self.settings.title))

    def _build_document_page(self, meta: FrontMatter) -> Page:
        stage = Stage.LISTINGS if meta.kind in LIST_KINDS else Stage.PAGES
        return self._build_page(meta.address, stage, meta.content_path, partial(self._render_document, meta.ref))

    def _build_listing_page(self, site_list: SiteList, listing: Listing) -> Page:
        render = partial(self._renderer.render_listing, listing)
        return self._build_page(listing.page.address, Stage.LISTINGS, site_list.owner, render)

    def _build_page(self, address: str, stage: Stage, owner: str, render: Callable[[], RenderedPage]) -> Page:
        return Page(address, stage, owner, partial(self._render, owner if owner != SITE_OWNER else address, render))

    def _render(self, path: str, render: Callable[[], RenderedPage]) -> str:
        try:
            rendered = render()
        except ThemeError as error:
            raise RenderError(path, str(error)) from error
        self._media.use(rendered.media_paths, path)
        return rendered.html

    def _render_document(self, ref: str) -> RenderedPage:
        return self._renderer.render_document(self._index.load_document(ref))

    def _render_ended(self, rule: RedirectRule) -> RenderedPage:
        if rule.status == GONE:
            return self._renderer.render_error_page(GONE)
        return self._renderer.render_moved_page(rule.target)

    def _build_share_card(self, meta: FrontMatter) -> Output:
        card = build_share_card(meta, self.settings.title)
        path = keep_card(card, self._translate(KIND_NAMES[meta.kind]), self._config.cache / "share-cards")
        return Output(card.address.lstrip("/"), Stage.ASSETS, path, meta.content_path)

    def _iter_sitemap_entries(self) -> Iterator[SitemapEntry]:
        """Lists first, for there are always the same, then documents from the oldest: only the last shard grows."""
        for site_list in self._iter_lists():
            if site_list.document is None and site_list.kind is not None:
                yield SitemapEntry(self.settings.base_url + site_list.address)
        for meta in reversed(SelectedDocuments(self._index, EVERYTHING)):
            yield SitemapEntry(self.settings.base_url + meta.address, meta.updated)


def _load_settings(config: BuildConfig) -> SiteSettings:
    """The settings of the content, for the place where this build will stand."""
    settings = load_settings(config.content / FILE_NAME)
    if config.base_url is None:
        return settings
    try:
        return SiteSettings.model_validate(settings.model_dump() | {"base_url": config.base_url})
    except ValidationError as error:
        raise SiteBuilderError(
            _("The site cannot stand at %(url)s: give an address such as https://luat.example.vn.")
            % {"url": config.base_url}
        ) from error
