"""Approval as officers meet it in the admin: which buttons there are, what the editor says, what is refused and how."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.accounts.models import User
from cms.approvals.approval import find_approval
from cms.approvals.models import Approval
from cms.bulletins.models import BulletinPage
from cms.core.choices import LawStatus
from cms.core.models import LegalBasis
from cms.home.models import HomePage
from cms.laws.models import Law
from tests.integration.cms_approvals.test_cited_laws import make_law
from tests.integration.cms_pages.newsroom import BROADCASTER, PUBLISHER, REVIEWER, make_officer, publish_approved

pytestmark = pytest.mark.django_db

PUBLISH = 'name="action-publish"'
TITLE, SUMMARY = "Phòng cháy mùa khô", "Đề phòng cháy"


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def author() -> User:
    return make_officer(PUBLISHER, "mai")


@pytest.fixture
def reviewer() -> User:
    return make_officer(REVIEWER, "hung")


@pytest.fixture
def page(author: User) -> BulletinPage:
    page = BulletinPage(title=TITLE, summary=SUMMARY, owner=author, live=False)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision(user=author)
    return page


def send_in(page: BulletinPage, author: User) -> None:
    page.get_workflow().start(page, author)


def edit_url(page: BulletinPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def fill_form(title: str = TITLE, **extra: Any) -> dict[str, Any]:
    form = {
        "title": title,
        "slug": "phong-chay-mua-kho",
        "summary": SUMMARY,
        "broadcast_class": "normal",
        "body": streamfield([]),
        "legal_basis": inline_formset([]),
        "audiences": [],
        "comments": inline_formset([]),
    }
    return nested_form_data(form) | extra


def test_an_author_who_may_publish_is_not_offered_to(author: User, page: BulletinPage) -> None:
    html = sign_in(author).get(edit_url(page)).content.decode()
    assert PUBLISH not in html
    assert "Gửi để duyệt: Duyệt bản tin loa" in html
    assert "Chưa được duyệt. Khi viết xong, hãy gửi duyệt" in html


def test_nor_for_a_new_bulletin(author: User) -> None:
    url = reverse("wagtailadmin_pages:add", args=("bulletins", "bulletinpage", HomePage.objects.get().pk))
    html = sign_in(author).get(url).content.decode()
    assert PUBLISH not in html
    assert "Gửi để duyệt: Duyệt bản tin loa" in html
    other = reverse("wagtailadmin_pages:add", args=("explainers", "explainerpage", HomePage.objects.get().pk))
    response = sign_in(author).get(other)
    assert response.status_code != 200 or PUBLISH in response.content.decode()


def test_a_forged_publishing_of_a_new_bulletin_saves_a_draft(author: User) -> None:
    url = reverse("wagtailadmin_pages:add", args=("bulletins", "bulletinpage", HomePage.objects.get().pk))
    response = sign_in(author).post(url, fill_form(**{"action-publish": "1"}), follow=True)
    page = BulletinPage.objects.get()
    assert response.redirect_chain[-1][0] == edit_url(page)
    assert not page.live
    assert "Đã lưu thành bản nháp" in response.content.decode()


def test_a_forged_publishing_of_a_bulletin_saves_a_draft(author: User, page: BulletinPage) -> None:
    sign_in(author).post(edit_url(page), fill_form("Sửa", **{"action-publish": "1"}))
    page.refresh_from_db()
    assert (page.live, page.draft_title) == (False, "Sửa")


def test_nothing_is_published_in_bulk(author: User, page: BulletinPage) -> None:
    url = reverse("wagtail_bulk_action", args=("core", "basepage", "publish"))
    for address, data in ((page.pk, {}), (HomePage.objects.get().pk, {"include_descendants": "on"})):
        sign_in(author).post(f"{url}?id={address}&next=/quan-tri/", data, follow=True)
        page.refresh_from_db()
        assert not page.live


def test_the_waiting_bulletin_says_who_may_approve_it(author: User, reviewer: User, page: BulletinPage) -> None:
    send_in(page, author)
    html = sign_in(author).get(edit_url(page)).content.decode()
    assert "Đang chờ duyệt. Người duyệt phải khác mai và thuộc: Người thẩm định pháp lý, Người xuất bản." in html
    assert 'data-workflow-action-name="approve"' not in html
    assert 'data-workflow-action-name="approve"' in sign_in(reviewer).get(edit_url(page)).content.decode()


def test_a_reviewer_approves_in_the_editor(author: User, reviewer: User, page: BulletinPage) -> None:
    send_in(page, author)
    data = fill_form(**{"action-workflow-action": "true", "workflow-action-name": "approve"})
    sign_in(reviewer).post(edit_url(page), data)
    page.refresh_from_db()
    note = find_approval(page)
    assert page.live
    assert note is not None
    assert (note.author, note.approver) == ("mai", "hung")
    assert "hung duyệt lúc" in sign_in(author).get(edit_url(page)).content.decode()


def test_whoever_edits_and_approves_in_one_go_is_told_why_not(author: User, reviewer: User, page: BulletinPage) -> None:
    send_in(page, author)
    data = fill_form("Đã chữa", **{"action-workflow-action": "true", "workflow-action-name": "approve"})
    response = sign_in(reviewer).post(edit_url(page), data, follow=True)
    page.refresh_from_db()
    assert (page.live, page.draft_title, Approval.objects.count()) == (False, "Đã chữa", 0)
    assert response.redirect_chain[-1][0] == edit_url(page)
    assert "vì vậy người khác phải duyệt" in response.content.decode()


def test_a_forged_approval_by_the_author_is_refused(author: User, page: BulletinPage) -> None:
    send_in(page, author)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    sign_in(author).post(url, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    sign_in(author).post(
        edit_url(page), fill_form(**{"action-workflow-action": "true", "workflow-action-name": "approve"})
    )
    page.refresh_from_db()
    assert (page.live, Approval.objects.count()) == (False, 0)


def test_the_editor_says_why_a_bulletin_was_pulled_out(author: User, reviewer: User, page: BulletinPage) -> None:
    page.legal_basis.add(LegalBasis(law=make_law()))
    page.save()
    publish_approved(page, author=author, approver=reviewer)
    Law.objects.update(status=LawStatus.EXPIRED)
    html = sign_in(author).get(edit_url(page)).content.decode()
    assert "Luật Cư trú (81/2006/QH11) đã hết hiệu lực. Hãy đọc lại bản tin rồi gửi duyệt" in html


def test_a_draft_after_an_approval_is_told(author: User, reviewer: User, page: BulletinPage) -> None:
    publish_approved(page, author=author, approver=reviewer)
    page = BulletinPage.objects.get()
    page.title = "Sửa tiếp"
    page.save_revision(user=author)
    assert "Có bản nháp mới hơn" in sign_in(author).get(edit_url(page)).content.decode()


def test_a_draft_that_says_the_same_is_none(author: User, reviewer: User, page: BulletinPage) -> None:
    publish_approved(page, author=author, approver=reviewer)
    BulletinPage.objects.get().save_revision(user=reviewer)  # as the admin saves by itself
    assert BulletinPage.objects.get().has_unpublished_changes
    assert "Có bản nháp mới hơn" not in sign_in(author).get(edit_url(page)).content.decode()


def test_a_waiting_draft_and_the_approved_version_are_both_told(
    author: User, reviewer: User, page: BulletinPage
) -> None:
    page = publish_approved(page, author=author, approver=reviewer)
    page.title = "Sửa tiếp"
    page.save_revision(user=author)
    send_in(page, author)
    html = sign_in(author).get(edit_url(page)).content.decode()
    assert "Đang chờ duyệt. Người duyệt phải khác mai" in html
    assert "hung duyệt lúc" in html


def test_the_author_reads_what_a_reviewer_wants_changed(author: User, reviewer: User, page: BulletinPage) -> None:
    send_in(page, author)
    page.current_workflow_task_state.reject(user=reviewer, comment="Sửa câu <đầu>")
    assert "hung yêu cầu sửa: Sửa câu &lt;đầu&gt;" in sign_in(author).get(edit_url(page)).content.decode()


def test_an_administrator_finds_the_step_among_those_of_workflows() -> None:
    administrator = sign_in(User.objects.create_superuser("quan-tri", "q@example.vn", "mat-khau-cua-lan"))
    html = administrator.get(reverse("wagtailadmin_workflows:select_task_type")).content.decode()
    assert "Bước duyệt của người khác" in html
    assert "người sửa bài lần cuối không được tự duyệt" in html


def test_broadcast_staff_sends_in_her_own_bulletin(reviewer: User) -> None:
    lan = make_officer(BROADCASTER, "lan")
    url = reverse("wagtailadmin_pages:add", args=("bulletins", "bulletinpage", HomePage.objects.get().pk))
    sign_in(lan).post(url, fill_form(**{"action-submit": "1"}))
    page = BulletinPage.objects.get()
    assert page.workflow_in_progress
    assert page.current_workflow_task.name == "Người khác duyệt"
    assert json.loads(page.get_latest_revision().content["body"]) == []
