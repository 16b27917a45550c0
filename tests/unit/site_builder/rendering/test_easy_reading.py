"""The easy-read version: what its editor wrote, sentence by sentence, and nothing that is hard to read."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest

from site_builder.documents.kinds import Kind
from site_builder.documents.model import ExplainerFrontMatter
from site_builder.errors import DocumentError, MediaFileError
from site_builder.rendering import Renderer
from tests.unit.site_builder.rendering import samples

PARTS = ({"text": "Bạn ở đây từ 30 ngày.\n\nBạn <hãy> đăng ký.", "image": "anh"}, {"text": "Hỏi phường."})


def render(renderer: Renderer, **values: Any) -> str:
    meta = samples.build_document(Kind.EXPLAINER, "a", **{"easy_read": PARTS, **values}).meta
    assert isinstance(meta, ExplainerFrontMatter)
    return renderer.render_easy_read(meta).html


def test_each_line_is_a_sentence_beside_its_picture(renderer: Renderer) -> None:
    html = render(renderer, title="Đăng ký & khai báo")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    parts = [each for each in tree.iter("div") if each.get("class") == "easy__part"]
    sentences = [["".join(p.itertext()).replace("\u00a0", " ") for p in part.iter("p")] for part in parts]
    assert sentences == [["Bạn ở đây từ 30 ngày.", "Bạn <hãy> đăng ký."], ["Hỏi phường."]]
    assert [len(list(part.iter("img"))) for part in parts] == [1, 0]
    assert ["".join(h1.itertext()) for h1 in tree.iter("h1")] == ["Đăng ký & khai báo"]
    assert "<script" not in html


def test_it_has_an_address_of_its_own_and_leads_to_the_whole_page(renderer: Renderer) -> None:
    html = render(renderer, audio="bai-nghe")
    assert '<link rel="canonical" href="https://luat.example.vn/giai-thich/a/de-doc/">' in html
    assert 'href="/giai-thich/a/"' in html and 'href="/giai-thich/a/#nghe"' in html
    assert "#nghe" not in render(renderer)


def test_the_explainer_leads_to_it_at_its_top_when_there_is_one(renderer: Renderer) -> None:
    link = 'href="/giai-thich/a/de-doc/"'
    with_parts = renderer.render_document(samples.build_document(Kind.EXPLAINER, "a", easy_read=PARTS)).html
    without = renderer.render_document(samples.build_document(Kind.EXPLAINER, "a")).html
    assert link in with_parts and with_parts.index(link) < with_parts.index('class="share"')
    assert link not in without


def test_it_warns_of_changed_law_and_of_sample_content_too(renderer: Renderer) -> None:
    html = render(renderer, cites=[{"law": "law/luat-cu"}], is_sample=True, reviewed="2026-11-09")
    assert '<section class="changed"' in html and 'class="sample"' in html and 'class="review"' in html


@pytest.mark.parametrize("image", ["khong-co", "bai-nghe"])
def test_a_picture_that_is_none_is_refused(renderer: Renderer, image: str) -> None:
    with pytest.raises((DocumentError, MediaFileError)):
        render(renderer, easy_read=[{"text": "Một câu.", "image": image}])
