"""The laws that a page cites: as they were when it was approved, and what has changed since.

Only what the registry has published counts; a change that is taken back is none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approvals.approval import find_approval_record
from cms.core.choices import LawStatus
from cms.core.models import BasePage
from cms.laws.models import Law

LawState = dict[str, str]
"""What a listener relies on: aspect → value; as JSON in the database."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a page may not be broadcast any more until it is approved again."""

    because: str
    """Sentences that name the laws."""
    from_day: date | None = None
    """The first day on which it is so; None: already."""


def list_cited_laws(page: BasePage) -> list[Law]:
    """Each law of its legal basis and of the citations in its text, once."""
    laws = [citation.law for citation in page.legal_basis.all()] + list(_iter_quoted_laws(page))
    return list({law.pk: law for law in laws}.values())


def describe_state(law: Law) -> LawState:
    """The law as the registry has it now; expired by its date is expired, whoever forgot to say so."""
    return {
        "status": LawStatus.EXPIRED.value if _has_expired(law) else law.status,
        "replaced_by": str(law.replaced_by_id or ""),
        "effective": law.effective.isoformat() if law.effective else "",
        "amended": law.amended.isoformat() if law.amended else "",
        "text": _digest(law),
    }


def find_withdrawal(page: BasePage) -> Withdrawal | None:
    """What has happened to the page's laws since its approval; None when all still stands.

    A law that no approval has seen has no earlier state: it counts when it has expired.
    """
    approval = find_approval_record(page)
    seen = [(row.state, row.law) for row in approval.laws.all()] if approval else []
    sentences = [sentence for state, law in seen for sentence in _tell_changes(state, law)]
    sentences += list_expired_laws(page, without=frozenset(law.pk for _state, law in seen))
    return Withdrawal(" ".join(sentences)) if sentences else _find_coming_expiry(seen)


def list_expired_laws(page: BasePage, *, without: frozenset[int] = frozenset()) -> list[str]:
    """A sentence for each law of the page that has expired.

    Args:
        without: primary keys of laws that are not asked for.
    """
    return [_tell_expired(law) for law in list_cited_laws(page) if law.pk not in without and _has_expired(law)]


def _tell_changes(before: LawState, law: Law) -> Iterator[str]:
    now = describe_state(law)
    changed = {aspect for aspect, value in now.items() if before.get(aspect, value) != value}
    if "status" in changed:
        yield _tell_status(law, now["status"])
    if "replaced_by" in changed:
        yield _tell_replacement(law)
    if "effective" in changed:
        yield _("The day from which %(law)s is in force has changed.") % {"law": law}
    if "amended" in changed:
        yield _("What the registry says of the amendment of %(law)s has changed.") % {"law": law}
    if "text" in changed:
        yield _("The text of %(law)s has changed in the law registry.") % {"law": law}


def _tell_status(law: Law, status: str) -> str:
    if status == LawStatus.EXPIRED:
        return _tell_expired(law)
    label = LawStatus(status).label
    return _("The status of %(law)s has changed to “%(status)s”.") % {"law": law, "status": label}


def _tell_expired(law: Law) -> str:
    return _("%(law)s has expired.") % {"law": law}


def _tell_replacement(law: Law) -> str:
    if law.replaced_by is None:
        return _("The registry no longer says that another law replaces %(law)s.") % {"law": law}
    return _("%(law)s has been replaced by %(other)s.") % {"law": law, "other": law.replaced_by}


def _find_coming_expiry(laws: list[tuple[LawState, Law]]) -> Withdrawal | None:
    """The first law that will have expired on a day that the registry knows already."""
    coming = [(law.expired_on, law) for before, law in laws if before["status"] != LawStatus.EXPIRED and law.expired_on]
    if not coming:
        return None
    day, law = min(coming, key=lambda one: (one[0], one[1].pk))
    facts = {"law": law, "day": f"{day:%d/%m/%Y}"}
    return Withdrawal(_("%(law)s expires on %(day)s.") % facts, day)


def _has_expired(law: Law) -> bool:
    return law.status == LawStatus.EXPIRED or (law.expired_on is not None and law.expired_on <= timezone.localdate())


def _iter_quoted_laws(page: BasePage) -> Iterator[Law]:
    for block in getattr(page, "body", ()):
        if block.block_type == "cite" and block.value.get("law"):
            yield block.value["law"]


def _digest(law: Law) -> str:
    """Of its words, without the names that the editor gives to blocks."""
    words = [law.title, law.summary, _strip_names(law.body.get_prep_value())]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _strip_names(value: Any) -> Any:
    if isinstance(value, list):
        return [_strip_names(item) for item in value]
    if isinstance(value, dict):
        return {key: _strip_names(item) for key, item in value.items() if key != "id"}
    return value
