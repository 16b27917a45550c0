"""What one officer wrote another approves: who may, through which door, and what is noted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Comment, GroupApprovalTask, Task, TaskState, Workflow, WorkflowTask

from cms.accounts.models import User
from cms.approvals.approval import find_approval
from cms.approvals.errors import SelfApprovalError
from cms.approvals.models import Approval, FourEyesTask
from cms.bulletins.models import BulletinPage
from cms.core.models import LegalBasis
from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from tests.integration.cms_approvals.test_cited_laws import make_law
from tests.integration.cms_pages.newsroom import (
    BROADCASTER,
    PUBLISHER,
    REVIEWER,
    make_officer,
    make_topic,
    publish_approved,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return make_officer(BROADCASTER, "lan")


@pytest.fixture
def reviewer() -> User:
    officer = make_officer(REVIEWER, "hung")
    officer.last_name, officer.first_name = "Trần Văn", "Hùng"
    officer.save()
    return officer


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("quan-tri", "q@example.vn", "mat-khau-cua-lan")


def make_bulletin(owner: User | None = None, **values: Any) -> BulletinPage:
    page: BulletinPage = HomePage.objects.get().add_child(
        instance=BulletinPage(title="Phòng cháy mùa khô", owner=owner, live=False, **values)
    )
    return page


def send_in(page: BulletinPage, author: User | None) -> TaskState:
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return page.current_workflow_task_state


def list_actions(page: BulletinPage, user: User) -> set[str]:
    return {name for name, _label, _modal in page.current_workflow_task.get_actions(page, user)}


def test_bulletins_have_a_workflow_of_one_step_by_another_person() -> None:
    workflow = make_bulletin().get_workflow()
    (task,) = [task.specific for task in workflow.tasks]
    assert isinstance(task, FourEyesTask)
    assert {group.name for group in task.groups.all()} == {REVIEWER, PUBLISHER}


def test_other_pages_keep_their_workflow() -> None:
    page = make_topic().add_child(instance=ExplainerPage(title="Tạm trú"))
    assert all(isinstance(task.specific, GroupApprovalTask) for task in page.get_workflow().tasks)


def test_an_approval_notes_who_and_when_of_which_version(author: User, reviewer: User) -> None:
    before = timezone.now()
    page = publish_approved(make_bulletin(author), author=author, approver=reviewer)
    note = find_approval(page)
    assert page.live
    assert note is not None
    assert (note.approver, note.author, note.revision_id) == ("Trần Văn Hùng", "lan", page.live_revision_id)
    assert before <= note.approved_at <= timezone.now()
    assert not note.is_by_author


def test_a_reviewer_without_the_permission_to_publish_publishes_by_approving(author: User, reviewer: User) -> None:
    assert not make_topic().permissions_for_user(reviewer).can_publish()
    assert publish_approved(make_bulletin(author), author=author, approver=reviewer).live


def test_whoever_wrote_the_version_is_offered_no_approval(reviewer: User) -> None:
    other = make_officer(PUBLISHER, "mai")
    page = make_bulletin(reviewer)
    send_in(page, reviewer)
    assert list_actions(page, reviewer) == {"reject"}
    assert list_actions(page, other) == {"reject", "approve"}


@pytest.mark.parametrize("through", ["task", "state"])
def test_whoever_wrote_the_version_cannot_approve_it(reviewer: User, through: str) -> None:
    page = make_bulletin(reviewer)
    state = send_in(page, reviewer)
    with pytest.raises(SelfApprovalError, match="Phòng cháy mùa khô"):
        if through == "task":
            page.current_workflow_task.on_action(state, reviewer, "approve")
        else:
            TaskState.objects.get(pk=state.pk).approve(user=reviewer)
    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress, Approval.objects.count()) == (False, True, 0)


def test_the_last_who_changed_it_counts_not_who_sent_it_in(author: User, reviewer: User) -> None:
    page = make_bulletin(author)
    page.save_revision(user=author)
    page.title = "Đã chữa"
    state = send_in(page, reviewer)
    with pytest.raises(SelfApprovalError):
        state.approve(user=reviewer)


def test_whoever_saves_a_text_as_it_was_has_not_written_it(author: User, reviewer: User) -> None:
    page = make_bulletin(author)
    page.legal_basis.add(LegalBasis(law=make_law()))
    page.save_revision(user=reviewer)
    page.save()  # its citations are numbered in the database, as the admin does with what nobody has published
    state = send_in(page, author)
    assert "approve" not in list_actions(page, reviewer)
    page.save_revision(user=author)
    with pytest.raises(SelfApprovalError):
        state.approve(user=reviewer)
    page.current_workflow_task_state.approve(user=author)
    note = find_approval(BulletinPage.objects.get(pk=page.pk))
    assert note is not None
    assert (note.author, note.approver) == ("Trần Văn Hùng", "lan")


def test_a_remark_is_no_change(author: User, reviewer: User) -> None:
    page = make_bulletin(author)
    state = send_in(page, author)
    page.wagtail_admin_comments.add(
        Comment(page=page, user=reviewer, contentpath="title", text="Rõ chưa?", position="")
    )
    page.save_revision(user=reviewer)
    state.approve(user=reviewer)
    assert find_approval(BulletinPage.objects.get(pk=page.pk)) is not None


def test_a_reviewer_who_corrects_it_leaves_it_to_another(author: User, reviewer: User) -> None:
    other = make_officer(PUBLISHER, "mai")
    page = make_bulletin(author)
    send_in(page, author)
    page.title = "Đã chữa"
    page.save_revision(user=reviewer)
    assert "approve" not in list_actions(page, reviewer)
    page.current_workflow_task_state.approve(user=other)
    note = find_approval(BulletinPage.objects.get(pk=page.pk))
    assert note is not None
    assert (note.author, note.approver) == ("Trần Văn Hùng", "mai")


def test_a_version_that_no_officer_saved_is_of_the_one_before(reviewer: User) -> None:
    page = make_bulletin()
    page.save_revision(user=reviewer)
    state = send_in(page, None)
    with pytest.raises(SelfApprovalError):
        state.approve(user=reviewer)


def test_a_page_without_a_saved_version_is_of_its_owner(reviewer: User) -> None:
    page = make_bulletin(reviewer)
    state = send_in(page, None)
    with pytest.raises(SelfApprovalError):
        state.approve(user=reviewer)


def test_nobody_publishes_past_the_workflow(author: User, administrator: User) -> None:
    page = make_bulletin(author)
    revision = page.save_revision(user=author)
    for user in (make_officer(PUBLISHER, "mai"), administrator):
        assert not page.permissions_for_user(user).can_publish()
        assert page.permissions_for_user(user).can_set_view_restrictions()
        with pytest.raises(PublishPagePermissionError):
            revision.publish(user=user)


def test_what_is_published_without_approval_is_not_approved(author: User) -> None:
    page = make_bulletin(author)
    page.save_revision(user=author).publish()  # as an import does
    page.refresh_from_db()
    assert page.live
    assert find_approval(page) is None


def test_a_later_edit_needs_another_approval(author: User, reviewer: User) -> None:
    page = publish_approved(make_bulletin(author), author=author, approver=reviewer)
    first = find_approval(page)
    page.title = "Đã sửa"
    revision = page.save_revision(user=author)
    page.refresh_from_db()
    assert find_approval(page) == first  # a draft changes nothing of what is published
    revision.publish()
    page.refresh_from_db()
    assert find_approval(page) is None
    again = publish_approved(page, author=author, approver=reviewer)
    second = find_approval(again)
    assert first is not None and second is not None
    assert second.approved_at - first.approved_at > timedelta(0)
    assert Approval.objects.count() == 2


def test_an_approved_page_that_is_taken_down_is_not_approved(author: User, reviewer: User) -> None:
    page = publish_approved(make_bulletin(author), author=author, approver=reviewer)
    page.unpublish()
    assert find_approval(page) is None


def test_names_outlive_accounts(author: User, reviewer: User) -> None:
    page = publish_approved(make_bulletin(author), author=author, approver=reviewer)
    reviewer.delete()
    note = find_approval(BulletinPage.objects.get(pk=page.pk))
    assert note is not None
    assert note.approver == "Trần Văn Hùng"


def test_an_administrator_cannot_approve_her_own_text(administrator: User) -> None:
    page = make_bulletin(administrator)
    state = send_in(page, administrator)
    assert list_actions(page, administrator) == {"reject"}
    with pytest.raises(SelfApprovalError):
        state.approve(user=administrator)


def test_an_administrator_alone_may_where_the_machine_says_so_and_it_is_noted(administrator: User, settings) -> None:
    settings.ADMINISTRATOR_MAY_APPROVE_OWN_TEXT = True
    page = publish_approved(make_bulletin(administrator), author=administrator, approver=administrator)
    note = find_approval(page)
    assert note is not None
    assert note.is_by_author


def test_the_setting_is_for_administrators_alone(reviewer: User, settings) -> None:
    settings.ADMINISTRATOR_MAY_APPROVE_OWN_TEXT = True
    state = send_in(make_bulletin(reviewer), reviewer)
    with pytest.raises(SelfApprovalError):
        state.approve(user=reviewer)


def test_the_author_does_not_change_what_waits_for_approval(reviewer: User, administrator: User) -> None:
    page = make_bulletin(reviewer)
    send_in(page, reviewer)
    lock = page.get_lock()
    assert lock.for_user(reviewer)
    assert not lock.for_user(administrator)
    assert "người khác duyệt" in str(lock.get_message(reviewer))


def test_what_waits_for_somebody_is_not_what_she_wrote(reviewer: User) -> None:
    other = make_officer(PUBLISHER, "mai")
    state = send_in(make_bulletin(reviewer), reviewer)
    assert list(TaskState.objects.reviewable_by(other)) == [state]
    assert list(TaskState.objects.reviewable_by(reviewer)) == []


def test_any_page_may_use_the_step(author: User, reviewer: User) -> None:
    page = make_topic().add_child(instance=ExplainerPage(title="Tạm trú", live=False))
    workflow = Workflow.objects.create(name="Hai người")
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.get(name="Người khác duyệt"))
    page.save_revision(user=reviewer)
    workflow.start(page, reviewer)
    with pytest.raises(SelfApprovalError):
        page.current_workflow_task_state.approve(user=reviewer)
    page.current_workflow_task_state.approve(user=make_officer(PUBLISHER, "mai"))
    page.refresh_from_db()
    assert find_approval(page) is not None
