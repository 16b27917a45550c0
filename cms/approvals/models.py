"""The step of a workflow that another person takes, and the record of each approval."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, AbstractPage, TaskState

from cms.approvals.authorship import may_approve
from cms.approvals.errors import SelfApprovalError
from cms.approvals.locks import FourEyesLock
from cms.core.write_once import WriteOnceModel


class FourEyesTask(AbstractGroupApprovalTask):
    """A step that members of its groups take, but never whoever last edited the version that was sent in."""

    lock_class = FourEyesLock

    class Meta:
        verbose_name = _("approval by another person")
        verbose_name_plural = _("approvals by another person")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What this user may do with it now: its author may not approve."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if may_approve(obj, user):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nor does its author change it while another person reads it: what is approved is what was read."""
        return bool(super().locked_for_user(obj, user)) or not may_approve(obj, user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Take the step.

        Raises:
            SelfApprovalError: the user has just edited it and would approve that.
        """
        subject = task_state.workflow_state.content_object
        if action_name == "approve" and not may_approve(subject, user):
            raise SelfApprovalError(str(subject), subject.pk if isinstance(subject, AbstractPage) else None)
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for this user: not what she wrote."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        own = [state.pk for state in states if not may_approve(state.workflow_state.content_object, user)]
        return states.exclude(pk__in=own)

    @classmethod
    def get_description(cls) -> str:
        """For whoever puts a workflow together."""
        return str(_("Members of the chosen groups approve; whoever last edited the text cannot."))


class Approval(WriteOnceModel):
    """One version of a page was approved. Written once, by `cms.approvals.records`; nothing changes it."""

    page = models.ForeignKey("core.BasePage", on_delete=models.CASCADE, related_name="approvals")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(_("author"), max_length=300, blank=True)
    """Whoever last edited the version; the names outlive the accounts."""
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approver_name = models.CharField(_("approved by"), max_length=300)
    approved_at = models.DateTimeField(_("approved at"), auto_now_add=True)
    is_by_author = models.BooleanField(_("approved by its own author"), default=False)
    """Only where `ADMINISTRATOR_MAY_APPROVE_OWN_TEXT` allows it."""

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["approved_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.approver_name}, {self.approved_at:%d/%m/%Y}"


class ApprovedLaw(models.Model):
    """A law that the approved version cites, as it was at that moment (see `cms.approvals.laws`)."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="laws")
    law = models.ForeignKey("laws.Law", on_delete=models.CASCADE, related_name="+")
    state = models.JSONField()

    objects: ClassVar[models.Manager[ApprovedLaw]]

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.law)
