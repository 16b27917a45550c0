"""The secret address at which a calendar program reads the schedule without an account.

Whoever has the address reads the schedule, as with any private calendar; a new address ends the old one at once.
"""

from __future__ import annotations

import secrets
from typing import Any

from cms.broadcasts.models import CalendarAddress

SECRET_BYTES = 32


def find_secret() -> str:
    """The secret that holds now; empty when no address was ever asked for."""
    address = CalendarAddress.objects.order_by("-pk").first()
    return address.secret if address else ""


def is_current(secret: str) -> bool:
    """Whether it is the one that holds; how long the answer takes says nothing of how much of it is right."""
    known = find_secret()
    return secrets.compare_digest(known.encode(), secret.encode()) and bool(known)


def renew_secret(user: Any) -> str:
    """A new one, in the place of any other."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarAddress.objects.all().delete()
    CalendarAddress.objects.create(secret=secret, made_by_name=user.get_full_name() or user.get_username())
    return secret
