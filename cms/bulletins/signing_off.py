"""What keeps bulletins from being signed off where no form of a bulletin is sent: in a list, many pages at once."""

from __future__ import annotations

from collections.abc import Iterable

from cms.bulletins.models import BulletinPage
from cms.core.models import BasePage
from cms.readings.script import Reader, list_unknown


def list_obstacles(pages: Iterable[BasePage], *, with_descendants: bool = False) -> list[str]:
    """A sentence for each abbreviation that nobody has explained in the newest versions of these bulletins.

    Args:
        with_descendants: also of the drafts below the pages, which are published with them.
    """
    reader = Reader()
    return [
        f"{bulletin.title}: {found}"
        for bulletin in _iter_bulletins(pages, with_descendants)
        for found in list_unknown(bulletin.get_latest_revision_as_object().list_spoken_parts(), reader)
    ]


def _iter_bulletins(pages: Iterable[BasePage], with_descendants: bool) -> Iterable[BulletinPage]:
    for page in pages:
        yield from BulletinPage.objects.filter(pk=page.pk)
        if with_descendants:
            yield from BulletinPage.objects.descendant_of(page).not_live()
