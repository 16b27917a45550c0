"""Front matter comes back as it was, whatever its texts hold."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.documents.front_matter import MODELS, read_front_matter, write_front_matter
from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter
from tests.unit.site_builder.documents.samples import make_document

CHARS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("'\"#:-?{}[]&*!|>%@`~ \t\n\r\x85\u2028\ufeff😀ệ"),
    st.sampled_from(["yes", "null", "27", "2026-11-24", "---", "...", "<<", "1:30", "0x1"]),
)
TEXTS = st.lists(CHARS, max_size=8).map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))
LINES = TEXTS.map(lambda text: text.replace("\n", " ").replace("\r", " "))
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([timezone(timedelta(hours=7)), UTC, timezone(timedelta(hours=-3, minutes=-30))]),
)


@given(
    title=LINES.filter(bool),
    summary=LINES,
    who=TEXTS,
    tags=st.lists(LINES, max_size=3),
    article=LINES,
    published=INSTANTS,
    reviewed=st.one_of(st.none(), st.dates(min_value=date(1000, 1, 1))),
)
def test_it_comes_back_as_it_was(published: datetime, article: str, tags: list[str], **values: object) -> None:
    cites = [{"law": "law/a", "article": article}]
    meta = make_document("explainer/x", published=published, cites=cites, tags=tuple(tags), **values).meta
    text = write_front_matter(meta)
    read, _mapping = read_front_matter(text, first_line=1)
    assert read == meta
    assert read.published.utcoffset() == published.utcoffset()
    assert write_front_matter(read) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Đăng ký tạm trú", "title: Đăng ký tạm trú"),
        ("«Nhà» 😀 ệ", "title: «Nhà» 😀 ệ"),
        ("2025", "title: '2025'"),
        ("Luật: hỏi", "title: 'Luật: hỏi'"),
        ("yes", "title: 'yes'"),
        ("x" * 200, f"title: {'x' * 200}"),
    ],
)
def test_a_title_is_written_as_plainly_as_it_can_be(written: str, text: str) -> None:
    assert text in write_front_matter(make_document("page/x", title=written).meta).split("\n")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_model(kind: Kind) -> None:
    model: type[FrontMatter] = MODELS[kind]
    meta = make_document(f"{kind.value}/x").meta
    assert isinstance(meta, model)
    assert read_front_matter(write_front_matter(meta), first_line=1)[0] == meta
