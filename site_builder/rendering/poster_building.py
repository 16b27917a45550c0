"""From the view of an explainer to its poster. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from site_builder.documents.model import FrontMatter
from site_builder.messages import mark
from site_builder.rendering.cited_laws import CitedLawView
from site_builder.rendering.document_views import ExplainerView
from site_builder.rendering.list_views import AnswerView
from site_builder.rendering.palette import Palette
from site_builder.rendering.poster import Poster, PosterPart
from site_builder.rendering.words import Words
from site_builder.settings import SiteSettings

_READ = mark("Read all of it: point the camera of a phone at the code, or go to")
_HEARD = mark("Read or hear all of it: point the camera of a phone at the code, or go to")


def build_poster(
    meta: FrontMatter, page: ExplainerView, settings: SiteSettings, words: Words, palette: Palette, logo: str
) -> Poster:
    """The poster of an explainer."""
    return Poster(
        slug=meta.slug,
        kind=meta.kind.value,
        language=f"{settings.language}-VN" if settings.language == "vi" else settings.language,
        organisation=settings.organisation,
        site_title=settings.title,
        logo=logo,
        palette=palette,
        label=page.kind_name,
        title=page.title,
        lead=page.summary,
        notices=tuple(_list_notices(page, settings, words)),
        parts=tuple(_list_parts(page, words)),
        basis=_write_basis(page.laws, words),
        url=settings.base_url + page.address,
        invitation=words.say(_HEARD if page.audio else _READ),
        code_name=words.say(mark("QR code of this page: point the camera of another phone at it")),
        contacts=tuple(_list_contacts(page, settings, words)),
        updated=meta.updated,
    )


def _list_notices(page: ExplainerView, settings: SiteSettings, words: Words) -> Iterator[str]:
    if page.is_sample or settings.is_sample:
        yield words.say(mark("Sample content: ask the ward before you act on it."))
    if page.changed_laws:
        yield words.say(mark("The law behind this poster has changed: ask the ward before you act on it."))


def _list_parts(page: ExplainerView, words: Words) -> Iterator[PosterPart]:
    yield from _list_answers(page.who)
    if page.steps:
        steps = tuple(step.title for step in page.steps)
        yield PosterPart(words.say(mark("What to do?")), steps, is_numbered=True)
    yield from chain.from_iterable(map(_list_answers, (page.deadline, page.cost, page.where)))


def _list_answers(answer: AnswerView | None) -> Iterator[PosterPart]:
    if answer:
        yield PosterPart(answer.question, answer.paragraphs)


def _write_basis(laws: Iterable[CitedLawView], words: Words) -> str:
    texts = "; ".join(_write_law(law) for law in laws)
    return words.say(mark("Legal basis: %(texts)s."), texts=texts) if texts else ""


def _write_law(law: CitedLawView) -> str:
    """`Luật Cư trú 2020 (68/2020/QH14), khoản 1 Điều 27, Điều 28`."""
    return ", ".join((f"{law.title} ({law.number})", *(place.title for place in law.places)))


def _list_contacts(page: ExplainerView, settings: SiteSettings, words: Words) -> Iterator[str]:
    places = [settings.contact_address or settings.organisation, settings.contact_phone]
    if asked := ", ".join(filter(None, places)):
        yield words.say(mark("Ask: %(place)s"), place=asked)
    dates = [words.say(mark("Poster of %(day)s"), day=page.updated.text)]
    if page.review:
        dates.append(words.say(mark("Law checked on %(day)s"), day=page.review.reviewed.text))
    yield " · ".join(dates)
