"""Whether what is published was approved, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cms.approvals.models import Approval
from cms.core.models import BasePage


@dataclass(frozen=True, slots=True)
class ApprovalNote:
    """The approval of a published version, for a screen or a sheet of paper."""

    approver: str
    """Family name, then given name, as they were that day."""
    approved_at: datetime
    """With its time zone."""
    revision_id: int
    """Of Wagtail's revision."""
    author: str
    """Who last edited that version; empty when nobody is known."""
    is_by_author: bool
    """The machine is set for one officer, who approved her own text."""


def find_approval(page: BasePage) -> ApprovalNote | None:
    """The approval of the version that is published now; None when there is none, or the page was edited since.

    Args:
        page: any page; `prefetch_related("approvals")` saves a query for each.
    """
    approval = find_approval_record(page)
    if approval is None or page.live_revision_id is None:
        return None
    return ApprovalNote(
        approver=approval.approver_name,
        approved_at=approval.approved_at,
        revision_id=page.live_revision_id,
        author=approval.author_name,
        is_by_author=approval.is_by_author,
    )


def find_approval_record(page: BasePage) -> Approval | None:
    """As `find_approval`, the row itself."""
    if not page.live or page.live_revision_id is None:
        return None
    of_version = [row for row in page.approvals.all() if row.revision_id == page.live_revision_id]
    return max(of_version, key=lambda row: (row.approved_at, row.pk), default=None)
