"""An editor uploads a recording with what is said in it, hears the drafted captions, corrects and confirms them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from media_pipeline.presets import load_speech_preset
from media_pipeline.speech import VoiceOrder, speak
from tests.browser.conftest import Newsroom, wait_for
from tests.browser.test_accessibility import find_violations

pytestmark = pytest.mark.xdist_group("newsroom")

SCRIPT = "Xin chào bà con phường Hải An. Mời bà con nghe bản tin tạm trú. Hết bản tin."


def upload_speech(page: Page, newsroom: Newsroom, folder: Path, title: str) -> str:
    """Upload a recording in which the script is read; the address of its captions, once they are drafted."""
    path = folder / "ban-thu.wav"
    speak(VoiceOrder(script=SCRIPT, voice="vi-vn-x-south", rate_wpm=140, preset=load_speech_preset()), path)
    page.goto(f"{newsroom.cms_url}/quan-tri/media/audio/add/")
    page.get_by_label("Tiêu đề").fill(title)
    page.get_by_label("Tệp").set_input_files(path)
    page.get_by_label("Kịch bản hoặc lời thoại").fill(SCRIPT)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto(f"{newsroom.cms_url}/quan-tri/media/?q={title}")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name="Xem và sửa phụ đề").click()
    address = page.url
    wait_for(lambda: page.goto(address) and page.get_by_text("Bản nháp, chưa lên trang web").count(), what="the draft")
    return address


def test_drafted_captions_are_heard_corrected_and_confirmed(newsroom: Newsroom, editor: Page, tmp_path: Path) -> None:
    upload_speech(editor, newsroom, tmp_path, "Bản thu có phụ đề")
    assert find_violations(editor, "main") == []

    start, end = editor.locator("#id_cue-1-start"), editor.locator("#id_cue-1-end")
    editor.get_by_role("button", name="Phát từ đây – Câu 2").press("Enter")
    minutes, seconds = start.input_value().split(":")
    silence_s = int(editor.locator("#captions-player").get_attribute("data-start-ms") or "") / 1000
    editor.wait_for_function(
        "from => document.getElementById('captions-player').currentTime > from",
        arg=60 * int(minutes) + float(seconds) - silence_s,
    )
    expect(editor.locator(".cue[aria-current]")).to_have_count(1)
    editor.evaluate("document.getElementById('captions-player').pause()")

    before = end.input_value()
    editor.get_by_role("button", name="cuối −0,1 – Câu 2").press("Enter")
    assert round(float(before.split(":")[1]) - float(end.input_value().split(":")[1]), 3) == 0.1
    editor.evaluate("document.getElementById('captions-player').currentTime = 1.5")
    editor.get_by_role("button", name="Bắt đầu tại đây – Câu 2").press("Enter")
    assert start.input_value() == f"0:{1.5 + silence_s:06.3f}"
    start.fill("0:00.000")

    editor.locator("#id_cue-0-text").fill("Xin chào bà con phường mình.")
    editor.get_by_role("button", name="Xác nhận phụ đề").click()
    expect(editor.get_by_text("Câu trước đến").or_(editor.get_by_text("mới hết")).first).to_be_visible()
    expect(editor.locator(".messages > ul")).to_have_css("opacity", "1")  # it fades in
    assert find_violations(editor, "main") == []
    expect(editor.locator("#id_cue-0-text")).to_have_value(re.compile("phường mình"))

    wrong = editor.locator(".cue-wrong input.cue-time").first
    assert wrong.get_attribute("aria-invalid") == "true"
    editor.locator("#id_cue-0-DELETE").check()
    editor.get_by_role("button", name="Xác nhận phụ đề").click()
    expect(editor.locator(".messages .success")).to_contain_text("Đã xác nhận phụ đề")
    link = editor.locator("a[href$='.vtt']").first
    wait_for(lambda: editor.reload() and link.count(), what="the captions among the recording's files")


def test_captions_are_corrected_without_script(
    newsroom: Newsroom, editor: Page, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    address = upload_speech(editor, newsroom, tmp_path, "Bản thu không cần kịch bản trình duyệt")
    state = editor.context.storage_state()
    page = open_page(address, java_script_enabled=False, storage_state=state)
    assert page.get_by_role("button", name="Phát từ đây").count() == 0
    page.locator("#id_cue-0-text").fill("Sửa bằng tay.")
    page.get_by_role("button", name="Lưu bản nháp").click()
    assert "Đã lưu bản nháp" in page.content()
    assert page.locator("#id_cue-0-text").input_value().strip() == "Sửa bằng tay."
