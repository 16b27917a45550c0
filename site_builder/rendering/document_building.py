"""From a `ContentDocument` to the view of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.documents.kinds import Kind, build_easy_read_address
from site_builder.documents.model import (
    AudioFrontMatter,
    BulletinFrontMatter,
    Citation,
    ContentDocument,
    ExplainerFrontMatter,
    FrontMatter,
    HomeFrontMatter,
    LawFrontMatter,
    Listenable,
    ShowFrontMatter,
    StoryFrontMatter,
    VideoFrontMatter,
)
from site_builder.documents.pathways import STEPS, build_step_address
from site_builder.listings import Pages
from site_builder.messages import mark
from site_builder.rendering import document_views as views
from site_builder.rendering.answers import build_answer
from site_builder.rendering.block_building import build_blocks
from site_builder.rendering.block_views import BlockView, HeadingView, ItemsView, PieceView, RelatedView
from site_builder.rendering.cited_laws import build_cited_laws
from site_builder.rendering.feed_links import link_podcast_feed, link_topic_feed
from site_builder.rendering.library import Selection
from site_builder.rendering.list_views import (
    DateView,
    LinkView,
    build_date,
    build_entries,
    build_entry,
    build_link,
)
from site_builder.rendering.listing_views import ListingView, build_listing, build_tag_address
from site_builder.rendering.media_building import build_audio, build_clips, build_package, build_picture, build_video
from site_builder.rendering.page import Listing, ListingType
from site_builder.rendering.pathway_building import build_answered, build_step, read_pathway
from site_builder.rendering.scope import Scope
from site_builder.rendering.selections import NEWS, select_citing, select_kind, select_show, select_topic
from site_builder.rendering.sharing import build_share
from site_builder.rendering.surroundings import build_breadcrumb, build_review, find_topic
from site_builder.rendering.typography import keep_together
from site_builder.rendering.words import (
    AUDIENCE_NAMES,
    BLOCK_HEADINGS,
    BROADCAST_NAMES,
    KIND_NAMES,
    STATUS_NAMES,
    Words,
)
from site_builder.slugs import build_slug

RenderBlocks = Callable[[Iterable[BlockView]], Markup]

LATEST_COUNT = 8
RECORDING_COUNT = 3
MIN_SECTION_COUNT = 4
"""From how many headings on a text has a table of contents."""
TOPIC_LAW_LIMIT = 12
PATHWAY_COUNT = 4
"""How many the home page and a topic offer."""
CITING_COUNT = 3
"""How many documents a law's page names below each place that they cite; its list of what cites it has all."""
CITING_LIMIT = 300
"""How many it names below all places together; when more places than these are cited, one below each."""


class DocumentBuilder:
    """Builds the view of one document."""

    def __init__(self, scope: Scope, render_blocks: RenderBlocks, base_url: str) -> None:
        self._scope = scope
        self._render_blocks = render_blocks
        self._base_url = base_url

    def build(self, document: ContentDocument, listing: Listing | None) -> views.DocumentView:
        """The view.

        Args:
            listing: the front page of a topic's or a show's list; asked from the library when it is not given.

        Raises:
            DocumentError: the document is not fit for a page, or a reference is broken.
            MediaFileError: an asset's files are missing.
        """
        common = self._build_common(document)
        if document.meta.kind is Kind.PATHWAY:
            return self.build_pathway(document, common)
        return _BUILDERS[document.meta.kind](self, document.meta, common, listing)

    def build_home(self, meta: HomeFrontMatter, common: dict[str, Any], listing: Listing | None) -> views.HomeView:
        library, scope = self._scope.library, self._scope
        news = listing.page.entries if listing else library.list_documents(NEWS, limit=LATEST_COUNT)
        featured = [scope.get_document(ref, "featured") for ref in meta.featured]
        recordings = library.list_documents(select_kind(Kind.AUDIO), limit=RECORDING_COUNT)
        newest = next((each for each in recordings if isinstance(each, AudioFrontMatter)), None)
        return views.HomeView(
            **common,
            featured=build_entries(scope, featured),
            recordings=build_entries(scope, recordings),
            recording=build_audio(scope, newest.audio, "audio") if newest else None,
            topics=tuple(build_entry(scope, topic, has_picture=True) for topic in library.list_topics()),
            latest=build_entries(scope, news[:LATEST_COUNT]),
            pathways=tuple(map(build_link, library.list_documents(select_kind(Kind.PATHWAY), limit=PATHWAY_COUNT))),
        )

    def build_topic(self, meta: FrontMatter, common: dict[str, Any], listing: Listing | None) -> views.TopicView:
        laws = Selection(kinds=(Kind.LAW,), topic=meta.slug)
        pathways = Selection(kinds=(Kind.PATHWAY,), topic=meta.slug)
        library = self._scope.library
        return views.TopicView(
            **common,
            listing=self._build_listing(meta, listing),
            registered=build_entries(self._scope, library.list_documents(laws, limit=TOPIC_LAW_LIMIT)),
            pathways=tuple(map(build_link, library.list_documents(pathways, limit=PATHWAY_COUNT))),
        )

    def build_show(self, meta: ShowFrontMatter, common: dict[str, Any], listing: Listing | None) -> views.ShowView:
        return views.ShowView(
            **common,
            author=meta.author,
            email=meta.email,
            feed_url=self._base_url + link_podcast_feed(meta).rss,
            listing=self._build_listing(meta, listing),
        )

    def build_explainer(
        self, meta: ExplainerFrontMatter, common: dict[str, Any], listing: Listing | None
    ) -> views.ExplainerView:
        scope = self._scope
        return views.ExplainerView(
            **common,
            **self._build_listenable(meta),
            who=build_answer(scope, meta, "who"),
            deadline=build_answer(scope, meta, "deadline"),
            cost=build_answer(scope, meta, "cost"),
            where=build_answer(scope, meta, "where"),
            steps=_list_steps(common["blocks"]),
            pathways=tuple(map(build_link, scope.library.list_pathways(meta.ref))),
            easy_read_address=build_easy_read_address(meta.slug) if meta.easy_read else "",
            sign_video=build_video(self._scope, meta.sign_video, "sign_video") if meta.sign_video else None,
        )

    def build_story(self, meta: StoryFrontMatter, common: dict[str, Any], listing: Listing | None) -> views.StoryView:
        return views.StoryView(
            **common,
            **self._build_listenable(meta),
            people=tuple(views.PersonView(person.name, person.role) for person in meta.people),
        )

    def build_audio(
        self, meta: AudioFrontMatter, common: dict[str, Any], listing: Listing | None
    ) -> views.AudioPageView:
        return views.AudioPageView(
            **common,
            **self._build_listenable(meta),
            episode=self._write_episode(meta),
            clips=build_clips(self._scope, meta.clips, "clips"),
        )

    def build_video(
        self, meta: VideoFrontMatter, common: dict[str, Any], listing: Listing | None
    ) -> views.VideoPageView:
        video = build_video(self._scope, meta.video, "video")
        picture = common["picture"]
        return views.VideoPageView(
            **common,
            video=video,
            poster=picture.small_address if picture else video.poster,
            clips=build_clips(self._scope, meta.clips, "clips"),
        )

    def build_bulletin(
        self, meta: BulletinFrontMatter, common: dict[str, Any], listing: Listing | None
    ) -> views.BulletinView:
        return views.BulletinView(
            **common,
            broadcast_class=meta.broadcast_class.value,
            broadcast_name=self._scope.words.say(BROADCAST_NAMES[meta.broadcast_class]),
            valid_until=self._date(meta.valid_until),
            package=build_package(self._scope, meta.package, "package") if meta.package else None,
        )

    def build_law(self, meta: LawFrontMatter, common: dict[str, Any], listing: Listing | None) -> views.LawView:
        scope = self._scope
        link = str(meta.link) if meta.link else ""
        page = Pages(meta.address, scope.library.count_by_month(select_citing(meta.ref))).front
        citing = scope.library.list_citing(meta.ref, page.last)
        filled = page.fill([each.meta for each in citing])
        front = build_listing(scope, Listing(ListingType.CITING, meta.title, meta.address, filled, owner=meta))
        return views.LawView(
            **common,
            number=meta.number,
            law_type=meta.law_type,
            issuer=meta.issuer,
            issued=build_date(scope, meta.issued),
            effective=self._date(meta.effective),
            expired=self._date(meta.expired),
            status=meta.status.value,
            status_name=scope.words.say(STATUS_NAMES[meta.status]),
            replaced_by=build_link(scope.get_law(meta.replaced_by, "replaced_by")) if meta.replaced_by else None,
            replaces=tuple(build_link(law) for law in scope.library.list_replaced(meta.ref)),
            amended=self._date(meta.amended),
            change_note=keep_together(meta.change_note),
            link=link,
            link_host=urlsplit(link).hostname or "",
            places=self._build_places(meta, common["blocks"]),
            citing=tuple(
                views.CitingView(entry, self._write_places(each.citations))
                for entry, each in zip(front.entries, citing, strict=True)
            ),
            listing=front,
        )

    def _build_places(self, meta: LawFrontMatter, blocks: Iterable[BlockView]) -> tuple[views.PlaceView, ...]:
        """The places that citations jump to; a heading of the law's own text is a better place to land at."""
        taken = {block.anchor for block in blocks}
        library = self._scope.library
        share = CITING_LIMIT // max(1, library.count_places(meta.ref))
        found = library.list_places(meta.ref, max(1, min(share, CITING_COUNT)))
        return tuple(
            views.PlaceView(
                name=_capitalise(self._scope.words.write_place(each.citation)),
                anchor="" if each.anchor in taken else each.anchor,
                documents=tuple(LinkView(at, keep_together(title)) for at, title in each.documents),
                has_more=each.has_more,
            )
            for each in found
        )

    def _write_places(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """The places in a law, each once; nothing for the law as a whole."""
        return tuple(dict.fromkeys(filter(None, map(self._scope.words.write_place, citations))))

    def build_page(self, meta: FrontMatter, common: dict[str, Any], listing: Listing | None) -> views.PageView:
        return views.PageView(**common)

    def build_pathway(self, document: ContentDocument, common: dict[str, Any]) -> views.PathwayView:
        meta, say = document.meta, self._scope.words.say
        pathway = read_pathway(self._scope, document)
        return views.PathwayView(
            **common,
            start=build_step_address(meta.address, pathway.first.name),
            most=say(mark("At most %(count)s questions."), count=pathway.count_questions()),
            overview=self._render_blocks(block for block in common["blocks"] if block.name in STEPS),
        )

    def build_step(self, document: ContentDocument, key: str) -> views.PathwayStepView:
        """A question or an answer of a pathway.

        Args:
            key: what it is known by.
        """
        meta, scope = document.meta, self._scope
        pathway = read_pathway(scope, document)
        step = build_step(scope, document, pathway.steps[key])
        return views.PathwayStepView(
            title=step.title,
            address=step.address,
            pathway=build_link(meta),
            step=step,
            answered=build_answered(pathway, meta.address, key),
            breadcrumb=(*build_breadcrumb(scope, meta), build_link(meta)),
            review=build_review(scope, meta),
            is_sample=meta.is_sample,
        )

    def _build_common(self, document: ContentDocument) -> dict[str, Any]:
        meta, scope = document.meta, self._scope
        package = getattr(meta, "package", None)
        blocks = tuple(build_blocks(scope, document.body, package=package, address=meta.address))
        shown = tuple(block for block in blocks if block.name not in STEPS)
        rendered = tuple((block, self._render_blocks((block,))) for block in shown)
        topic = find_topic(scope, meta)
        return {
            "id": str(meta.id),
            "ref": meta.ref,
            "kind": meta.kind,
            "kind_name": scope.words.say(KIND_NAMES[meta.kind]),
            "title": keep_together(meta.title),
            "address": meta.address,
            "summary": keep_together(meta.summary),
            "published": build_date(scope, meta.published),
            "updated": build_date(scope, meta.updated),
            "is_updated": meta.updated.date() > meta.published.date(),
            "review": build_review(scope, meta),
            "picture": build_picture(scope, meta.image, "image") if meta.image else None,
            "is_sample": meta.is_sample,
            "topic": build_link(topic) if topic else None,
            "tags": tuple(LinkView(build_tag_address(slug), tag) for tag in meta.tags if (slug := build_slug(tag))),
            "audiences": tuple(scope.words.say(AUDIENCE_NAMES[audience]) for audience in meta.audiences),
            "laws": build_cited_laws(scope, meta.cites, meta.reviewed),
            "breadcrumb": build_breadcrumb(scope, meta),
            "blocks": blocks,
            "body": Markup("\n").join(html for _block, html in rendered),
            "rendered": rendered,
            "sections": _list_sections(blocks, scope.words),
            "share": build_share(meta, self._base_url),
            "has_player": meta.kind in _PLAYED_KINDS or any(block.has_player for block in blocks),
        }

    def _build_listenable(self, meta: Listenable) -> dict[str, Any]:
        scope = self._scope
        show = scope.get_document(f"show/{meta.show}", "show") if meta.show else None
        return {
            "audio": build_audio(scope, meta.audio, "audio") if meta.audio else None,
            "show": build_link(show) if show else None,
            "package": build_package(scope, meta.package, "package") if meta.package else None,
        }

    def _build_listing(self, meta: FrontMatter, listing: Listing | None) -> ListingView:
        return build_listing(self._scope, listing or self._find_listing(meta))

    def _find_listing(self, meta: FrontMatter) -> Listing:
        is_topic = meta.kind is Kind.TOPIC
        selection = select_topic(meta.slug) if is_topic else select_show(meta.slug)
        library = self._scope.library
        page = Pages(meta.address, library.count_by_month(selection)).front
        return Listing(
            type=ListingType.TOPIC if is_topic else ListingType.SHOW,
            title=meta.title,
            address=meta.address,
            page=page.fill(library.list_documents(selection, limit=page.last)),
            owner=meta,
            feeds=(link_topic_feed(meta) if is_topic else link_podcast_feed(meta),),
        )

    def _write_episode(self, meta: AudioFrontMatter) -> str:
        say = self._scope.words.say
        if meta.episode is None:
            return ""
        if meta.season is None:
            return say(mark("Episode %(episode)s"), episode=meta.episode)
        return say(mark("Season %(season)s, episode %(episode)s"), season=meta.season, episode=meta.episode)

    def _date(self, day: Any) -> DateView | None:
        return build_date(self._scope, day) if day else None


_PLAYED_KINDS = (Kind.AUDIO, Kind.VIDEO)

_BUILDERS: dict[Kind, Callable[[DocumentBuilder, Any, dict[str, Any], Listing | None], views.DocumentView]] = {
    Kind.HOME: DocumentBuilder.build_home,
    Kind.TOPIC: DocumentBuilder.build_topic,
    Kind.EXPLAINER: DocumentBuilder.build_explainer,
    Kind.STORY: DocumentBuilder.build_story,
    Kind.AUDIO: DocumentBuilder.build_audio,
    Kind.VIDEO: DocumentBuilder.build_video,
    Kind.SHOW: DocumentBuilder.build_show,
    Kind.BULLETIN: DocumentBuilder.build_bulletin,
    Kind.LAW: DocumentBuilder.build_law,
    Kind.PAGE: DocumentBuilder.build_page,
}


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list_steps(blocks: Iterable[BlockView]) -> tuple[views.StepLink, ...]:
    for block in blocks:
        if isinstance(block, ItemsView) and block.name == "steps":
            return tuple(
                views.StepLink(item.title, f"{block.anchor}-{number}") for number, item in enumerate(block.items, 1)
            )
    return ()


def _list_sections(blocks: Iterable[BlockView], words: Words) -> tuple[views.Section, ...]:
    named = ((block.anchor, _name_section(block, words)) for block in blocks)
    sections = tuple(views.Section(anchor, text) for anchor, text in named if text)
    return sections if len(sections) >= MIN_SECTION_COUNT else ()


def _name_section(block: BlockView, words: Words) -> str:
    """What the heading of a block says that stands right below the page's own; empty for other blocks."""
    if isinstance(block, HeadingView):
        return block.text if block.level == 2 else ""
    name = getattr(block, "title", "") if isinstance(block, ItemsView | RelatedView | PieceView) else ""
    return name or (words.say(BLOCK_HEADINGS[block.name]) if block.name in BLOCK_HEADINGS else "")
