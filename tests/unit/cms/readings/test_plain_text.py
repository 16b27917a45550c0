"""Rich texts as they are read aloud."""

from __future__ import annotations

import pytest

from cms.readings.plain_text import write_plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>Một &amp; hai</p><p>Ba<br/>bốn</p>", "Một & hai\n\nBa\nbốn"),
        ("<p>Xem <a href='https://x.vn'>mẫu đơn</a>.</p><hr/><p>Hết.</p>", "Xem mẫu đơn.\n\nHết."),
        ("<ul><li>Giấy tờ</li><li>Tiền</li></ul>", "- Giấy tờ\n- Tiền"),
        ("<p>Cần:</p><ol><li>Đơn<ul><li>gốc</li></ul></li><li>Ảnh</li></ol>", "Cần:\n\n1. Đơn\n- gốc\n2. Ảnh"),
        ("<ol><li>A</li></ol><p>b</p><ol><li>C</li></ol>", "1. A\n\nb\n\n1. C"),
    ],
)
def test_paragraphs_and_lists_keep_their_lines(html: str, text: str) -> None:
    assert write_plain_text(html) == text
