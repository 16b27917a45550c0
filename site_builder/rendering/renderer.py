"""`Renderer`: documents and lists become pages through a theme, on the site and in the editor's preview alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument, ExplainerFrontMatter, FrontMatter
from site_builder.messages import mark
from site_builder.rendering.block_views import BlockView
from site_builder.rendering.document_building import DocumentBuilder
from site_builder.rendering.document_views import (
    DocumentView,
    ExplainerView,
    PathwayStepView,
    PathwayView,
    ShowView,
    TopicView,
)
from site_builder.rendering.easy_reading import build_easy_read
from site_builder.rendering.embedding import (
    EMBEDDED_KINDS,
    Embed,
    build_embed_address,
    build_oembed,
    build_oembed_address,
    write_embed_code,
)
from site_builder.rendering.feed_links import link_news_feed
from site_builder.rendering.feedback_view import build_feedback
from site_builder.rendering.head import Head, build_title, list_translations, serialise_structured_data
from site_builder.rendering.library import Library
from site_builder.rendering.list_views import LinkView
from site_builder.rendering.listing_views import ListingView, build_listing
from site_builder.rendering.media_views import FileView
from site_builder.rendering.offline_view import build_offline
from site_builder.rendering.page import FeedLink, Listing, RenderedPage
from site_builder.rendering.poster import Poster
from site_builder.rendering.poster_building import build_poster
from site_builder.rendering.poster_sheet import measure_poster
from site_builder.rendering.scope import Scope
from site_builder.rendering.search_view import build_search
from site_builder.rendering.share import build_share_card
from site_builder.rendering.site_view import SiteView
from site_builder.rendering.static_files import StaticFiles
from site_builder.rendering.structured_data import describe_breadcrumb, describe_document, describe_sessions
from site_builder.rendering.templates import Templates
from site_builder.rendering.text_edition import find_text_address, link_text_edition
from site_builder.rendering.words import Words
from site_builder.settings import SiteSettings


class Renderer:
    """Makes the pages of one site.

    Args:
        theme: its folder, with `templates/` and `static/`.
        settings: of the site; `base_url` is where the pages will stand.
        library: answers what a page asks of the rest of the site.
        media_store: root of the media store, for the transcripts that stand in pages.
        compiled: where compiled templates are kept for the next process; `None`: nowhere.
        has_text_edition: whether pages are rendered for the text edition, too.
        measure: how large the file of a poster is, in bytes.
    """

    def __init__(
        self,
        theme: Path,
        settings: SiteSettings,
        library: Library,
        media_store: Path,
        *,
        compiled: Path | None = None,
        has_text_edition: bool = False,
        measure: Callable[[Poster], int] = measure_poster,
    ) -> None:
        self.static = StaticFiles(theme)
        self._settings = settings
        self._library = library
        self._media_store = media_store
        self._has_text_edition = has_text_edition
        self._words = Words(settings.language)
        self._templates = Templates(theme, self._words, compiled)
        self._measure = measure

    def render_document(self, document: ContentDocument, *, listing: Listing | None = None) -> RenderedPage:
        """The page of a document, with its poster and what other sites show of it.

        Args:
            listing: the front page of the list that a topic, a show or the home page shows; when it is not given, the
                library is asked.

        Raises:
            DocumentError: the document is not fit for a page, or names what does not exist.
            MediaFileError: files of an asset are missing.
            ThemeError: a template is missing or faulty.
        """
        scope = self._open_scope(document.meta.content_path)
        builder = DocumentBuilder(scope, self._render_blocks, self._settings.base_url)
        page = builder.build(document, listing)
        poster = embed = None
        if isinstance(page, ExplainerView):
            poster = self._build_poster(document.meta, page)
            page = self._offer(document.meta, page, poster)
        head = self._build_document_head(document, page)
        rendered = self._render(f"documents/{page.kind.value}.html", scope, head, page, page.address, page.kind)
        if head.oembed:
            embed = self._render_embed(document.meta, scope, head, page)
        rendered = self._add_text(rendered, "document", scope, head, page)
        return replace(rendered, poster=poster, embed=embed)

    def render_step(self, document: ContentDocument, key: str) -> RenderedPage:
        """The page of a question of a pathway, or of an answer of its own.

        Args:
            key: what it is known by in the pathway.

        Raises:
            SiteBuilderError: as the page of a document.
        """
        scope = self._open_scope(document.meta.content_path)
        builder = DocumentBuilder(scope, self._render_blocks, self._settings.base_url)
        page = builder.build_step(document, key)
        head = self._build_step_head(document, page)
        return self._render("pathway_step.html", scope, head, page, page.address, document.meta.kind)

    def render_easy_read(self, meta: ExplainerFrontMatter) -> RenderedPage:
        """The easy-read version of an explainer.

        Raises:
            DocumentError: it names what does not exist.
            MediaFileError: files of a picture are missing.
        """
        scope, settings = self._open_scope(meta.content_path), self._settings
        page = build_easy_read(scope, meta)
        name = self._words.say(mark("Easy read: %(title)s"), title=meta.title)
        head = Head(
            title=build_title(name, settings),
            description=meta.summary or settings.tagline,
            canonical=settings.base_url + page.address,
            name=name,
            og_type="article",
            image=settings.base_url + build_share_card(meta, settings.title, self.static.palette).address,
        )
        return self._render("easy_read.html", scope, head, page, page.address, meta.kind)

    def render_listing(self, listing: Listing) -> RenderedPage:
        """A page of a list."""
        scope = self._open_scope()
        page = build_listing(scope, listing)
        head = self._build_listing_head(page)
        rendered = self._render(f"listings/{page.type.value}.html", scope, head, page, page.address, page.kind)
        return self._add_text(rendered, "listing", scope, head, page)

    def render_search_page(self) -> RenderedPage:
        """The page of the search; its results come from files beside it."""
        scope = self._open_scope()
        page = build_search(scope)
        description = self._words.say(mark("Find explainers, stories, recordings and legal texts by their words."))
        canonical = self._settings.base_url + page.address
        head = Head(build_title(page.title, self._settings), description, canonical, page.title)
        return self._render("search.html", scope, head, page, page.address, None)

    def render_offline_page(self) -> RenderedPage:
        """The page where residents choose what their device keeps; it stands for pages that cannot be reached, too."""
        page = build_offline(self._open_scope())
        description = self._words.say(mark("Keep pages and recordings for where there is no network."))
        canonical = self._settings.base_url + page.address
        head = Head(build_title(page.title, self._settings), description, canonical, page.title)
        return self._render("offline.html", self._open_scope(), head, page, page.address, None)

    def render_feedback_page(self, address: str) -> RenderedPage:
        """What a reader is told who says whether a page was useful, where no newsroom takes the answer."""
        scope = self._open_scope()
        page = build_feedback(scope, address)
        head = Head(build_title(page.title, self._settings), "", "", page.title, is_indexed=False)
        return self._render("feedback.html", scope, head, page, address, None)

    def render_error_page(self, status: int) -> RenderedPage:
        """What is shown where nothing is (404) or nothing is any more (410)."""
        title = mark("This page has been taken down") if status == 410 else mark("There is no such page")
        return self._render_notice(f"errors/{status}.html", self._words.say(title), "")

    def render_moved_page(self, target: str) -> RenderedPage:
        """What stands at an ended address on hosts without rules: it sends the reader on to where the page is now."""
        canonical = target if "://" in target else self._settings.base_url + target
        return self._render_notice("moved.html", self._words.say(mark("This page has moved")), target, canonical)

    def render_preview_banner(self) -> str:
        """The banner that tells a preview from the page of the site."""
        return self._templates.render("preview_banner.html")

    def render_preview_step(self, anchor: str, number: int, count: int, *, is_question: bool = False) -> str:
        """What stands before each page of a pathway where a preview shows them all.

        Args:
            anchor: its `id`.
            number: of the question or answer, from 1; 0 for the first page of the pathway.
            count: how many questions and answers there are.
            is_question: whether a question follows.
        """
        values = {"anchor": anchor, "number": number, "count": count, "is_question": is_question}
        return self._templates.render("preview_step.html", **values)

    def _add_text(
        self, rendered: RenderedPage, template: str, scope: Scope, head: Head, page: DocumentView | ListingView
    ) -> RenderedPage:
        """A page with what stands for it in the text edition, made of the same view."""
        if not self._has_text_edition or find_text_address(page.address) is None:
            return rendered
        body = self._build_text_body(page) if isinstance(page, DocumentView) else ""
        overview = link_text_edition([page.overview]) if isinstance(page, PathwayView) else ""
        more = {"body": body, "overview": overview, "footer": self._text_footer}
        text = self._render(f"text/{template}.html", scope, head, page, page.address, page.kind, **more)
        return replace(rendered, text=text.html)

    def _build_text_body(self, page: DocumentView) -> Markup:
        """The blocks as they are on the page, but for those of which the theme has another form without media."""
        others = self._templates.list_names("text/blocks")
        parts = [
            self._templates.render_each("text/blocks/{}.html", ((block.name, block),)) if block.name in others else html
            for block, html in page.rendered
        ]
        return link_text_edition(parts)

    def _render_blocks(self, blocks: Iterable[BlockView]) -> Markup:
        return self._templates.render_each("blocks/{}.html", ((block.name, block) for block in blocks))

    def _build_poster(self, meta: FrontMatter, page: ExplainerView) -> Poster | None:
        if not self._settings.posters:
            return None
        return build_poster(meta, page, self._settings, self._words, self.static.palette, self.static.logo)

    def _offer(self, meta: FrontMatter, page: ExplainerView, poster: Poster | None) -> ExplainerView:
        """The page with links to what goes with it."""
        if poster is not None:
            size = self._words.write_size(self._measure(poster))
            title = self._words.say(mark("A4 poster"))
            file = FileView(poster.address, title, self._words.write_file_type(poster.address), size)
            page = replace(page, poster=file)
        return replace(page, embed_code=write_embed_code(meta, self._settings)) if self._settings.embeds else page

    def _render_embed(self, meta: FrontMatter, scope: Scope, head: Head, page: DocumentView) -> Embed:
        address = build_embed_address(page.address)
        html = self._render("embed.html", scope, head, page, address, page.kind).html
        oembed = build_oembed(meta, self._settings, head.image)
        return Embed(address, html, build_oembed_address(page.address), oembed)

    def _render_notice(self, template: str, title: str, target: str, canonical: str = "") -> RenderedPage:
        head = Head(build_title(title, self._settings), "", canonical, title, is_indexed=False)
        return self._render(template, self._open_scope(), head, LinkView(target, title), "", None)

    def _render(
        self,
        template: str,
        scope: Scope,
        head: Head,
        page: object,
        address: str,
        kind: Kind | None,
        **more: object,
    ) -> RenderedPage:
        site = SiteView(self._settings, self._words, scope.library, self.static, self._css, address, kind)
        html = self._templates.render(template, site=site, head=head, page=page, **more)
        return RenderedPage(html.strip() + "\n", frozenset(scope.media_paths))

    def _open_scope(self, content_path: str = "") -> Scope:
        return Scope(self._library, self._words, self._media_store, content_path)

    @cached_property
    def _text_footer(self) -> Markup:
        """The same on all pages of the text edition; what it asks for, the footer of each full page asks for, too."""
        site = SiteView(self._settings, self._words, self._library, self.static, self._css, "", None)
        return Markup(self._templates.render("text/footer.html", site=site).strip())  # noqa: S704 - a template's

    @cached_property
    def _css(self) -> Markup:
        return self.static.inline_css

    @cached_property
    def _news_feed(self) -> FeedLink:
        return link_news_feed(self._settings.title)

    def _build_document_head(self, document: ContentDocument, page: DocumentView) -> Head:
        meta, settings = document.meta, self._settings
        image = settings.base_url + build_share_card(meta, settings.title, self.static.palette).address
        is_embedded = settings.embeds and meta.kind in EMBEDDED_KINDS
        is_article = meta.kind in (Kind.EXPLAINER, Kind.STORY, Kind.AUDIO, Kind.BULLETIN)
        return Head(
            title=build_title(meta.title, settings),
            description=meta.summary or settings.tagline,
            canonical=settings.base_url + meta.address,
            name=meta.title,
            og_type="article" if is_article else "website",
            image=image,
            published=meta.published.isoformat() if is_article else "",
            updated=meta.updated.isoformat() if is_article else "",
            feeds=(*(page.listing.feeds if isinstance(page, TopicView | ShowView) else ()), self._news_feed),
            structured_data=serialise_structured_data(*describe_document(meta, page, settings, image)),
            translations=list_translations(settings) if meta.kind is Kind.HOME else (),
            oembed=settings.base_url + build_oembed_address(meta.address) if is_embedded else "",
        )

    def _build_step_head(self, document: ContentDocument, page: PathwayStepView) -> Head:
        """Search engines find the pathway by its beginning: a question says little to those who come from nowhere."""
        meta, settings = document.meta, self._settings
        name = f"{page.title} – {meta.title}"
        breadcrumb = describe_breadcrumb(page.breadcrumb, LinkView(page.address, page.title), settings)
        return Head(
            title=build_title(name, settings),
            description=meta.summary or settings.tagline,
            canonical=settings.base_url + page.address,
            name=name,
            image=settings.base_url + build_share_card(meta, settings.title, self.static.palette).address,
            feeds=(self._news_feed,),
            structured_data=serialise_structured_data(*breadcrumb),
            is_indexed=False,
        )

    def _build_listing_head(self, page: ListingView) -> Head:
        name = page.title
        if not page.is_front:
            name = self._words.say(mark("%(title)s: %(period)s"), title=page.title, period=page.period)
        link = LinkView(page.address, name)
        told = describe_sessions(page.sessions, self._settings)
        told += describe_breadcrumb(page.breadcrumb, link, self._settings)
        return Head(
            title=build_title(name, self._settings),
            description=page.description or self._settings.tagline,
            canonical=self._settings.base_url + page.address,
            name=name,
            feeds=tuple(dict.fromkeys((*page.feeds, self._news_feed))),
            structured_data=serialise_structured_data(*told),
        )
