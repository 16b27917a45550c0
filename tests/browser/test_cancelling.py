"""An editor cancels the making of a recording's files, and sees how far a loudspeaker package is."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Newsroom
from tests.browser.test_accessibility import find_violations

pytestmark = pytest.mark.xdist_group("newsroom")

RATE_HZ = 16_000
LONG_S = 1_200
"""Its masters take much longer than a click."""


def write_long_recording(folder: Path) -> Path:
    """Noise that comes and goes."""
    generator = np.random.default_rng(3)
    second = (generator.normal(size=RATE_HZ) * 2_000 * np.hanning(RATE_HZ)).astype("<i2").tobytes()
    path = folder / "ban-thu-dai.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for _second in range(LONG_S):
            file.writeframes(second)
    return path


def open_recording(page: Page, newsroom: Newsroom, title: str) -> None:
    page.goto(f"{newsroom.cms_url}/quan-tri/media/?q={title}")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name="Tệp", exact=True)).to_be_visible()


def test_the_making_of_a_recording_is_cancelled_and_begun_again(
    newsroom: Newsroom, editor: Page, tmp_path: Path
) -> None:
    title = "Bản thu dài"
    editor.goto(f"{newsroom.cms_url}/quan-tri/media/audio/add/")
    editor.get_by_label("Tiêu đề").fill(title)
    editor.get_by_label("Tệp").set_input_files(write_long_recording(tmp_path))
    editor.get_by_role("button", name="Tải lên").click()
    expect(editor.locator(".messages .success")).to_be_visible(timeout=60_000)
    open_recording(editor, newsroom, title)
    assert find_violations(editor, "section[aria-labelledby='files-heading']") == []

    editor.get_by_role("button", name="Hủy xử lý").click()
    expect(editor.locator(".messages .success")).to_contain_text("Đã hủy việc xử lý «Bản thu dài»")
    status = editor.locator(".asset-status").first
    expect(status).to_contain_text("đã hủy lúc")
    assert find_violations(editor, "section[aria-labelledby='files-heading']") == []

    status.get_by_role("button", name="Làm lại").click()
    expect(status).to_contain_text("Hủy xử lý")
    status.get_by_role("button", name="Hủy xử lý").click()
    expect(status).to_contain_text("đã hủy lúc")


def test_a_page_shows_its_loudspeaker_package_and_leads_to_it(newsroom: Newsroom, editor: Page) -> None:
    editor.goto(f"{newsroom.cms_url}/quan-tri/pages/search/?q=Nghe+một+phút")
    editor.get_by_role("link", name="Nghe một phút: gọi 114 thế nào").first.click()
    package = editor.locator(".asset-status")
    for _attempt in range(30):  # it is told from the moment on at which its page is published
        if package.count():
            break
        editor.wait_for_timeout(1000)
        editor.reload()
    expect(package).to_contain_text("Sẵn sàng", timeout=60_000)
    assert find_violations(editor, ".asset-status") == []
    editor.get_by_role("link", name="Mở gói phát loa").click()
    expect(editor.get_by_role("heading", name="Tệp", exact=True)).to_be_visible()
    assert find_violations(editor, "section[aria-labelledby='files-heading']") == []
