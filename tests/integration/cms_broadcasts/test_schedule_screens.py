"""The schedule as broadcast staff meets it: forms that tell problems first, the week, the calendar file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.accounts.models import User
from cms.approvals.laws import describe_state
from cms.approvals.models import ApprovedLaw
from cms.broadcasts.loading import describe_bulletin, load_schedule
from cms.broadcasts.models import (
    BroadcastSession,
    DayOfWeek,
    EmergencyOrder,
    HowOften,
    QuietHoursSettings,
    ScheduledEntry,
)
from cms.broadcasts.schedule.clock import WARD_ZONE, Weekday
from cms.broadcasts.schedule.plan import plan_period
from cms.broadcasts.schedule.recurrence import Frequency
from cms.broadcasts.schedule.rules import Rules
from cms.broadcasts.week import find_monday
from cms.bulletins.models import BulletinPage
from cms.core.choices import BroadcastClass, LawStatus
from cms.core.models import LegalBasis
from cms.core.write_once import WriteOnceError
from cms.laws.models import Law
from cms.media import pipeline
from tests.integration.cms_broadcasts.newsroom import FIRST, make_order, make_page, schedule_page, sign_in
from tests.integration.cms_pages.newsroom import BROADCASTER, EDITOR, REVIEWER, make_officer

pytestmark = pytest.mark.django_db

LENGTH_MS = 180_000


@pytest.fixture(autouse=True)
def recordings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every package has a recording of three minutes; making one is tested elsewhere."""
    monkeypatch.setattr(pipeline, "load_record", lambda name: SimpleNamespace(duration_ms=LENGTH_MS))


@pytest.fixture
def officer() -> User:
    return make_officer(BROADCASTER)


@pytest.fixture
def staff(officer: User) -> Client:
    return sign_in(officer)


def fill_form(page: BulletinPage, **values: Any) -> dict[str, Any]:
    sessions = [session.pk for session in BroadcastSession.objects.all()]
    days = {"frequency": "daily", "first_day": "02/01/2040", "last_day": "03/01/2040", "day_of_month": ""}
    return {"bulletin": page.pk, "sessions": sessions, "weekdays": [], "position": "0", **days} | values


def post_entry(staff: Client, data: dict[str, Any]) -> Any:
    return staff.post(reverse(ScheduledEntry.snippet_viewset.get_url_name("add")), data)


def read_week(client: Client, day: date = FIRST) -> str:
    return client.get(reverse("broadcast_week"), {"tuan": day.isoformat()}).content.decode()


def test_a_new_ward_has_the_default_rules() -> None:
    rules, default = load_schedule().rules, Rules()
    assert [(rule.starts, rule.limit_s, rule.weekdays) for rule in rules.sessions] == [
        (rule.starts, rule.limit_s, rule.weekdays) for rule in default.sessions
    ]
    assert rules.quiet_hours == default.quiet_hours


def test_choices_are_those_of_the_engine() -> None:
    assert HowOften.values == list(Frequency)
    assert [int(value) for value in DayOfWeek.values] == list(Weekday)


def test_a_sound_entry_is_saved_at_once(staff: Client) -> None:
    response = post_entry(staff, fill_form(make_page()))
    assert response.status_code == 302, response.context["form"].errors
    plan = plan_period(load_schedule(), FIRST, FIRST + timedelta(days=2))
    assert [len(session.items) for session in plan] == [1, 1, 1, 1, 0, 0]
    assert plan[0].known_ms == LENGTH_MS


def test_problems_are_told_before_an_entry_is_saved_and_may_be_accepted(staff: Client) -> None:
    data = fill_form(make_page(is_approved=False), last_day="02/01/2040")
    response = post_entry(staff, data)
    sentence = "“Phòng cháy mùa khô” trong phiên 05:30 Thứ Hai, ngày 02/01/2040 chưa được duyệt."
    assert response.status_code == 200
    assert f"{sentence} Còn 1 phiên khác cũng vậy." in response.content.decode()
    assert 'name="accepts_problems"' in response.content.decode()
    assert not ScheduledEntry.objects.exists()
    assert post_entry(staff, data | {"accepts_problems": "on"}).status_code == 302
    assert ScheduledEntry.objects.get().bulletin.title == "Phòng cháy mùa khô"


def test_an_entry_is_not_blamed_for_what_was_wrong_before(staff: Client) -> None:
    schedule_page(make_page("Chưa duyệt", is_approved=False))
    assert post_entry(staff, fill_form(make_page("Đã duyệt"))).status_code == 302


def test_an_overrun_that_an_entry_causes_is_told(staff: Client) -> None:
    BroadcastSession.objects.update(limit_minutes=5)
    schedule_page(make_page("Một"))
    page = post_entry(staff, fill_form(make_page("Hai"), position="1")).content.decode()
    assert "dài 6 phút, vượt giới hạn 5 phút. Phần nằm ngoài giới hạn: “Hai”." in page


def test_an_edit_is_compared_with_the_schedule_without_its_entry(staff: Client) -> None:
    entry = schedule_page(make_page())
    url = reverse(ScheduledEntry.snippet_viewset.get_url_name("edit"), args=(entry.pk,))
    assert 'name="accepts_problems"' not in staff.get(url).content.decode()
    assert staff.post(url, fill_form(entry.bulletin, position="3")).status_code == 302
    entry.refresh_from_db()
    assert entry.position == 3


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"last_day": "01/01/2040"}, "last_day", "Ngày cuối lại trước ngày đầu."),
        ({"frequency": "weekly"}, "weekdays", "Hãy chọn ít nhất một ngày trong tuần."),
        ({"frequency": "monthly"}, "day_of_month", "Hãy nhập ngày trong tháng, từ 1 đến 31."),
    ],
)
def test_days_that_contradict_each_other_are_refused(
    staff: Client, values: dict[str, str], field: str, sentence: str
) -> None:
    response = post_entry(staff, fill_form(make_page(), accepts_problems="on", **values))
    assert response.context["form"].errors[field] == [sentence]
    assert not ScheduledEntry.objects.exists()


def test_quiet_hours_that_are_empty_are_refused() -> None:
    hours = QuietHoursSettings(site=Site.objects.get(), starts=time(20), ends=time(20))
    with pytest.raises(ValidationError, match="Giờ yên tĩnh"):
        hours.full_clean()


def test_the_wards_own_quiet_hours_hold() -> None:
    QuietHoursSettings.objects.create(site=Site.objects.get(), starts=time(21), ends=time(6))
    assert load_schedule().rules.quiet_hours == QuietHoursSettings(starts=time(21), ends=time(6)).to_quiet_hours()


def test_the_week_shows_sessions_with_bulletins_in_order_and_what_is_wrong(staff: Client) -> None:
    schedule_page(make_page("Tin thường"))
    schedule_page(make_page("Tin ưu tiên", broadcast_class=BroadcastClass.PRIORITY, is_approved=False), position=5)
    page = read_week(staff)
    assert "Các phiên từ 02/01/2040 đến 08/01/2040" in page
    table = page[page.index("<table") :]
    assert table.index("Tin ưu tiên") < table.index("Tin thường")
    assert "Phải sửa:" in page
    assert "“Tin ưu tiên” trong phiên 05:30 Thứ Hai, ngày 02/01/2040 chưa được duyệt." in page
    assert "Phiên 05:30 Thứ Ba, ngày 03/01/2040 chưa có gì để phát. Còn 5 phiên khác cũng vậy." in page
    assert "6:00 / 15:00" in table
    assert "?tuan=2039-12-26" in page
    assert "?tuan=2040-01-09" in page


def test_a_week_without_fault_says_so(staff: Client) -> None:
    schedule_page(make_page(), last_day=None)
    assert "Không có gì: mọi phiên trong tuần đều ổn." in read_week(staff)


@pytest.mark.parametrize("text", ["", "hôm qua", "2026-02-31", "9999-12-31", "0001-01-01"])
def test_a_day_that_cannot_be_read_is_this_week(staff: Client, text: str) -> None:
    assert staff.get(reverse("broadcast_week"), {"tuan": text}).status_code == 200
    monday = find_monday(text)
    assert monday.weekday() == 0
    assert abs((monday - datetime.now(WARD_ZONE).date()).days) < 8


def test_any_day_leads_to_its_week() -> None:
    assert find_monday("2040-01-08") == FIRST


def test_titles_are_escaped(staff: Client) -> None:
    schedule_page(make_page("<script>alert(1)</script>"))
    page = read_week(staff)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("group", "may_see"), [(BROADCASTER, True), (EDITOR, False), (REVIEWER, False)])
def test_the_schedule_is_for_broadcast_staff(group: str, may_see: bool) -> None:
    client = sign_in(make_officer(group, "ai-do"))
    for name in ("broadcast_week", "broadcast_calendar"):
        assert (client.get(reverse(name)).status_code == 200) is may_see
    assert (reverse("broadcast_week") in client.get("/quan-tri/").content.decode()) is may_see


def test_the_schedule_is_for_those_who_signed_in(client: Client) -> None:
    assert client.get(reverse("broadcast_week")).status_code == 302
    assert client.get(reverse("broadcast_calendar")).status_code == 302


def test_an_order_of_emergency_records_who_when_and_why(staff: Client, officer: User) -> None:
    officer.first_name, officer.last_name = "Lan", "Phạm Thị"
    officer.save()
    page = make_page("Bão số 9", broadcast_class=BroadcastClass.EMERGENCY)
    data = {"bulletin": page.pk, "plays_at": "02/01/2040 02:15", "reason": "Bão đổ bộ trong đêm"}
    assert staff.post(reverse(EmergencyOrder.snippet_viewset.get_url_name("add")), data).status_code == 302
    order = EmergencyOrder.objects.get()
    assert order.ordered_by == officer
    assert order.ordered_by_name == officer.get_full_name() != ""
    assert order.ordered_at is not None
    assert order.plays_at == datetime(2040, 1, 2, 2, 15, tzinfo=WARD_ZONE)
    week = read_week(staff)
    assert f"{officer.get_full_name()} ra lệnh: Bão đổ bộ trong đêm" in week
    assert "giờ yên tĩnh" not in week


def test_only_a_bulletin_of_emergency_can_be_ordered(staff: Client) -> None:
    data = {"bulletin": make_page().pk, "plays_at": "02/01/2040 02:15", "reason": "Gấp"}
    response = staff.post(reverse(EmergencyOrder.snippet_viewset.get_url_name("add")), data)
    assert "bulletin" in response.context["form"].errors
    assert not EmergencyOrder.objects.exists()


@pytest.fixture
def administrator() -> Client:
    return sign_in(User.objects.create_superuser("quan-tri", "q@example.vn", "mat-khau-cua-lan"))


def test_an_administrator_neither_changes_nor_deletes_an_order(administrator: Client) -> None:
    order = make_order()
    views = EmergencyOrder.snippet_viewset
    edited = {"bulletin": "", "plays_at": "03/01/2040 02:15", "reason": "Khác"}
    administrator.post(reverse(views.get_url_name("edit"), args=(order.pk,)), edited)
    administrator.post(reverse(views.get_url_name("delete"), args=(order.pk,)))
    bulk = reverse("wagtail_bulk_action", args=("broadcasts", "emergencyorder", "delete"))
    administrator.post(f"{bulk}?id={order.pk}")
    again = EmergencyOrder.objects.get()
    assert (again.bulletin, again.plays_at, again.reason) == (order.bulletin, order.plays_at, "Bão")


def test_an_administrator_reads_orders_and_gives_them(administrator: Client) -> None:
    order = make_order()
    views = EmergencyOrder.snippet_viewset
    listing = administrator.get(reverse(views.get_url_name("list"))).content.decode()
    assert reverse(views.get_url_name("inspect"), args=(order.pk,)) in listing
    assert reverse(views.get_url_name("edit"), args=(order.pk,)) not in listing
    assert administrator.get(reverse(views.get_url_name("inspect"), args=(order.pk,))).status_code == 200
    assert administrator.get(reverse(views.get_url_name("add"))).status_code == 200


def test_no_code_changes_or_deletes_an_order() -> None:
    order = make_order()
    order.reason = "Khác"
    for step in (
        order.save,
        order.delete,
        EmergencyOrder.objects.all().delete,
        lambda: EmergencyOrder.objects.update(reason="Khác"),
    ):
        with pytest.raises(WriteOnceError):
            step()
    assert EmergencyOrder.objects.get().reason == "Bão"


def test_an_order_outlives_its_page_and_its_class() -> None:
    order = make_order()
    BulletinPage.objects.update(broadcast_class=BroadcastClass.NORMAL)
    assert [override.reason for override in load_schedule().emergencies] == ["Bão"]
    BulletinPage.objects.get().delete()
    order.refresh_from_db()
    assert (order.bulletin, str(order)) == (None, "Bão số 9")
    assert load_schedule().emergencies == ()


def test_the_calendar_file_is_read_by_another_program(staff: Client) -> None:
    today = datetime.now(WARD_ZONE).date()
    schedule_page(make_page(), first_day=today, last_day=today)
    response = staff.get(reverse("broadcast_calendar"))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert [event.decoded("dtstart").astimezone(WARD_ZONE).time() for event in events] == [time(5, 30), time(17)]
    assert {event["summary"] for event in events} == {"Phiên 05:30", "Phiên 17:00"}


def test_a_bulletin_whose_law_has_expired_is_pulled_out(staff: Client) -> None:
    law = Law.objects.create(
        title="Luật Cư trú",
        number="81/2006/QH11",
        law_type="Luật",
        issuer="Quốc hội",
        issued=date(2006, 11, 29),
        status=LawStatus.EXPIRED,
    )
    page = make_page("Đăng ký tạm trú")
    LegalBasis.objects.create(page=page, law=law)
    schedule_page(page)
    assert describe_bulletin(page).withdrawn_because == "Luật Cư trú (81/2006/QH11) đã hết hiệu lực."
    assert "“Đăng ký tạm trú” đã bị rút" in read_week(staff)


def test_a_law_that_changed_since_the_approval_is_told_in_the_week_and_before_saving(staff: Client) -> None:
    law = Law.objects.create(
        title="Luật Cư trú", number="81/2006/QH11", law_type="Luật", issuer="Quốc hội", issued=date(2006, 11, 29)
    )
    page = make_page("Đăng ký tạm trú")
    LegalBasis.objects.create(page=page, law=law)
    ApprovedLaw.objects.create(approval=page.approvals.get(), law=law, state=describe_state(law))
    schedule_page(page)
    assert "đã bị rút" not in read_week(staff)
    Law.objects.update(summary="Sửa điều 20.")
    sentence = "Nội dung của Luật Cư trú (81/2006/QH11) trong mục Văn bản pháp luật đã thay đổi."
    assert sentence in read_week(staff)
    assert (
        sentence in post_entry(staff, fill_form(page, first_day="05/01/2040", last_day="05/01/2040")).content.decode()
    )


def test_a_bulletin_without_a_package_has_no_length() -> None:
    assert describe_bulletin(make_page(has_package=False)).duration_ms is None


def test_a_bulletin_is_approved_when_its_published_version_is() -> None:
    assert not describe_bulletin(make_page(is_approved=False)).is_approved
    page = make_page("Khác")
    assert describe_bulletin(page).is_approved
    page.unpublish()
    assert not describe_bulletin(page).is_approved


def test_a_schedule_is_loaded_with_few_questions(django_assert_max_num_queries) -> None:
    for number in range(8):
        schedule_page(make_page(f"Bản tin {number}"), position=number)
    with django_assert_max_num_queries(12):
        assert len(load_schedule().entries) == 8
