"""The four groups: who may write, check, publish, broadcast."""

from __future__ import annotations

import pytest
from wagtail.models import GroupApprovalTask, Workflow
from wagtailmedia import get_permission_policy

from cms.explainers.models import ExplainerPage
from tests.integration.cms_pages.newsroom import BROADCASTER, EDITOR, PUBLISHER, REVIEWER, make_officer, make_topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("group", "may_add", "may_edit", "may_publish"),
    [
        (EDITOR, True, True, False),
        (REVIEWER, False, True, False),
        (PUBLISHER, True, True, True),
        (BROADCASTER, True, False, False),
    ],
)
def test_each_group_may_do_its_work(group: str, may_add: bool, may_edit: bool, may_publish: bool) -> None:
    topic = make_topic()
    page = topic.add_child(instance=ExplainerPage(title="Của người khác"))
    officer = make_officer(group)
    assert topic.permissions_for_user(officer).can_add_subpage() is may_add
    assert page.permissions_for_user(officer).can_edit() is may_edit
    assert page.permissions_for_user(officer).can_publish() is may_publish


@pytest.mark.parametrize("group", [EDITOR, PUBLISHER, BROADCASTER])
def test_whoever_writes_may_choose_any_recording(group: str) -> None:
    assert get_permission_policy().user_has_permission(make_officer(group), "change")


def test_a_page_goes_through_legal_review_then_approval() -> None:
    workflow = Workflow.objects.get(name="Thẩm định rồi xuất bản")
    tasks = [task.specific for task in workflow.tasks]
    assert all(isinstance(task, GroupApprovalTask) for task in tasks)
    assert [task.groups.get().name for task in tasks] == [REVIEWER, PUBLISHER]
    assert make_topic().get_workflow() == workflow


def test_an_editors_page_is_published_after_both_approvals() -> None:
    editor, reviewer, publisher = make_officer(EDITOR, "a"), make_officer(REVIEWER, "b"), make_officer(PUBLISHER, "c")
    page = make_topic().add_child(instance=ExplainerPage(title="Tạm trú", live=False, owner=editor))
    page.save_revision(user=editor)
    state = page.get_workflow().start(page, editor)
    state.current_task_state.approve(user=reviewer)
    page.refresh_from_db()
    assert not page.live
    state.refresh_from_db()
    state.current_task_state.approve(user=publisher)
    page.refresh_from_db()
    assert page.live
