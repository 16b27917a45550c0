"""One import: settings ▸ assets ▸ documents in two passes ▸ redirects, in one transaction.

Each file is taken over in a savepoint of its own: a fault in one undoes that one alone. A second import of the same
files changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction

from cms.media.asset import find_asset
from cms.publishing import content_files
from cms.publishing.errors import BrokenReferenceError, MappingError
from cms.publishing.importing import documents as subjects
from cms.publishing.importing.assets import import_asset
from cms.publishing.importing.problems import Problem, Tally
from cms.publishing.importing.reading import ContentFiles, find_line, name_path, read_content
from cms.publishing.mapping.references import References
from cms.publishing.models import Publication, PublicationState
from cms.publishing.pruning import iter_document_references, iter_named_assets, iter_named_documents
from cms.publishing.site_files import (
    get_settings_path,
    import_redirects,
    list_setting_names,
    load_site_settings,
)
from media_pipeline.manifest import MediaManifest
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument

Announce = Callable[[int, int, str], None]
"""Takes how many files are done, how many there are, and the one that comes next."""

_STUB_ORDER = (Kind.HOME, Kind.TOPIC)
"""What must exist before others can stand below it."""


@dataclass(slots=True)
class ImportReport:
    """What an import did and what it left out."""

    assets: Tally = field(default_factory=Tally)
    documents: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)


def import_content(
    paths: Collection[Path] = (), *, dry_run: bool = False, announce: Announce = lambda done, total, name: None
) -> ImportReport:
    """Take the files of `content/` over into the CMS.

    Args:
        paths: only these files; empty means all.
        dry_run: do everything, then undo it.
        announce: told of each file.
    """
    files = read_content(paths)
    with transaction.atomic():
        report = _Importer(files, announce).run()
        if dry_run:
            transaction.set_rollback(True)
    return report


@dataclass(slots=True)
class _Importer:
    files: ContentFiles
    announce: Announce
    report: ImportReport = field(default_factory=ImportReport)
    done: int = 0
    new_ids: set[UUID] = field(default_factory=set)
    references: References = field(default_factory=References)

    def run(self) -> ImportReport:
        self.report.problems.extend(self.files.problems)
        if self.files.settings is not None:
            self._attempt(get_settings_path(), lambda: _import_settings(self.files.settings or {}))
        for path, manifest in self.files.manifests.items():
            self._attempt(path, partial(self._take_asset, manifest))
        for path, document in self._list_stubs():
            self._attempt(path, partial(self._make_stub, document))
        known = {document.meta.ref for document in self.files.documents.values()}
        for document in self.files.documents.values():
            subjects.introduce(document.meta, self.references)
        for path, document in self.files.documents.items():
            self._attempt(path, partial(self._fill, path, document, known))
        self._discard_empty_stubs()
        import_redirects(self.files.redirects or ())
        return self.report

    def _attempt(self, path: Path, action: Callable[[], None]) -> None:
        self.announce(self.done, self._count_steps(), name_path(path))
        self.done += 1
        try:
            with transaction.atomic():
                action()
        except MappingError as error:
            self._report(path, error)

    def _take_asset(self, manifest: MediaManifest) -> None:
        self.report.assets.add(import_asset(manifest))

    def _count_steps(self) -> int:
        return 1 + len(self.files.manifests) + len(self.new_ids) + len(self.files.documents)

    def _report(self, path: Path, error: MappingError) -> None:
        target = error.target if isinstance(error, BrokenReferenceError) else error.key.rpartition(".")[2]
        self.report.problems.append(Problem(name_path(path), str(error), find_line(path, target), error.key))

    def _list_stubs(self) -> Iterable[tuple[Path, ContentDocument]]:
        items = [item for item in self.files.documents.items() if not subjects.has_subject(item[1].meta)]
        ranks = {kind: rank for rank, kind in enumerate(_STUB_ORDER)}
        return sorted(items, key=lambda item: ranks.get(item[1].meta.kind, len(ranks)))

    def _make_stub(self, document: ContentDocument) -> None:
        subjects.make_stub(document.meta)
        self.new_ids.add(document.meta.id)

    def _fill(self, path: Path, document: ContentDocument, known: set[str]) -> None:
        if not subjects.has_subject(document.meta):
            return  # its stub was refused and reported
        _require_targets(document, known, self.references)
        is_new = document.meta.id in self.new_ids
        self.report.documents.add(subjects.fill(document, self.references, is_new=is_new))
        self.new_ids.discard(document.meta.id)
        _remember_file(path, document)

    def _discard_empty_stubs(self) -> None:
        """Nothing of a broken document stays, but for an empty draft when others refer to it: their links keep."""
        filled = [doc for doc in self.files.documents.values() if doc.meta.id not in self.new_ids]
        named = {ref for document in filled for ref in iter_document_references(document)}
        for document in self.files.documents.values():
            if document.meta.id in self.new_ids and document.meta.ref not in named:
                subjects.discard_stub(document.meta.id)


def _require_targets(document: ContentDocument, known: set[str], references: References) -> None:
    """`BrokenReferenceError` when the document names what is neither among the files nor in the CMS."""
    for key, ref in iter_named_documents(document):
        if ref not in known and not references.has_document(ref):
            raise BrokenReferenceError(ref, key=key)
    for key, name in iter_named_assets(document):
        if find_asset(name) is None:
            raise BrokenReferenceError(name, key=key)


def _remember_file(path: Path, document: ContentDocument) -> None:
    """The file is ours now: the publisher may write over it, and a later hand edit of it will be seen."""
    sha256 = content_files.read_sha256(path)
    Publication.objects.update_or_create(
        document_id=document.meta.id,
        defaults={"intended_sha256": sha256},
        create_defaults={"ref": document.meta.ref, "state": PublicationState.WRITTEN, "written_sha256": sha256},
    )


def _import_settings(values: dict[str, object]) -> None:
    settings = load_site_settings()
    changed = False
    for name in list_setting_names():
        if name in values and getattr(settings, name) != values[name]:
            setattr(settings, name, values[name])
            changed = True
    if changed or settings.pk is None:
        settings.save()
