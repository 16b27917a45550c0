"""A calendar program reads the schedule at a secret address, without an account."""

from __future__ import annotations

from types import SimpleNamespace

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.broadcasts.calendar_address import find_secret, is_current
from cms.media import pipeline
from tests.integration.cms_broadcasts.newsroom import make_page, schedule_page, sign_in
from tests.integration.cms_pages.newsroom import BROADCASTER, REVIEWER, make_officer

pytestmark = pytest.mark.django_db

SCREEN = "broadcast_calendar_address"


@pytest.fixture
def staff() -> Client:
    return sign_in(make_officer(BROADCASTER))


def make_address(staff: Client) -> str:
    staff.post(reverse(SCREEN))
    address = staff.get(reverse(SCREEN)).context["address"]
    assert address in staff.get(reverse(SCREEN)).content.decode()
    return address.partition("://")[2].partition("/")[2].join(["/", ""])


def test_a_program_without_an_account_reads_the_schedule(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_record", lambda name: SimpleNamespace(duration_ms=180_000))
    today = timezone.localdate()
    schedule_page(make_page(), first_day=today, last_day=today)
    response = Client().get(make_address(staff), headers={"accept-language": "en"})
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert {event["summary"] for event in events} == {"Phiên 05:30", "Phiên 17:00"}


def test_a_new_address_ends_the_old_one(staff: Client) -> None:
    first = make_address(staff)
    second = make_address(staff)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


@pytest.mark.parametrize("secret", ["x", "None", "á"])
def test_a_wrong_address_is_no_page(staff: Client, secret: str) -> None:
    assert Client().get(f"/lich-phat/{secret}.ics").status_code == 404
    make_address(staff)
    assert Client().get(f"/lich-phat/{secret}.ics").status_code == 404


def test_nothing_is_right_before_there_is_an_address() -> None:
    assert find_secret() == ""
    assert not is_current("")


def test_the_secret_is_long(staff: Client) -> None:
    make_address(staff)
    assert len(find_secret()) >= 43


def test_only_whoever_keeps_the_schedule_sees_the_address() -> None:
    client = sign_in(make_officer(REVIEWER, "hung"))
    assert client.get(reverse(SCREEN)).status_code == 302
    client.post(reverse(SCREEN))
    assert find_secret() == ""
    assert Client().get(reverse(SCREEN)).status_code == 302
