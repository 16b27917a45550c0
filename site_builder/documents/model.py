"""`ContentDocument`: one published page as a value, front matter and blocks.

`Front matter` is typed here, one model for each kind; `schema/*.json` beside this file is generated from these models
and kept current by a test. The body is a tuple of `BlockValue` (see `blocks.py`). Pure: reading and writing files is
`store.py`'s work, text is `body.py`'s.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
)
from pydantic_core import PydanticCustomError

from media_pipeline.manifest import AssetName
from site_builder.documents.block_values import BlockValue
from site_builder.documents.kinds import Kind, build_address, build_content_path


def _require_nfc(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        raise PydanticCustomError("not_nfc", "text must be in Unicode normalisation form C (NFC)")
    return text


def _require_one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise PydanticCustomError("not_one_line", "text must stand on one line")
    return _require_nfc(text)


Text = Annotated[str, AfterValidator(_require_nfc)]
"""Plain text of several lines."""
Line = Annotated[str, AfterValidator(_require_one_line)]
"""Plain text of one line."""
Title = Annotated[Line, StringConstraints(min_length=1, max_length=255)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
DocumentRef = Annotated[
    str,
    StringConstraints(
        pattern=r"^(home|topic|explainer|story|audio|video|show|bulletin|law|page|pathway)/[a-z0-9]+(-[a-z0-9]+)*$"
    ),
]
"""Another document as `<kind>/<slug>`."""
LawRef = Annotated[str, StringConstraints(pattern=r"^law/[a-z0-9]+(-[a-z0-9]+)*$")]


class Value(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Audience(StrEnum):
    """Who a document is written for."""

    RESIDENTS = "residents"
    BUSINESSES = "businesses"
    YOUTH = "youth"
    ELDERLY = "elderly"
    WORKERS = "workers"
    OFFICERS = "officers"


class Citation(Value):
    """A place in a law: the law alone, or down to điều, khoản, điểm."""

    law: LawRef
    article: Line = ""
    """Điều, as written in the law (`20`, `7a`)."""
    clause: Line = ""
    """Khoản."""
    point: Line = ""
    """Điểm (`a`, `đ`)."""


class FrontMatter(Value):
    """What every document has."""

    id: UUID
    """Never reused, never changed."""
    kind: Kind
    title: Title
    slug: Slug
    summary: Line = ""
    """One or two sentences for lists, feeds and link previews."""
    topic: Slug | None = None
    """The slug of its topic document."""
    audiences: tuple[Audience, ...] = ()
    tags: tuple[Line, ...] = ()
    published: AwareDatetime
    """When it was first published, in Vietnamese time with its offset."""
    updated: AwareDatetime
    reviewed: date | None = None
    """When a legal reviewer last checked it."""
    review_due: date | None = None
    reviewer: Line = ""
    image: AssetName | None = None
    """Picture for lists and the share card."""
    is_sample: bool = False
    """Sample content: the page shows the notice «nội dung minh họa»."""
    cites: tuple[Citation, ...] = ()
    """The legal basis; each law lists what cites it."""

    @property
    def ref(self) -> str:
        """`<kind>/<slug>`, the name other documents know it by."""
        return f"{self.kind.value}/{self.slug}"

    @property
    def address(self) -> str:
        """Its path on the site."""
        return build_address(self.kind, self.slug)

    @property
    def content_path(self) -> str:
        """Its file below `content/`."""
        return build_content_path(self.kind, self.slug)


class Listenable(FrontMatter):
    """A document that can be heard: an episode of a podcast show when `show` is set."""

    audio: AssetName | None = None
    show: Slug | None = None
    """The slug of the podcast show that carries it as an episode."""
    package: AssetName | None = None
    """The loudspeaker package that is offered on its page."""


class HomeFrontMatter(FrontMatter):
    """The first page: what people need today."""

    kind: Literal[Kind.HOME] = Kind.HOME
    featured: tuple[DocumentRef, ...] = ()


class TopicFrontMatter(FrontMatter):
    """A field of law (lĩnh vực)."""

    kind: Literal[Kind.TOPIC] = Kind.TOPIC
    order: int = 0
    """Position in lists of topics, smallest first."""


class EasyPart(Value):
    """A part of an easy-read version: a few short sentences, and a picture that shows what they say."""

    text: Annotated[Text, StringConstraints(min_length=1)]
    """One sentence on each line."""
    image: AssetName | None = None


class ExplainerFrontMatter(Listenable):
    """A legal explainer (bài giải thích): the answers first, the text in its body."""

    kind: Literal[Kind.EXPLAINER] = Kind.EXPLAINER
    who: Text = ""
    """Whom it concerns."""
    deadline: Text = ""
    cost: Text = ""
    where: Text = ""
    """Where to go or to file."""
    easy_read: tuple[EasyPart, ...] = ()
    """The easy-read version (bản dễ đọc), a page of its own below the explainer's address."""
    sign_video: AssetName | None = None
    """A video that tells it in sign language (ngôn ngữ ký hiệu)."""


class Person(Value):
    """Somebody in a situation story."""

    name: Line
    role: Line = ""


class StoryFrontMatter(Listenable):
    """A situation story (câu chuyện tình huống). Its body has the blocks `situation`, `law_says`, `to_do`."""

    kind: Literal[Kind.STORY] = Kind.STORY
    people: tuple[Person, ...] = ()


class AudioFrontMatter(Listenable):
    """An audio page: one recording, an episode when it has a show."""

    kind: Literal[Kind.AUDIO] = Kind.AUDIO
    audio: AssetName
    episode: int | None = Field(default=None, ge=1)
    season: int | None = Field(default=None, ge=1)
    clips: tuple[AssetName, ...] = ()


class VideoFrontMatter(FrontMatter):
    """A video page."""

    kind: Literal[Kind.VIDEO] = Kind.VIDEO
    video: AssetName
    clips: tuple[AssetName, ...] = ()


class ShowFrontMatter(FrontMatter):
    """A podcast show; its episodes are the documents that name it."""

    kind: Literal[Kind.SHOW] = Kind.SHOW
    author: Line
    email: Line
    category: Line = "Government"
    """An Apple Podcasts category."""


class BroadcastClass(StrEnum):
    """The three classes of bulletin of Circular 39/2020/TT-BTTTT."""

    NORMAL = "normal"
    PRIORITY = "priority"
    EMERGENCY = "emergency"


class BulletinFrontMatter(FrontMatter):
    """A loudspeaker bulletin (bản tin loa). Its body has `piece` blocks; `package` holds them ready to play."""

    kind: Literal[Kind.BULLETIN] = Kind.BULLETIN
    broadcast_class: BroadcastClass = BroadcastClass.NORMAL
    valid_until: date | None = None
    package: AssetName | None = None


class LawStatus(StrEnum):
    """Whether a law applies."""

    NOT_YET = "not-yet-in-force"
    IN_FORCE = "in-force"
    PARTLY = "partly-expired"
    EXPIRED = "expired"


class LawFrontMatter(FrontMatter):
    """A legal text in the registry."""

    kind: Literal[Kind.LAW] = Kind.LAW
    number: Line
    """Số hiệu (`68/2020/QH14`)."""
    law_type: Line
    """Loại văn bản (Luật, Nghị định…)."""
    issuer: Line
    """Cơ quan ban hành."""
    issued: date
    effective: date | None = None
    expired: date | None = None
    status: LawStatus = LawStatus.IN_FORCE
    replaced_by: LawRef | None = None
    amended: date | None = None
    """The day from which it applies as last amended (sửa đổi, bổ sung)."""
    change_note: Line = ""
    """What the last change means for residents, as pages that cite it say."""
    link: HttpUrl | None = None
    """Where the official text can be read."""


class PageFrontMatter(FrontMatter):
    """A plain page (giới thiệu, liên hệ…)."""

    kind: Literal[Kind.PAGE] = Kind.PAGE


class PathwayFrontMatter(FrontMatter):
    """A guided pathway (hướng dẫn từng bước): a few questions that lead to the right page.

    Its body has the blocks `ask` and `result`; `pathways.py` tells how they hang together.
    """

    kind: Literal[Kind.PATHWAY] = Kind.PATHWAY


AnyFrontMatter: TypeAlias = Annotated[
    HomeFrontMatter
    | TopicFrontMatter
    | ExplainerFrontMatter
    | StoryFrontMatter
    | AudioFrontMatter
    | VideoFrontMatter
    | ShowFrontMatter
    | BulletinFrontMatter
    | LawFrontMatter
    | PageFrontMatter
    | PathwayFrontMatter,
    Field(discriminator="kind"),
]

FRONT_MATTER: TypeAdapter[Any] = TypeAdapter(AnyFrontMatter, config=ConfigDict(defer_build=True))
"""Validates a mapping into the front matter of its kind."""


class ContentDocument(Value):
    """One published page: `content/<kind>/<slug>.md` as a value."""

    meta: AnyFrontMatter
    body: tuple[BlockValue, ...] = ()
