"""Pages and people that tests of the CMS begin with."""

from __future__ import annotations

from django.contrib.auth.models import Group

from cms.accounts.models import User
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
