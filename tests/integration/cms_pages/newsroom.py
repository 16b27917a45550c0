"""Pages and people that tests of the CMS begin with."""

from __future__ import annotations

from django.contrib.auth.models import Group

from cms.accounts.models import User
from cms.core.models import BasePage
from cms.home.models import HomePage
from cms.topics.models import TopicPage

EDITOR = "Biên tập viên"
REVIEWER = "Người thẩm định pháp lý"
PUBLISHER = "Người xuất bản"
BROADCASTER = "Cán bộ truyền thanh"


def make_topic(title: str = "Cư trú") -> TopicPage:
    """A topic below the site's home page."""
    topic: TopicPage = HomePage.objects.get().add_child(instance=TopicPage(title=title))
    return topic


def make_officer(group: str, name: str = "lan") -> User:
    """An officer in one of the four groups."""
    officer = User.objects.create_user(name, f"{name}@example.vn", "mat-khau-cua-lan")
    officer.groups.add(Group.objects.get(name=group))
    return officer


def publish_approved(page: BasePage, *, author: User, approver: User) -> BasePage:
    """The page as the author wrote it, sent in by her and approved by the other, as it is published then."""
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    page.current_workflow_task_state.approve(user=approver)
    published: BasePage = page.specific_class.objects.get(pk=page.pk)
    return published
