"""Who wrote the version that waits for approval, and who may therefore not approve it."""

from __future__ import annotations

from typing import Any

from django.conf import settings


def find_author(subject: Any) -> Any:
    """The user who saved its latest version; None when nobody is known to have written it.

    A version that no officer saved (an import, a nightly task) is of whoever saved the one before it, in
    the end of the owner.

    Args:
        subject: a page, or anything else with revisions.
    """
    saved = subject.revisions.exclude(user=None).select_related("user").defer("content")
    revision = saved.order_by("-created_at", "-pk").first()
    return revision.user if revision else getattr(subject, "owner", None)


def is_author(subject: Any, user: Any) -> bool:
    """Whether this user wrote its latest version."""
    author = find_author(subject)
    return author is not None and author.pk == user.pk


def may_approve(subject: Any, user: Any) -> bool:
    """Whether four eyes see it when this user approves.

    An administrator may approve her own text only where the machine's settings say that she works alone.
    """
    if not is_author(subject, user):
        return True
    return bool(user.is_superuser and settings.ADMINISTRATOR_MAY_APPROVE_OWN_TEXT)
