"""An officer's first day: she uploads a picture and a recording, writes an explainer, looks at it, publishes it.

Then she finds it where residents, subscribers and the loudspeakers' operator would.
"""

from __future__ import annotations

import io
import re
import wave
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html
from PIL import Image
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import Newsroom, wait_for

pytestmark = pytest.mark.xdist_group("newsroom")

TITLE = "Thông báo lưu trú «nhanh» & đúng <luật> 🙂"
ADDRESS = "/giai-thich/thong-bao-luu-tru-nhanh-dung-luat/"
SENTENCE = "Khách ngủ lại một đêm thì chủ nhà báo với Công an phường trước hai mươi ba giờ."
PODCAST = "/podcast/phap-luat-hai-an/feed.xml"


def make_picture(folder: Path) -> Path:
    path = folder / "cong-chao.png"
    Image.new("RGB", (900, 600), (148, 32, 26)).save(path)
    return path


def make_recording(folder: Path) -> Path:
    """Two seconds of a rising tone."""
    path = folder / "thong-bao.wav"
    samples = bytearray()
    for number in range(32_000):
        samples += int(9000 * ((number * (200 + number // 200) // 16_000) % 2 * 2 - 1)).to_bytes(
            2, "little", signed=True
        )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(samples))
    return path


def upload_picture(page: Page, newsroom: Newsroom, path: Path) -> None:
    page.goto(f"{newsroom.cms_url}/quan-tri/images/add/")
    page.get_by_label("Tiêu đề").fill("Cổng chào của phường")
    page.get_by_label("Tệp").set_input_files(path)
    page.get_by_label("Mô tả thay thế").fill("Cổng chào sơn đỏ ở đầu phường.")
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator(".messages .success")).to_be_visible()


def upload_recording(page: Page, newsroom: Newsroom, path: Path) -> None:
    page.goto(f"{newsroom.cms_url}/quan-tri/media/audio/add/")
    page.get_by_label("Tiêu đề").fill("Nghe thông báo lưu trú")
    page.get_by_label("Tệp").set_input_files(path)
    page.get_by_label("Kịch bản hoặc lời thoại").fill(SENTENCE)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator(".messages .success")).to_be_visible()


def add_block(page: Page, name: str) -> None:
    page.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).first.click()


def choose(page: Page, button: str, item: str, *, search: str = "") -> None:
    """Open a chooser and take the item of that name."""
    page.get_by_role("button", name=button, exact=True).last.click()
    dialog = page.locator(".modal-dialog")
    if search:
        dialog.get_by_label("Từ khoá").fill(search)
    dialog.get_by_role("link", name=item).first.click()
    expect(dialog).to_be_hidden()


def write_explainer(page: Page, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.cms_url}/quan-tri/")
    page.get_by_role("link", name="Cư trú", exact=True).first.click()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Ai có khách ngủ lại thì đọc bài này.")
    page.locator("#id_who").fill("Chủ nhà, chủ nhà trọ.")
    page.locator("#id_cost").fill("Miễn phí.")
    add_block(page, "Đoạn văn")
    page.locator(".Draftail-Editor [contenteditable=true]").last.click()
    page.keyboard.type(SENTENCE)
    add_block(page, "Hình ảnh")
    choose(page, "Chọn một hình ảnh", "Cổng chào của phường")
    add_block(page, "Căn cứ pháp lý")
    choose(page, "Chọn văn bản pháp luật", "Luật Cư trú", search="68/2020")
    page.get_by_label("Điều").last.fill("30")
    choose(page, "Chọn âm thanh", "Nghe thông báo lưu trú")
    choose(page, "Chọn một trang (Chương trình podcast)", "Pháp luật Hải An")


def open_preview(page: Page) -> FrameLocator:
    page.get_by_role("button", name="Mở hoặc đóng xem trước").click()
    return page.frame_locator("iframe#w-preview-iframe, iframe[title='Xem trước']").first


def publish(page: Page) -> None:
    page.get_by_role("button", name="Thao tác khác").click()
    page.get_by_role("button", name="Xuất bản", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("xuất bản")


def find_item(feed: bytes, title: str) -> etree._Element | None:
    items = etree.fromstring(feed).iter("item")
    return next((item for item in items if item.findtext("title") == title), None)


def find_packages(newsroom: Newsroom) -> set[str]:
    return set(html.fromstring(newsroom.fetch(ADDRESS).text).xpath("//a[contains(@href, '.zip')]/@href"))


def test_an_explainer_reaches_every_channel(newsroom: Newsroom, editor: Page, tmp_path: Path) -> None:
    assert newsroom.fetch(ADDRESS).status == 404
    upload_picture(editor, newsroom, make_picture(tmp_path))
    upload_recording(editor, newsroom, make_recording(tmp_path))
    write_explainer(editor, newsroom)

    preview = open_preview(editor)
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE, timeout=60_000)
    expect(preview.get_by_text(SENTENCE).locator("visible=true")).to_have_count(1)
    assert newsroom.fetch(ADDRESS).status == 404, "a preview publishes nothing"

    publish(editor)
    wait_for(lambda: newsroom.fetch(ADDRESS).status == 200, limit_s=120, what=f"{ADDRESS} on the site")

    page = html.fromstring(newsroom.fetch(ADDRESS).text)
    assert page.findtext(".//h1") == TITLE
    (picture,) = page.xpath("//main//img[@alt='Cổng chào sơn đỏ ở đầu phường.']")
    assert newsroom.fetch(picture.get("src")).status == 200
    assert page.xpath("//a[contains(@href, '/van-ban/luat-cu-tru-2020/')]")
    # a new page is put in place before those that link to it: lists, feeds and the law's page follow
    wait_for(lambda: ADDRESS in newsroom.fetch("/van-ban/luat-cu-tru-2020/").text, what="the law's page")
    wait_for(lambda: find_item(newsroom.fetch("/feed/rss.xml").body, TITLE) is not None, what="the feed")
    wait_for(lambda: find_item(newsroom.fetch(PODCAST).body, TITLE) is not None, what="the podcast")

    news = find_item(newsroom.fetch("/feed/rss.xml").body, TITLE)
    assert news is not None
    assert news.findtext("link") == newsroom.site_url + ADDRESS
    episode = find_item(newsroom.fetch(PODCAST).body, TITLE)
    assert episode is not None
    enclosure = episode.find("enclosure")
    assert enclosure is not None
    sound = newsroom.fetch(enclosure.get("url", "").removeprefix(newsroom.site_url))
    assert (sound.status, len(sound.body)) == (200, int(enclosure.get("length", "")))

    # the package is made once the page is published, behind what the media worker has to do already
    wait_for(lambda: find_packages(newsroom), limit_s=120, what="the package")
    (package,) = find_packages(newsroom)
    archive = zipfile.ZipFile(io.BytesIO(newsroom.fetch(package).body))
    assert archive.testzip() is None
    names = archive.namelist()
    assert {"playlist.m3u8", "lich-phat.csv", "SHA256SUMS"} <= set(names)
    assert [name for name in names if re.fullmatch(r"01-[a-z0-9-]+\.mp3", name)]


def test_the_editor_reads_when_her_page_went_on_the_site(newsroom: Newsroom, editor: Page) -> None:
    # a bulletin may have the title of what it was taken from
    editor.goto(f"{newsroom.cms_url}/quan-tri/pages/usage/explainers/explainerpage/?q=Đăng+ký+tạm+trú+tại+phường")
    editor.get_by_role("link", name="Đăng ký tạm trú tại phường Hải An").first.click()
    expect(editor.get_by_text(re.compile(r"Đã lên trang lúc \d\d:\d\d"))).to_be_visible()


def test_an_address_that_ends_leads_on_or_says_so(newsroom: Newsroom, editor: Page) -> None:
    old, new = "/giai-thich/bao-mat-the-can-cuoc/", "/giai-thich/mat-the-can-cuoc/"
    editor.get_by_role("link", name="Căn cước", exact=True).first.click()
    editor.locator("#id_title").fill("Báo mất thẻ căn cước")
    publish(editor)
    wait_for(lambda: newsroom.fetch(old).status == 200, what=f"{old} on the site")

    editor.get_by_role("link", name="Báo mất thẻ căn cước").first.click()
    editor.get_by_role("tab", name="Hiển thị").click()
    editor.locator("#id_slug").fill("mat-the-can-cuoc")
    publish(editor)
    wait_for(lambda: newsroom.fetch(new).status == 200, what=f"{new} on the site")
    wait_for(lambda: newsroom.fetch(old).status == 301, what=f"{old} leading on")
    moved = newsroom.fetch(old)
    assert (moved.status, moved.headers["Location"]) == (301, new)

    editor.get_by_role("link", name="Báo mất thẻ căn cước").first.click()
    editor.get_by_role("button", name="Thao tác khác").click()
    editor.get_by_role("link", name="Gỡ xuống").click()
    editor.get_by_role("button", name=re.compile("gỡ", re.IGNORECASE)).click()
    wait_for(lambda: newsroom.fetch(new).status == 410, what=f"{new} gone")
    wait_for(lambda: newsroom.fetch(old).status == 410, what=f"{old} gone")
    wait_for(lambda: new not in newsroom.fetch("/giai-thich/").text, what="the list without it")
