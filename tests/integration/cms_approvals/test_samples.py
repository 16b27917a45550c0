"""The demo's bulletins are approved as a ward's are."""

from __future__ import annotations

import pytest

from cms.approvals.approval import find_approval
from cms.approvals.models import Approval
from cms.bulletins.models import BulletinPage
from cms.demo.accounts import EDITOR, REVIEWER
from cms.demo.preparation import approve_samples
from cms.home.models import HomePage
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer
from tests.integration.cms_pages.newsroom import REVIEWER as REVIEWERS

pytestmark = pytest.mark.django_db


def test_samples_are_approved_once_and_keep_their_dates() -> None:
    make_officer(PUBLISHER, EDITOR.username)
    make_officer(REVIEWERS, REVIEWER.username)
    home = HomePage.objects.get()
    sample = home.add_child(instance=BulletinPage(title="Mẫu", is_sample=True, live=False))
    own = home.add_child(instance=BulletinPage(title="Của phường", live=False))
    for page in (sample, own):
        page.save_revision().publish()
    published_at = BulletinPage.objects.get(pk=sample.pk).last_published_at

    approve_samples()
    approve_samples()

    sample, own = (BulletinPage.objects.get(pk=page.pk) for page in (sample, own))
    note = find_approval(sample)
    assert note is not None
    assert (note.author, note.approver) == (EDITOR.username, REVIEWER.username)
    assert sample.last_published_at == published_at
    assert (find_approval(own), Approval.objects.count()) == (None, 1)
