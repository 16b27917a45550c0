"""`Index`: the file of the index, opened, brought up to date and asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import IndexFileError, SiteBuilderError
from site_builder.index.answers import Answers
from site_builder.index.journal import Journal, Position
from site_builder.index.orders import OLDEST_FIRST, Orders, write_skip_scan
from site_builder.index.problems import Concerned, iter_faults, iter_problems
from site_builder.index.queries import SHOWN_ASSETS, PlaceRow, ShownAsset, SqlLibrary
from site_builder.index.scanning import Look, look
from site_builder.index.schema import is_damage, open_database, remove_database
from site_builder.index.survey import Changes, Progress, take_survey
from site_builder.periods import Period
from site_builder.rendering.library import Selection, Tag
from site_builder.rendering.selections import select_kind, write_selection

if TYPE_CHECKING:
    from media_pipeline.manifest import MediaManifest
    from site_builder.documents.model import ContentDocument, FrontMatter, TopicFrontMatter
    from site_builder.index.drafts import DraftLibrary

_KEPT_DOCUMENTS = 2048
_KEPT_LAWS = 8
_SLUGS = write_skip_scan("slug", "taggings")


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Errors of the file as ours."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        raise IndexFileError(path, str(error)) from error


def _say_nothing(done: int, total: int) -> None:
    pass


class Index(SqlLibrary):
    """What `content/` and the media store held at the last refresh; implements `Library`.

    All answers between two refreshes are of one state, whatever other processes do. One thread may use it.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, look: Look = look) -> None:
        super().__init__(connection)
        self._path = path
        self._look = look
        self._forget_found()

    @classmethod
    def open(cls, path: Path, look: Look = look) -> Index:
        """Open the index in a file; one of another version, a damaged one or none becomes an empty one.

        Args:
            look: finds out which files there are.

        Raises:
            IndexFileError: the file cannot be read or written.
        """
        with _naming(path):
            return cls(open_database(path), path, look)

    def find(self, ref: str) -> FrontMatter | None:
        """See `Library`; topics, laws and plain pages are asked for by every page."""
        return self._find_kept(ref)

    def list_topics(self) -> Sequence[TopicFrontMatter]:
        """See `Library`."""
        return self._list_topics()

    def list_tags(self) -> Sequence[Tag]:
        """See `Library`."""
        return self._list_tags()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def list_stamps(self, refs: Collection[str] | None = None) -> list[tuple[str, str, bytes]]:
        """Id, `<kind>/<slug>` and the hash of the file of each document, or of some."""
        query = "SELECT id, ref, hash FROM documents JOIN files USING (path)"
        if refs is None:
            return self._connection.execute(query).fetchall()
        found = (self._connection.execute(f"{query} WHERE ref = ?", (ref,)).fetchall() for ref in sorted(refs))
        return [row for rows in found for row in rows]

    def list_changed(self, since: str) -> tuple[str, Collection[str] | None]:
        """Where the journal ends, and which documents changed since it ended elsewhere; `None` when that is unknown."""
        epoch, _colon, number = since.partition(":")
        end = self.journal.find_position()
        entries = self.journal.read_since(Position(epoch, int(number))) if number else None
        return f"{end.epoch}:{end.number}", None if entries is None else {each.ref for each in entries.documents}

    def refresh(self, content_dir: Path, media_store: Path, progress: Progress = _say_nothing) -> Changes:
        """Read the files that changed since the last time, all or none of them.

        Args:
            content_dir: the folder of the documents.
            media_store: the folder of the made media; it need not exist.
            progress: told how many of how many files are read.

        Raises:
            IndexFileError: the file of the index or a folder cannot be read or written.
        """
        with _naming(self._path):
            try:
                return self._refresh(content_dir, media_store, progress)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
            self._connection.close()
            remove_database(self._path)
            self._connection = open_database(self._path)
            return self._refresh(content_dir, media_store, progress)

    def find_problems(self, concerned: Concerned | None = None) -> list[SiteBuilderError]:
        """Everything that keeps the site from being built; each names file, line and key where it has them.

        Args:
            concerned: what changed since there was no problem; `None` when that is unknown.
        """
        return list(iter_problems(self._connection, concerned))

    def find_faults(self) -> list[SiteBuilderError]:
        """Files that are not valid; the only problems that a site can have that stands in the output as it is."""
        return list(iter_faults(self._connection))

    @property
    def journal(self) -> Journal:
        """What changed, refresh by refresh."""
        return Journal(self._connection)

    @property
    def answers(self) -> Answers:
        """What is answered to recorded questions."""
        return self._answers

    def count_by_month(self, selection: Selection) -> Mapping[int, int]:
        """See `Library`; of a list of the site it is known."""
        known = self._connection.execute(
            "SELECT month, count FROM tallies WHERE list = ?", (write_selection(selection),)
        ).fetchall()
        return dict(known) or super().count_by_month(selection)

    def count_documents(self, selection: Selection) -> int:
        """See `Library`; of a list of the site it is known, and of several kinds together."""
        is_of_kinds = selection.kinds and selection == Selection(selection.kinds)
        lists = map(select_kind, selection.kinds) if is_of_kinds else [selection]
        (count,) = self._connection.execute(
            "SELECT SUM(count) FROM tallies WHERE list IN (SELECT value FROM json_each(?))",
            (json.dumps(list(map(write_selection, lists))),),
        ).fetchone()
        return count or super().count_documents(selection)

    def list_place_rows(self, law_ref: str, limit: int) -> Sequence[PlaceRow]:
        """As others do; a build asks whether they changed, and then for what they are."""
        return self._list_place_rows(law_ref, limit)

    def list_anchors(self, law_ref: str) -> Sequence[str]:
        """The same."""
        return self._list_anchors(law_ref)

    def _list_slugs(self) -> list[str]:
        return [slug for (slug,) in self._connection.execute(_SLUGS)]

    def list_dates(self, period: Period) -> list[tuple[str, str]]:
        """Address and time of the last update of all documents of a period, from the oldest on."""
        return self._connection.execute(
            f"SELECT address, updated FROM documents WHERE published >= ? AND published < ? {OLDEST_FIRST}",  # noqa: S608
            (period.since, period.until),
        ).fetchall()

    def list_shown_assets(self, period: Period) -> list[ShownAsset]:
        """The pictures and films that the pages of a period show, page by page from the oldest on."""
        found = self._connection.execute(SHOWN_ASSETS, (period.since, period.until))
        return [ShownAsset(address, ref, name, bool(is_film)) for address, ref, name, is_film in found]

    def find_newest_date(self, period: Period) -> str | None:
        """The last update of a document of a period."""
        found: str | None = self._connection.execute(
            "SELECT MAX(updated) FROM months WHERE month >= ? AND month < ?", (period.first, period.last)
        ).fetchone()[0]
        return found

    def with_draft(self, document: ContentDocument, extra_manifests: Iterable[MediaManifest] = ()) -> DraftLibrary:
        """The site as it would be with this document, which need not be saved anywhere.

        Args:
            document: replaces its older version, even under another slug.
            extra_manifests: assets that it names; they stand before those in `content/`.
        """
        from site_builder.index.drafts import DraftLibrary

        return DraftLibrary(self._path, document, extra_manifests)

    def _forget_found(self) -> None:
        self._orders = Orders(self._connection)
        self._answers = Answers(self._connection, self)
        self._find_kept = lru_cache(_KEPT_DOCUMENTS)(super().find)
        self._list_place_rows = lru_cache(_KEPT_LAWS)(super().list_place_rows)
        self._list_anchors = lru_cache(_KEPT_LAWS)(super().list_anchors)
        self._list_topics, self._list_tags = cache(super().list_topics), cache(super().list_tags)

    def _refresh(self, content_dir: Path, media_store: Path, progress: Progress) -> Changes:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            changes = self._read_changes(content_dir, media_store, progress)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._forget_found()
        self._connection.execute("BEGIN")  # its first question sets the state that all answers are of
        return changes

    def _read_changes(self, content_dir: Path, media_store: Path, progress: Progress) -> Changes:
        survey = take_survey(self._connection, content_dir, media_store, self._look)
        if survey.is_known:
            return Changes()
        from site_builder.index.refresh import Refresh

        return Refresh(self._connection).run(survey, progress)
