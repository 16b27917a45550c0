"""The preview is the page of the site with a banner."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from media_pipeline.manifest import MediaKind
from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.documents.preview_modes import PreviewMode
from site_builder.documents.store import serialise_document
from site_builder.index import Index
from site_builder.rendering import Renderer, render_preview
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.test_renderer import find_all, parse

BANNER = re.compile(r'(?<=<body>)<div class="preview"[^>]*>.*?</div>', re.DOTALL)
DOCUMENTS = samples.build_documents()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """`content/` and the media store of the small site, on disk."""
    content, store = tmp_path / "content", tmp_path / "store"
    (content / "media").mkdir(parents=True)
    (store / "records").mkdir(parents=True)
    for media in samples.build_media(store):
        (store / "records" / f"{media.manifest.name}.json").write_text(media.record.model_dump_json())
        if media.manifest.kind is not MediaKind.DOWNLOAD:
            (content / "media" / f"{media.manifest.name}.json").write_text(media.manifest.model_dump_json())
    for document in DOCUMENTS:
        write_document(content, document)
    return content, store


def write_document(content: Path, document: ContentDocument) -> None:
    path = content / document.meta.content_path
    path.parent.mkdir(exist_ok=True)
    path.write_text(serialise_document(document), encoding="utf-8")


def preview(document: ContentDocument, folders: tuple[Path, Path], tmp_path: Path, **values: Any) -> str:
    content, store = folders
    manifests = [media.manifest for media in samples.build_media(store) if media.manifest.kind is MediaKind.DOWNLOAD]
    return render_preview(
        document,
        content_dir=content,
        media_store=store,
        theme=THEME,
        settings=samples.SETTINGS,
        extra_manifests=manifests,
        cache=tmp_path / "cache",
        **values,
    )


def publish(document: ContentDocument, folders: tuple[Path, Path], tmp_path: Path) -> str:
    content, store = folders
    (content / "media" / "mau-don.json").write_text(
        next(m.manifest.model_dump_json() for m in samples.build_media(store) if m.manifest.name == "mau-don")
    )
    write_document(content, document)
    index = Index.open(tmp_path / "index.sqlite")
    index.refresh(content, store)
    return Renderer(THEME, samples.SETTINGS, index, store).render_document(index.load_document(document.meta.ref)).html


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.meta.ref)
def test_a_preview_is_the_published_page_but_for_its_banner(
    document: ContentDocument, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    shown = preview(document, folders, tmp_path)
    published = publish(document, folders, tmp_path)
    assert len(BANNER.findall(shown)) == 1
    assert BANNER.sub("", shown) == published


def test_a_draft_is_shown_and_not_kept(folders: tuple[Path, Path], tmp_path: Path) -> None:
    draft = samples.build_document(Kind.EXPLAINER, "moi", build_block("text", body="Bản nháp"), topic="cu-tru")
    assert "Bản nháp" in preview(draft, folders, tmp_path)
    assert "/giai-thich/moi/" not in preview(DOCUMENTS[1], folders, tmp_path)


def test_links_can_lead_to_the_site_and_media_stay(folders: tuple[Path, Path], tmp_path: Path) -> None:
    document = next(each for each in DOCUMENTS if each.meta.ref == "explainer/tam-tru")
    plain = preview(document, folders, tmp_path)
    html = preview(document, folders, tmp_path, site_url="https://luat.example.vn")
    assert 'href="https://luat.example.vn/van-ban/luat-cu-tru/"' in html
    assert 'href="https://luat.example.vn/media/' not in html
    assert html.replace('href="https://luat.example.vn/', 'href="/') == plain.replace(
        'href="https://luat.example.vn/', 'href="/'
    )


def test_the_easy_read_version_of_a_draft_is_shown_too(folders: tuple[Path, Path], tmp_path: Path) -> None:
    parts = [{"text": "Bạn đang viết câu này.", "image": "anh"}]
    draft = samples.build_document(Kind.EXPLAINER, "tam-tru", easy_read=parts)
    shown = preview(draft, folders, tmp_path, mode=PreviewMode.EASY_READ)
    assert BANNER.search(shown) and "Bạn đang viết câu này." in shown
    assert "Bạn đang viết câu này." not in preview(draft, folders, tmp_path)


PATHWAY = next(each for each in DOCUMENTS if each.meta.ref == "pathway/den-o")


def test_all_questions_and_answers_of_a_pathway_stand_below_its_first_page(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    html = preview(PATHWAY, folders, tmp_path, mode=PreviewMode.ALL_STEPS)
    assert len(BANNER.findall(html)) == 1 and html.count("<main") == 1
    shown = html[html.index("<main") : html.index("</main>")]
    places = [shown.index(words) for words in ("the first page of the guide", "page 1 of 2, a question", "page 2 of 2")]
    assert places == sorted(places)
    start, question, answer = (shown[place:end] for place, end in zip(places, [*places[1:], None], strict=True))
    assert "Begin</a>" in start
    assert "Tính từ ngày đến ở." in question and "<b>Chưa rõ</b>" in question
    assert "<dt>Bạn ở bao lâu?</dt><dd>Vài hôm" in answer and "Whom to ask" in answer


def test_its_links_lead_up_and_down_the_preview(folders: tuple[Path, Path], tmp_path: Path) -> None:
    html = preview(PATHWAY, folders, tmp_path, mode=PreviewMode.ALL_STEPS, site_url="https://luat.example.vn")
    shown = html[html.index("<main") : html.index("</main>")]
    assert 'class="start" href="#cau-hoi-1"' in shown and '<a href="#tra-loi-2">Vài hôm</a>' in shown
    assert '<a class="more" href="#trang-dau">Start again</a>' in shown
    assert 'href="/loi-di/' not in shown and 'href="https://luat.example.vn/loi-di/' not in shown
    assert 'href="https://luat.example.vn/giai-thich/tam-tru/"' in shown
    names = [element.get("id") for element in find_all(parse(html), "*") if element.get("id")]
    assert len(names) == len(set(names)) and {"trang-dau", "cau-hoi-1", "tra-loi-2"} <= set(names)
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(names)


def test_what_has_no_such_part_is_shown_as_its_page(folders: tuple[Path, Path], tmp_path: Path) -> None:
    document = next(each for each in DOCUMENTS if each.meta.ref == "story/chuyen")
    pages = {preview(document, folders, tmp_path, mode=mode) for mode in PreviewMode}
    assert len(pages) == 1
