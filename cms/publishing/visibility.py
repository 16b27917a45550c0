"""Which pages and laws residents may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import PageViewRestriction

from cms.core.models import BasePage
from cms.laws.models import Law
from cms.publishing.mapping.front_matter import Subject
from cms.publishing.mapping.references import list_page_classes


@dataclass(frozen=True, slots=True)
class Visibility:
    """A document is public when it is live and neither it nor a page above it is private."""

    private_paths: tuple[str, ...]
    """Tree paths of the pages that somebody made private."""

    @classmethod
    def load(cls) -> Visibility:
        """As it is now."""
        return cls(tuple(PageViewRestriction.objects.values_list("page__path", flat=True)))

    def is_public(self, subject: Subject) -> bool:
        """Whether the document belongs on the site."""
        if not subject.live or not subject.document_kind:
            return False
        return isinstance(subject, Law) or not subject.path.startswith(self.private_paths)


def iter_live_subjects() -> Iterator[Subject]:
    """Every live page and law, public or not."""
    for page_class in list_page_classes().values():
        yield from page_class.objects.filter(live=True).iterator(chunk_size=200)
    yield from Law.objects.filter(live=True).iterator(chunk_size=200)


def iter_descendants(page: BasePage) -> Iterator[BasePage]:
    """The live pages below a page, as their own classes."""
    yield from page.get_descendants().filter(live=True).specific().iterator(chunk_size=200)
