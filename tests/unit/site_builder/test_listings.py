"""Pages of lists, numbered from the oldest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.listings import PAGE_SIZE, find_page, iter_addresses, paginate, plan_pages


@given(st.integers(0, 400))
def test_every_entry_stands_on_one_page_and_pages_are_linked(count: int) -> None:
    pages = list(paginate(range(count), "/giai-thich/"))
    assert [entry for page in pages for entry in page.entries] == list(range(count))
    assert pages[0].address == "/giai-thich/"
    assert [page.older_address for page in pages] == [page.address for page in pages[1:]] + [None]
    assert [page.newer_address for page in pages] == [None] + [page.address for page in pages[:-1]]
    assert len({page.address for page in pages}) == len(pages)
    assert list(iter_addresses(count, "/giai-thich/")) == [page.address for page in pages]


@given(st.integers(0, 400))
def test_a_front_page_is_never_nearly_empty(count: int) -> None:
    front, *older = paginate(range(count), "/giai-thich/")
    assert len(front.entries) < 2 * PAGE_SIZE
    assert len(front.entries) >= min(count, PAGE_SIZE)
    assert {len(page.entries) for page in older} <= {PAGE_SIZE}


@given(st.integers(1, 400))
def test_a_new_entry_leaves_all_pages_behind_the_front_as_they_are(count: int) -> None:
    before = {page.address: page.entries for page in paginate(range(count), "/a/") if not page.is_front}
    after = {page.address: page.entries for page in paginate(range(-1, count), "/a/") if not page.is_front}
    assert before.items() <= after.items()


@given(st.integers(0, 400))
def test_a_page_is_found_by_its_address(count: int) -> None:
    pages = list(plan_pages(count, "/a/"))
    assert [find_page(count, "/a/", page.address) for page in pages] == pages
    for address in ("/a/trang/0/", f"/a/trang/{len(pages)}/", "/a/trang/x/", "/a/trang/-1/", "/b/"):
        assert find_page(count, "/a/", address) is None


def test_full_pages_stand_at_their_number() -> None:
    pages = list(paginate(range(3 * PAGE_SIZE + 5), "/giai-thich/"))
    assert [page.address for page in pages] == ["/giai-thich/", "/giai-thich/trang/2/", "/giai-thich/trang/1/"]
    assert [page.number for page in pages] == [3, 2, 1]
