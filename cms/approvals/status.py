"""Where the approval of a page stands, as sentences for whoever opens its editor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.approvals.approval import ApprovalNote, find_approval
from cms.approvals.authorship import find_author
from cms.approvals.laws import find_withdrawal, list_expired_laws
from cms.approvals.models import FourEyesTask
from cms.core.models import BasePage


@dataclass(frozen=True, slots=True)
class ApprovalStatus:
    """For a template."""

    sentence: str
    is_approved: bool
    """The published version may be broadcast."""
    warnings: tuple[str, ...] = ()
    """Why not all the same, and what an approver should know before."""


def describe_approval(page: BasePage) -> ApprovalStatus:
    """The approval of the published version, then what else the editor should know.

    Args:
        page: as its editor has it, the latest draft of it.
    """
    published = page.specific_class.objects.get(pk=page.pk)
    note, withdrawal = find_approval(published), find_withdrawal(published)
    warnings = [_tell_withdrawal(withdrawal.because)] if note and withdrawal else list_expired_laws(page)
    if waiting := _find_waiting(page):
        return ApprovalStatus(_tell_waiting(page, waiting), note is not None, tuple(warnings))
    if note is None:
        return ApprovalStatus(_tell_missing(published), False, tuple(warnings))
    if published.has_unpublished_changes:
        warnings.append(_("There is a newer draft. It is played only once another person has approved it."))
    return ApprovalStatus(describe_note(note), withdrawal is None or withdrawal.from_day is not None, tuple(warnings))


def describe_note(note: ApprovalNote) -> str:
    """Who approved it and when, in one sentence."""
    moment = f"{timezone.localtime(note.approved_at):%H:%M, %d/%m/%Y}"
    facts = {"approver": note.approver, "author": note.author, "moment": moment}
    if note.is_by_author:
        return _("Approved by its own author, %(approver)s, at %(moment)s; the machine is set for one officer.") % facts
    if note.author:
        return _("Approved by %(approver)s at %(moment)s. Last edited by %(author)s.") % facts
    return _("Approved by %(approver)s at %(moment)s.") % facts


def _find_waiting(page: BasePage) -> TaskState | None:
    state = page.current_workflow_task_state
    return state if state is not None and isinstance(state.task.specific, FourEyesTask) else None


def _tell_waiting(page: BasePage, state: TaskState) -> str:
    author = find_author(page)
    groups = ", ".join(group.name for group in state.task.specific.groups.all())
    name = (author.get_full_name() or author.get_username()) if author else ""
    if not name:
        return _("Waits for approval by: %(groups)s.") % {"groups": groups}
    return _("Waits for approval by another person than %(author)s: %(groups)s.") % {"author": name, "groups": groups}


def _tell_missing(published: BasePage) -> str:
    if published.live:
        return _("Not approved: the loudspeakers do not play it. Send it in, and another person approves it.")
    return _("Not approved yet. Send it in when it is ready, and another person approves and so publishes it.")


def _tell_withdrawal(because: str) -> str:
    return _("%(why)s Read the bulletin again and send it in: a new approval puts it back.") % {"why": because}
