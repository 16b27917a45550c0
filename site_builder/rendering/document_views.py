"""Documents as templates see them: `documents/<kind>.html` gets the view of its kind as `page`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.documents.kinds import Kind
from site_builder.rendering.block_views import AskView, BlockView, ResultView
from site_builder.rendering.cited_laws import CitedLawView
from site_builder.rendering.list_views import AnswerView, DateView, EntryView, LinkView
from site_builder.rendering.listing_views import ListingView
from site_builder.rendering.media_views import AudioView, ClipView, FileView, PackageView, PictureView, VideoView
from site_builder.rendering.sharing import ShareView


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Who checked the law of a document, and when."""

    reviewed: DateView
    due: DateView | None
    reviewer: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in a long text, for its table of contents."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """What every document has."""

    id: str
    """Never changes, wherever the document moves."""
    ref: str
    kind: Kind
    kind_name: str
    title: str
    address: str
    summary: str
    published: DateView
    updated: DateView
    is_updated: bool
    """Whether it was changed on a later day than it was published."""
    review: ReviewView | None
    picture: PictureView | None
    is_sample: bool
    topic: LinkView | None
    tags: tuple[LinkView, ...]
    audiences: tuple[str, ...]
    laws: tuple[CitedLawView, ...]
    """The legal basis."""
    breadcrumb: tuple[LinkView, ...]
    """From the home page to the page above this one."""
    blocks: tuple[BlockView, ...]
    body: Markup
    """The blocks, rendered."""
    rendered: tuple[tuple[BlockView, Markup], ...]
    """The same, each by itself, beside its block."""
    sections: tuple[Section, ...]
    """The headings of the body, when it is long enough to need a table of contents."""
    share: ShareView | None
    """Of what residents pass on; pages that lead to others have none."""
    has_player: bool
    """Whether the page is there for what it plays, so that it carries the player's script. The recording of a text
    stands in the browser's own player: a page that is read needs no script."""

    @property
    def has_blocks(self) -> bool:
        """Whether it needs the style of blocks: all documents do but a home page of running text."""
        return self.kind is not Kind.HOME or any(block.name not in ("text", "heading") for block in self.blocks)

    @property
    def changed_laws(self) -> tuple[CitedLawView, ...]:
        """What of the legal basis is not what it was when the document was checked."""
        return list_changed(self.laws)


def list_changed(laws: Iterable[CitedLawView]) -> tuple[CitedLawView, ...]:
    """Those of a legal basis that the banner names."""
    return tuple(law for law in laws if law.change is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenableView(DocumentView):
    """A document that can be heard."""

    audio: AudioView | None
    show: LinkView | None
    package: PackageView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(DocumentView):
    """The first page."""

    featured: tuple[EntryView, ...]
    recordings: tuple[EntryView, ...]
    """The newest that can be heard."""
    recording: AudioView | None
    """The first of them, to be played at once."""
    topics: tuple[EntryView, ...]
    latest: tuple[EntryView, ...]
    pathways: tuple[LinkView, ...]
    """The newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView(DocumentView):
    """A field of law with the newest of its documents."""

    listing: ListingView
    registered: tuple[EntryView, ...]
    """Its legal texts."""
    pathways: tuple[LinkView, ...]
    """The newest of the field."""


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step, named among the answers."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainerView(ListenableView):
    """A legal explainer."""

    who: AnswerView | None
    deadline: AnswerView | None
    cost: AnswerView | None
    where: AnswerView | None
    steps: tuple[StepLink, ...]
    """Of the first block of steps."""
    pathways: tuple[LinkView, ...]
    """That lead to it, for those who are not sure that it is what they need."""
    easy_read_address: str = ""
    """Of its easy-read version; empty when it has none."""
    sign_video: VideoView | None = None
    """What tells it in sign language."""
    poster: FileView | None = None
    embed_code: str = ""
    """HTML with which another site shows it; empty when none may."""


@dataclass(frozen=True, slots=True)
class EasyPartView:
    """Some short sentences, and a picture of what they say."""

    sentences: tuple[str, ...]
    picture: PictureView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyReadView:
    """The easy-read version of an explainer: `easy_read.html` gets it as `page`."""

    title: str
    """Of the explainer."""
    address: str
    explainer: LinkView
    parts: tuple[EasyPartView, ...]
    breadcrumb: tuple[LinkView, ...]
    laws: tuple[CitedLawView, ...]
    review: ReviewView | None
    is_sample: bool
    listen_address: str
    """Of the recording on the explainer's page; empty when it has none."""

    @property
    def has_blocks(self) -> bool:
        """The style of blocks is that of the banner and of its own parts, too."""
        return True

    @property
    def changed_laws(self) -> tuple[CitedLawView, ...]:
        """See `DocumentView`."""
        return list_changed(self.laws)


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in a story."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView(ListenableView):
    """A situation story."""

    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPageView(ListenableView):
    """An audio page."""

    episode: str
    """`Phần 1, tập 3`; empty when it is not numbered."""
    clips: tuple[ClipView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPageView(DocumentView):
    """A video page."""

    video: VideoView
    poster: str
    """What is seen before a tap: the page's own picture, which is light, or else the still of the video."""
    clips: tuple[ClipView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowView(DocumentView):
    """A podcast show with the newest of its episodes."""

    author: str
    email: str
    feed_url: str
    """In full, to be copied into a podcast app."""
    listing: ListingView


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinView(DocumentView):
    """A loudspeaker bulletin."""

    broadcast_class: str
    broadcast_name: str
    valid_until: DateView | None
    package: PackageView | None


@dataclass(frozen=True, slots=True)
class CitingView:
    """A document that cites a law, and where."""

    entry: EntryView
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place in a law, with the newest documents that cite it."""

    name: str
    """`Khoản 1 Điều 27`."""
    anchor: str
    """`id` of its heading; empty when the law's own text has a heading of that `id`."""
    documents: tuple[LinkView, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LawView(DocumentView):
    """A legal text in the registry."""

    number: str
    law_type: str
    issuer: str
    issued: DateView
    effective: DateView | None
    expired: DateView | None
    status: str
    status_name: str
    replaced_by: LinkView | None
    replaces: tuple[LinkView, ...]
    amended: DateView | None
    change_note: str
    link: str
    link_host: str
    places: tuple[PlaceView, ...]
    """What the citations of the site jump to."""
    citing: tuple[CitingView, ...]
    """The newest."""
    listing: ListingView
    """The front page of all that cite it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(DocumentView):
    """A plain page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayView(DocumentView):
    """A guided pathway, seen before its first question."""

    start: str
    """Address of the first question."""
    most: str
    """How many questions there are at most, in words."""
    overview: Markup
    """All its questions and answers, rendered, for those who want to see them at once, and for paper."""


@dataclass(frozen=True, slots=True)
class AnsweredView:
    """A question behind the reader, and what was chosen."""

    question: LinkView
    choices: tuple[str, ...]
    """Several when each of them leads here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayStepView:
    """A question of a pathway, or an answer of its own: `pathway_step.html`."""

    title: str
    address: str
    pathway: LinkView
    step: AskView | ResultView
    answered: tuple[AnsweredView, ...]
    """What everybody has answered who comes here, the first question first."""
    breadcrumb: tuple[LinkView, ...]
    review: ReviewView | None
    is_sample: bool
    has_blocks: bool = True
    has_player: bool = False
