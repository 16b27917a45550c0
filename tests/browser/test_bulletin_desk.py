"""An explainer becomes a bulletin: its text is taken over, its reading completed, its draft heard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Newsroom, wait_for
from tests.browser.test_accessibility import find_violations

pytestmark = pytest.mark.xdist_group("newsroom")

EXPLAINER = "Đăng ký tạm trú"


def open_own_page(page: Page, newsroom: Newsroom, title: str) -> int:
    """Open the editor of a page; its key."""
    page.goto(f"{newsroom.cms_url}/quan-tri/pages/usage/explainers/explainerpage/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    return int(re.search(r"/pages/(\d+)/", page.url)[1])  # type: ignore[index]


def save_draft(page: Page) -> None:
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_an_explainer_becomes_a_bulletin_that_is_read_and_heard(newsroom: Newsroom, editor: Page) -> None:
    key = open_own_page(editor, newsroom, EXPLAINER)
    editor.goto(f"{newsroom.cms_url}/quan-tri/ban-tin/tu-trang/{key}/")
    assert find_violations(editor, "main") == []
    for box in editor.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    editor.get_by_role("button", name="Đưa vào và mở bản tin").click()
    editor.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    bulletin = editor.url
    expect(editor.locator(".bulletin-lengths")).to_contain_text("Chưa đọc thành tiếng")

    script = editor.locator("textarea[name^='body-2-value-script']")
    script.fill("Khai báo với BQLKPX trước 22h.")
    save_draft(editor)
    editor.get_by_role("link", name="Lời đọc", exact=True).first.click()
    expect(editor.locator(".reading-unknown")).to_contain_text("Chưa biết đọc “BQLKPX”")
    assert find_violations(editor, "main") == []
    editor.get_by_role("link", name="Thêm “BQLKPX” vào từ điển đọc").first.click()
    expect(editor.get_by_role("textbox", name="Chữ viết")).to_have_value("BQLKPX")
    editor.get_by_role("textbox", name="Đọc là").fill("ban quản lý khu phố xanh")
    editor.get_by_role("button", name="Lưu", exact=True).click()
    expect(editor.get_by_text("Không có: máy biết đọc mọi chữ viết tắt.")).to_be_visible()
    expect(editor.locator(".reading-table ins").filter(has_text="ban quản lý khu phố xanh")).to_be_visible()

    editor.goto(bulletin)
    editor.get_by_role("link", name="Nghe thử bản nháp đã lưu").click()
    editor.get_by_role("button", name="Đọc các phần còn thiếu").click()
    address = editor.url
    wait_for(
        lambda: editor.goto(address) and editor.get_by_text("đo trên các tệp đã làm xong").count(),
        limit_s=120,
        what="the rehearsal",
    )
    assert find_violations(editor, "main") == []
    expect(editor.locator("audio")).to_have_count(editor.locator(".rehearsal-pieces li").count())
