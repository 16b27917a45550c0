"""The laws that a page cites: as they were when it was approved, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from cms.core.models import BasePage
from cms.laws.models import Law

LawState = dict[str, str]
"""What a listener may rely on: aspect → value; as JSON in the database."""


def list_cited_laws(page: BasePage) -> list[Law]:
    """Each law of its legal basis and of the citations in its text, once."""
    laws = [citation.law for citation in page.legal_basis.all()] + list(_iter_quoted_laws(page))
    return list({law.pk: law for law in laws}.values())


def describe_state(law: Law) -> LawState:
    """The law as the registry has it published now."""
    return {
        "status": law.status,
        "effective": law.effective.isoformat() if law.effective else "",
        "expired_on": law.expired_on.isoformat() if law.expired_on else "",
        "replaced_by": str(law.replaced_by_id or ""),
        "number": law.number,
        "text": _digest(law),
    }


def list_changed_aspects(before: LawState, law: Law) -> list[str]:
    """Which aspects are not as they were; empty when a change was taken back."""
    now = describe_state(law)
    return [aspect for aspect, value in now.items() if before.get(aspect, value) != value]


def _iter_quoted_laws(page: BasePage) -> Iterator[Law]:
    for block in getattr(page, "body", ()):
        if block.block_type == "cite" and block.value.get("law"):
            yield block.value["law"]


def _digest(law: Law) -> str:
    text: list[Any] = [law.title, law.summary, law.body.get_prep_value()]
    return hashlib.sha256(json.dumps(text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
