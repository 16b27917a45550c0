"""What search engines are told of a page."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.rendering import Renderer
from site_builder.rendering.media_views import FileView
from site_builder.rendering.session_views import SessionView
from site_builder.rendering.structured_data import describe_sessions
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME


def read_graph(renderer: Renderer, kind: Kind, *body: Any, **values: Any) -> dict[str, Any]:
    """The objects of a page's JSON-LD by their type."""
    html = renderer.render_document(samples.build_document(kind, "a", *body, **values)).html
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {each["@type"]: each for each in json.loads(text)["@graph"]}


def test_questions_are_told_with_plain_answers(renderer: Renderer) -> None:
    asked = build_block("question", question="Ai & khi nào?", answer="**Bạn**, trong 3 ngày.")
    graph = read_graph(renderer, Kind.EXPLAINER, build_block("questions", items=[asked]))
    assert graph["FAQPage"]["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Ai & khi nào?",
            "acceptedAnswer": {"@type": "Answer", "text": "Bạn, trong 3 ngày."},
        }
    ]
    assert graph["Article"]["@id"] == "https://luat.example.vn/giai-thich/a/"


def test_a_page_without_questions_tells_none(renderer: Renderer) -> None:
    assert "FAQPage" not in read_graph(renderer, Kind.EXPLAINER, samples.BLOCKS[0])


@pytest.mark.parametrize(
    ("status", "force"),
    [
        ("in-force", "InForce"),
        ("partly-expired", "PartiallyInForce"),
        ("expired", "NotInForce"),
        ("not-yet-in-force", "NotInForce"),
    ],
)
def test_a_law_tells_whether_it_applies(renderer: Renderer, status: str, force: str) -> None:
    law = read_graph(renderer, Kind.LAW, status=status, **samples.LAW_FIELDS)["Legislation"]
    assert law["legislationLegalForce"] == f"https://schema.org/{force}"
    assert law["legislationIdentifier"] == "68/2020/QH14"


URL = re.compile(r"https?://[^\s/]+/\S*")
DURATION = re.compile(r"PT\d+S")
TEXT, TRUTH, NUMBER = "text", "truth", "number"
THING = {"url": URL, "name": TEXT, "description": TEXT, "image": URL, "sameAs": URL}
WORK = THING | {
    "inLanguage": TEXT,
    "datePublished": "time",
    "dateModified": "time",
    "publisher": "GovernmentOrganization",
    "author": "GovernmentOrganization",
    "isAccessibleForFree": TRUTH,
    "isFamilyFriendly": TRUTH,
    "expires": "day",
}
MEDIA = WORK | {"contentUrl": URL, "encodingFormat": TEXT, "duration": DURATION, "width": NUMBER, "height": NUMBER}
VOCABULARY: dict[str, dict[str, Any]] = {
    "Article": WORK | {"headline": TEXT, "mainEntityOfPage": URL},
    "PodcastEpisode": WORK
    | {
        "associatedMedia": "AudioObject",
        "partOfSeries": "PodcastSeries",
        "partOfSeason": "PodcastSeason",
        "episodeNumber": NUMBER,
        "duration": DURATION,
    },
    "RadioEpisode": WORK | {"associatedMedia": "AudioObject", "partOfSeries": "RadioSeries"},
    "RadioSeries": WORK,
    "PodcastSeason": WORK | {"seasonNumber": NUMBER},
    "PodcastSeries": WORK | {"webFeed": URL},
    "AudioObject": MEDIA | {"associatedMedia": "AudioObject"},
    "VideoObject": MEDIA | {"thumbnailUrl": URL, "uploadDate": "time", "caption": "MediaObject"},
    "MediaObject": MEDIA,
    "Legislation": WORK
    | {
        "legislationIdentifier": TEXT,
        "legislationType": TEXT,
        "legislationDate": "day",
        "legislationDateOfApplicability": "day",
        "legislationPassedBy": "Organization",
        "legislationLegalForce": URL,
        "legislationJurisdiction": TEXT,
        "legislationRepeals": "Legislation",
    },
    "FAQPage": WORK | {"mainEntity": "Question"},
    "Question": THING | {"acceptedAnswer": "Answer"},
    "Answer": THING | {"text": TEXT},
    "WebSite": WORK,
    "BreadcrumbList": THING | {"itemListElement": "ListItem"},
    "ListItem": THING | {"position": NUMBER, "item": URL},
    "Organization": THING,
    "GovernmentOrganization": THING,
    "BroadcastEvent": THING
    | {
        "inLanguage": TEXT,
        "startDate": "time",
        "endDate": "time",
        "isLiveBroadcast": TRUTH,
        "isAccessibleForFree": TRUTH,
        "eventStatus": URL,
        "eventAttendanceMode": URL,
        "location": "Place",
        "organizer": "GovernmentOrganization",
        "publishedOn": "BroadcastService",
    },
    "BroadcastService": THING | {"broadcaster": "GovernmentOrganization"},
    "Place": THING | {"address": TEXT},
}
"""Of schema.org 29: the types that we use, with their properties that we use and what each holds."""
REQUIRED = {
    "Article": {"headline", "image", "author", "datePublished", "dateModified"},
    "VideoObject": {"name", "description", "thumbnailUrl", "uploadDate", "contentUrl", "duration"},
    "PodcastEpisode": {"name", "url", "datePublished", "associatedMedia", "partOfSeries"},
    "RadioEpisode": {"name", "url", "datePublished", "publisher", "partOfSeries"},
    "AudioObject": {"name", "contentUrl", "encodingFormat", "duration"},
    "FAQPage": {"mainEntity"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "BroadcastEvent": {"name", "startDate", "location", "isLiveBroadcast", "publishedOn"},
    "Place": {"name", "address"},
    "Legislation": set(),
    "ListItem": {"position", "name", "item"},
}
"""What Google asks for in its documentation of rich results, and without what an event is none."""


def find_faults(found: Any, path: str = "") -> Iterator[str]:
    """What an object says that its type has not, or says in the wrong form, or does not say."""
    kind = found["@type"]
    path = f"{path}/{kind}"
    is_reference = set(found) == {"@type", "@id"}
    yield from (f"{path}: no {name}" for name in REQUIRED.get(kind, set()) - set(found) if not is_reference)
    for name, value in found.items():
        wanted = VOCABULARY[kind].get(name) if not name.startswith("@") else URL if name == "@id" else TEXT
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and each.get("@type") == wanted:
                yield from find_faults(each, path)
            elif wanted is None or isinstance(each, dict) or not is_sound(each, wanted):
                yield f"{path}/{name}: {each!r}"


def is_sound(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, re.Pattern):
        return isinstance(value, str) and wanted.fullmatch(value) is not None
    if wanted in ("time", "day"):
        moment = dt.datetime.fromisoformat(value)
        return (moment.tzinfo is not None) is (wanted == "time")
    return {TEXT: isinstance(value, str) and bool(value.strip()), TRUTH: isinstance(value, bool)}.get(
        wanted, isinstance(value, int) and not isinstance(value, bool)
    )


def iter_objects(html: str) -> Iterator[dict[str, Any]]:
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
        yield from json.loads(text)["@graph"]


@pytest.mark.parametrize("document", samples.build_documents(), ids=lambda document: document.meta.ref)
def test_every_page_says_what_the_vocabulary_has(renderer: Renderer, document: Any) -> None:
    found = list(iter_objects(renderer.render_document(document).html))
    assert [fault for each in found for fault in find_faults(each)] == []


def test_each_kind_is_told_as_what_it_is(renderer: Renderer) -> None:
    told = {document.meta.ref: document for document in samples.build_documents()}
    wanted = {
        "explainer/tam-tru": {"Article", "FAQPage"},
        "story/chuyen": {"Article"},
        "audio/nghe": {"PodcastEpisode"},
        "video/xem": {"VideoObject"},
        "bulletin/ban-tin": {"RadioEpisode"},
        "law/luat-cu-tru": {"Legislation"},
        "show/chuong-trinh": {"PodcastSeries"},
        "home/trang-chu": {"WebSite"},
    }
    for ref, kinds in wanted.items():
        found = {each["@type"] for each in iter_objects(renderer.render_document(told[ref]).html)}
        assert found - {"BreadcrumbList"} == kinds, ref


def test_the_vocabulary_finds_faults() -> None:
    faulty = {"@type": "Article", "headline": "", "dateModified": "2026-11-10", "images": ["a"]}
    faults = list(find_faults(faulty))
    assert [fault for fault in faults if "no image" in fault or "no author" in fault]
    assert "/Article/headline: ''" in faults and "/Article/images: 'a'" in faults
    assert "/Article/dateModified: '2026-11-10'" in faults


def test_a_bulletin_tells_what_is_heard_and_until_when_it_counts(renderer: Renderer) -> None:
    pieces = (
        build_block("piece", title="Tin một", audio="bai-nghe"),
        build_block("piece", title="Tin hai", script="Lời."),
    )
    bulletin = read_graph(renderer, Kind.BULLETIN, *pieces, valid_until="2026-12-01")["RadioEpisode"]
    assert [sound["name"] for sound in bulletin["associatedMedia"]] == ["Tin một"]
    assert bulletin["associatedMedia"][0]["contentUrl"].startswith("https://luat.example.vn/media/")
    assert bulletin["expires"] == "2026-12-01"
    assert bulletin["partOfSeries"]["@id"] == "https://luat.example.vn/loa/"


def test_a_bulletin_tells_no_time_of_its_broadcast_and_no_sound_that_it_has_not(renderer: Renderer) -> None:
    silent = read_graph(renderer, Kind.BULLETIN, build_block("piece", title="Tin", script="Lời."))["RadioEpisode"]
    assert not {"associatedMedia", "expires", "startDate", "publication"} & set(silent)


def test_a_session_of_the_loudspeakers_is_a_broadcast_that_is_not_live() -> None:
    session = SessionView(
        title="Phiên 05:30 ngày 24/11/2026",
        starts="2026-11-24T05:30+07:00",
        ends="2026-11-24T05:32:03+07:00",
        pieces=("Tin một", "Tin hai"),
        duration="2 phút",
        has_synthetic_voice=True,
        is_sample=False,
        package=FileView("/loa/phien/goi.zip", "goi.zip", "ZIP", "1 MB"),
        sound=None,
    )
    (event,) = describe_sessions([session], samples.SETTINGS)
    assert list(find_faults(event)) == []
    assert event["isLiveBroadcast"] is False
    assert event["location"]["name"] == "phường Hải An"
    assert describe_sessions([], samples.SETTINGS) == ()


def test_only_a_first_page_in_several_languages_names_others(library: Any, store: Any) -> None:
    settings = samples.SETTINGS.model_copy(
        update={"language": "vi", "translations": {"en": "https://en.luat.example.vn"}}
    )
    links = {}
    for each in (samples.SETTINGS, settings):
        renderer = Renderer(THEME, each, library, store)
        for document in samples.build_documents()[:3]:
            html = renderer.render_document(document).html
            links[bool(each.translations), document.meta.kind] = re.findall(r'hreflang="([\w-]+)" href="(\S+)"', html)
    assert links.pop((True, Kind.HOME)) == [
        ("vi", "https://luat.example.vn/"),
        ("en", "https://en.luat.example.vn/"),
        ("x-default", "https://luat.example.vn/"),
    ]
    assert set(map(tuple, links.values())) == {()}
