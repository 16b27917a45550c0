"""The package of a session as broadcast staff meets it: one click in the week, its page, downloads that resume."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from cms.accounts.models import User
from cms.broadcasts.models import EmergencyOrder
from cms.jobs.models import Job, JobState
from cms.media import pipeline
from cms.media.asset import AssetState
from cms.media.manifests import build_manifest
from cms.media.models import MediaAsset
from cms.packages.models import SessionPackage
from cms.packages.naming import name_package
from tests.integration.cms_packages.session import find_name, find_start, make_bulletin, make_people
from tests.integration.cms_pages.newsroom import BROADCASTER, EDITOR, make_officer
from tests.site_media import write_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    settings.MEDIA_STORE = str(tmp_path / "media-store")
    return tmp_path / "media-store"


@pytest.fixture
def people() -> tuple[User, User]:
    return make_people()


@pytest.fixture
def staff() -> Client:
    return sign_in(make_officer(BROADCASTER))


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def find_page(name: str = "") -> str:
    return reverse("session_package", args=(name or find_name(),))


def find_file(suffix: str = "zip") -> str:
    return reverse("session_package_file", args=(find_name(), suffix))


def read_week(client: Client) -> html.HtmlElement:
    week = client.get(reverse("broadcast_week"), {"tuan": f"{find_start():%Y-%m-%d}"})
    return html.fromstring(week.content.decode())


def make_ready(store: Path) -> SessionPackage:
    """As if the job had run: records and files of the package and of what it is made from."""
    for asset in [*MediaAsset.objects.all(), *SessionPackage.objects.all()]:
        write_record(store, build_manifest(asset))
    SessionPackage.objects.update(state=AssetState.READY)
    Job.objects.update(state=JobState.SUCCESSFUL)
    return SessionPackage.objects.get()


def read_zip(name: str) -> bytes:
    record = pipeline.load_record(name)
    (path,) = [pipeline.find_rendition_file(each.site_path) for each in record.renditions if each.role == "package"]
    return path.read_bytes()


def test_one_click_in_the_week_asks_for_the_package_and_leads_to_its_page(
    staff: Client, people: tuple[User, User]
) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    (form,) = [form for form in read_week(staff).forms if form.get("action") == find_page()]
    assert form.xpath("string(.//button)") == "Làm gói phát"
    response = staff.post(form.get("action"), follow=True)
    assert response.redirect_chain == [(find_page(), 302)]
    assert "Gói đang được làm" in response.content.decode()
    assert Job.objects.filter(target=find_name(), kind="process-media").count() == 1
    assert SessionPackage.objects.get().requested_by.username == "lan"

    week = read_week(staff)
    (link,) = week.xpath(f"//a[@href='{find_page()}']")
    assert " ".join(link.getparent().text_content().split()) == "Gói phát: Đang chờ"
    SessionPackage.objects.update(state=AssetState.PROCESSING)
    Job.objects.filter(target=find_name()).update(progress_percent=45)
    (link,) = read_week(staff).xpath(f"//a[@href='{find_page()}']")
    assert " ".join(link.getparent().text_content().split()) == "Gói phát: Đang xử lý 45 %"


def test_an_emergency_that_was_just_ordered_is_packed(staff: Client, store: Path, people: tuple[User, User]) -> None:
    page = make_bulletin("Bão gần bờ", *people, broadcast_class="emergency")
    order = EmergencyOrder.objects.create(bulletin=page, ordered_by_name="Phạm Thị Lan", reason="Bão")
    name = name_package(order.plays_at)
    staff.post(find_page(name))
    package = make_ready(store)
    assert package.asset_name == name
    assert staff.get(reverse("session_package_file", args=(name, "zip"))).status_code == 200


def test_a_package_of_a_session_that_has_begun_stays_as_it_is(
    staff: Client, store: Path, people: tuple[User, User]
) -> None:
    page = make_bulletin("Phòng cháy mùa khô", *people)
    staff.post(find_page())
    package = make_ready(store)
    begun = timezone.now().replace(second=0, microsecond=0)
    SessionPackage.objects.update(starts_at=begun, asset_name=name_package(begun))
    write_record(store, build_manifest(SessionPackage.objects.get()))
    page.unpublish()
    assert staff.get(reverse("session_package_file", args=(name_package(begun), "zip"))).status_code == 200
    staff.post(find_page(name_package(begun)))
    assert SessionPackage.objects.get().pk == package.pk


def test_the_making_is_followed_cancelled_and_begun_again_by_staff_alone(
    staff: Client, people: tuple[User, User]
) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    staff.post(find_page())
    address = ("sessionpackage", SessionPackage.objects.get().pk)
    assert "Đang chờ" in staff.get(reverse("media_status", args=address)).content.decode()
    assert staff.post(reverse("media_cancel", args=address)).url == find_page()
    assert SessionPackage.objects.get().state == AssetState.CANCELLED
    page = html.fromstring(staff.get(find_page()).content.decode())
    assert [form.get("action") for form in page.forms if "retry" in (form.get("action") or "")] == [
        reverse("media_retry", args=address)
    ]
    assert staff.post(reverse("media_retry", args=address)).url == find_page()
    assert SessionPackage.objects.get().state == AssetState.WAITING
    editor = sign_in(make_officer(EDITOR, "cuc"))
    editor.post(reverse("media_cancel", args=address))
    assert SessionPackage.objects.get().state == AssetState.WAITING


def test_the_page_tells_what_is_in_the_package_what_is_not_and_why(
    staff: Client, store: Path, people: tuple[User, User]
) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    make_bulletin("Đăng ký tạm trú", people[0], people[0])
    staff.post(find_page())
    make_ready(store)
    page = html.fromstring(staff.get(find_page()).content.decode())
    (title,) = page.xpath("//h1")
    assert " ".join(title.text_content().split()).startswith("Gói phiên 05:30, ")
    assert page.xpath("//a/@href[contains(., '.zip')]") == [find_file()]
    assert page.xpath("//a/@href[contains(., '.mp3')]") == [find_file("mp3")]
    (left_out,) = page.xpath("//section[@aria-labelledby='package-left-out']/ul[1]/li")
    assert left_out.text.startswith("“Đăng ký tạm trú”") and left_out.text.endswith("chưa được duyệt.")
    (piece,) = page.xpath("//ol[@class='package-pieces']/li")
    text = " ".join(piece.text_content().split())
    assert "Phòng cháy mùa khô" in text and "giọng máy" in text
    assert "Người soạn: Nguyễn Thị Mai. Người duyệt: Trần Văn Hùng" in text


def test_nothing_that_may_be_played_means_no_package_and_says_why(staff: Client, people: tuple[User, User]) -> None:
    make_bulletin("Đăng ký tạm trú", people[0], people[0])
    page = staff.post(find_page(), follow=True).content.decode()
    assert "Chưa có bản tin nào của phiên này được phép phát" in page
    assert "“Đăng ký tạm trú”" in page and "chưa được duyệt" in page
    assert not SessionPackage.objects.exists()
    assert staff.get(find_file()).status_code == 302


def test_a_download_that_was_cut_resumes(staff: Client, store: Path, people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    staff.post(find_page())
    make_ready(store)
    content = read_zip(find_name())
    whole = staff.get(find_file())
    assert b"".join(whole.streaming_content) == content
    assert f'filename="{find_name()}.zip"' in whole["Content-Disposition"]
    assert whole["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {"Range": "bytes=5-", "If-Range": whole["ETag"]}
    rest = staff.get(find_file(), headers=headers)
    assert (rest.status_code, b"".join(rest.streaming_content)) == (206, content[5:])
    assert staff.get(find_file(), headers={"If-None-Match": whole["ETag"]}).status_code == 304
    assert staff.head(find_file()).status_code == 200
    beyond = staff.get(find_file(), headers={"Range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(content)}")


def test_a_download_never_resumes_into_another_package(staff: Client, store: Path, people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    staff.post(find_page())
    make_ready(store)
    headers = {"Range": "bytes=5-", "If-Range": '"of another making"'}
    answer = staff.get(find_file(), headers=headers)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, read_zip(find_name()))


def test_a_bulletin_that_is_pulled_stops_the_download_at_once(
    staff: Client, store: Path, people: tuple[User, User]
) -> None:
    page = make_bulletin("Phòng cháy mùa khô", *people)
    make_bulletin("Đăng ký tạm trú", *people, position=1)
    staff.post(find_page())
    make_ready(store)
    assert staff.get(find_file()).status_code == 200
    page.unpublish()
    assert staff.get(find_file()).status_code == 302
    text = staff.get(find_page()).content.decode()
    assert find_file() not in text
    assert "Phiên đã thay đổi sau khi làm gói" in text


def test_while_a_package_is_made_anew_no_file_of_the_old_one_is_shown(
    staff: Client, store: Path, people: tuple[User, User]
) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    staff.post(find_page())
    make_ready(store)
    make_bulletin("Đăng ký tạm trú", *people, position=1)
    staff.post(find_page())
    text = staff.get(find_page()).content.decode()
    assert "Đang chờ" in text and "data-busy" in text
    assert "goi-phat-thanh-" not in "".join(html.fromstring(text).xpath("//a/@href[contains(., '/media/')]"))


def test_editors_do_not_see_packages_and_only_staff_makes_them(people: tuple[User, User]) -> None:
    make_bulletin("Phòng cháy mùa khô", *people)
    editor = sign_in(make_officer(EDITOR, "cuc"))
    for url in (find_page(), find_file()):
        assert editor.get(url).status_code == 302
    editor.post(find_page())
    assert not SessionPackage.objects.exists()


def test_a_session_that_is_not_planned_has_no_page(staff: Client) -> None:
    for name in ("goi-phat-thanh-2040-02-31-0530", "goi-phat-thanh-2040-01-02-0316", "ban-tin"):
        assert staff.get(find_page(name)).status_code == 404
