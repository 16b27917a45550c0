"""The loudspeaker desk: from a new explainer to tomorrow's session, approved by another, packed and carried away.

Broadcast staff write the bulletin, a reviewer approves it, staff schedule it, have the package made by one click and
download it. Then everything that can read it is asked whether it agrees with its manifest.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import av
import pytest
from lxml import etree, html
from playwright.sync_api import Page, expect

from tests.browser.conftest import Newsroom, wait_for
from tests.browser.test_accessibility import find_violations
from tests.browser.test_editor_flow import add_block, publish
from tests.integration.media_pipeline.packing.test_archive import parse_m3u
from tests.unit.media_pipeline.domain.xspf_schema import NAMES, parse_xspf

pytestmark = pytest.mark.xdist_group("newsroom")

TITLE = "Khai báo khách ngủ lại qua đêm"
ADDRESS = "/giai-thich/khai-bao-khach-ngu-lai-qua-dem/"
TEXT = "Nhà có khách ngủ lại qua đêm thì báo với Công an phường trước hai mươi ba giờ. Báo qua điện thoại cũng được."
BULLETIN = "Bản tin sáng: khai báo khách ngủ lại"
PIECE = "Khai báo khách ngủ lại"
BULLETIN_ADDRESS = "/loa/ban-tin-sang-khai-bao-khach-ngu-lai/"
WARD = ZoneInfo("Asia/Ho_Chi_Minh")
DURATION_TOLERANCE_MS = 100


def find_tomorrow() -> date:
    return datetime.now(WARD).date() + timedelta(days=1)


def find_name() -> str:
    return f"goi-phat-thanh-{find_tomorrow():%Y-%m-%d}-0530"


def sign_in(newsroom: Newsroom, open_page: Callable[..., Page], username: str) -> Page:
    page = open_page(f"{newsroom.cms_url}/quan-tri/", viewport={"width": 1366, "height": 900}, accept_downloads=True)
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(newsroom.passwords[username])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quan-tri/")
    return page


def write_explainer(page: Page) -> None:
    page.get_by_role("link", name="Cư trú", exact=True).first.click()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Ai có khách ngủ lại thì nghe.")
    add_block(page, "Đoạn văn")
    page.locator(".Draftail-Editor [contenteditable=true]").last.click()
    page.keyboard.type(TEXT)
    expect(page.locator("input[name='body-0-value']")).to_have_value(re.compile(TEXT.split(".")[0]))
    publish(page)


def write_bulletin(page: Page, newsroom: Newsroom) -> None:
    """From what residents read, a piece for the voice to say."""
    article = html.fromstring(newsroom.fetch(ADDRESS).text)
    script = " ".join(" ".join(article.xpath("//div[@class='prose']//text()")).split())
    assert TEXT in script
    page.goto(f"{newsroom.cms_url}/quan-tri/pages/")
    page.get_by_role("link", name=re.compile("Xem các trang con của «Tiếng Luật")).click()
    page.locator("header a[href$='/add_subpage/'], .w-slim-header a[href$='/add_subpage/']").first.click()
    page.get_by_role("link", name=re.compile("^Bản tin loa")).first.click()
    page.locator("#id_title").fill(BULLETIN)
    page.locator("#id_summary").fill("Nhắc bà con khai báo khách ngủ lại.")
    page.locator("input[name='body-2-value-title']").fill(PIECE)  # behind chime and greeting
    page.locator("textarea[name='body-2-value-script']").fill(script)
    for area in page.locator("textarea[name^='body-'][name$='-value-script']").all():
        if not area.input_value():
            area.fill(script)  # the key point again


def send_in(page: Page) -> None:
    page.get_by_role("button", name="Thao tác khác").click()
    page.get_by_role("button", name=re.compile("Gửi để duyệt")).click()
    expect(page.locator(".messages .success")).to_be_visible()


def approve(page: Page, newsroom: Newsroom) -> None:
    """As another user than the author."""
    page.goto(f"{newsroom.cms_url}/quan-tri/pages/search/?q=khai+báo+khách+ngủ+lại")
    page.get_by_role("link", name=BULLETIN).first.click()
    page.get_by_role("button", name="Thao tác khác").click()
    page.get_by_role("button", name=re.compile("Duyệt")).first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def schedule_tomorrow(page: Page, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.cms_url}/quan-tri/lich-phat/?tuan={find_tomorrow().isoformat()}")
    page.get_by_role("link", name="Xếp lịch một bản tin").click()
    page.locator("#id_bulletin").select_option(label=BULLETIN)
    page.get_by_role("checkbox", name=re.compile("05:30")).check()
    page.locator("#id_first_day").fill(f"{find_tomorrow():%d/%m/%Y}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()


def make_package(page: Page, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.cms_url}/quan-tri/lich-phat/?tuan={find_tomorrow().isoformat()}")
    page.get_by_role("button", name=f"Làm gói phát phiên 05:30, {find_tomorrow():%d/%m/%Y}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gói phiên 05:30")
    expect(page.get_by_role("link", name="Tải gói (ZIP)")).to_be_visible(timeout=180_000)


def look_on_a_phone(page: Page) -> None:
    """The package's page keeps nobody out, and nothing of it is wider than a phone."""
    desk = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert find_violations(page, "main") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size(desk)


def download(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải gói (ZIP)").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def probe_ms(path: Path) -> float:
    """How long a sound is once it is decoded."""
    with av.open(str(path)) as container:
        (stream,) = container.streams.audio
        assert stream.codec_context.name.startswith("mp3")
        return sum(frame.samples / frame.sample_rate for frame in container.decode(stream)) * 1000


def check_with_tools(archive: Path, folder: Path) -> dict[str, object]:
    """The verifier and independent tools agree with the manifest, which is given."""
    run("unzip", "-q", archive, "-d", folder, cwd=archive.parent)
    assert run(sys.executable, "-I", "-S", folder / "kiem-tra.py", cwd=Path("/")).startswith("ĐẠT: ")
    listed = run("sha256sum", "-c", "SHA256SUMS", cwd=folder).splitlines()
    manifest: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {file["path"]: file for file in manifest["files"]}
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {*files, "manifest.json", "SHA256SUMS"} == set(opened.namelist())
        assert all(hashlib.sha256(opened.read(path)).hexdigest() == file["sha256"] for path, file in files.items())
    assert len(listed) == len(files) + 1
    return manifest


def check_playlists(manifest: dict[str, object], folder: Path) -> None:
    """Players find the pieces in their order, with their real lengths."""
    pieces = manifest["pieces"]
    played = [(round(each["duration_ms"] / 1000), each["title"], each["file"]) for each in pieces]
    assert parse_m3u(folder / "playlist.m3u8") == played
    tracks = list(parse_xspf((folder / "playlist.xspf").read_bytes()).iterfind("x:trackList/x:track", NAMES))
    assert [track.findtext("x:location", namespaces=NAMES) for track in tracks] == [each["file"] for each in pieces]
    assert [int(track.findtext("x:duration", namespaces=NAMES)) for track in tracks] == [
        each["duration_ms"] for each in pieces
    ]
    for each in pieces:
        assert abs(probe_ms(folder / each["file"]) - each["duration_ms"]) <= DURATION_TOLERANCE_MS
    whole = manifest["whole"]
    assert abs(probe_ms(folder / whole["file"]) - whole["duration_ms"]) <= DURATION_TOLERANCE_MS
    rows = list(csv.DictReader(io.StringIO((folder / "lich-phat.csv").read_text("utf-8-sig")), delimiter=";"))
    assert [row["Tệp"] for row in rows] == [each["file"] for each in pieces]


def check_site(newsroom: Newsroom, archive: Path) -> None:
    """Devices find the same bytes by the feed, and go on with a download that was cut."""
    address = f"/loa/{find_name()}.zip"
    wait_for(lambda: newsroom.fetch(address).status == 200, limit_s=120, what=address)
    wait_for(lambda: address in newsroom.fetch("/loa/").text, what="the page of the bulletins")
    wait_for(lambda: address in newsroom.fetch("/loa/feed.xml").text, what="the feed")
    enclosures = list(etree.fromstring(newsroom.fetch("/loa/feed.xml").body).iter("enclosure"))
    assert [(each.get("url"), each.get("type")) for each in enclosures] == [
        (newsroom.site_url + address, "application/zip"),
        (newsroom.site_url + address.replace(".zip", ".mp3"), "audio/mpeg"),
    ]
    content = archive.read_bytes()
    assert int(enclosures[0].get("length", "")) == len(content)
    half = len(content) // 2
    first = newsroom.fetch(address, headers={"Range": f"bytes=0-{half - 1}"})
    rest = newsroom.fetch(address, headers={"Range": f"bytes={half}-"})
    assert (first.status, rest.status) == (206, 206)
    assert first.body + rest.body == content
    sound = newsroom.fetch(urlsplit(enclosures[1].get("url", "")).path)
    assert len(sound.body) == int(enclosures[1].get("length", ""))


def test_a_new_explainer_is_on_tomorrows_loudspeakers(
    newsroom: Newsroom, editor: Page, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    write_explainer(editor)
    wait_for(lambda: newsroom.fetch(ADDRESS).status == 200, limit_s=120, what=f"{ADDRESS} on the site")

    staff = sign_in(newsroom, open_page, "truyenthanh")
    write_bulletin(staff, newsroom)
    send_in(staff)
    approve(sign_in(newsroom, open_page, "thamdinh"), newsroom)
    wait_for(lambda: newsroom.fetch(BULLETIN_ADDRESS).status == 200, limit_s=180, what="the recording of the bulletin")
    schedule_tomorrow(staff, newsroom)
    make_package(staff, newsroom)
    look_on_a_phone(staff)
    archive = download(staff, tmp_path)
    assert archive.name == f"{find_name()}.zip"

    manifest = check_with_tools(archive, tmp_path / "goi")
    assert manifest["starts"] == f"{find_tomorrow().isoformat()}T05:30:00+07:00"
    (piece,) = [each for each in manifest["pieces"] if each["title"] == f"{BULLETIN}: {PIECE}"]
    assert piece["has_synthetic_voice"] is True
    assert (piece["author"], piece["approver"]) == ("Phạm Thị Lan", "Trần Văn Hùng")
    assert TEXT.split(".")[0] in (tmp_path / "goi" / piece["script"]).read_text("utf-8")
    check_playlists(manifest, tmp_path / "goi")
    check_site(newsroom, archive)
