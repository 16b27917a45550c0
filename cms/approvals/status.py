"""Where the approval of a page stands, as sentences for whoever opens its editor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.approvals.approval import ApprovalNote, find_approval
from cms.approvals.authorship import find_author, has_same_text
from cms.approvals.laws import find_withdrawal, list_expired_laws
from cms.approvals.models import FourEyesTask
from cms.core.models import BasePage


@dataclass(frozen=True, slots=True)
class ApprovalStatus:
    """For a template."""

    sentences: tuple[str, ...]
    """The first says where it stands, the others what else is to be known."""
    is_in_order: bool
    """The published version may be broadcast and nothing waits."""


def describe_approval(page: BasePage) -> ApprovalStatus:
    """The approval of the published version, then what else the editor should know.

    Args:
        page: as its editor has it, the latest draft of it.
    """
    published = page.specific_class.objects.get(pk=page.pk)
    note, waiting = find_approval(published), _find_waiting(page)
    sentences = [_tell_waiting(page, waiting)] if waiting else _tell_wishes(page)
    if note is not None:
        sentences += [describe_note(note), *_tell_pending(published, is_waiting=waiting is not None)]
    else:
        sentences += [] if sentences else [_tell_missing(published)]
        sentences += list_expired_laws(page)
    return ApprovalStatus(tuple(sentences), is_in_order=note is not None and len(sentences) == 1)


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


def _tell_wishes(page: BasePage) -> list[str]:
    """What a reviewer wants changed before she approves."""
    workflow_state = page.current_workflow_state
    state = workflow_state.current_task_state if workflow_state else None
    if state is None or state.status != TaskState.STATUS_REJECTED:
        return []
    reviewer = state.finished_by
    facts = {
        "reviewer": (reviewer.get_full_name() or reviewer.get_username()) if reviewer else _("A reviewer"),
        "wish": state.get_comment() or _("no reason given"),
    }
    return [_("%(reviewer)s asks for changes: %(wish)s") % facts]


def _tell_pending(published: BasePage, *, is_waiting: bool) -> list[str]:
    """What keeps an approved version from being played, or will be played instead of it."""
    sentences = []
    if withdrawal := find_withdrawal(published):
        sentences.append(
            _("%(why)s Read the bulletin again and send it in: a new approval puts it back.")
            % {"why": withdrawal.because}
        )
    if not is_waiting and _has_newer_text(published):
        sentences.append(_("There is a newer draft. It is played only once another person has approved it."))
    return sentences


def _has_newer_text(published: BasePage) -> bool:
    """A draft that says the same as what is published is none: the admin saves by itself."""
    return bool(published.has_unpublished_changes) and not has_same_text(
        published.live_revision, published.get_latest_revision()
    )


def _tell_missing(published: BasePage) -> str:
    if published.live:
        return _("Not approved: the loudspeakers do not play it. Send it in, and another person approves it.")
    return _("Not approved yet. Send it in when it is ready, and another person approves and so publishes it.")
