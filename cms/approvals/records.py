"""Notes an approval, in the transaction of the step that gave it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cms.approvals.authorship import find_author, may_approve
from cms.approvals.errors import SelfApprovalError
from cms.approvals.laws import describe_state, list_cited_laws
from cms.approvals.models import Approval, ApprovedLaw
from cms.core.models import BasePage


@transaction.atomic
def record_approval(page: BasePage, approver: Any) -> Approval:
    """Note that this user has approved the page's latest version, and how its laws stand.

    Raises:
        SelfApprovalError: the approver wrote it.
    """
    if not may_approve(page, approver):
        raise SelfApprovalError(page.title, page.pk)
    revision = page.get_latest_revision()
    author = find_author(page)
    approval = Approval.objects.create(
        page_id=page.pk,
        revision=revision,
        author_name=_name(author),
        approver=approver,
        approver_name=_name(approver),
        is_by_author=author is not None and author.pk == approver.pk,
    )
    laws = list_cited_laws(revision.as_object())
    ApprovedLaw.objects.bulk_create(ApprovedLaw(approval=approval, law=law, state=describe_state(law)) for law in laws)
    return approval


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
