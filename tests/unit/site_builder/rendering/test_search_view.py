"""The page of the search is whole without its script."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from site_builder.rendering import Renderer
from site_builder.rendering.search_view import LAW_LIMIT
from site_builder.settings import SiteSettings
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

SETTINGS = SiteSettings(title="Tiếng Luật", base_url="https://luat.example.vn")


def render(tmp_path: Path, law_count: int) -> str:
    laws = [make_document(f"law/luat-{number}", title=f"Luật «{number}» & <b>") for number in range(law_count)]
    library = InMemoryLibrary([make_document("topic/cu-tru", title="Cư trú"), *laws])
    return Renderer(THEME, SETTINGS, library, tmp_path).render_search_page().html


@pytest.mark.parametrize("law_count", [0, 1, LAW_LIMIT, LAW_LIMIT + 1])
def test_it_is_valid_and_leads_to_fields_and_legal_texts(tmp_path: Path, law_count: int) -> None:
    html = render(tmp_path, law_count)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert 'href="/linh-vuc/cu-tru/"' in html
    assert html.count('href="/van-ban/luat-') == min(law_count, LAW_LIMIT)
    assert ("Tất cả văn bản" in html) == (law_count > LAW_LIMIT)


def test_it_says_where_it_stands_and_asks_itself(tmp_path: Path) -> None:
    html = render(tmp_path, 1)
    assert '<link rel="canonical" href="https://luat.example.vn/tim-kiem/">' in html
    assert 'role="search" action="/tim-kiem/"' in html
    assert 'name="q"' in html and "<noscript>" in html
    assert '<a href="/tim-kiem/" aria-current="page">Tìm kiếm</a>' in html
