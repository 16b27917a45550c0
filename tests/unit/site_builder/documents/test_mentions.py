"""Everything a document names is found, and the place where it names it."""

from __future__ import annotations

import pytest

from media_pipeline.manifest import MediaKind
from site_builder.documents.block_values import build_block
from site_builder.documents.mentions import Mention, iter_links, iter_mentions, list_citations
from site_builder.documents.model import Citation, ContentDocument
from site_builder.documents.places import find_line
from site_builder.documents.store import serialise_document
from tests.unit.site_builder.documents.samples import make_document

LAW = "law/luat-cu-tru"


def build_rich_document() -> ContentDocument:
    step = build_block("step", title="Nộp", body="Dùng\n[mẫu]({media}/mau-don) này.")
    return make_document(
        "explainer/tam-tru",
        build_block("text", body="Xem\n[luật]({filename}/law/luat-cu-tru.md#dieu-2), [web](https://a.vn)."),
        build_block("cite", law=LAW, article="27"),
        build_block("cite", law="law/khac"),
        build_block("image", image="hinh", alt="Hình"),
        build_block("steps", items=(step,)),
        build_block("related", pages=("topic/cu-tru", "page/lien-he")),
        build_block("quote", text="[a]({filename}/khong-duoi)"),
        topic="cu-tru",
        show="nghe-luat",
        image="bia",
        audio="nghe",
        package="goi",
        sign_video="ky-hieu",
        easy_read=[{"text": "Một câu."}, {"text": "Hai câu.\nBa câu.", "image": "tranh"}],
        cites=[{"law": LAW}, {"law": LAW, "article": "27"}],
    )


MENTIONS = [
    (Mention("topic/cu-tru", "topic"), "topic: cu-tru"),
    (Mention("show/nghe-luat", "show"), "show: nghe-luat"),
    (Mention(LAW, "cites.0.law"), f"- law: {LAW}"),
    (Mention(LAW, "cites.1.law"), f"- law: {LAW}"),
    (Mention("bia", "image", MediaKind.IMAGE), "image: bia"),
    (Mention("nghe", "audio", MediaKind.AUDIO), "audio: nghe"),
    (Mention("ky-hieu", "sign_video", MediaKind.VIDEO), "sign_video: ky-hieu"),
    (Mention("goi", "package", MediaKind.PACKAGE), "package: goi"),
    (Mention("tranh", "easy_read.1.image", MediaKind.IMAGE), "  image: tranh"),
    (Mention(LAW, "text.body"), "[luật]({filename}/law/luat-cu-tru.md#dieu-2), [web](https://a.vn)."),
    (Mention(LAW, "cite.law"), f"    law: {LAW}"),
    (Mention("law/khac", "cite.law"), "    law: law/khac"),
    (Mention("hinh", "image.image", MediaKind.IMAGE), "    image: hinh"),
    (Mention("mau-don", "step.body", MediaKind.DOWNLOAD), "[mẫu]({media}/mau-don) này."),
    (Mention("topic/cu-tru", "related.pages"), "    - topic/cu-tru"),
    (Mention("page/lien-he", "related.pages"), "    - page/lien-he"),
    (Mention("{filename}/khong-duoi", "quote.text", is_readable=False), "[a]({filename}/khong-duoi)"),
]


def test_all_names_are_found_in_reading_order() -> None:
    assert list(iter_mentions(build_rich_document())) == [mention for mention, _line in MENTIONS]


@pytest.mark.parametrize(("mention", "expected"), MENTIONS)
def test_the_line_of_a_name_is_found(mention: Mention, expected: str) -> None:
    text = serialise_document(build_rich_document())
    line = find_line(text, mention.key, mention.target)
    assert line is not None
    assert text.split("\n")[line - 1] == expected


def test_lists_of_names_are_found() -> None:
    home = make_document("home/trang-chu", featured=("page/a", "page/b"))
    video = make_document("video/xem", clips=("c-1", "c-2"))
    law = make_document("law/cu", replaced_by="law/moi")
    assert [(mention.target, mention.key) for each in (home, video, law) for mention in iter_mentions(each)] == [
        ("page/a", "featured.0"),
        ("page/b", "featured.1"),
        ("xem", "video"),
        ("c-1", "clips.0"),
        ("c-2", "clips.1"),
        ("law/moi", "replaced_by"),
    ]


def test_citations_are_those_of_the_legal_basis_and_of_the_text_once_each() -> None:
    assert list_citations(build_rich_document()) == {
        LAW: (Citation(law=LAW), Citation(law=LAW, article="27")),
        "law/khac": (Citation(law="law/khac"),),
    }


@pytest.mark.parametrize(
    ("markdown", "targets"),
    [
        ("[a]({media}/b) và [c](https://d.vn/?e=1&f=2)", ["{media}/b", "https://d.vn/?e=1&f=2"]),
        ("[a][b]\n\n[b]: {filename}/page/c.md", ["{filename}/page/c.md"]),
        ("\\[a\\]({media}/b)", []),
        ("`[a]({media}/b)`", []),
        ("a {media}/b", []),
    ],
)
def test_links_are_those_that_commonmark_sees(markdown: str, targets: list[str]) -> None:
    assert list(iter_links(markdown)) == targets
