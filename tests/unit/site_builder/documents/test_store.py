"""Documents as text: what is written comes back, and each fault is told by file, line, key and one sentence."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.store import load_document, parse_document, serialise_document
from site_builder.errors import DocumentError
from tests.unit.site_builder.documents.samples import CONTENT_FILES, make_document

FRONT = """---
id: 0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a02
kind: explainer
title: Đăng ký tạm trú
slug: tam-tru
published: 2026-11-10T08:00:00+07:00
updated: 2026-11-10T08:00:00+07:00
cites:
- law: law/luat-cu-tru
  article: '27'
---
"""
FIRST_BODY_LINE = 13
"""After the front matter and an empty line."""
PATH = Path("content/explainer/tam-tru.md")


def catch(text: str, path: Path | None = PATH) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse_document(text, path=path)
    return caught.value


@pytest.mark.parametrize("path", CONTENT_FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_file_of_content_is_written_as_it_was_read(path: Path) -> None:
    text = path.read_text("utf-8")
    assert serialise_document(parse_document(text, path=path)) == text


def test_a_document_without_body_ends_with_its_front_matter() -> None:
    assert parse_document(FRONT, path=PATH).body == ()
    assert serialise_document(parse_document(FRONT, path=PATH)) == FRONT


def test_what_has_its_default_is_not_written() -> None:
    text = serialise_document(make_document("topic/cu-tru"))
    assert [line.partition(":")[0] for line in text.splitlines()[1:-1]] == [
        "id",
        "kind",
        "title",
        "slug",
        "published",
        "updated",
    ]


def test_text_of_several_lines_stands_as_lines() -> None:
    document = make_document("explainer/x", who="Ai thuê nhà:\n\nai ở nhờ #1")
    text = serialise_document(document)
    assert "who: |-\n  Ai thuê nhà:\n\n  ai ở nhờ #1\n" in text
    assert parse_document(text, path=None) == document


def test_windows_line_ends_and_a_byte_order_mark_are_read_over() -> None:
    text = f"{FRONT}\nMột.\n"
    assert parse_document("\ufeff" + text.replace("\n", "\r\n"), path=PATH) == parse_document(text, path=PATH)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("title: Đăng ký", "title: Đăng ký: ", 4, "title"),  # bad YAML
        ("title: Đăng ký tạm trú", 'title: "Đăng ký', 4, "title"),  # a quote without end
        ("slug: tam-tru", "slug: tam-tru\nnguoi-viet: An", 6, "nguoi-viet"),  # unknown key
        ("- law: law/luat-cu-tru", "- law: law/luat-cu-tru\n  dieu: '2'", 10, "cites.0.dieu"),
        ("published: 2026-11-10T", "published: 2026-11-31T", 6, "published"),  # a day that does not exist
        ("published: 2026-11-10T08:00:00+07:00", "published: 2026-11-10T08:00:00", 6, "published"),  # no offset
        ("published: 2026-11-10T08:00:00+07:00", "published: 2026-11-10", 6, "published"),
        ("published: 2026-11-10T08:00:00+07:00", "published: 20261110", 6, "published"),
        ("published: 2026-11-10T08:00:00+07:00", "published:", 6, "published"),
        ("slug: tam-tru", "slug: tam-tru\nreviewed: 09/11/2026", 6, "reviewed"),
        ("slug: tam-tru", "slug: tam-tru\nreviewed: 2026-11-09T08:00:00+07:00", 6, "reviewed"),
        ("kind: explainer", "kind: story", 3, "kind"),  # another folder
        ("kind: explainer", "kind: bai-viet", 3, "kind"),
        ("kind: explainer\n", "", 2, "kind"),
        ("slug: tam-tru", "slug: thuong-tru", 5, "slug"),  # another file
        ("slug: tam-tru", "slug: Tạm-trú", 5, "slug"),
        ("title: Đăng ký tạm trú\n", "", 2, "title"),  # missing
        ("title: Đăng ký tạm trú", "title: 2025", 4, "title"),  # a number
        ("title: Đăng ký tạm trú", "title:", 4, "title"),
        ("title: Đăng ký tạm trú", "title: [a]", 4, "title"),
        ("title: Đăng ký tạm trú", f"title: {'a' * 256}", 4, "title"),
        ("article: '27'", "article: 27", 10, "cites.0.article"),
        ("law: law/luat-cu-tru", "law: luat-cu-tru", 9, "cites.0.law"),
        ("slug: tam-tru", "slug: tam-tru\naudiences:\n- residents\n- robots", 8, "audiences.1"),
        ("slug: tam-tru", "slug: tam-tru\nis_sample: có", 6, "is_sample"),
        ("slug: tam-tru", "slug: tam-tru\ntags: cư trú", 6, "tags"),
        ("slug: tam-tru", "slug: tam-tru\nslug: tam-tru", 6, "slug"),  # twice
        ("  article: '27'", "  article: '27'\n  article: '28'", 11, "cites.0.article"),
        ("title: Đăng ký", f"title: {unicodedata.normalize('NFD', 'Đăng ký')}", 4, "title"),  # not NFC
        ("title: Đăng ký", 'title: "\\u0061\\u0301"\nx: ', 4, "title"),  # not NFC, behind an escape
        ("id: 0f9d", "id: 0f9x", 2, "id"),
        ("title: Đăng ký tạm trú", "title: &x Đăng ký\nsummary: *x\npeople: {a: &y [*y]}", 6, "people.a.0"),
    ],
)
def test_a_fault_of_the_front_matter_has_its_line_and_key(old: str, new: str, line: int, key: str) -> None:
    assert old in FRONT
    error = catch(FRONT.replace(old, new, 1))
    assert (error.path, error.line, error.key) == ("explainer/tam-tru.md", line, key)
    assert error.sentence
    assert str(error) == f"explainer/tam-tru.md:{line}: {key}: {error.sentence}"


@pytest.mark.parametrize(
    ("body", "line", "key"),
    [
        ("/// khung | A\n\nB\n///", 0, "khung"),  # unknown block
        ("/// step | A\n///", 0, "step"),  # an item outside its block
        ("a\n\n/// image\n    image: x\n    mau: do\n///", 4, "image.mau"),  # unknown option
        ("/// cite\n    law: [a\n///", 1, "cite.law"),  # bad option YAML
        ("/// cite\n    law: law/x\n    law: law/y\n///", 2, "cite.law"),
        ("/// cite\n    law: x\n///", 1, "cite.law"),
        ("/// cite\n    law: law/x\n    article: 20\n///", 2, "cite.article"),
        ("/// cite\n    article: '2'\n///", 0, "cite.law"),  # what must be there is not
        ("/// image\n    image: Hình ảnh\n///", 1, "image.image"),
        ("/// table | A\n    has_header_row: không\n\n| a |\n| --- |\n///", 1, "table.has_header_row"),
        ("/// related\n    pages: topic/cu-tru\n///", 1, "related.pages"),
        ("/// related\n    pages:\n    - cu-tru\n///", 1, "related.pages"),
        ("/// warning | A\n\nB", 0, "warning"),  # unclosed
        ("//// steps\n\n/// step | A\n////", 2, "step"),
        ("//// steps\n\n/// step | A\n///", 0, "steps"),
        ("//// steps\n\nchữ\n////", 2, "steps"),
        ("//// steps\n\n/// fact | A\n///\n////", 2, "fact"),
        ("//// warning | A\n\n/// quote\nx\n///\n////", 2, "warning"),  # a block in a block of text
        ("a\n///", 1, ""),  # closes nothing
        ("/// khung vàng", 0, ""),
        ("/// warning | A\n///", 0, "warning.body"),
        ("/// step", 0, "step"),
        ("/// image | Tên\n    image: x\n///", 0, "image"),  # has no title
        ("/// related\n    pages:\n    - topic/a\n\nchữ\n///", 4, "related"),  # has no text
        ("/// warning | A\n    title: B\n\nc\n///", 0, "warning.title"),
        ("/// table | A\n\n| a |\n| b |\n///", 2, "table.rows"),
        ("/// table | A\n\n| a |\n| --- |\nb\n///", 4, "table.rows"),
        ("# Tiêu đề", 0, "heading.level"),
        ("a\n\n#### Tiêu đề", 2, "heading.level"),
        ("##", 0, "heading.text"),
        ("/// heading\n    level: '4'\n\na\n///", 1, "heading.level"),
        (unicodedata.normalize("NFD", "a\n\nTạm trú"), 2, ""),
    ],
)
def test_a_fault_of_the_body_has_its_line_and_key(body: str, line: int, key: str) -> None:
    error = catch(f"{FRONT}\n{body}\n")
    assert (error.path, error.line, error.key) == ("explainer/tam-tru.md", FIRST_BODY_LINE + line, key)
    assert error.sentence


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("/// khung | A\n///", ["khung", "warning, facts"]),
        ("/// image\n    image: x\n    mau: do\n///", ["image", "mau", "image, alt, caption"]),
        ("/// cite\n    law: law/x\n    article: 20\n///", ["'20'"]),
        ("/// cite\n    law: luat\n///", ["luat", "law/"]),
        ("/// related\n    pages:\n    - cu-tru\n///", ["cu-tru"]),
        ("/// warning | A\n\nB", ["warning", "///"]),
        ("//// steps\n\nchữ\n////", ["steps", "/// step"]),
        ("/// heading\n    level: '4'\n\na\n///", ["4", "2, 3"]),
        ("# A", ["##", "###"]),
    ],
)
def test_a_sentence_names_what_is_wrong_and_what_would_be_right(body: str, words: list[str]) -> None:
    sentence = catch(f"{FRONT}\n{body}\n").sentence
    assert [word for word in words if word not in sentence] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: explainer", "kind: story", ["story", "explainer"]),
        ("kind: explainer", "kind: tin", ["explainer, story"]),
        ("slug: tam-tru", "slug: thuong-tru", ["thuong-tru.md"]),
        ("title: Đăng ký tạm trú", "title: 2025", ["'2025'"]),
        ("slug: tam-tru", "slug: tam-tru\nmau: đỏ", ["mau"]),
        ("slug: tam-tru", "slug: tam-tru\naudiences: [robots]", ["robots", "residents, businesses"]),
        ("published: 2026-11-10T", "published: 2026-11-31T", ["+07:00"]),
        ("slug: tam-tru", "slug: tam-tru\nslug: tam-tru", ["slug"]),
        ("title: Đăng ký tạm trú", f"title: {'a' * 256}", ["255"]),
    ],
)
def test_a_sentence_names_the_value_and_the_choice(old: str, new: str, words: list[str]) -> None:
    sentence = catch(FRONT.replace(old, new, 1)).sentence
    assert [word for word in words if word not in sentence] == []


PARTS = "/// {}\n\nChữ.\n///\n"
STORY = FRONT.replace("kind: explainer", "kind: story")


@pytest.mark.parametrize(
    ("names", "line", "key"),
    [
        (["situation", "law_says"], FIRST_BODY_LINE - 1, "to_do"),
        (["situation", "law_says", "to_do", "to_do"], FIRST_BODY_LINE + 15, "to_do"),
        (["situation", "law_says", "to_do", "piece"], FIRST_BODY_LINE + 15, "piece"),
    ],
)
def test_a_story_has_its_three_parts_once_and_no_piece(names: list[str], line: int, key: str) -> None:
    body = "\n".join(PARTS.format(name if name != "piece" else "piece | Tin") for name in names)
    error = catch(f"{STORY}\n{body}", Path("story/tam-tru.md"))
    assert (error.line, error.key) == (line, key)


def test_without_a_path_its_place_and_its_blocks_are_not_judged() -> None:
    document = parse_document(f"{FRONT}\n{PARTS.format('situation')}", path=None)
    assert document.body == (build_block("situation", body="Chữ."),)


def test_a_plain_page_may_not_stand_where_the_site_is() -> None:
    text = FRONT.replace("kind: explainer", "kind: page").replace("slug: tam-tru", "slug: loa")
    error = catch(text, Path("page/loa.md"))
    assert (error.line, error.key) == (5, "slug")


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("Chữ.\n", 1), ("---\nkind: page\n", 1), ("---\n- a\n---\n", 2), ("---\na\n---\n", 2)]
)
def test_a_text_without_front_matter_is_no_document(text: str, line: int) -> None:
    assert catch(text).line == line


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a: " + "[" * 900 + "]" * 900, "? " * 900]
)
def test_bottomless_yaml_is_refused(text: str) -> None:
    assert catch(f"---\n{text}\n---\n").line == 2


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "explainer" / "tam-tru.md"
    path.parent.mkdir()
    path.write_text(FRONT, "utf-8")
    assert load_document(path).meta.kind is Kind.EXPLAINER


def test_a_file_that_is_no_text_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "explainer" / "tam-tru.md"
    path.parent.mkdir()
    path.write_bytes(FRONT.encode() + "\ncư trú\n".encode("utf-16"))
    with pytest.raises(DocumentError) as caught:
        load_document(path)
    assert (caught.value.path, caught.value.line) == ("explainer/tam-tru.md", 12)
