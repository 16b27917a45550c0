"""A law that expires or changes after an approval pulls the bulletin out; another approval puts it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.approvals.laws import Withdrawal, find_withdrawal
from cms.broadcasts.loading import describe_bulletin
from cms.bulletins.models import BulletinPage
from cms.core.choices import LawStatus
from cms.core.models import LegalBasis
from cms.home.models import HomePage
from cms.laws.models import Law
from tests.integration.cms_pages.newsroom import BROADCASTER, REVIEWER, make_officer, publish_approved

pytestmark = pytest.mark.django_db

NAME = "Luật Cư trú (81/2006/QH11)"


@pytest.fixture
def author() -> User:
    return make_officer(BROADCASTER, "lan")


@pytest.fixture
def reviewer() -> User:
    return make_officer(REVIEWER, "hung")


@pytest.fixture
def approve(author: User, reviewer: User) -> Callable[[BulletinPage], BulletinPage]:
    def approve(page: BulletinPage) -> BulletinPage:
        published = publish_approved(page, author=author, approver=reviewer)
        assert isinstance(published, BulletinPage)
        return published

    return approve


def make_law(title: str = "Luật Cư trú", number: str = "81/2006/QH11", **values: object) -> Law:
    facts = {"law_type": "Luật", "issuer": "Quốc hội", "issued": date(2006, 11, 29)}
    return Law.objects.create(title=title, number=number, **facts | values)


def make_bulletin(law: Law | None = None, **values: object) -> BulletinPage:
    page: BulletinPage = HomePage.objects.get().add_child(instance=BulletinPage(title="Đăng ký tạm trú", **values))
    if law is not None:
        page.legal_basis.add(LegalBasis(law=law))
        page.save()
    return page


def read_again(page: BulletinPage) -> BulletinPage:
    return BulletinPage.objects.get(pk=page.pk)


def write_text(text: str) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])


def expire(law: Law) -> None:
    law.status = LawStatus.EXPIRED


def expire_by_date(law: Law) -> None:
    law.expired_on = timezone.localdate()


def expire_partly(law: Law) -> None:
    law.status = LawStatus.PARTLY


def replace(law: Law) -> None:
    law.replaced_by = make_law("Luật Cư trú 2020", "68/2020/QH14")


def postpone(law: Law) -> None:
    law.effective = date(2007, 7, 1)


def amend(law: Law) -> None:
    law.body = write_text("Điều 20 đã sửa.")


def amend_from_a_day(law: Law) -> None:
    law.amended = date(2013, 7, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (expire, f"{NAME} đã hết hiệu lực."),
        (expire_by_date, f"{NAME} đã hết hiệu lực."),
        (expire_partly, f"Tình trạng của {NAME} đã đổi thành “Hết hiệu lực một phần”."),
        (replace, f"{NAME} đã được thay thế bằng Luật Cư trú 2020 (68/2020/QH14)."),
        (postpone, f"Ngày có hiệu lực của {NAME} đã thay đổi."),
        (amend_from_a_day, f"Điều ghi về lần sửa đổi của {NAME} trong mục Văn bản pháp luật đã thay đổi."),
        (amend, f"Nội dung của {NAME} trong mục Văn bản pháp luật đã thay đổi."),
    ],
)
def test_a_change_of_a_law_pulls_the_bulletin_out_and_another_approval_puts_it_back(
    approve: Callable[[BulletinPage], BulletinPage], change: Callable[[Law], None], sentence: str
) -> None:
    law = make_law(body=write_text("Điều 20."))
    page = approve(make_bulletin(law))
    assert find_withdrawal(read_again(page)) is None

    change(law)
    law.save()
    assert describe_bulletin(read_again(page)).withdrawn_because == sentence

    approve(read_again(page))
    assert find_withdrawal(read_again(page)) is None
    assert describe_bulletin(read_again(page)).is_approved


def test_a_change_that_is_taken_back_is_none(approve: Callable[[BulletinPage], BulletinPage]) -> None:
    law = make_law()
    page = approve(make_bulletin(law))
    Law.objects.update(status=LawStatus.EXPIRED)
    assert find_withdrawal(read_again(page)) is not None
    Law.objects.update(status=LawStatus.IN_FORCE)
    assert find_withdrawal(read_again(page)) is None


def test_blocks_that_are_only_named_anew_are_no_change(approve: Callable[[BulletinPage], BulletinPage]) -> None:
    law = make_law(body=write_text("Điều 20."))
    page = approve(make_bulletin(law))
    law.body = write_text("Điều 20.")  # as an import writes it, with names of its own
    law.save()
    assert find_withdrawal(read_again(page)) is None


def test_a_draft_of_the_registry_changes_nothing(approve: Callable[[BulletinPage], BulletinPage]) -> None:
    law = make_law()
    page = approve(make_bulletin(law))
    law.status = LawStatus.EXPIRED
    law.save_revision()
    assert find_withdrawal(read_again(page)) is None


def test_a_law_that_is_quoted_in_the_text_counts_too(approve: Callable[[BulletinPage], BulletinPage]) -> None:
    law = make_law()
    value = {"law": law.pk, "article": "20", "clause": "", "point": "", "says": "<p>Phải đăng ký.</p>"}
    page = approve(make_bulletin(body=json.dumps([{"type": "cite", "value": value}])))
    Law.objects.update(status=LawStatus.EXPIRED)
    assert find_withdrawal(read_again(page)) == Withdrawal(f"{NAME} đã hết hiệu lực.")


def test_other_laws_change_nothing(approve: Callable[[BulletinPage], BulletinPage]) -> None:
    page = approve(make_bulletin(make_law()))
    other = make_law("Luật khác", "1/2020/QH14")
    expire(other)
    other.save()
    assert find_withdrawal(read_again(page)) is None


def test_what_nobody_approved_is_pulled_out_only_when_its_law_has_expired() -> None:
    law = make_law(status=LawStatus.PARTLY)
    page = make_bulletin(law)
    assert find_withdrawal(page) is None
    Law.objects.update(status=LawStatus.EXPIRED)
    assert find_withdrawal(read_again(page)) == Withdrawal(f"{NAME} đã hết hiệu lực.")


def test_it_is_pulled_out_from_the_day_on_which_its_law_expires(
    approve: Callable[[BulletinPage], BulletinPage],
) -> None:
    day = timezone.localdate() + timedelta(days=9)
    page = approve(make_bulletin(make_law(expired_on=day)))
    bulletin = describe_bulletin(read_again(page))
    assert bulletin.withdrawn_because == f"{NAME} hết hiệu lực từ ngày {day:%d/%m/%Y}."
    assert not bulletin.is_withdrawn_on(day - timedelta(days=1))
    assert bulletin.is_withdrawn_on(day)
