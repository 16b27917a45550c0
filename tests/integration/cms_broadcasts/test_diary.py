"""The broadcasting diary: noted from the week in two steps, corrected, counted, taken away as files."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from cms.broadcasts.loading import load_schedule
from cms.broadcasts.models import BroadcastSession, Cluster, PlayRecord, ScheduledEntry
from cms.broadcasts.schedule.clock import WARD_ZONE
from cms.broadcasts.schedule.plan import plan_period
from cms.core.choices import BroadcastClass
from cms.media import pipeline
from tests.integration.cms_broadcasts.newsroom import make_order, make_page, schedule_page, sign_in
from tests.integration.cms_pages.newsroom import BROADCASTER, EDITOR, make_officer, make_topic

pytestmark = pytest.mark.django_db

YESTERDAY = datetime.now(WARD_ZONE).date() - timedelta(days=1)


@pytest.fixture(autouse=True)
def recordings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_record", lambda name: SimpleNamespace(duration_ms=180_000))


@pytest.fixture
def staff() -> Client:
    return sign_in(make_officer(BROADCASTER))


@pytest.fixture
def clusters() -> list[Cluster]:
    return [Cluster.objects.create(name=f"Tổ dân phố {number}", position=number) for number in (1, 2, 3)]


def schedule_yesterday(title: str = "Phòng cháy mùa khô", **values: Any) -> ScheduledEntry:
    return schedule_page(make_page(title, **values), first_day=YESTERDAY, last_day=YESTERDAY)


def morning() -> str:
    return f"{YESTERDAY.isoformat()}-{BroadcastSession.objects.get(name='Buổi sáng').pk}"


def diary_url(identity: str) -> str:
    return reverse("broadcast_diary", args=(identity,))


def read_ticks(response: Any) -> dict[str, Any]:
    """What a browser would send from the form as it stands."""
    data: dict[str, Any] = {}
    for form in response.context["forms"]:
        data[f"{form.prefix}-played_at"] = form["played_at"].value()
        data[f"{form.prefix}-reason"] = form["reason"].value()
    return data


def save_as_it_stands(staff: Client, identity: str, **changes: Any) -> Any:
    return staff.post(diary_url(identity), read_ticks(staff.get(diary_url(identity))) | changes, follow=True)


def list_lines() -> list[tuple[str, str, bool, str]]:
    return [(one.bulletin_title, one.cluster_name, one.was_played, one.reason) for one in PlayRecord.objects.all()]


def read_week(staff: Client, day: date = YESTERDAY) -> str:
    return staff.get(reverse("broadcast_week"), {"tuan": day.isoformat()}).content.decode()


def test_a_session_is_noted_in_two_steps_from_the_week(staff: Client, clusters: list[Cluster]) -> None:
    schedule_yesterday()
    assert f'href="{diary_url(morning())}"' in read_week(staff)
    response = save_as_it_stands(staff, morning())
    assert list_lines() == [("Phòng cháy mùa khô", cluster.name, True, "") for cluster in clusters]
    assert response.redirect_chain[-1][0] == f"{reverse('broadcast_week')}?tuan={YESTERDAY.isoformat()}#{morning()}"
    assert f'id="{morning()}"' in response.content.decode()
    assert "Đã phát đủ" in response.content.decode()
    record = PlayRecord.objects.all()[0]
    assert record.noted_by_name == "lan"
    assert timezone.localtime(record.starts_at).strftime("%H:%M") == "05:30"


def test_what_failed_is_noted_with_its_place_and_reason(staff: Client, clusters: list[Cluster]) -> None:
    schedule_yesterday()
    names = [cluster.name for cluster in clusters[:2]]
    save_as_it_stands(staff, morning(), **{"muc-0-played_at": names, "muc-0-reason": "Mất điện"})
    assert [line[2:] for line in list_lines()] == [(True, ""), (True, ""), (False, "Mất điện")]
    assert "1 chỗ không phát được" in read_week(staff)


def test_a_failure_needs_its_reason(staff: Client, clusters: list[Cluster]) -> None:
    schedule_yesterday()
    response = save_as_it_stands(staff, morning(), **{"muc-0-played_at": [clusters[0].name]})
    assert "Hãy ghi vì sao không phát được" in response.content.decode()
    assert list_lines() == []


def test_a_ward_that_counts_no_clusters_notes_all_loudspeakers(staff: Client) -> None:
    schedule_yesterday()
    page = staff.get(diary_url(morning())).content.decode()
    assert "Tất cả loa" in page
    save_as_it_stands(staff, morning())
    assert list_lines() == [("Phòng cháy mùa khô", "", True, "")]
    save_as_it_stands(staff, morning(), **{"muc-0-played_at": [], "muc-0-reason": "Hỏng máy"})
    assert list_lines() == [("Phòng cháy mùa khô", "", False, "Hỏng máy")]


def test_only_the_clusters_of_an_entry_are_noted_and_shown(staff: Client, clusters: list[Cluster]) -> None:
    schedule_yesterday().clusters.set(clusters[1:2])
    assert "(3:00) – Tổ dân phố 2" in read_week(staff)
    save_as_it_stands(staff, morning())
    assert [line[1] for line in list_lines()] == ["Tổ dân phố 2"]
    plan = plan_period(load_schedule(), YESTERDAY, YESTERDAY)
    assert plan[0].items[0].clusters == ("Tổ dân phố 2",)


def test_a_diary_is_corrected(staff: Client, clusters: list[Cluster]) -> None:
    schedule_yesterday()
    save_as_it_stands(staff, morning(), **{"muc-0-played_at": [clusters[0].name], "muc-0-reason": "Mưa"})
    form = staff.get(diary_url(morning())).context["forms"][0]
    assert (form["played_at"].value(), form["reason"].value()) == ([clusters[0].name], "Mưa")
    save_as_it_stands(staff, morning(), **{"muc-0-played_at": [one.name for one in clusters], "muc-0-reason": ""})
    assert [line[2] for line in list_lines()] == [True, True, True]


def test_what_is_noted_stays_when_its_entry_its_page_and_its_cluster_go(staff: Client, clusters: list[Cluster]) -> None:
    entry, other = schedule_yesterday("Một"), schedule_yesterday("Hai")
    save_as_it_stands(staff, morning())
    page = entry.bulletin
    entry.delete()
    page.delete()
    clusters[2].delete()
    save_as_it_stands(staff, morning())
    assert {line[:3] for line in list_lines()} == {
        (title, f"Tổ dân phố {number}", True) for title in ("Một", "Hai") for number in (1, 2, 3)
    }
    assert PlayRecord.objects.filter(bulletin=other.bulletin).count() == 3


def test_what_was_not_to_be_played_is_no_failure(staff: Client) -> None:
    schedule_yesterday("Được duyệt")
    schedule_yesterday("Chưa duyệt", is_approved=False)
    response = staff.get(diary_url(morning()))
    assert "Mục này không được phát theo lịch" in response.content.decode()
    save_as_it_stands(staff, morning())
    assert [line[0] for line in list_lines()] == ["Được duyệt"]


def test_an_emergency_is_noted(staff: Client) -> None:
    order = make_order(datetime.now(WARD_ZONE) - timedelta(days=1))
    save_as_it_stands(staff, f"khan-cap-{order.pk}")
    assert list_lines() == [("Bão số 9", "", True, "")]
    assert PlayRecord.objects.get().broadcast_class == BroadcastClass.EMERGENCY


def test_a_session_that_has_not_begun_is_not_noted(staff: Client) -> None:
    tomorrow = YESTERDAY + timedelta(days=2)
    schedule_page(make_page(), first_day=tomorrow, last_day=tomorrow)
    identity = f"{tomorrow.isoformat()}-{BroadcastSession.objects.all()[0].pk}"
    response = staff.post(diary_url(identity), {}, follow=True)
    assert "Phiên này chưa bắt đầu" in response.content.decode()
    assert diary_url(identity) not in read_week(staff, tomorrow)


@pytest.mark.parametrize("identity", ["hom-qua", "2026-02-31-1", "2026-11-24-999", "khan-cap-9", "khan-cap-x"])
def test_a_session_that_is_none_has_no_diary(staff: Client, identity: str) -> None:
    assert staff.get(diary_url(identity)).status_code == 404


def test_the_diary_is_for_broadcast_staff() -> None:
    schedule_yesterday()
    client = sign_in(make_officer(EDITOR, "ai-do"))
    for url in (diary_url(morning()), reverse("broadcast_report"), report_file("bao-cao.docx")):
        assert client.get(url).status_code == 302
    assert Client().get(report_file("nhat-ky.csv")).status_code == 302


# --- the report ------------------------------------------------------------------------------------------------------


def report_file(name: str) -> str:
    return f"{reverse('broadcast_report_file', args=(name,))}?tu={YESTERDAY.isoformat()}&den={YESTERDAY.isoformat()}"


@pytest.fixture
def noted(staff: Client, clusters: list[Cluster]) -> Client:
    """Yesterday: a bulletin of a topic everywhere in the morning and at two of three places in the afternoon."""
    schedule_yesterday('=HYPERLINK("x")', parent=make_topic("Cư trú"), broadcast_class=BroadcastClass.PRIORITY)
    save_as_it_stands(staff, morning())
    afternoon = f"{YESTERDAY.isoformat()}-{BroadcastSession.objects.get(name='Buổi chiều').pk}"
    names = [cluster.name for cluster in clusters[:2]]
    save_as_it_stands(staff, afternoon, **{"muc-0-played_at": names, "muc-0-reason": "Mất điện; loa hỏng"})
    return staff


def test_the_report_counts_classes_topics_and_clusters(noted: Client) -> None:
    query = {"tu": YESTERDAY.isoformat(), "den": YESTERDAY.isoformat()}
    page = noted.get(reverse("broadcast_report"), query).content.decode()
    assert "Đã ghi 2 lượt phát: 1 lượt đủ nơi, 1 lượt chỉ phát được ở một số nơi, 0 lượt không phát được." in page
    for row in (
        ("Ưu tiên", 2, 1, 1, 0),
        ("Cư trú", 2, 1, 1, 0),
        ("Tổ dân phố 1", 2, 2, 0, 0),
        ("Tổ dân phố 3", 2, 1, 0, 1),
    ):
        cells = "".join(f"<td>{number}</td>" for number in row[1:])
        assert f'<tr><th scope="row">{row[0]}</th>{cells}</tr>' in page
    assert "Tổ dân phố 3: Mất điện; loa hỏng" in page


def test_a_report_of_other_days_is_empty(noted: Client) -> None:
    day = (YESTERDAY - timedelta(days=40)).isoformat()
    page = noted.get(reverse("broadcast_report"), {"tu": day, "den": day}).content.decode()
    assert "chưa ghi nhật ký" in page


def test_the_report_leads_to_sessions_that_are_not_noted(staff: Client) -> None:
    schedule_yesterday()
    schedule_page(make_page("Mai"), first_day=YESTERDAY + timedelta(days=2), last_day=YESTERDAY + timedelta(days=2))
    query = {"tu": YESTERDAY.isoformat(), "den": (YESTERDAY + timedelta(days=2)).isoformat()}
    page = staff.get(reverse("broadcast_report"), query).content.decode()
    assert "2 phiên chưa ghi nhật ký" in page
    assert page.count('href="/quan-tri/lich-phat/nhat-ky/') == 2
    save_as_it_stands(staff, morning())
    page = staff.get(reverse("broadcast_report"), query).content.decode()
    assert "1 phiên chưa ghi nhật ký" in page
    assert diary_url(morning()) not in page
    document = Document(io.BytesIO(staff.get(report_file("bao-cao.docx")).content))
    assert "Còn 1 phiên trong khoảng thời gian này chưa ghi nhật ký." in [one.text for one in document.paragraphs]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"tu": "hôm qua", "den": "2026-01-01"}, "Không đọc được ngày đã nhập"),
        ({"tu": "2026-02-31", "den": "2026-03-01"}, "Không đọc được ngày đã nhập"),
        ({"tu": "2000-01-01", "den": "2026-01-01"}, "Báo cáo dài nhất 400 ngày"),
    ],
)
def test_a_period_that_cannot_be_is_told(staff: Client, query: dict[str, str], sentence: str) -> None:
    assert sentence in staff.get(reverse("broadcast_report"), query).content.decode()


def read_csv(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "\r\n" in text
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_diary_opens_in_excel_and_holds_no_formula(noted: Client) -> None:
    rows = read_csv(noted.get(report_file("nhat-ky.csv")))
    assert rows[0][:3] == ["Ngày", "Phiên", "Bản tin"]
    assert len(rows) == 1 + 6
    assert {row[2] for row in rows[1:]} == {'\'=HYPERLINK("x")'}
    assert rows[-1] == [
        f"{YESTERDAY:%d/%m/%Y}",
        "17:00",
        '\'=HYPERLINK("x")',
        "Ưu tiên",
        "Cư trú",
        "Tổ dân phố 3",
        "không phát được",
        "Mất điện; loa hỏng",
        "lan",
    ]


def test_the_figures_open_in_excel(noted: Client) -> None:
    rows = read_csv(noted.get(report_file("so-lieu.csv")))
    assert rows[1] == ["Tổng cộng", "", "2", "1", "1", "0"]
    assert ["Theo cụm loa", "Tổ dân phố 3", "2", "1", "0", "1"] in rows


def test_the_report_is_a_document_of_word(noted: Client) -> None:
    response = noted.get(report_file("bao-cao.docx"))
    assert f'filename="bao-cao-{YESTERDAY:%Y%m%d}-{YESTERDAY:%Y%m%d}.docx"' in response.headers["Content-Disposition"]
    document = Document(io.BytesIO(response.content))
    facts = document.core_properties
    assert (facts.language, facts.author, facts.comments) == ("vi-VN", "", "")
    assert 'w:lang w:val="vi-VN"' in document.styles.element.xml
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Báo cáo phát thanh trên loa" in text
    assert "Đã ghi 2 lượt phát" in text
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert [len(table) for table in tables] == [2, 2, 4, 2, 7]
    assert tables[2][3] == ["Tổ dân phố 3", "2", "1", "0", "1"]
    assert tables[3][1][4] == "Mất điện; loa hỏng"


def test_an_empty_report_is_a_document_too(staff: Client) -> None:
    document = Document(io.BytesIO(staff.get(report_file("bao-cao.docx")).content))
    assert "Trong khoảng thời gian này chưa ghi nhật ký." in [one.text for one in document.paragraphs]


def test_letters_that_xml_cannot_hold_spoil_no_document(staff: Client) -> None:
    schedule_yesterday("Tin\x01lạ")
    save_as_it_stands(staff, morning())
    assert Document(io.BytesIO(staff.get(report_file("bao-cao.docx")).content)).tables
