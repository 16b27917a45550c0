"""The lists of a site and their pages."""

from __future__ import annotations

from datetime import datetime, timedelta

from site_builder.building.site_lists import SITE_OWNER, SiteList, iter_site_lists
from site_builder.listings import PAGE_SIZE
from site_builder.rendering.page import FeedLink, ListingType
from tests.unit.site_builder.documents.samples import make_document
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

NEWS = FeedLink("Tin", "/feed/rss.xml", "/feed/atom.xml")
DAY = datetime.fromisoformat("2026-11-10T08:00:00+07:00")


def make_lists(count: int = 1) -> list[SiteList]:
    documents = [
        make_document("topic/cu-tru"),
        make_document("show/loa"),
        make_document("law/luat", topic="cu-tru", tags=["nhà"]),
        make_document("page/lien-he"),
        *(
            make_document(
                f"audio/a-{number}",
                topic="cu-tru",
                show="loa",
                tags=["nhà"],
                cites=[{"law": "law/luat"}],
                published=DAY + timedelta(days=number),
            )
            for number in range(count)
        ),
    ]
    return list(iter_site_lists(InMemoryLibrary(documents), str.upper, NEWS))


def find(lists: list[SiteList], address: str) -> SiteList:
    (found,) = [each for each in lists if each.address == address]
    return found


def test_there_is_a_list_for_each_section_topic_show_law_and_tag() -> None:
    assert {each.address for each in make_lists()} == {
        "/giai-thich/",
        "/tinh-huong/",
        "/nghe/",
        "/xem/",
        "/loa/",
        "/podcast/",
        "/loi-di/",
        "/van-ban/",
        "/linh-vuc/",
        "/linh-vuc/cu-tru/",
        "/podcast/loa/",
        "/van-ban/luat/",
        "/the/",
        "/the/nha/",
        "/luu-tru/",
    }


def test_titles_are_in_the_language_of_the_site() -> None:
    assert find(make_lists(), "/nghe/").title == "LISTEN"
    assert find(make_lists(), "/luu-tru/").title == "ARCHIVE"


def test_an_empty_section_has_a_page() -> None:
    section = find(make_lists(), "/xem/")
    (page,) = section.plan_pages()
    assert (page.address, page.last, section.type) == ("/xem/", 0, ListingType.SECTION)


def test_a_topic_a_show_and_a_law_have_older_pages_only() -> None:
    short, long = make_lists(), make_lists(2 * PAGE_SIZE)
    for address in ("/linh-vuc/cu-tru/", "/podcast/loa/", "/van-ban/luat/"):
        assert list(find(short, address).plan_pages()) == []
        (older,) = find(long, address).plan_pages()
        assert older.address == f"{address}trang/2026-11/"
        assert older.newer_address == address


def test_older_pages_belong_to_their_document_and_offer_its_feed() -> None:
    topic, show = find(make_lists(), "/linh-vuc/cu-tru/"), find(make_lists(), "/podcast/loa/")
    assert (topic.owner, show.owner) == ("topic/cu-tru.md", "show/loa.md")
    assert [link.rss for link in (*topic.feeds, *show.feeds)] == ["/linh-vuc/cu-tru/rss.xml", "/podcast/loa/feed.xml"]
    assert find(make_lists(), "/luu-tru/").owner == SITE_OWNER


def test_laws_and_plain_pages_are_no_news_but_a_tag_lists_all() -> None:
    lists = make_lists()
    assert [meta.ref for meta in find(lists, "/luu-tru/").entries] == ["audio/a-0"]
    assert [meta.ref for meta in find(lists, "/linh-vuc/cu-tru/").entries] == ["audio/a-0"]
    assert {meta.ref for meta in find(lists, "/the/nha/").entries} == {"audio/a-0", "law/luat"}


def test_the_overview_of_tags_counts_tags() -> None:
    tags = find(make_lists(), "/the/")
    (page,) = tags.plan_pages()
    assert (page.address, tags.type) == ("/the/", ListingType.TAGS)
