"""RSS, Atom and podcast feeds as readers and validators see them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from lxml import etree

from site_builder.building.feeds.news import ENTRY_LIMIT, NewsEntry, NewsFeed, build_atom, build_rss
from site_builder.building.feeds.podcast import DESCRIPTION_LIMIT_BYTES, Episode, PodcastFeed, build_podcast
from site_builder.building.feeds.podcasting20 import Chapters, Transcript, build_podcast_guid
from site_builder.building.feeds.text import clean_text, cut_to_bytes

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
DAY = datetime.fromisoformat("2026-11-10T08:00:00+07:00")
FEED_URL = "https://luat.example/podcast/hai-an/feed.xml"


def make_entry(number: int, **changes: object) -> NewsEntry:
    values = {
        "id": UUID(int=number),
        "title": f"Bài {number}",
        "summary": "Tóm tắt",
        "url": f"https://luat.example/giai-thich/{number}/",
        "published": DAY,
        "updated": DAY,
    }
    return NewsEntry(**(values | changes))  # type: ignore[arg-type]


def make_feed(*entries: NewsEntry) -> NewsFeed:
    return NewsFeed(
        id=UUID(int=99),
        title="Tiếng Luật",
        description="Pháp luật dễ hiểu",
        language="vi",
        author="UBND phường",
        home_url="https://luat.example/",
        updated=DAY,
        entries=entries,
    )


def make_episode(**changes: object) -> Episode:
    values = {
        "id": UUID(int=7),
        "title": "Nghe: đăng ký tạm trú",
        "description": "Ai phải đăng ký",
        "url": "https://luat.example/nghe/tam-tru/",
        "published": DAY,
        "updated": DAY,
        "audio_url": "https://luat.example/media/ab/tam-tru.mp3",
        "media_type": "audio/mpeg",
        "length_bytes": 123456,
        "duration_ms": 61_499,
    }
    return Episode(**(values | changes))  # type: ignore[arg-type]


def make_podcast(*episodes: Episode, email: str = "phuong@haian.example") -> PodcastFeed:
    return PodcastFeed(
        title="Pháp luật Hải An",
        description="Chương trình của phường",
        language="vi",
        author="UBND phường Hải An",
        email=email,
        category="Government",
        home_url="https://luat.example/podcast/hai-an/",
        image_url="https://luat.example/share/show/hai-an-bia-0123456789.jpg",
        updated=DAY,
        episodes=episodes,
    )


def read(feed: bytes) -> etree._Element:
    return etree.fromstring(feed)


def find_text(element: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, NS)]


@pytest.mark.parametrize("build", [build_rss, build_atom])
def test_the_same_content_gives_the_same_bytes(build: object) -> None:
    feed = make_feed(make_entry(1), make_entry(2))
    assert build(feed, "https://luat.example/feed") == build(feed, "https://luat.example/feed")  # type: ignore[operator]


def test_rss_names_itself_its_page_and_when_its_content_changed() -> None:
    later = DAY + timedelta(days=2)
    channel = read(build_rss(make_feed(make_entry(1, updated=later)), "https://luat.example/feed/rss.xml"))[0]
    assert find_text(channel, "link") == ["https://luat.example/"]
    assert channel.find("atom:link", NS).get("href") == "https://luat.example/feed/rss.xml"
    assert find_text(channel, "lastBuildDate") == ["Thu, 12 Nov 2026 08:00:00 +0700"]


def test_entries_keep_their_order_and_are_known_by_their_document() -> None:
    channel = read(build_rss(make_feed(make_entry(2), make_entry(1)), "https://luat.example/feed/rss.xml"))[0]
    assert find_text(channel, "item/title") == ["Bài 2", "Bài 1"]
    guid = channel.find("item/guid")
    assert (guid.text, guid.get("isPermaLink")) == (f"urn:uuid:{UUID(int=2)}", "false")


def test_a_feed_holds_the_newest_fifty() -> None:
    feed = make_feed(*(make_entry(number) for number in range(1, 60)))
    assert len(read(build_rss(feed, "u"))[0].findall("item")) == ENTRY_LIMIT
    assert len(read(build_atom(feed, "u")).findall("atom:entry", NS)) == ENTRY_LIMIT


def test_atom_has_what_rfc_4287_asks() -> None:
    root = read(build_atom(make_feed(make_entry(1)), "https://luat.example/feed/atom.xml"))
    assert find_text(root, "atom:id") == [f"urn:uuid:{UUID(int=99)}"]
    assert find_text(root, "atom:author/atom:name") == ["UBND phường"]
    assert find_text(root, "atom:updated") == [DAY.isoformat()]
    assert [link.get("rel") for link in root.findall("atom:link", NS)] == ["self", "alternate"]
    assert find_text(root, "atom:entry/atom:summary") == ["Tóm tắt"]


def test_titles_with_tags_quotes_and_emoji_come_out_as_they_are() -> None:
    title = '«Luật» <b>"mới"</b> & 😀'
    channel = read(build_rss(make_feed(make_entry(1, title=title)), "u"))[0]
    assert find_text(channel, "item/title") == [title]


def test_control_characters_do_not_break_a_feed() -> None:
    channel = read(build_rss(make_feed(make_entry(1, title="a\x0bb", summary="")), "u"))[0]
    assert find_text(channel, "item/title") == ["ab"]


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(build_rss(make_feed(), "u"))[0].findall("item") == []
    assert read(build_atom(make_feed(), "u")).findall("atom:entry", NS) == []


def test_a_show_has_what_apple_and_psp_1_ask() -> None:
    channel = read(build_podcast(make_podcast(make_episode()), FEED_URL))[0]
    assert find_text(channel, "title") == ["Pháp luật Hải An"]
    assert find_text(channel, "link") == ["https://luat.example/podcast/hai-an/"]
    assert find_text(channel, "language") == ["vi"]
    self_link = channel.find("atom:link", NS)
    assert (self_link.get("rel"), self_link.get("href")) == ("self", FEED_URL)
    assert channel.find("itunes:image", NS).get("href").endswith(".jpg")
    assert channel.find("itunes:category", NS).get("text") == "Government"
    assert find_text(channel, "itunes:explicit") == ["false"]
    assert find_text(channel, "itunes:owner/itunes:email") == ["phuong@haian.example"]
    assert find_text(channel, "lastBuildDate") == ["Tue, 10 Nov 2026 08:00:00 +0700"]


def test_an_episode_has_its_enclosure_in_bytes_and_its_duration_in_whole_seconds() -> None:
    item = read(build_podcast(make_podcast(make_episode()), FEED_URL))[0].find("item")
    enclosure = item.find("enclosure")
    assert dict(enclosure.attrib) == {
        "url": "https://luat.example/media/ab/tam-tru.mp3",
        "length": "123456",
        "type": "audio/mpeg",
    }
    assert find_text(item, "itunes:duration") == ["61"]
    assert find_text(item, "itunes:explicit") == ["false"]
    guid = item.find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (str(UUID(int=7)), "false")


def test_season_and_number_are_written_only_when_there_are_any() -> None:
    first, second = make_episode(season=1, number=4), make_episode(id=UUID(int=8))
    items = read(build_podcast(make_podcast(first, second), FEED_URL))[0].findall("item")
    assert (find_text(items[0], "itunes:season"), find_text(items[0], "itunes:episode")) == (["1"], ["4"])
    assert (find_text(items[1], "itunes:season"), find_text(items[1], "itunes:episode")) == ([], [])


def test_a_show_names_its_transcripts() -> None:
    transcripts = (
        Transcript("https://luat.example/media/ab/a.vtt", "text/vtt", "vi"),
        Transcript("https://luat.example/media/ab/a.txt", "text/plain", "vi"),
    )
    item = read(build_podcast(make_podcast(make_episode(transcripts=transcripts)), FEED_URL))[0].find("item")
    found = [dict(element.attrib) for element in item.findall("podcast:transcript", NS)]
    assert found[0] == {"url": transcripts[0].url, "type": "text/vtt", "language": "vi", "rel": "captions"}
    assert found[1] == {"url": transcripts[1].url, "type": "text/plain", "language": "vi"}


def test_an_episode_names_its_chapters_when_it_has_any() -> None:
    chapters = Chapters("https://luat.example/media/ab/a.chapters.json", "application/json+chapters")
    feed = make_podcast(make_episode(chapters=chapters), make_episode(id=UUID(int=8)))
    with_chapters, without = read(build_podcast(feed, FEED_URL))[0].findall("item")
    (found,) = with_chapters.findall("podcast:chapters", NS)
    assert dict(found.attrib) == {"url": chapters.url, "type": chapters.media_type}
    assert without.findall("podcast:chapters", NS) == []


def test_a_synthetic_voice_is_disclosed_for_the_episode_and_the_show() -> None:
    spoken, human = make_episode(has_synthetic_voice=True), make_episode(id=UUID(int=8))
    channel = read(build_podcast(make_podcast(spoken, human), FEED_URL))[0]
    items = channel.findall("item")
    assert [txt.get("purpose") for txt in channel.findall("podcast:txt", NS)] == ["ai-content"]
    assert [txt.text for txt in items[0].findall("podcast:txt", NS)] == ["true"]
    assert items[1].findall("podcast:txt", NS) == []
    assert read(build_podcast(make_podcast(human), FEED_URL))[0].findall("podcast:txt", NS) == []


def test_a_show_is_known_by_the_uuid_of_its_feed() -> None:
    channel = read(build_podcast(make_podcast(), FEED_URL))[0]
    assert find_text(channel, "podcast:guid") == [str(build_podcast_guid(FEED_URL))]
    assert find_text(channel, "podcast:medium") == ["podcast"]
    assert channel.find("podcast:locked", NS).get("owner") == "phuong@haian.example"


def test_the_guid_agrees_with_the_example_of_the_specification() -> None:
    # https://podcasting2.org/docs/podcast-namespace/tags/guid
    expected = UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    assert build_podcast_guid("https://mp3s.nashownotes.com/pc20rss.xml") == expected


def test_a_show_without_an_email_names_no_owner() -> None:
    channel = read(build_podcast(make_podcast(make_episode(), email=""), FEED_URL))[0]
    assert channel.find("itunes:owner", NS) is None
    assert "owner" not in channel.find("podcast:locked", NS).attrib


def test_a_description_is_cut_by_bytes_at_a_word() -> None:
    item = read(build_podcast(make_podcast(make_episode(description="luật " * 2000)), FEED_URL))[0].find("item")
    (description,) = find_text(item, "description")
    assert DESCRIPTION_LIMIT_BYTES - 10 < len(description.encode()) <= DESCRIPTION_LIMIT_BYTES
    assert description.endswith(" luật…")


def test_text_that_fits_is_not_cut() -> None:
    assert cut_to_bytes("đủ", 5) == "đủ"
    assert cut_to_bytes("ễễễễễ", 12) == "ễễễ…"
    assert clean_text("a\nb\t\u0000\ufffe😀") == "a\nb\t😀"
