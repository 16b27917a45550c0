"""`RecordingLibrary`: answers as the index does, and writes down what was asked while a part of the site is made.

What a part was made from is what it asked. The list is complete by construction: the renderer and the feeds know the
site through this library alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from site_builder.documents.model import ContentDocument, FrontMatter, TopicFrontMatter
from site_builder.index import Asked, Index, Question, ShownAsset
from site_builder.listings import PlannedPage
from site_builder.periods import Period
from site_builder.rendering.library import CitedPlace, Citing, Media, Selection, Tag
from site_builder.rendering.selections import EVERYTHING, write_selection

_ALL = -1
_EVER = Period(0, 0)
"""Of what is asked without a period."""


class RecordingLibrary:
    """Implements `Library`."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._questions: set[Question] = set()
        self._is_dated = False

    @contextmanager
    def recording(self, *, is_dated: bool = False) -> Iterator[set[Question]]:
        """Gives what is asked within the block.

        Args:
            is_dated: whether what is made tells when other documents were updated, as feeds do.
        """
        self._questions, self._is_dated = set(), is_dated
        try:
            yield self._questions
        finally:
            self._questions, self._is_dated = set(), False

    def load_document(self, ref: str) -> ContentDocument:
        """The whole document; for its own page."""
        self._note(Asked.BODY, ref)
        return self._index.load_document(ref)

    def find(self, ref: str) -> FrontMatter | None:
        """See `Library`."""
        self._note(Asked.FIND_DATED if self._is_dated else Asked.FIND, ref)
        return self._index.find(ref)

    def find_address(self, ref: str) -> str | None:
        """See `Library`."""
        self._note(Asked.ADDRESS, ref)
        return self._index.find_address(ref)

    def list_documents(
        self, selection: Selection, *, limit: int | None = None, offset: int = 0
    ) -> Sequence[FrontMatter]:
        """See `Library`."""
        asked = Asked.NEWEST_DATED if self._is_dated else Asked.NEWEST
        self._note(asked, write_selection(selection), offset, _ALL if limit is None else offset + limit)
        return self._index.list_documents(selection, limit=limit, offset=offset)

    def list_page(self, selection: Selection, page: PlannedPage) -> Sequence[FrontMatter]:
        """The documents of a page of a list, newest first."""
        if page.period is None:
            return self.list_documents(selection, limit=page.last)
        asked = Asked.ROWS_DATED if self._is_dated else Asked.ROWS
        self._note(asked, write_selection(selection), page.first, page.last, page.period)
        return self._index.list_period(selection, page.period, page.first, page.last)

    def list_dates(self, period: Period) -> list[tuple[str, str]]:
        """Address and time of the last update of all documents of a period, from the oldest on."""
        self._note(Asked.ROWS_DATED, write_selection(EVERYTHING), 0, _ALL, period)
        return self._index.list_dates(period)

    def list_shown_assets(self, period: Period) -> list[ShownAsset]:
        """The pictures and films that the pages of a period show."""
        self._note(Asked.SHOWN_ASSETS, period=period)
        return self._index.list_shown_assets(period)

    def count_documents(self, selection: Selection) -> int:
        """See `Library`."""
        self._note(Asked.COUNT, write_selection(selection))
        return self._index.count_documents(selection)

    def count_by_month(self, selection: Selection) -> Mapping[int, int]:
        """See `Library`."""
        self._note(Asked.MONTHS, write_selection(selection))
        return self._index.count_by_month(selection)

    def list_topics(self) -> Sequence[TopicFrontMatter]:
        """See `Library`."""
        self._note(Asked.TOPICS)
        return self._index.list_topics()

    def list_tags(self) -> Sequence[Tag]:
        """See `Library`."""
        self._note(Asked.TAGS)
        return self._index.list_tags()

    def list_citing(self, law_ref: str, limit: int) -> Sequence[Citing]:
        """See `Library`."""
        self._note(Asked.CITING, law_ref, 0, limit)
        return self._index.list_citing(law_ref, limit)

    def count_places(self, law_ref: str) -> int:
        """See `Library`."""
        self._note(Asked.PLACE_COUNT, law_ref)
        return self._index.count_places(law_ref)

    def list_places(self, law_ref: str, limit: int) -> Sequence[CitedPlace]:
        """See `Library`."""
        self._note(Asked.PLACES, law_ref, 0, limit)
        return self._index.list_places(law_ref, limit)

    def list_replaced(self, law_ref: str) -> Sequence[FrontMatter]:
        """See `Library`."""
        self._note(Asked.REPLACED, law_ref)
        return self._index.list_replaced(law_ref)

    def list_mentions(self, media_names: Collection[str]) -> Sequence[FrontMatter]:
        """See `Library`."""
        self._note(Asked.MENTIONS, "\n".join(sorted(media_names)))
        return self._index.list_mentions(media_names)

    def list_pathways(self, ref: str) -> Sequence[FrontMatter]:
        """See `Library`."""
        self._note(Asked.PATHWAYS, ref)
        return self._index.list_pathways(ref)

    def list_sessions(self) -> Sequence[Media]:
        """See `Library`."""
        self._note(Asked.SESSIONS)
        return self._index.list_sessions()

    def find_media(self, name: str) -> Media | None:
        """See `Library`."""
        self._note(Asked.MEDIA, name)
        return self._index.find_media(name)

    def _note(self, asked: Asked, name: str = "", first: int = 0, last: int = 0, period: Period = _EVER) -> None:
        self._questions.add(Question(asked.value, name, first, last, period.first, period.last))
