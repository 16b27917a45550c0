"""Pages of lists, cut by time."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from site_builder.listings import FRONT_LEAST, FRONT_MOST, PAGE_SIZE, Pages, PlannedPage, YearLink
from site_builder.periods import Period

MAY_2026 = 2026 * 12 + 4
MONTHS = st.integers(2003 * 12, 2026 * 12 + 10)
LISTS = st.lists(st.tuples(MONTHS, st.integers(0, 90)), max_size=40).map(
    lambda found: sorted((month for month, count in found for _number in range(count)), reverse=True)
)
"""The months of a list's entries, newest first."""


def fill(months: list[int], page: PlannedPage) -> list[int]:
    """Positions of a page's entries in the list."""
    if page.period is None:
        return list(range(page.last))
    inside = [number for number, month in enumerate(months) if page.period.first <= month < page.period.last]
    return inside[len(inside) - page.last : len(inside) - page.first]


@given(LISTS)
def test_every_entry_stands_on_one_page_and_pages_are_linked(months: list[int]) -> None:
    pages = list(Pages("/giai-thich/", Counter(months)))
    assert [number for page in pages for number in fill(months, page)] == list(range(len(months)))
    assert pages[0].address == "/giai-thich/"
    assert [page.older_address for page in pages] == [page.address for page in pages[1:]] + [None]
    assert [page.newer_address for page in pages] == [None] + [page.address for page in pages[:-1]]
    assert len({page.address for page in pages}) == len(pages) == len(Pages("/giai-thich/", Counter(months)))


@given(LISTS)
def test_no_page_is_too_long_and_the_front_page_is_never_nearly_empty(months: list[int]) -> None:
    front, *older = Pages("/giai-thich/", Counter(months))
    assert min(len(months), FRONT_LEAST) <= front.last <= FRONT_MOST
    assert all(0 < page.last - page.first < 2 * PAGE_SIZE for page in older)


@given(LISTS, MONTHS, st.booleans())
def test_an_entry_that_comes_or_goes_touches_the_pages_of_its_own_decade_and_those_beside_it(
    months: list[int], month: int, is_new: bool
) -> None:
    counts = Counter(months)
    changed = counts + Counter([month]) if is_new else counts - Counter([month])
    before, after = (set(Pages("/a/", each).iter_older()) for each in (counts, changed))
    elsewhere = {page.address for page in before ^ after if page.period and page.period.first // 120 != month // 120}
    # a neighbour on either side, and one that the front page took or let go
    assert len(elsewhere) <= 3


@given(LISTS, st.lists(st.tuples(MONTHS, st.integers(-60, 60)), max_size=4))
def test_pages_that_a_change_does_not_touch_are_planned_as_before(
    months: list[int], changes: list[tuple[int, int]]
) -> None:
    counts = Counter(months)
    changed = Counter(counts)
    for month, difference in changes:
        changed[month] = max(0, changed[month] + difference)
    before, after = Pages("/a/", counts), Pages("/a/", changed)
    touched = after.list_touched(before)
    others = [{page for page in pages.iter_older() if page.address not in touched} for pages in (before, after)]
    assert others[0] == others[1]


def test_an_entry_that_comes_touches_few_pages_of_a_long_list() -> None:
    counts = dict.fromkeys(range(MAY_2026 - 100, MAY_2026), 100)
    before, after = Pages("/a/", counts), Pages("/a/", counts | {MAY_2026 - 50: 101})
    assert len(before) == 400
    assert len(after.list_touched(before)) < 12


@given(LISTS)
def test_a_page_is_found_by_its_address(months: list[int]) -> None:
    pages = Pages("/a/", Counter(months))
    assert [pages.find(page.address) for page in pages] == list(pages)
    for address in ("/a/trang/2/", "/a/trang/1980-01/", "/a/trang/2026-05-phan-99/", "/a/trang/x/", "/b/", ""):
        assert pages.find(address) is None
    for page in pages.iter_older():
        assert pages.find(page.address.removesuffix("/") + "-phan-1/") is None


def test_a_month_that_is_too_long_goes_on() -> None:
    pages = list(Pages("/nghe/", {MAY_2026: 3 * PAGE_SIZE + 5, MAY_2026 + 1: 2}))
    parts = ["/nghe/trang/2026-05-phan-3/", "/nghe/trang/2026-05-phan-2/", "/nghe/trang/2026-05/"]
    assert [page.address for page in pages] == ["/nghe/", *parts]
    assert [(page.part, page.first, page.last) for page in pages] == [(0, 0, 24), (3, 48, 55), (2, 24, 48), (1, 0, 24)]


def test_the_front_page_is_cut_and_the_rest_keeps_its_page() -> None:
    assert len(Pages("/nghe/", {MAY_2026: FRONT_MOST})) == 1
    pages = list(Pages("/nghe/", {MAY_2026: 40, MAY_2026 + 1: 5}))
    assert [page.address for page in pages] == ["/nghe/", "/nghe/trang/2020-2029/"]
    assert [(page.first, page.last) for page in pages] == [(0, PAGE_SIZE), (0, 45 - PAGE_SIZE)]


def test_a_month_that_grows_leaves_its_full_pages_alone() -> None:
    before, after = (Pages("/a/", {MAY_2026: count, MAY_2026 + 1: 20}) for count in (80, 81))
    changed = [page.address for page in after.iter_older() if before.find(page.address) != page]
    assert changed == ["/a/trang/2026-05-phan-3/"]


def test_sparse_years_share_a_page() -> None:
    pages = Pages("/van-ban/", {2026 * 12: 30, **{year * 12: 3 for year in range(2004, 2026)}})
    assert [page.address for page in pages.iter_older()] == [
        "/van-ban/trang/2025/",
        "/van-ban/trang/2024/",
        "/van-ban/trang/2023/",
        "/van-ban/trang/2022/",
        "/van-ban/trang/2021/",
        "/van-ban/trang/2020/",
        "/van-ban/trang/2010-2019/",
        "/van-ban/trang/2000-2009/",
    ]
    assert pages.front.years[0] == YearLink(Period(2025 * 12, 2026 * 12), "/van-ban/trang/2025/")
    assert pages.front.years[-1] == YearLink(Period(2000 * 12, 2010 * 12), "/van-ban/trang/2000-2009/")
