"""Where links of a text may lead."""

from __future__ import annotations

import pytest

from site_builder.errors import DocumentError, MediaFileError
from site_builder.rendering.links import TextLinks
from site_builder.rendering.markdown import Link
from site_builder.rendering.scope import Scope


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("{filename}/explainer/tam-tru.md", Link("/giai-thich/tam-tru/")),
        ("{filename}/law/luat-cu-tru.md#dieu-27", Link("/van-ban/luat-cu-tru/#dieu-27")),
        ("{filename}/home/trang-chu.md", Link("/")),
        ("https://dichvucong.gov.vn/a?b=1&c=2", Link("https://dichvucong.gov.vn/a?b=1&c=2", is_external=True)),
        ("HTTP://a.vn", Link("HTTP://a.vn", is_external=True)),
        ("mailto:a@b.vn", Link("mailto:a@b.vn")),
        ("tel:113", Link("tel:113")),
        ("/podcast/chuong-trinh/feed.xml", Link("/podcast/chuong-trinh/feed.xml")),
        ("#cac-buoc", Link("#cac-buoc")),
    ],
)
def test_a_link_leads_where_it_says(scope: Scope, target: str, link: Link) -> None:
    assert TextLinks(scope, "text.body").resolve(target) == link


def test_a_download_is_linked_and_remembered(scope: Scope) -> None:
    link = TextLinks(scope, "text.body").resolve("{media}/mau-don")
    (path,) = scope.media_paths
    assert link.address == f"/media/{path.removeprefix('renditions/')}"
    assert path.endswith("/mau-don.docx")


@pytest.mark.parametrize(
    "target",
    [
        "{filename}/explainer/khong-co.md",
        "{filename}/../../etc/passwd.md",
        "{media}/anh",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/",
        "/\\evil.example/",
        "http:///x",
        "ftp://a.vn/",
        "khong-co.md",
        "tel:",
        "",
        "#",
    ],
)
def test_a_link_that_leads_nowhere_or_does_harm_names_its_target(scope: Scope, target: str) -> None:
    with pytest.raises(DocumentError) as caught:
        TextLinks(scope, "text.body").resolve(target)
    assert caught.value.path == "explainer/tam-tru.md"
    assert caught.value.key == "text.body"


def test_a_download_that_does_not_exist_is_named(scope: Scope) -> None:
    with pytest.raises(MediaFileError) as caught:
        TextLinks(scope, "text.body").resolve("{media}/khong-co")
    assert caught.value.asset == "khong-co"
