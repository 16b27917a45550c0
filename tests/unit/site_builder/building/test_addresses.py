"""Which addresses are taken."""

from __future__ import annotations

import pytest

from site_builder.building.addresses import TakenAddresses
from site_builder.building.site_lists import iter_site_lists
from site_builder.documents.block_values import build_block
from site_builder.listings import PAGE_SIZE
from site_builder.rendering.page import FeedLink
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

QUESTION = build_block(
    "ask",
    question="Bạn ở bao lâu?",
    name="ở bao lâu",
    choices=(build_block("choice", label="Lâu", page="story/a-0"),),
)


@pytest.fixture(scope="module")
def taken() -> TakenAddresses:
    documents = [
        make_document("home/trang-chu"),
        make_document("page/lien-he"),
        make_document("pathway/den-o", QUESTION),
        *(make_document(f"story/a-{number}") for number in range(2 * PAGE_SIZE)),
    ]
    library = InMemoryLibrary(documents)
    lists = {each.address: each for each in iter_site_lists(library, str, FeedLink("Tin", "/feed/rss.xml"))}
    return TakenAddresses(library, lambda: lists)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/lien-he/",
        "/tinh-huong/a-0/",
        "/tinh-huong/",
        "/tinh-huong/trang/2026-11/",
        "/luu-tru/",
        "/the/",
        "/loi-di/den-o/o-bao-lau/",
        "/embed/tinh-huong/a-0/",
        "/chu/tinh-huong/a-0/",
        "/chu/",
    ],
)
def test_where_a_page_stands_is_taken(taken: TakenAddresses, address: str) -> None:
    assert address in taken


@pytest.mark.parametrize(
    "address",
    [
        "/a-0/",
        "/tinh-huong/trang/2026-11-phan-2/",
        "/giai-thich/a-0/",
        "/the/x/",
        "/x/y/z/",
        "/loi-di/khac/x/",
        "/loi-di/den-o/x/",
        "/chu/loi-di/den-o/x/",
        "/chu/a-0/",
        "",
    ],
)
def test_other_addresses_are_free(taken: TakenAddresses, address: str) -> None:
    assert address not in taken


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/tinh-huong/a-999/", True),
        ("/chu/giai-thich/a-0/", True),
        ("/loi-di/khac/x/", True),
        ("/loi-di/den-o/x/", True),
        ("/loi-di/den-o/o-bao-lau/", False),
        ("/tinh-huong/a-0/", False),
        ("/tinh-huong/", False),
        ("/tim-kiem/?q=cu-tru", False),
        ("/media/mau-don.pdf", False),
    ],
)
def test_a_document_that_is_not_there_is_lacking(taken: TakenAddresses, address: str, expected: bool) -> None:
    assert taken.lack(address) is expected
