"""The blocks of a body as their templates (`blocks/<name>.html`) see them: one small class for each template. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.rendering.list_views import AnswerView, EntryView, LinkView
from site_builder.rendering.media_views import AudioView, FileView, PictureView, VideoView


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block; `name` is that of its template."""

    name: str
    anchor: str
    """`id` of its heading, unique on the page; empty for blocks without one."""

    @property
    def has_player(self) -> bool:
        """Whether something in it can be played."""
        return getattr(self, "audio", None) is not None or getattr(self, "video", None) is not None


@dataclass(frozen=True, slots=True)
class TextView(BlockView):
    """`text`, `situation`, `law_says`, `to_do`."""

    html: Markup


@dataclass(frozen=True, slots=True)
class HeadingView(BlockView):
    """`heading`."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A step, a fact or a question: what it is called and what it says."""

    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ItemsView(BlockView):
    """`steps`, `facts`, `questions`."""

    title: str
    """Empty: the template has a word of its own."""
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class TitledTextView(BlockView):
    """`warning`, `quote` (title: who says it), `term` (title: the term)."""

    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class TableView(BlockView):
    """`table`."""

    caption: str
    head: tuple[str, ...]
    """The header row; empty when there is none."""
    rows: tuple[tuple[str, ...], ...]
    has_header_column: bool


@dataclass(frozen=True, slots=True)
class ImageView(BlockView):
    """`image`."""

    picture: PictureView
    caption: str


@dataclass(frozen=True, slots=True)
class AudioBlockView(BlockView):
    """`audio`."""

    audio: AudioView
    caption: str


@dataclass(frozen=True, slots=True)
class VideoBlockView(BlockView):
    """`video`."""

    video: VideoView
    caption: str


@dataclass(frozen=True, slots=True)
class CiteView(BlockView):
    """`cite`."""

    place: str
    """`khoản 1 Điều 27`; empty for the law as a whole."""
    law_title: str
    law_number: str
    law_address: str
    """Of the law's page at that place."""
    html: Markup


@dataclass(frozen=True, slots=True)
class DownloadView(BlockView):
    """`download`."""

    title: str
    file: FileView


@dataclass(frozen=True, slots=True)
class RelatedView(BlockView):
    """`related`."""

    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice of a question."""

    label: str
    address: str
    """Of what it leads to; empty when there is no page for it yet."""
    leads_to: str
    """Title of another page; empty for what is of the same pathway."""


@dataclass(frozen=True, slots=True)
class AskView(BlockView):
    """`ask`."""

    title: str
    address: str
    hint: str
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class AdvisedView:
    """A page that an answer advises to read, with what it answers first."""

    page: LinkView
    summary: str
    answers: tuple[AnswerView, ...]
    """Of an explainer."""


@dataclass(frozen=True, slots=True)
class ResultView(BlockView):
    """`result`."""

    title: str
    address: str
    html: Markup
    pages: tuple[AdvisedView, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class PieceView(BlockView):
    """`piece`, `chime`, `greeting`, `key_point`, `closing`."""

    title: str
    number: int
    audio: AudioView | None
    script: tuple[str, ...]
    """Paragraphs."""
    station: str
    """Whose programme it is, when it is not the ward's own."""
    pages: tuple[EntryView, ...]
    """What it is taken from."""
