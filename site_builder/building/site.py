"""The site as a build sees it: every page it has, each rendered when it is asked for.

`Site` joins the index, which answers what the documents are, with the renderer, which makes pages of them. It holds no
document: lists are questions to the index, a body is read when its page is rendered, and what a page depends on is what
it asks the `Library`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from site_builder.building.addresses import TakenAddresses
from site_builder.building.ended_addresses import iter_beside, load_ended_addresses, plan_rules
from site_builder.building.list_parts import ListParts
from site_builder.building.media_files import MediaFiles
from site_builder.building.news_feeds import NewsFeeds
from site_builder.building.outputs import Linked, Output, Stage
from site_builder.building.page_files import PageFiles
from site_builder.building.parts import Family, Part, build_file_part
from site_builder.building.places import build_state_dir
from site_builder.building.planning import Plan
from site_builder.building.podcast_feeds import PodcastFeeds
from site_builder.building.recording import RecordingLibrary
from site_builder.building.search_index import SearchFiles, opening_search
from site_builder.building.session_feeds import SessionFeeds
from site_builder.building.share_cards import keep_card
from site_builder.building.site_lists import (
    SITE_OWNER,
    SiteList,
    iter_site_lists,
)
from site_builder.building.sitemap import (
    LISTS_PATH,
    PlannedShard,
    SitemapEntry,
    build_index,
    build_robots,
    build_shard,
    plan_shards,
)
from site_builder.building.sitemap_entries import SitemapEntries
from site_builder.building.state import BuildState, Fact
from site_builder.building.theme_files import iter_theme_files
from site_builder.documents.kinds import Kind, build_easy_read_address
from site_builder.documents.model import (
    ContentDocument,
    ExplainerFrontMatter,
    FrontMatter,
    ShowFrontMatter,
    TopicFrontMatter,
)
from site_builder.documents.pathways import build_step_address, read_steps
from site_builder.errors import RenderError, SiteBuilderError, ThemeError
from site_builder.index import Index
from site_builder.listings import PlannedPage
from site_builder.messages import _, load_translations
from site_builder.redirect_rules import GONE, RedirectRule, serialise_rules
from site_builder.rendering import Renderer
from site_builder.rendering.feed_links import link_news_feed
from site_builder.rendering.feedback_view import list_feedback_addresses
from site_builder.rendering.library import Selection
from site_builder.rendering.offline_view import OFFLINE_ADDRESS
from site_builder.rendering.page import RenderedPage
from site_builder.rendering.selections import EVERYTHING, SelectedDocuments
from site_builder.rendering.share import build_share_card
from site_builder.rendering.words import KIND_NAMES
from site_builder.search.files import SEARCH_ADDRESS
from site_builder.settings import SiteSettings

if TYPE_CHECKING:
    from site_builder.building.api import BuildConfig

HOMES = Selection(kinds=(Kind.HOME,))
SHOWS = Selection(kinds=(Kind.SHOW,))
PLAIN_PAGES = Selection(kinds=(Kind.PAGE,))
DOCUMENTS = Selection(kinds=tuple(kind for kind in Kind if kind is not Kind.PAGE))
LIST_KINDS = (Kind.HOME, Kind.TOPIC, Kind.SHOW, Kind.LAW)
"""Documents whose own page is the front of a list."""

CARDS_FOLDER = "share-cards"
"""Of the cache: share cards and posters."""
SEARCH_NAME = "search.sqlite"
SEARCH_EDITION = "search"
"""The fact of a state that tells which edition of the search's files it has."""
ERROR_STATUSES = (404, 410)


class Site:
    """Everything that one build puts into the output folder, as parts; those that need not be made are left out."""

    def __init__(
        self, config: BuildConfig, settings: SiteSettings, index: Index, plan: Plan, state: BuildState
    ) -> None:
        self.settings = settings
        self.library = RecordingLibrary(index)
        self.kept: set[str] = set()
        """Names of the parts that the site has and that were gone through; empty in a full build."""
        self.facts: dict[str, str] = {}
        """What the state is to note of this build beside its parts."""
        self._config = config
        self._index = index
        self._plan = plan
        self._state = state
        self._media = MediaFiles(config.media_store)
        self._files = PageFiles(self._media, config.cache / CARDS_FOLDER)
        self._renderer = Renderer(
            config.theme,
            settings,
            self.library,
            config.media_store,
            compiled=config.cache / "templates",
            has_text_edition=settings.text_edition,
            measure=self._files.measure_poster,
        )
        self._translate = load_translations(settings.language).gettext
        self._news = NewsFeeds(self.library, settings)
        self._sessions = SessionFeeds(self.library, settings, config.media_store)
        covers, palette = config.cache / "covers", self._renderer.static.palette
        self._list_parts = ListParts(self._iter_lists, self._make_listing, plan, state)
        self._podcasts = PodcastFeeds(self.library, settings, config.media_store, self._media, covers, palette)

    def count(self) -> int:
        """How many parts there are to make, at least."""
        if not self._plan.is_full:
            return len(self._plan.reasons) + len(self._plan.added_refs)
        lists = sum(each.count_pages() for each in self._iter_lists())
        return self._index.count_documents(EVERYTHING) + lists + 1 + len(ERROR_STATUSES) + len(self._rules)

    def list_documents(self) -> SelectedDocuments:
        """All documents but plain pages."""
        return SelectedDocuments(self._index, DOCUMENTS)

    def list_plain_pages(self) -> SelectedDocuments:
        """The plain pages."""
        return SelectedDocuments(self._index, PLAIN_PAGES)

    def iter_documents(self) -> Iterator[Part]:
        """The pages of documents but plain pages."""
        refs = self._index.iter_refs(DOCUMENTS) if self._plan.is_full else self._iter_dirty(is_plain=False)
        return self._choose(map(self._build_document_part, refs))

    def iter_plain_pages(self) -> Iterator[Part]:
        """The plain pages, the pages that say that nothing is here, and that of the search."""
        refs = self._index.iter_refs(PLAIN_PAGES) if self._plan.is_full else self._iter_dirty(is_plain=True)
        yield from self._choose(map(self._build_document_part, refs))
        yield from self._choose(self._iter_notices(), Family.NOTICE)

    def iter_listings(self) -> Iterator[Part]:
        """The pages of all lists, but for those that are documents."""
        return self._choose(self._list_parts.iter_all() if self._plan.is_full else self._list_parts.iter_touched())

    def iter_ended_addresses(self) -> Iterator[Part]:
        """What stands where pages have ended, for hosts that know no rules, and the rules for those that do."""
        return self._choose(self._iter_ended(), Family.ENDED)

    def iter_feeds(self) -> Iterator[Part]:
        """Feeds, sitemap and the files of the search."""
        yield from self._choose(self._iter_feeds(), Family.FEED)
        yield from self._choose(self._iter_sitemaps(), Family.SITEMAP)
        yield from self._iter_search()

    def iter_assets(self) -> Iterator[Part]:
        """Theme files."""
        return self._choose([Part(Family.THEME, "static", self._make_theme_files)], Family.THEME)

    def get_part(self, name: str) -> Part:
        """The part of a name: a document's page or a page of a list."""
        family, _space, key = name.partition(" ")
        if family == Family.LIST:
            return self._list_parts.get(key)
        meta = self._index.find(key)
        if meta is None:
            raise LookupError(name)
        return self._build_document_part(meta.ref)

    def _choose(self, parts: Iterable[Part], family: Family | None = None) -> Iterator[Part]:
        """The parts that are to be made.

        Args:
            family: whose parts these are, all of them; it is left out as a whole when nothing of it can be dirty.
        """
        if family is not None:
            if not self._plan.is_wanted(family):
                return
            self._plan.definitions.update(self._state.list_parts(family))
        for part in parts:
            if not self._plan.is_full:
                self.kept.add(part.name)
            if reason := self._plan.find_reason(part.name, part.definition):
                yield replace(part, reason=reason)

    def _iter_dirty(self, *, is_plain: bool) -> Iterator[str]:
        prefix = f"{Family.DOCUMENT} "
        dirty = {name.removeprefix(prefix) for name in self._plan.reasons if name.startswith(prefix)}
        for ref in sorted(dirty | self._plan.added_refs):
            meta = self._index.find(ref)
            if meta is not None and (meta.kind is Kind.PAGE) is is_plain:
                yield ref

    def _build_document_part(self, ref: str) -> Part:
        return Part(Family.DOCUMENT, ref, partial(self._make_document, ref))

    def _make_document(self, ref: str) -> Iterator[Output]:
        document = self.library.load_document(ref)
        meta = document.meta
        stage = Stage.LISTINGS if meta.kind in LIST_KINDS else Stage.PAGES
        owner = meta.content_path  # one for all its files: a site has thousands of these
        yield from self._make_page(meta.address, stage, owner, partial(self._renderer.render_document, document))
        if meta.kind is Kind.PATHWAY:
            yield from self._make_steps(document)
        if isinstance(meta, ExplainerFrontMatter) and meta.easy_read:
            render = partial(self._renderer.render_easy_read, meta)
            yield from self._make_page(build_easy_read_address(meta.slug), Stage.PAGES, owner, render)
        yield self._build_share_card(meta, owner)

    def _make_steps(self, document: ContentDocument) -> Iterator[Output]:
        """The pages of a pathway's questions and answers, which come and go with it."""
        meta = document.meta
        for step in read_steps(document.body):
            address = build_step_address(meta.address, step.name)
            render = partial(self._renderer.render_step, document, step.key)
            yield from self._make_page(address, Stage.PAGES, meta.content_path, render)

    def _iter_notices(self) -> Iterator[Part]:
        for status in ERROR_STATUSES:
            address = f"/{status}.html"
            render = partial(self._renderer.render_error_page, status)
            yield Part(Family.NOTICE, address, partial(self._make_page, address, Stage.PAGES, SITE_OWNER, render))
        pages: dict[str, Callable[[], RenderedPage]] = {SEARCH_ADDRESS: self._renderer.render_search_page}
        if self.settings.offline:
            pages[OFFLINE_ADDRESS] = self._renderer.render_offline_page
        for address in list_feedback_addresses(self.settings):
            pages[address] = partial(self._renderer.render_feedback_page, address)
        for address, render_page in pages.items():
            make = partial(self._make_page, address, Stage.LISTINGS, SITE_OWNER, render_page)
            yield Part(Family.NOTICE, address, make)

    def _make_listing(self, site_list: SiteList, page: PlannedPage) -> Iterator[Output]:
        entries: Sequence[FrontMatter] = ()
        if isinstance(site_list.entries, SelectedDocuments):
            entries = self.library.list_page(site_list.entries.selection, page)
        elif site_list.entries:
            entries = self.library.list_topics()
        listing = site_list.build_listing(page.fill(entries))
        render = partial(self._renderer.render_listing, listing)
        return self._make_page(page.address, Stage.LISTINGS, site_list.owner, render)

    def _iter_ended(self) -> Iterator[Part]:
        for rule in self._rules:
            render = partial(self._render_ended, rule)
            make = partial(self._make_page, rule.address, Stage.FEEDS, SITE_OWNER, render)
            yield Part(Family.ENDED, rule.address, make, rule.line)
        yield build_file_part(Family.ENDED, "_redirects", serialise_rules(self._rules).encode())

    def _render_ended(self, rule: RedirectRule) -> RenderedPage:
        if rule.status == GONE:
            return self._renderer.render_error_page(GONE)
        return self._renderer.render_moved_page(rule.target)

    def _iter_feeds(self) -> Iterator[Part]:
        yield Part(Family.FEED, "site", self._make_site_feed, is_dated=True)
        yield Part(Family.FEED, "sessions", self._make_session_feed, is_dated=True)
        for topic in self._index.list_topics():
            yield Part(Family.FEED, topic.ref, partial(self._make_topic_feed, topic), is_dated=True)
        for show in SelectedDocuments(self._index, SHOWS):
            if isinstance(show, ShowFrontMatter):
                yield Part(Family.FEED, show.ref, partial(self._make_podcast, show), is_dated=True)
        yield build_file_part(Family.FEED, "robots.txt", build_robots(self.settings.base_url))

    def _make_site_feed(self) -> Iterator[Output]:
        return _build_feed_outputs(self._news.build_site_feed(self._find_home()))

    def _make_session_feed(self) -> Iterator[Output]:
        return self._sessions.build(self._find_home())

    def _find_home(self) -> FrontMatter:
        found = self.library.list_documents(HOMES, limit=1)
        if not found:
            raise SiteBuilderError(_("The site has no first page: there must be one document in content/home/."))
        return found[0]

    def _make_topic_feed(self, topic: TopicFrontMatter) -> Iterator[Output]:
        self.library.find(topic.ref)
        return _build_feed_outputs(self._news.build_topic_feed(topic))

    def _make_podcast(self, show: ShowFrontMatter) -> Iterator[Output]:
        self.library.find(show.ref)
        return self._podcasts.build(show)

    def _iter_sitemaps(self) -> Iterator[Part]:
        """The lists, then the documents by the time of their first publication."""
        base_url = self.settings.base_url
        lists = [
            each.address for each in self._list_parts.lists.values() if each.document is None and each.kind is not None
        ]
        shard = build_shard(SitemapEntry(base_url + address) for address in lists)
        yield build_file_part(Family.SITEMAP, LISTS_PATH, shard)
        entries = [SitemapEntry(f"{base_url}/{LISTS_PATH}")]
        for planned in plan_shards(self._index.count_by_month(EVERYTHING)):
            yield Part(Family.SITEMAP, planned.path, partial(self._make_shard, planned), is_dated=True)
            newest = self._index.find_newest_date(planned.period)
            entries.append(SitemapEntry(f"{base_url}/{planned.path}", newest))
        yield build_file_part(Family.SITEMAP, "sitemap.xml", build_index(entries))

    def _make_shard(self, shard: PlannedShard) -> Iterator[Output]:
        entries = SitemapEntries(self.library, self.settings).iter_period(shard.period)
        yield Output(shard.path, Stage.FEEDS, build_shard(entries), shard.path)

    def _iter_search(self) -> Iterator[Part]:
        """The files of the search: all in a full build, else those that changed since this state's edition."""
        if not self._plan.is_wanted(Family.SEARCH):
            return
        database = build_state_dir(self._config.cache, self._config.content) / SEARCH_NAME
        with opening_search(database, self._index, self._translate) as files:
            paths = self._list_search_paths(files)
            yield from self._choose(build_file_part(Family.SEARCH, path, files.read(path)) for path in paths)

    def _list_search_paths(self, files: SearchFiles) -> list[str]:
        """Those to go through; what was made of them is asked of the state, so that those that are gone are noticed."""
        known = self._state.read_facts().get(SEARCH_EDITION, "")
        self.facts |= {SEARCH_EDITION: files.edition, Fact.SEARCHED: str(self._index.journal.find_position().number)}
        touched = None if self._plan.is_full else files.list_touched(known)
        if touched is None:
            self._plan.definitions.update(self._state.list_parts(Family.SEARCH))
            return files.list_paths()
        prefix = f"{Family.SEARCH} "
        cut = {name.removeprefix(prefix) for name in self._plan.reasons if name.startswith(prefix)}
        paths = {*touched, *cut}
        found = {f"{prefix}{path}": self._state.find_definition(f"{prefix}{path}") for path in paths}
        self._plan.definitions.update({name: each for name, each in found.items() if each is not None})
        return sorted(path for path in paths if files.has(path))

    def _make_theme_files(self) -> Iterator[Output]:
        return iter_theme_files(self._renderer.static, self.settings, SITE_OWNER)

    def _make_page(
        self, address: str, stage: Stage, owner: str, render: Callable[[], RenderedPage]
    ) -> Iterator[Output]:
        """A page, the media that it links, and what goes with it."""
        path = owner if owner != SITE_OWNER else address
        try:
            rendered = render()
        except ThemeError as error:
            raise RenderError(path, str(error)) from error
        yield from self._files.iter_outputs(rendered, address, stage, owner, path)

    def _build_share_card(self, meta: FrontMatter, owner: str) -> Output:
        card = build_share_card(meta, self.settings.title, self._renderer.static.palette)
        path = keep_card(card, self._translate(KIND_NAMES[meta.kind]), self._config.cache / CARDS_FOLDER)
        return Output(card.address.lstrip("/"), Stage.ASSETS, Linked(str(path)), owner)

    @cached_property
    def _rules(self) -> list[RedirectRule]:
        taken = TakenAddresses(self._index, lambda: self._list_parts.lists)
        ended = load_ended_addresses(self._config.content)
        return plan_rules((*ended, *iter_beside(ended, self.settings)), taken, taken.lack)

    def _iter_lists(self) -> Iterator[SiteList]:
        return iter_site_lists(self._index, self._translate, link_news_feed(self.settings.title))


def _build_feed_outputs(forms: Iterable[tuple[str, bytes]]) -> Iterator[Output]:
    return (Output(path, Stage.FEEDS, content, path) for path, content in forms)
