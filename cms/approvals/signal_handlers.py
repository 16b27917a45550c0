"""From Wagtail's workflow to our records."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_approved

from cms.approvals.models import FourEyesTask
from cms.approvals.records import record_approval
from cms.core.models import BasePage


@receiver(task_approved)
def follow_approval(sender: type[TaskState], instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """A step was taken; one that is ours is noted. An error undoes the step, whatever door it came through."""
    page = instance.workflow_state.content_object
    if isinstance(page, BasePage) and isinstance(instance.task.specific, FourEyesTask):
        record_approval(page.specific, user)
