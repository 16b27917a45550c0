"""`make demo` as its user finds it: the samples unchanged, a whole site, everything served."""

from __future__ import annotations

import filecmp
import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from site_builder.documents.store import load_document
from tests.browser.conftest import ROOT, Newsroom

pytestmark = pytest.mark.xdist_group("newsroom")

SAMPLES = Path("content")
PODCAST = "/podcast/phap-luat-hai-an/feed.xml"


def list_committed_samples() -> list[str]:
    """Files of the samples; outside of a checkout, all that are there."""
    listed = subprocess.run(["git", "ls-files", "content"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [Path(line).relative_to("content").as_posix() for line in listed.stdout.splitlines()]
    return [path.relative_to(ROOT / SAMPLES).as_posix() for path in (ROOT / SAMPLES).rglob("*") if path.is_file()]


def test_the_samples_survive_the_newsroom_byte_for_byte(newsroom: Newsroom) -> None:
    names = list_committed_samples()
    assert len(names) > 100
    _same, differing, missing = filecmp.cmpfiles(ROOT / SAMPLES, newsroom.content_of_the_demo, names, shallow=False)
    assert (differing, missing) == ([], [])


def test_the_demo_says_where_everything_is_in_vietnamese(newsroom: Newsroom) -> None:
    log = newsroom.log.read_text()
    assert "Traceback" not in log
    assert f"Trang cho người dân: {newsroom.site_url}/" in log
    assert f"Tòa soạn (quản trị): {newsroom.cms_url}/quan-tri/" in log
    assert all(password in log for password in newsroom.passwords.values())


def test_passwords_are_for_nobody_else_on_the_machine(newsroom: Newsroom) -> None:
    assert (newsroom.folder / "var" / "demo-accounts.json").stat().st_mode & 0o077 == 0


def test_the_builder_has_nothing_to_complain_about(newsroom: Newsroom) -> None:
    command = [sys.executable, "-m", "site_builder", "check", "--json"]
    command += ["--output", str(newsroom.output), "--content", str(newsroom.content)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout[:4000]
    assert json.loads(process.stdout)["ok"] is True


def test_every_document_has_its_page_and_samples_say_so(newsroom: Newsroom) -> None:
    documents = [load_document(path) for path in sorted((ROOT / SAMPLES).glob("*/*.md"))]
    assert len({document.meta.kind for document in documents}) == 11
    for document in documents:
        page = newsroom.fetch(document.meta.address)
        assert page.status == 200, document.meta.address
        if document.meta.is_sample:
            assert "nội dung minh họa" in page.text.lower(), document.meta.address


def test_recordings_are_served_whole_and_in_ranges_and_head_is_answered(newsroom: Newsroom) -> None:
    feed = etree.fromstring(newsroom.fetch(PODCAST).body)
    enclosures = [item.find("enclosure") for item in feed.iter("item")]
    assert len(enclosures) >= 6
    for enclosure in enclosures:
        assert enclosure is not None
        address = enclosure.get("url", "").removeprefix(newsroom.site_url)
        head = newsroom.fetch(address, method="HEAD")
        assert (head.status, head.headers["Content-Length"]) == (200, enclosure.get("length"))
        part = newsroom.fetch(address, headers={"Range": "bytes=100-199"})
        assert (part.status, len(part.body)) == (206, 100)


def test_a_machines_voice_is_disclosed_in_the_feed_and_on_the_page(newsroom: Newsroom) -> None:
    assert b'purpose="ai-content"' in newsroom.fetch(PODCAST).body
    assert "Giọng máy (tổng hợp)" in newsroom.fetch("/giai-thich/dang-ky-tam-tru/").text


def test_an_address_where_nothing_is_helps_on(newsroom: Newsroom) -> None:
    answer = newsroom.fetch("/khong-co/")
    assert answer.status == 404
    assert 'href="/linh-vuc/"' in answer.text
