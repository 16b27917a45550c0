"""`content/` into the CMS and back: not a byte differs, hand edits come in, faults are named."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image as PillowImage

from cms.core.models import BasePage
from cms.explainers.models import ExplainerPage
from cms.laws.models import Law
from cms.media.models import Image, MediaAsset, PackageAsset
from cms.publishing.importing.run import import_content
from cms.publishing.models import EndedAddress
from cms.publishing.publisher.run import export_content
from tests.integration.publishing.newsroom import bring_to_site, load_content, make_explainer, make_topic, read_file

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[3] / "content"
TOPIC_ID = "0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a01"
PAGE_ID = "0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a02"
LAW_ID = "0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a03"

TOPIC = f"""---
id: {TOPIC_ID}
kind: topic
title: Cư trú
slug: cu-tru
published: 2026-11-10T08:00:00+07:00
updated: 2026-11-10T08:00:00+07:00
---

Bắt đầu từ [đăng ký tạm trú]({{filename}}/explainer/tam-tru.md).
"""
PAGE = f"""---
id: {PAGE_ID}
kind: explainer
title: Đăng ký tạm trú
slug: tam-tru
topic: cu-tru
audiences:
- residents
tags:
- tạm trú
- Đăng ký
published: 2026-11-10T08:00:00+07:00
updated: 2026-11-11T09:30:00+07:00
image: minh-hoa
cites:
- law: law/luat-cu-tru
  article: '27'
audio: nghe-tam-tru
package: goi-tam-tru
easy_read:
- text: |-
    Bạn ở đây từ 30 ngày.
    Bạn hãy đăng ký.
  image: minh-hoa
- text: Hỏi phường.
sign_video: xem-ky-hieu
---

Ai ở từ **30 ngày** trở lên. Xem [điều 27]({{filename}}/law/luat-cu-tru.md#dieu-27).

- một
  - hai

1. ba

/// cite
    law: law/luat-cu-tru
    article: '27'
///

//// steps | Các bước

/// step | Chuẩn bị

Giấy tờ\\
hai bản.
///

/// step | Nộp
///
////
"""
LAW = f"""---
id: {LAW_ID}
kind: law
title: Luật Cư trú 2020
slug: luat-cu-tru
topic: cu-tru
published: 2026-11-10T08:00:00+07:00
updated: 2026-11-10T08:00:00+07:00
number: 68/2020/QH14
law_type: Luật
issuer: Quốc hội
issued: 2020-11-13
amended: 2026-07-01
change_note: Khoản 3 Điều 27 được sửa.
---
"""


def write(path: str, data: str | bytes) -> Path:
    target = Path(settings.CONTENT_DIR) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data.encode() if isinstance(data, str) else data)
    return target


def write_manifest(name: str, kind: str, **values: object) -> Path:
    """Keys in the model's order, as an export writes them."""
    manifest = {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)), "name": name, "kind": kind, "title": name, **values}
    return write(f"media/{name}.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def build_picture() -> bytes:
    buffer = io.BytesIO()
    PillowImage.new("RGB", (40, 30), (200, 20, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def add_video() -> dict[str, object]:
    """A source that the pipeline will look at, not the import."""
    video = b"\0\0\0\x18ftypmp42"
    sha256 = hashlib.sha256(video).hexdigest()
    write(f"media/sources/{sha256}.mp4", video)
    return {"sha256": sha256, "file_name": "ky-hieu.mp4", "media_type": "video/mp4", "size_bytes": len(video)}


@pytest.fixture
def small_content() -> Path:
    picture = build_picture()
    sha256 = hashlib.sha256(picture).hexdigest()
    write(f"media/sources/{sha256}.png", picture)
    source = {"sha256": sha256, "file_name": "Hình «1».png", "media_type": "image/png", "size_bytes": len(picture)}
    write_manifest("minh-hoa", "image", alt="Một ngôi nhà.", focal_point={"x": 0.3, "y": 0.5}, source=source)
    write_manifest(
        "nghe-tam-tru",
        "audio",
        has_synthetic_voice=True,
        speech={"rate_wpm": 140},
        recorded="2026-11-09",
        chapters=[{"start_ms": 0, "title": "Mở đầu"}, {"start_ms": 20_501, "title": "Ai  phải\nkhai báo"}],
        script="nghe-tam-tru.txt",
        reading="nghe-tam-tru.cach-doc.txt",
    )
    write("media/nghe-tam-tru.txt", "Xin chào bà con. Gọi 113.\n")
    write("media/nghe-tam-tru.cach-doc.txt", "Xin chào bà con. Gọi một một ba.\n")
    pieces = [{"title": "Đăng ký tạm trú", "asset": "nghe-tam-tru"}]
    write_manifest("goi-tam-tru", "package", has_synthetic_voice=True, package={"pieces": pieces})
    write_manifest("xem-ky-hieu", "video", source=add_video())
    write("topic/cu-tru.md", TOPIC)
    write("explainer/tam-tru.md", PAGE)
    write("law/luat-cu-tru.md", LAW)
    write("site.yaml", "title: Tiếng Luật\nward: phường Hải An\nlanguage: vi\nbase_url: http://127.0.0.1:8080\n")
    write(
        "redirects.yaml",
        "- from: /cu/\n  to: /giai-thich/tam-tru/\n  since: 2026-11-01\n"
        "- from: /mat/\n  to: null\n  since: 2026-11-02\n",
    )
    return Path(settings.CONTENT_DIR)


def read_tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def drop_settings(tree: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in tree.items() if name != "site.yaml"}


def test_an_unchanged_import_exports_the_same_bytes(small_content: Path) -> None:
    before = read_tree(small_content)
    report = import_content()
    assert (report.problems, report.documents.created, report.assets.created) == ([], 3, 4)
    export_content()
    after = read_tree(small_content)
    assert drop_settings(after) == drop_settings(before) | {"home/trang-chu.md": after["home/trang-chu.md"]}


def test_the_whole_way_to_the_site_changes_no_file_either(small_content: Path) -> None:
    before = read_tree(small_content)
    import_content()
    bring_to_site()
    after = read_tree(small_content)
    assert drop_settings(after) == drop_settings(before) | {"home/trang-chu.md": after["home/trang-chu.md"]}


def test_an_export_into_an_empty_folder_writes_it_all_again(small_content: Path, tmp_path: Path) -> None:
    before = read_tree(small_content)
    import_content()
    settings.CONTENT_DIR = tmp_path / "elsewhere"
    export_content()
    after = read_tree(settings.CONTENT_DIR)
    assert drop_settings(after) == drop_settings(before) | {"home/trang-chu.md": after["home/trang-chu.md"]}


def test_a_second_import_changes_nothing(small_content: Path) -> None:
    import_content()
    revisions = ExplainerPage.objects.get().revisions.count()
    report = import_content()
    assert (report.documents.unchanged, report.assets.unchanged) == (3, 4)
    assert ExplainerPage.objects.get().revisions.count() == revisions


def test_ids_dates_tags_and_places_are_kept(small_content: Path) -> None:
    import_content()
    page = ExplainerPage.objects.get()
    assert str(page.document_id) == PAGE_ID
    assert page.topic_page.slug == "cu-tru"
    assert page.first_published_at.isoformat() == "2026-11-10T01:00:00+00:00"
    assert list(page.tags.names()) == ["tạm trú", "Đăng ký"]
    assert Image.objects.get().focal_point_x == 12
    recording = MediaAsset.objects.get(type="audio")
    assert page.sign_video == MediaAsset.objects.get(type="video")
    assert [(part.text, part.image) for part in page.easy_read.all()] == [
        ("Bạn ở đây từ 30 ngày.\nBạn hãy đăng ký.", Image.objects.get()),
        ("Hỏi phường.", None),
    ]
    assert (recording.speech_rate_wpm, str(recording.recorded)) == (140, "2026-11-09")
    assert [chapter["start_ms"] for chapter in recording.chapters] == [0, 20_501]
    assert [piece.asset.asset_name for piece in PackageAsset.objects.get().pieces.all()] == ["nghe-tam-tru"]


def test_a_hand_edit_comes_in_as_a_new_revision(small_content: Path) -> None:
    import_content()
    bring_to_site()
    page = ExplainerPage.objects.get()
    path = small_content / "explainer/tam-tru.md"
    path.write_text(PAGE.replace("hai bản", "ba bản").replace("title: Đăng", "title: Cách đăng"), "utf-8")
    report = import_content([path])
    assert (report.documents.updated, report.documents.created) == (1, 0)
    page = ExplainerPage.objects.get(pk=page.pk)
    assert page.title == "Cách đăng ký tạm trú"
    assert page.revisions.count() == 2
    before = path.read_bytes()
    bring_to_site()
    assert path.read_bytes() == before


def test_a_file_that_was_renamed_by_hand_leaves_a_redirect(small_content: Path) -> None:
    import_content()
    bring_to_site()
    (small_content / "explainer/tam-tru.md").unlink()
    write("explainer/dang-ky-tam-tru.md", PAGE.replace("slug: tam-tru", "slug: dang-ky-tam-tru"))
    write("topic/cu-tru.md", TOPIC.replace("explainer/tam-tru.md", "explainer/dang-ky-tam-tru.md"))
    assert import_content().problems == []
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" in load_content()
    assert EndedAddress.objects.get(address="/giai-thich/tam-tru/").document_id == uuid.UUID(PAGE_ID)


def test_a_dry_run_changes_nothing(small_content: Path) -> None:
    report = import_content(dry_run=True)
    assert report.documents.created == 3
    assert not ExplainerPage.objects.exists()
    assert not Law.objects.exists()
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "key"),
    [
        ("explainer/tam-tru.md", "audiences:\n- residents", "audiences:\n- martians", None, "audiences"),
        ("explainer/tam-tru.md", "image: minh-hoa", "image: khong-co", 14, "image"),
        ("explainer/tam-tru.md", "article: '27'\naudio", "article: '27'\n- law: law/khong-co\naudio", 18, "cites"),
        ("explainer/tam-tru.md", "law/luat-cu-tru.md#", "law/khong-co.md#", None, ""),
        ("explainer/tam-tru.md", "topic: cu-tru", "topic: khong-co", 6, "topic"),
        ("law/luat-cu-tru.md", "issued: 2020-11-13", "issued: hôm qua", None, "issued"),
    ],
)
def test_a_fault_names_file_line_and_key_and_harms_nobody_else(
    small_content: Path, path: str, old: str, new: str, line: int | None, key: str
) -> None:
    target = small_content / path
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new), "utf-8")
    report = import_content()
    (problem, *_others) = [problem for problem in report.problems if problem.path == f"content/{path}"]
    assert key in problem.key
    if line:
        assert problem.line == line
    assert not ExplainerPage.objects.filter(live=True).exists() or path.startswith("law/")
    assert BasePage.objects.filter(slug="cu-tru", live=True).exists() or path.startswith("explainer/")


def test_a_file_that_is_not_text_is_named(small_content: Path) -> None:
    write("explainer/hong.md", b"---\n\xff\xfe")
    (problem,) = import_content().problems
    assert problem.path == "content/explainer/hong.md"


def test_a_damaged_source_is_refused(small_content: Path) -> None:
    (source,) = (small_content / "media/sources").glob("*.png")
    source.write_bytes(b"not a picture")
    problems = import_content().problems
    assert problems[0].path == "content/media/minh-hoa.json"
    assert not Image.objects.exists()


def test_two_documents_that_want_one_address_are_told_so(small_content: Path) -> None:
    topic = make_topic()
    make_explainer(topic, slug="tam-tru")
    problems = import_content([small_content / "explainer/tam-tru.md"]).problems
    assert [problem.key for problem in problems] == ["slug"]


def test_the_command_ends_with_1_when_a_file_was_left_out(small_content: Path, capsys) -> None:
    write("explainer/hong.md", "không có phần đầu")
    with pytest.raises(CommandError):
        call_command("import_content")
    assert "content/explainer/hong.md:1" in capsys.readouterr().err


def test_every_sample_survives_the_round_trip_byte_for_byte() -> None:
    shutil.copytree(SAMPLES, settings.CONTENT_DIR, dirs_exist_ok=True)
    before = read_tree(settings.CONTENT_DIR)
    assert import_content().problems == []
    export_content()
    assert read_tree(settings.CONTENT_DIR) == before
    assert read_file("home/trang-chu")
