"""Mixin of a page type that is published only through the approval of another person."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester, Workflow

from cms.approvals.models import FourEyesTask


class FourEyesPage:
    """Stands before `BasePage` among a page type's bases.

    Its workflow has a step of another person, and nobody publishes it past that workflow: no group, no administrator.
    """

    def get_workflow(self) -> Workflow | None:
        """The workflow of its place in the tree, when that has such a step; else the first that has one."""
        workflow: Workflow | None = super().get_workflow()  # type: ignore[misc]
        if workflow is not None and _has_four_eyes(workflow):
            return workflow
        return find_four_eyes_workflow() or workflow

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What this user may do with it."""
        return FourEyesPermissionTester(user, self)


class FourEyesPermissionTester(PagePermissionTester):
    """Wagtail's rules, but for publishing directly."""

    def can_publish(self) -> bool:
        """Never past the workflow."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """As on any page."""
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        """As on any page."""
        return bool(super().can_publish())


def find_four_eyes_workflow() -> Workflow | None:
    """The first active workflow with a step of another person; None when somebody has taken all of them away."""
    tasks = FourEyesTask.objects.filter(active=True)
    workflow: Workflow | None = (
        Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk").first()
    )
    return workflow


def _has_four_eyes(workflow: Workflow) -> bool:
    return FourEyesTask.objects.filter(active=True, workflow_tasks__workflow=workflow).exists()
