"""Each block of the table has a view and a template."""

from __future__ import annotations

import pytest

from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.blocks import BLOCKS
from site_builder.documents.kinds import Kind
from site_builder.errors import DocumentError, MediaFileError, SiteBuilderError
from site_builder.rendering import Renderer
from site_builder.rendering.block_building import build_blocks
from site_builder.rendering.scope import Scope
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME


def test_each_block_has_its_template_and_no_template_is_left_over() -> None:
    templates = {path.stem for path in (THEME / "templates" / "blocks").glob("*.html")}
    assert templates == {spec.name for spec in BLOCKS}


def test_the_samples_have_each_block() -> None:
    shown = {block.name for block in (*samples.BLOCKS, *samples.PASSAGES, *samples.PIECES, *samples.STEPS)}
    assert shown == {spec.name for spec in BLOCKS}


def render(renderer: Renderer, *blocks: BlockValue) -> str:
    html = renderer.render_document(samples.build_document(Kind.PAGE, "trang", *blocks)).html
    return html.partition('<div class="prose">')[2].partition('<footer class="colophon">')[0]


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        (samples.BLOCKS[1], ['<h2 id="chuan-bi">Chuẩn bị</h2>']),
        (samples.BLOCKS[3], ['<li id="cac-buoc-1">', "<h3>Chuẩn bị</h3>", "mẫu mới"]),
        (samples.BLOCKS[5], ["<dt>Lệ phí</dt>", "15.000\u00a0đồng"]),
        (samples.BLOCKS[6], ['<th scope="col">Việc</th>', '<th scope="row">Nộp tại chỗ</th>', "<caption>Lệ phí"]),
        (samples.BLOCKS[7], ['alt="Một cái loa"', 'width="640" height="320"', 'type="image/avif"', 'loading="lazy"']),
        (
            samples.BLOCKS[8],
            ['type="audio/ogg; codecs=opus"', 'preload="none"', "synthetic", ">espeak-ng vi<", 'data-start="65.25"'],
        ),
        (samples.BLOCKS[9], ['kind="captions"', "Một người mở cửa", 'height="1080"']),
        (
            samples.BLOCKS[11],
            [
                "point\u00a0a clause\u00a01 Article\u00a027",
                'href="/van-ban/luat-cu-tru/#dieu-27-khoan-1-diem-a"',
                "68/2020/QH14",
            ],
        ),
        (samples.BLOCKS[14], ["Mẫu đơn", "(DOCX, 38\u00a0kB)".replace("DOCX", "Word (DOCX)")]),
        (samples.BLOCKS[15], ['href="/giai-thich/tam-tru/"', "See also"]),
    ],
)
def test_a_block_shows_what_it_holds(renderer: Renderer, block: BlockValue, parts: list[str]) -> None:
    html = render(renderer, block)
    assert [part for part in parts if part not in html] == []


def test_an_image_takes_the_alternative_text_of_its_block(renderer: Renderer) -> None:
    assert 'alt="Cái khác"' in render(renderer, build_block("image", image="anh", alt="Cái khác"))


def test_two_headings_of_one_name_have_two_anchors(renderer: Renderer) -> None:
    html = render(renderer, build_block("heading", text="Lệ phí"), build_block("heading", text="lệ phí!"))
    assert 'id="le-phi"' in html and 'id="le-phi-2"' in html


def test_headings_in_a_text_come_below_the_heading_above_it(renderer: Renderer) -> None:
    html = render(renderer, build_block("heading", text="a", level="3"), build_block("text", body="# b"))
    assert "<h4>b</h4>" in html


def test_a_script_is_heard_through_the_package(scope: Scope) -> None:
    views = list(build_blocks(scope, samples.PIECES, package="goi"))
    heard = {view.title: view.audio.title for view in views if view.audio}  # type: ignore[attr-defined]
    assert heard == {"Tin một": "Bai-nghe", "Tin hai": "Loi-doc"}


def test_pieces_that_share_a_title_are_heard_in_their_turn(scope: Scope) -> None:
    piece = build_block("piece", title="Tin hai", script="Hết.")
    views = list(build_blocks(scope, (piece, piece), package="goi"))
    assert [view.audio.title if view.audio else "" for view in views] == ["Loi-doc", ""]  # type: ignore[attr-defined]


def test_a_greeting_says_the_day_of_the_broadcast(renderer: Renderer) -> None:
    html = render(renderer, samples.PIECES[1])
    assert "Kính chào bà con. Hôm nay là thứ Sáu, ngày 27/11/2026." in html
    assert "<p>Mời bà con nghe.</p>" in html


def test_a_piece_says_whose_programme_it_is_and_where_it_is_read(renderer: Renderer) -> None:
    html = render(renderer, samples.PIECES[2])
    assert "Programme of: Đài tỉnh" in html
    assert 'href="/giai-thich/tam-tru/"' in html


def test_cells_and_scripts_are_plain_text(renderer: Renderer) -> None:
    table = build_block("table", caption="<b>", rows=(("<script>", "&amp;"),))
    html = render(renderer, table)
    assert "<script>" not in html and "&lt;script&gt;" in html and "&amp;amp;" in html


@pytest.mark.parametrize(
    ("block", "error", "named"),
    [
        (build_block("text", body="[x]({filename}/law/khong-co.md)"), DocumentError, "text.body: "),
        (build_block("text", body="a <b>x</b>"), DocumentError, "text.body: "),
        (build_block("cite", law="law/khong-co"), DocumentError, "cite.law: "),
        (build_block("related", pages=("page/khong-co",)), DocumentError, "related.pages: "),
        (build_block("image", image="khong-co"), MediaFileError, "khong-co"),
        (build_block("image", image="goi"), DocumentError, "image.image: "),
        (build_block("video", video="bai-nghe"), DocumentError, "video.video: "),
    ],
)
def test_a_fault_names_document_and_block(
    renderer: Renderer, block: BlockValue, error: type[SiteBuilderError], named: str
) -> None:
    with pytest.raises(error) as caught:
        render(renderer, block)
    assert "page/trang.md" in str(caught.value)
    assert named in str(caught.value)
