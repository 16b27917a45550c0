"""The loudspeaker desk in a real browser: approval by another person, the week on a telephone, the diary by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from cms.broadcasts.schedule.clock import WARD_ZONE
from tests.browser.conftest import Newsroom
from tests.browser.test_accessibility import DESKTOP, find_violations

pytestmark = pytest.mark.xdist_group("newsroom")

SCHEDULE = "/quan-tri/snippets/broadcasts"
BULLETIN = "Bản tin: tạm trú và nhà cho thuê"
PHONE = {"width": 360, "height": 740}
SCREENS = ["/quan-tri/lich-phat/", "/quan-tri/lich-phat/bao-cao/", "/quan-tri/lich-phat/dia-chi/"]

OpenPage = Callable[..., Page]


def sign_in(newsroom: Newsroom, open_page: OpenPage, name: str, **options: object) -> Page:
    """The newsroom's first screen of that officer."""
    page = open_page(f"{newsroom.cms_url}/quan-tri/", **{"viewport": DESKTOP} | options)
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(newsroom.passwords[name])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quan-tri/")
    return page


def ensure_schedule(newsroom: Newsroom, page: Page) -> None:
    """Two clusters, and the bulletin in every session since yesterday; once for all tests."""
    page.goto(f"{newsroom.cms_url}{SCHEDULE}/cluster/")
    if page.get_by_role("link", name="Tổ dân phố 1").count():
        return
    for number in ("1", "2"):
        page.goto(f"{newsroom.cms_url}{SCHEDULE}/cluster/add/")
        page.locator("#id_name").fill(f"Tổ dân phố {number}")
        page.locator("#id_position").fill(number)
        page.get_by_role("button", name="Lưu").click()
        page.wait_for_url("**/cluster/")
    page.goto(f"{newsroom.cms_url}{SCHEDULE}/scheduledentry/add/")
    page.locator("#id_bulletin").select_option(label=BULLETIN)
    for box in page.locator("input[name=sessions]").all():
        box.check()
    page.locator("#id_frequency").select_option("daily")
    yesterday = datetime.now(WARD_ZONE) - timedelta(days=1)
    page.locator("#id_first_day").fill(f"{yesterday:%d/%m/%Y}")
    page.locator("#id_position").press("Enter")  # the calendar that opens over the form covers its buttons
    page.wait_for_load_state()
    accepts = page.locator("#id_accepts_problems")
    if accepts.count():
        accepts.check()
        page.locator("#id_position").press("Enter")
    page.wait_for_url("**/scheduledentry/")


def show_yesterday(newsroom: Newsroom, page: Page) -> None:
    yesterday = datetime.now(WARD_ZONE).date() - timedelta(days=1)
    page.goto(f"{newsroom.cms_url}/quan-tri/lich-phat/?tuan={yesterday.isoformat()}")


def test_what_one_officer_wrote_another_approves(newsroom: Newsroom, open_page: OpenPage) -> None:
    writer = sign_in(newsroom, open_page, "bientap")
    writer.goto(f"{newsroom.cms_url}/quan-tri/pages/usage/bulletins/bulletinpage/")
    writer.get_by_role("link", name=BULLETIN).first.click()
    address = writer.url
    writer.locator("#id_summary").fill("Hai phần, đã đọc lại trước khi gửi duyệt.")
    writer.get_by_role("button", name="Thao tác khác").click()
    assert writer.get_by_role("button", name="Xuất bản", exact=True).count() == 0
    writer.get_by_role("button", name="Gửi để duyệt: Duyệt bản tin loa").click()
    expect(writer.locator(".messages .success")).to_be_visible()

    writer.goto(address)
    expect(writer.get_by_text("Đang chờ duyệt. Người duyệt phải khác Nguyễn Thị Mai")).to_be_visible()
    expect(writer.get_by_text("Bạn là người sửa bài này lần cuối")).to_be_visible()
    assert writer.get_by_role("button", name="Duyệt và xuất bản").count() == 0

    reviewer = sign_in(newsroom, open_page, "thamdinh")
    reviewer.goto(address)
    reviewer.get_by_role("button", name="Thao tác khác").click()
    reviewer.get_by_role("button", name="Duyệt và xuất bản").click()
    reviewer.wait_for_url(lambda url: url != address)
    writer.goto(address)
    expect(writer.get_by_text("Trần Văn Hùng duyệt lúc").first).to_be_visible()
    expect(writer.get_by_text("Người sửa lần cuối: Nguyễn Thị Mai.").first).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_desk_keeps_nobody_out(newsroom: Newsroom, open_page: OpenPage, size: dict[str, int]) -> None:
    page = sign_in(newsroom, open_page, "truyenthanh", viewport=size, reduced_motion="reduce")
    ensure_schedule(newsroom, page)
    show_yesterday(newsroom, page)
    diary = page.get_by_role("link", name="nhật ký –").first.get_attribute("href") or ""
    for address in [*SCREENS, diary]:
        page.goto(newsroom.cms_url + address)
        assert find_violations(page, "main") == [], address
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
        right = "[...document.querySelectorAll('main *')].map(part => part.getBoundingClientRect().right)"
        assert page.evaluate(f"Math.max(...{right}) <= innerWidth + 1"), address


def test_a_session_is_noted_on_a_telephone_in_two_taps_without_script(newsroom: Newsroom, open_page: OpenPage) -> None:
    signed_in = sign_in(newsroom, open_page, "truyenthanh")
    ensure_schedule(newsroom, signed_in)
    state = signed_in.context.storage_state()
    page = open_page(
        f"{newsroom.cms_url}/quan-tri/lich-phat/",
        viewport=PHONE,
        has_touch=True,
        java_script_enabled=False,
        storage_state=state,
    )
    show_yesterday(newsroom, page)
    page.get_by_role("link", name="nhật ký – 05:30").first.tap()
    page.get_by_role("button", name="Lưu nhật ký").tap()
    expect(page.locator(".week-diary").first).to_contain_text("Đã phát đủ")


def test_a_failure_is_noted_by_keyboard_and_stands_in_the_report(newsroom: Newsroom, open_page: OpenPage) -> None:
    page = sign_in(newsroom, open_page, "truyenthanh")
    ensure_schedule(newsroom, page)
    show_yesterday(newsroom, page)
    page.get_by_role("link", name="nhật ký – 17:00").first.press("Enter")
    page.get_by_role("checkbox", name="Tổ dân phố 2").first.press("Space")
    page.get_by_role("button", name="Lưu nhật ký").press("Enter")
    reason = page.locator("input[aria-invalid=true]")
    expect(reason).to_have_count(1)
    assert find_violations(page, "main") == []
    reason.focus()
    page.keyboard.type("Mất điện")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 chỗ không phát được").first).to_be_visible()

    page.goto(f"{newsroom.cms_url}/quan-tri/lich-phat/bao-cao/")
    yesterday = datetime.now(WARD_ZONE).date() - timedelta(days=1)
    page.get_by_label("Từ ngày").fill(yesterday.isoformat())
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_text("Tổ dân phố 2: Mất điện").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Báo cáo cho Word").click()
    assert download.value.suggested_filename.startswith("bao-cao-")


def test_a_calendar_program_subscribes_without_an_account(newsroom: Newsroom, open_page: OpenPage) -> None:
    page = sign_in(newsroom, open_page, "truyenthanh")
    page.goto(f"{newsroom.cms_url}/quan-tri/lich-phat/dia-chi/")
    page.get_by_role("button", name="địa chỉ").click()
    address = page.get_by_label("Địa chỉ").input_value()
    answer = page.context.browser.new_context().request.get(address)  # another program, which never signed in
    assert answer.ok
    assert answer.text().startswith("BEGIN:VCALENDAR")
