"""What `check` can find, and the sentence for each. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from site_builder.messages import _, mark


class Rule(StrEnum):
    """A rule that every built site keeps."""

    BROKEN_LINK = "broken-link"
    BROKEN_ANCHOR = "broken-anchor"
    MISSING_FILE = "missing-file"
    MISSING_ALT = "missing-alt"
    INVALID_HTML = "invalid-html"
    DUPLICATE_ID = "duplicate-id"
    NO_TITLE = "no-title"
    NO_LANGUAGE = "no-language"
    NO_HEADING = "no-heading"
    INVALID_FEED = "invalid-feed"
    WRONG_ENCLOSURE = "wrong-enclosure"
    WRONG_SITEMAP = "wrong-sitemap"
    NOT_BUILT = "not-built"


_SENTENCES: dict[Rule, str] = {
    Rule.BROKEN_LINK: mark("The link to %(what)s leads nowhere: correct it, or publish the page that it names."),
    Rule.BROKEN_ANCHOR: mark(
        "The link to %(what)s names a place that is not on that page: take the part after # from one of its headings."
    ),
    Rule.MISSING_FILE: mark(
        "The file %(what)s is missing: run `python -m media_pipeline process content/media`, then build the site again."
    ),
    Rule.MISSING_ALT: mark(
        "The image %(what)s has no alternative text: write in the media library what it shows, then publish again."
    ),
    Rule.INVALID_HTML: mark("The HTML is not valid: %(what)s. Correct the template of the theme that writes it."),
    Rule.DUPLICATE_ID: mark("The id “%(what)s” stands twice on the page: give one of the two headings other words."),
    Rule.NO_TITLE: mark("The page has no title: browsers and search engines need one."),
    Rule.NO_LANGUAGE: mark("The page does not say its language: screen readers need `lang` on the html element."),
    Rule.NO_HEADING: mark("The page has no heading of the first level: readers who jump by headings need one."),
    Rule.INVALID_FEED: mark("The feed cannot be read: %(what)s. Build the site again."),
    Rule.WRONG_ENCLOSURE: mark(
        "The length of %(what)s in the feed is not that of the file: podcast apps would cut the recording. "
        "Build the site again."
    ),
    Rule.WRONG_SITEMAP: mark("The sitemap names %(what)s, which is not on the site: build the site again."),
    Rule.NOT_BUILT: mark("The document has no page on the site: build the site again."),
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is wrong with the built site."""

    path: str
    """The document's file below `content/`; the file below the output folder when it belongs to no document."""
    file: str
    """The file below the output folder."""
    rule: str
    message: str

    @classmethod
    def build(cls, rule: Rule, file: str, what: str = "") -> Finding:
        """A finding in a file, with the sentence of its rule; its document is not known yet."""
        return cls(path=file, file=file, rule=rule.value, message=_(_SENTENCES[rule]) % {"what": what})
