"""Taking an answer: one a page and a day from one place, none of a machine that floods, nothing of who it was."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.core.models import BasePage
from cms.feedback.errors import TooManyVotesError, UnknownPageError
from cms.feedback.models import MAX_SENTENCE_LENGTH, Vote
from cms.jobs.ticks import every_night
from cms.publishing.models import Publication

MAX_VOTES_A_VOTER = 40
"""A day: more than one person reads; a family or a café behind one address comes through."""
MAX_VOTES_A_DAY = 20_000
"""From everybody: keeps a flood from filling the disk of a small machine."""
VOTED_KIND = "explainer"

_VOTER_LENGTH = 32
_CONTACT = re.compile(r"\S+@\S+|\+?\d[\d\s.-]{7,}\d")
"""E-mail addresses; telephone, identity card and account numbers, however they are spaced."""
_MASK = "…"


def identify_voter(address: str, browser: str, day: date) -> str:
    """A text that stands for one browser at one network address on one day, and cannot be followed to another day."""
    return salted_hmac(f"cms.feedback {day.isoformat()}", f"{address}\n{browser}").hexdigest()[:_VOTER_LENGTH]


def cast_vote(document_id: UUID, voter: str, *, is_useful: bool) -> Vote:
    """Note an answer; a second one of the same voter on the same day takes the place of the first.

    Raises:
        UnknownPageError: no explainer of that id is on the site.
        TooManyVotesError: this voter, or all of them, have answered too often today.
    """
    if not Publication.objects.filter(document_id=document_id, ref__startswith=f"{VOTED_KIND}/").exists():
        raise UnknownPageError
    day = timezone.localdate()
    known = Vote.objects.filter(document_id=document_id, day=day, voter=voter)
    if not known.exists():
        _check_limits(day, voter)
    vote, _is_new = Vote.objects.update_or_create(
        document_id=document_id, day=day, voter=voter, defaults={"is_useful": is_useful}
    )
    return vote


def add_sentence(vote_id: int, sentence: str) -> None:
    """Add what somebody wrote to an answer that stands; one that is gone is left alone."""
    Vote.objects.filter(pk=vote_id).update(sentence=clean_sentence(sentence))


def clean_sentence(sentence: str) -> str:
    """One line, not longer than is kept, without addresses and numbers that would tell who wrote it."""
    return _CONTACT.sub(_MASK, " ".join(sentence.split()))[:MAX_SENTENCE_LENGTH].strip()


def find_page(document_id: UUID) -> BasePage | None:
    """The page that was answered about, if it still is."""
    page: BasePage | None = BasePage.objects.filter(document_id=document_id, live=True).first()
    return page.specific if page else None


@every_night
def forget_voters() -> None:
    """Of earlier days nothing is kept that could tell one voter from another."""
    Vote.objects.filter(day__lt=timezone.localdate()).exclude(voter=None).update(voter=None)


def _check_limits(day: date, voter: str) -> None:
    today = Vote.objects.filter(day=day)
    if today.filter(voter=voter).count() >= MAX_VOTES_A_VOTER or today.count() >= MAX_VOTES_A_DAY:
        raise TooManyVotesError
