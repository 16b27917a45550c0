"""feedgen's podcast extension with `itunes:explicit` as Apple and PSP-1 want it.

feedgen 1.0.0 writes `yes`, `no` or `clean` only, and validators ask for `true` or `false`. To be removed when feedgen
writes them. A show of law for residents holds nothing explicit.
"""

from __future__ import annotations

from feedgen.ext.podcast import PodcastExtension
from feedgen.ext.podcast_entry import PodcastEntryExtension
from feedgen.util import xml_elem
from lxml.etree import _Element

_EXPLICIT = "{http://www.itunes.com/dtds/podcast-1.0.dtd}explicit"


class ItunesExtension(PodcastExtension):
    """Apple's tags of a show."""

    def extend_rss(self, rss_feed: _Element) -> _Element:
        """Add the tags to the channel."""
        super().extend_rss(rss_feed)
        xml_elem(_EXPLICIT, rss_feed[0]).text = "false"
        return rss_feed


class ItunesEntryExtension(PodcastEntryExtension):
    """Apple's tags of an episode."""

    def extend_rss(self, entry: _Element) -> _Element:
        """Add the tags to the item."""
        super().extend_rss(entry)
        xml_elem(_EXPLICIT, entry).text = "false"
        return entry
