"""Why an answer is not taken.

FeedbackError
    UnknownPageError: there is no such page on the site.
    TooManyVotesError: more answers than one place, or the whole ward, gives in a day.
"""

from __future__ import annotations


class FeedbackError(Exception):
    """An answer that is not taken."""


class UnknownPageError(FeedbackError):
    """There is no such page on the site."""


class TooManyVotesError(FeedbackError):
    """More answers than one place, or the whole ward, gives in a day."""
