"""Where a page or law stands on its way to the site, in one sentence for its editor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.publishing.assets import describe_unready
from cms.publishing.mapping.front_matter import Subject
from cms.publishing.models import (
    BuildRecord,
    BuildState,
    OutboxEntry,
    Publication,
    PublicationState,
    SubjectType,
)


class Tone(StrEnum):
    """How the sentence is meant; the class of Wagtail's help blocks."""

    GOOD = "info"
    PENDING = "warning"
    BAD = "critical"


@dataclass(frozen=True, slots=True)
class Status:
    """What the editor is told."""

    tone: Tone
    sentence: str
    notes: tuple[str, ...] = ()


def describe_status(subject: Subject) -> Status | None:
    """The status of a page or law; `None` for one that has nothing to do with the site yet."""
    publication = Publication.objects.filter(document_id=subject.document_id).first()
    if publication and publication.state == PublicationState.BROKEN:
        return Status(Tone.BAD, _with_older_version(publication, publication.problem))
    if publication and publication.state == PublicationState.WAITING:
        return _describe_waiting(publication)
    entry = OutboxEntry.objects.filter(done=None, subject=SubjectType.DOCUMENT, key=str(subject.document_id)).first()
    if entry or (publication and publication.state == PublicationState.WRITTEN):
        return _describe_pending()
    if publication is None:
        return Status(Tone.PENDING, _("Not on the site.")) if subject.live else None
    return Status(Tone.GOOD, _describe_live(publication), tuple(publication.notes))


def _describe_live(publication: Publication) -> str:
    if publication.published is None:
        return _("On the site.")
    local = timezone.localtime(publication.published)
    time = date_format(local, "H:i")
    if local.date() == timezone.localdate():
        return _("On the site since %(time)s.") % {"time": time}
    return _("On the site since %(time)s on %(date)s.") % {"time": time, "date": date_format(local, "d/m/Y")}


def _describe_pending() -> Status:
    last = BuildRecord.objects.exclude(state=BuildState.RUNNING).first()
    if last and last.state == BuildState.FAILED:
        sentence = _("The last build of the site failed: %(error)s It will be tried again.") % {"error": last.error}
        return Status(Tone.BAD, sentence)
    return Status(Tone.PENDING, _("On its way to the site …"))


def _describe_waiting(publication: Publication) -> Status:
    assets = describe_unready(publication.waits_for)
    failed = next(((title, error) for title, error in assets if error), None)
    if failed:
        sentence = _("“%(title)s” could not be made: %(error)s") % {"title": failed[0], "error": failed[1]}
        return Status(Tone.BAD, _with_older_version(publication, sentence))
    titles = ", ".join(f"“{title}”" for title, _error in assets)
    sentence = _("Waiting for the files of %(titles)s …") % {"titles": titles}
    return Status(Tone.PENDING, _with_older_version(publication, sentence))


def _with_older_version(publication: Publication, sentence: str) -> str:
    if not publication.live_text:
        return sentence
    older = _("Until then residents read the older version.")
    return f"{sentence} {older}"
