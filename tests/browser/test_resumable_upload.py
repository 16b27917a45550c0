"""A large file of an editor over a connection that breaks goes on by itself, and costs no more than a piece."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Newsroom
from tests.browser.test_accessibility import find_violations

pytestmark = pytest.mark.xdist_group("newsroom")

SIZE_BYTES = 18_000_000
"""Three pieces."""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "hop-to-dan-pho.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(192_000)
        file.writeframes(bytes(range(0, 64)) * (SIZE_BYTES // 64))
    return path


def test_a_broken_connection_costs_one_piece_and_no_click(newsroom: Newsroom, editor: Page, recording: Path) -> None:
    pieces: list[str] = []

    def break_second(route: Route) -> None:
        if route.request.method == "PATCH":
            pieces.append(route.request.headers["upload-offset"])
            if len(pieces) == 2:
                route.abort()
                return
        route.continue_()

    editor.route("**/media/uploads/**", break_second)
    editor.goto(f"{newsroom.cms_url}/quan-tri/media/audio/add/")
    editor.locator("#id_title").fill("Họp tổ dân phố")
    editor.locator("#id_file").set_input_files(recording)
    expect(editor.locator(".tl-upload progress")).to_be_visible()
    assert find_violations(editor, "main") == []
    expect(editor.locator(".tl-upload-status")).to_contain_text("trọn vẹn", timeout=60_000)
    expect(editor.locator(".tl-upload-percent")).to_have_text("100 %")
    assert pieces[1] == pieces[2] != "0", "only the broken piece was sent again"
    editor.get_by_role("button", name="Tải lên").click()
    editor.wait_for_url("**/quan-tri/media/")
    expect(editor.get_by_role("link", name="Họp tổ dân phố").first).to_be_visible()
