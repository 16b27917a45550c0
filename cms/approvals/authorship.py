"""Who wrote the version that waits for approval, and who may therefore not approve it.

Whoever saves a text as it was has not written it: the admin saves by itself while somebody only reads, and an author
who has a colleague save her text unchanged is its author still.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

_BOOKKEEPING = frozenset(
    {
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "path",
        "pk",
        "url_path",
        "wagtail_admin_comments",
    }
)
"""What Wagtail keeps in a version besides its text: where the page stands, and what reviewers say of it."""


def find_author(subject: Any) -> Any:
    """The user who last changed its text; None when nobody is known to have written it.

    A change that no officer made (an import, a nightly task) is passed over for the one before it; at last the text is
    its owner's, or of the first who took it over by saving it.

    Args:
        subject: a page, or anything else with revisions.
    """
    kind = getattr(subject, "specific_class", None) or subject
    ignored = _BOOKKEEPING.union(getattr(kind, "identity_fields", ()))
    revisions = subject.revisions.select_related("user").order_by("-created_at", "-pk").iterator(chunk_size=4)
    newer: Any = next(revisions, None)
    first_saver: Any = None
    for older in revisions:
        if newer.user is not None and _read_text(newer, ignored) != _read_text(older, ignored):
            return newer.user
        newer, first_saver = older, newer.user or first_saver
    return (newer.user if newer else None) or getattr(subject, "owner", None) or first_saver


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


def has_same_text(revision: Any, other: Any) -> bool:
    """Whether two versions of a page say the same."""
    return bool(_read_text(revision, _BOOKKEEPING) == _read_text(other, _BOOKKEEPING))


def _read_text(revision: Any, ignored: frozenset[str]) -> Any:
    return _strip(revision.content, ignored)


def _strip(value: Any, ignored: frozenset[str]) -> Any:
    """Children of a page stand in its version as lists of values of their own."""
    if isinstance(value, dict):
        return {key: _strip(item, ignored) for key, item in value.items() if key not in ignored}
    if isinstance(value, list):
        return [_strip(item, ignored) for item in value]
    return value
