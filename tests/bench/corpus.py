"""A made-up site of any size: N explainers and stories among topics, laws and plain pages.

Each document comes from its own seed, its position: one is made without the others, so a corpus of a hundred thousand
streams, and an edit is the same for both programs. Every document has 600 to 900 words; they follow each other by 37
minutes, the first one is the newest.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random

from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import (
    AnyFrontMatter,
    Citation,
    ContentDocument,
    ExplainerFrontMatter,
    HomeFrontMatter,
    LawFrontMatter,
    PageFrontMatter,
    Person,
    StoryFrontMatter,
    TopicFrontMatter,
)
from site_builder.slugs import build_slug
from tests.bench.vocabulary import LAW_TYPES, PEOPLE, ROLES, TAGS, TOPICS
from tests.bench.writing import Writer

NEWEST = datetime.fromisoformat("2026-11-01T08:00:00+07:00")
STEP = timedelta(minutes=37)
LAW_COUNT = 60
STORY_EVERY = 5
LONELY_EVERY, LONELY_REST = 10, 7
"""Which documents no other one links to, so that they can be deleted."""
PLAIN_PAGES = {
    "gioi-thieu": "Giới thiệu",
    "lien-he": "Liên hệ",
    "huong-dan-nghe": "Hướng dẫn nghe",
    "tiep-can": "Khả năng tiếp cận",
    "quyen-rieng-tu": "Quyền riêng tư",
}
SITE_YAML = """\
title: Tiếng Luật
tagline: Pháp luật dễ hiểu
ward: phường Thử Nghiệm
organisation: Ủy ban nhân dân phường Thử Nghiệm
language: vi
base_url: https://luat.example.vn
hotline: '113'
is_sample: true
posters: false
embeds: false
text_edition: false
"""

_NAMESPACE = uuid.UUID("5f0c1f0e-7a53-4f39-9a47-0d6f6c1f6f10")


@dataclass(frozen=True)
class Corpus:
    """The documents of a site, each by its position."""

    count: int
    """Explainers and stories."""
    seed: int = 1

    def iter_documents(self) -> Iterator[ContentDocument]:
        """The whole site."""
        yield self._build_home()
        yield from (self._build_topic(number) for number in range(len(TOPICS)))
        yield from (self._build_law(number) for number in range(LAW_COUNT))
        yield from (self._build_page(slug, title) for slug, title in PLAIN_PAGES.items())
        yield from (self.build(position) for position in range(self.count))

    def build(self, position: int) -> ContentDocument:
        """The explainer or the story at a position; beyond the last one are more, newer than the first."""
        writer = Writer(Random(f"{self.seed}/{position}"))
        return _Draft(self, position, writer).finish()

    def build_edited(self, position: int, edition: int) -> ContentDocument:
        """The document with another last sentence."""
        document = self.build(position)
        text = build_block("text", body=f"Bản sửa thứ {edition} của bài này.")
        return document.model_copy(update={"body": (*document.body, text)})

    def build_retitled(self, position: int, edition: int) -> ContentDocument:
        """The document under another title, at its old address."""
        document = self.build(position)
        title = f"{document.meta.title}, đặt tên lần {edition}"
        return document.model_copy(update={"meta": document.meta.model_copy(update={"title": title})})

    @property
    def middle(self) -> int:
        """A position half way, of a document that others link to."""
        return next(position for position in range(self.count // 2, self.count) if not is_lonely(position))

    @cached_property
    def lonely(self) -> tuple[int, ...]:
        """Positions that may be deleted, from half way on."""
        return tuple(position for position in range(self.count // 2, self.count) if is_lonely(position))

    def pick_refs(self, random: Random, count: int, own: int) -> tuple[str, ...]:
        """Documents to link to."""
        found: dict[str, None] = {}
        while len(found) < count:
            position = random.randrange(self.count)
            if position != own and not is_lonely(position):
                found[f"{find_kind(position)}/{build_document_slug(position)}"] = None
        return tuple(found)

    def _build_home(self) -> ContentDocument:
        featured = [position for position in range(1, 10) if find_kind(position) is Kind.EXPLAINER][:4]
        refs = tuple(f"{Kind.EXPLAINER}/{build_document_slug(position)}" for position in featured)
        common = _build_common("home", "trang-chu", "Pháp luật dễ hiểu cho mọi nhà")
        return ContentDocument(meta=HomeFrontMatter(**common, featured=refs), body=self._write_intro("home"))

    def _build_topic(self, number: int) -> ContentDocument:
        name = TOPICS[number]
        common = _build_common("topic", build_slug(name), name)
        return ContentDocument(meta=TopicFrontMatter(**common, order=number), body=self._write_intro(name))

    def _build_law(self, number: int) -> ContentDocument:
        type_, issuer, pattern = LAW_TYPES[number % len(LAW_TYPES)]
        topic = TOPICS[number % len(TOPICS)]
        year = 2013 + number % 12
        meta = LawFrontMatter(
            **_build_common("law", build_law_slug(number), f"{type_} mẫu số {number + 1} về {topic.lower()}"),
            topic=build_slug(topic),
            number=pattern.format(number=number + 10, year=year),
            law_type=type_,
            issuer=issuer,
            issued=date(year, 1 + number % 12, 1 + number % 28),
            effective=date(year + 1, 1, 1),
        )
        return ContentDocument(meta=meta, body=self._write_intro(meta.slug))

    def _build_page(self, slug: str, title: str) -> ContentDocument:
        return ContentDocument(meta=PageFrontMatter(**_build_common("page", slug, title)), body=self._write_intro(slug))

    def _write_intro(self, name: str) -> tuple[BlockValue, ...]:
        writer = Writer(Random(f"{self.seed}/{name}"))
        return (build_block("text", body="\n\n".join(writer.write_paragraph() for _ in range(2))),)


class _Draft:
    """One explainer or story being written."""

    def __init__(self, corpus: Corpus, position: int, writer: Writer) -> None:
        self._corpus = corpus
        self._position = position
        self._writer = writer
        self._random = writer.random
        self._blocks: list[BlockValue] = []
        laws = self._random.sample(range(LAW_COUNT), self._random.randint(1, 3))
        self._cites = [self._build_citation(f"law/{build_law_slug(law)}") for law in laws]

    def finish(self) -> ContentDocument:
        kind = find_kind(self._position)
        target = self._random.randint(560, 580)
        if kind is Kind.STORY:
            self._add_story()
        else:
            self._add_text(1)
        extras = [self._add_steps, self._add_warning, self._add_quote, self._add_cite, self._add_table]
        self._random.shuffle(extras)
        while self._writer.word_count < target:
            self._add_section()
            if extras and self._writer.word_count < target:
                extras.pop()()
        self._add_related()
        return ContentDocument(meta=self._build_meta(kind), body=tuple(self._blocks))

    def _build_meta(self, kind: Kind) -> AnyFrontMatter:
        position, random, writer = self._position, self._random, self._writer
        older = position if position < self._corpus.count else self._corpus.count - position - 1
        published = NEWEST - STEP * older
        common = _build_common(kind.value, build_document_slug(position), f"{writer.write_title()} {position}") | {
            "summary": writer.write_sentence(18),
            "topic": build_slug(random.choice(TOPICS)),
            "tags": tuple(random.sample(TAGS, 3)),
            "published": published,
            "updated": published,
            "reviewed": published.date(),
            "reviewer": "Công chức tư pháp",
            "cites": tuple(self._cites),
        }
        if kind is Kind.STORY:
            people = [Person(name=name, role=random.choice(ROLES)) for name in random.sample(PEOPLE, 2)]
            return StoryFrontMatter(**common, people=tuple(people))
        answers = {name: writer.write_sentence(12) for name in ("who", "deadline", "cost", "where")}
        return ExplainerFrontMatter(**common, **answers)

    def _build_citation(self, law: str) -> Citation:
        return Citation(law=law, article=str(self._random.randint(1, 90)), clause=str(self._random.randint(1, 5)))

    def _write_text(self, paragraphs: int) -> str:
        (ref,) = self._corpus.pick_refs(self._random, 1, self._position)
        return "\n\n".join(
            self._writer.decorate(self._writer.write_paragraph(), f"{{filename}}/{ref}.md") for _ in range(paragraphs)
        )

    def _add(self, name: str, **values: object) -> None:
        self._blocks.append(build_block(name, **values))

    def _add_text(self, paragraphs: int) -> None:
        self._add("text", body=self._write_text(paragraphs))

    def _add_section(self) -> None:
        self._add("heading", text=self._writer.write_title())
        text = self._write_text(1)
        if self._random.random() < 0.6:
            text += "\n\n" + self._writer.write_list(is_numbered=self._random.random() < 0.3)
        self._add("text", body=text)
        if self._random.random() < 0.4:
            self._add("heading", level="3", text=self._writer.write_title())
            self._add_text(1)

    def _add_story(self) -> None:
        for name in ("situation", "law_says", "to_do"):
            self._add(name, body=self._write_text(2))

    def _add_steps(self) -> None:
        steps = [
            build_block("step", title=self._writer.write_title(), body=self._writer.write_sentence(14))
            for _ in range(self._random.randint(3, 4))
        ]
        self._add("steps", title="Các bước cần làm", items=tuple(steps))

    def _add_warning(self) -> None:
        self._add("warning", title=self._writer.write_title(), body=self._writer.write_paragraph())

    def _add_quote(self) -> None:
        self._add("quote", source=self._random.choice(PEOPLE), text=self._writer.write_sentence(20))

    def _add_cite(self) -> None:
        place = self._random.choice(self._cites)
        says = self._writer.write_sentence(25)
        self._add("cite", law=place.law, article=place.article, clause=place.clause, says=says)

    def _add_table(self) -> None:
        rows = [("Loại hồ sơ", "Thời hạn", "Lệ phí")]
        for _ in range(self._random.randint(3, 6)):
            fee = f"{self._random.randint(1, 90) * 5}.000 đồng"
            rows.append((self._writer.write_words(3), f"{self._random.randint(1, 30)} ngày", fee))
        self._add("table", caption="Thời hạn và lệ phí", rows=tuple(rows))

    def _add_related(self) -> None:
        pages = self._corpus.pick_refs(self._random, 3, self._position)
        self._add("related", title="Xem thêm", pages=pages)


def is_lonely(position: int) -> bool:
    """Whether nothing links to the document."""
    return position % LONELY_EVERY == LONELY_REST


def find_kind(position: int) -> Kind:
    """What stands at a position."""
    return Kind.STORY if position % STORY_EVERY == 0 else Kind.EXPLAINER


def build_document_slug(position: int) -> str:
    """`bai-00042`."""
    return f"bai-{position:05d}"


def build_law_slug(number: int) -> str:
    """`van-ban-07`."""
    return f"van-ban-{number + 1:02d}"


def _build_common(kind: str, slug: str, title: str) -> dict[str, object]:
    return {
        "id": uuid.uuid5(_NAMESPACE, f"{kind}/{slug}"),
        "title": title,
        "slug": slug,
        "summary": f"{title}: những điều cần biết.",
        "published": NEWEST - timedelta(days=3650),
        "updated": NEWEST - timedelta(days=3650),
        "is_sample": True,
    }
