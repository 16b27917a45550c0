"""A bulletin is assembled: chime, greeting with its date, items, the key point again, closing words."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cms.bulletins.assembly import measure, write_length
from cms.bulletins.models import BulletinPage
from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.jobs.runner import run_ready_jobs
from cms.media import pipeline
from cms.media.asset import AssetState
from cms.media.chime import get_chime
from cms.media.models import Clip, MediaAsset, PackageAsset
from cms.media.rehearsal import rehearse
from media_pipeline import api
from media_pipeline.manifest import Approval, BroadcastSession, RenditionRole
from tests.integration.cms_media.test_assets import make_spoken
from tests.integration.cms_media.test_packages import list_published, publish
from tests.integration.cms_pages.newsroom import BROADCASTER, PUBLISHER, make_officer, make_topic

pytestmark = pytest.mark.django_db

GREETING = {
    "title": "Lời chào",
    "audio": None,
    "opening": "Kính chào bà con.",
    "day": date(2026, 11, 27),
    "script": "Mời bà con nghe.",
}
ITEM = {"title": "Tạm trú", "audio": None, "script": "Khai báo trước 22h."}


def make_bulletin(*blocks: tuple[str, dict[str, object]]) -> BulletinPage:
    bulletin: BulletinPage = HomePage.objects.get().add_child(instance=BulletinPage(title="Bản tin sáng", live=False))
    bulletin.body = list(blocks)
    return bulletin


def make_whole() -> BulletinPage:
    return make_bulletin(
        ("chime", {"title": "Nhạc hiệu", "audio": None}),
        ("greeting", GREETING),
        ("piece", ITEM),
        ("key_point", {"title": "Điều cần nhớ", "audio": None, "script": "Trước 22h."}),
        ("closing", {"title": "Lời kết", "audio": None, "script": "Xin cảm ơn."}),
    )


def sign_in(group: str = PUBLISHER) -> Client:
    client = Client()
    client.force_login(make_officer(group), backend="django.contrib.auth.backends.ModelBackend")
    return client


def get_url(bulletin: BulletinPage) -> str:
    return reverse("bulletin_rehearsal", args=(bulletin.pk,))


def test_everything_is_packed_in_its_order_and_the_date_is_spoken_in_words() -> None:
    bulletin = publish(make_whole())
    assert list_published(bulletin.package) == [
        ("Nhạc hiệu", ""),
        ("Lời chào", "Kính chào bà con. Hôm nay là thứ Sáu, ngày 27/11/2026.\n\nMời bà con nghe."),
        ("Tạm trú", "Khai báo trước 22h."),
        ("Điều cần nhớ", "Trước 22h."),
        ("Lời kết", "Xin cảm ơn."),
    ]
    greeting = MediaAsset.objects.get(title="Lời chào")
    assert greeting.reading.startswith("Kính chào bà con. Hôm nay là thứ Sáu, ngày hai mươi bảy tháng mười một năm")


def test_a_draft_has_one_package_however_often_it_is_saved_and_whoever_publishes_it() -> None:
    bulletin = make_bulletin(("piece", ITEM))
    for _time in range(3):
        bulletin.save_revision()
        bulletin = BulletinPage.objects.get(pk=bulletin.pk).get_latest_revision_as_object()
    BulletinPage.objects.get(pk=bulletin.pk).get_latest_revision().publish()
    assert BulletinPage.objects.get(pk=bulletin.pk).package == PackageAsset.objects.get()
    assert list_published(PackageAsset.objects.get()) == [("Tạm trú", "Khai báo trước 22h.")]


def test_a_chime_is_made_once_for_all_bulletins_and_is_no_machines_voice() -> None:
    first, second = publish(make_whole()), publish(make_whole())
    chimes = {bulletin.package.pieces.all()[0].asset for bulletin in (first, second)}
    assert chimes == {get_chime()}
    assert not get_chime().has_synthetic_voice


def test_the_wards_own_signal_is_played_in_its_place() -> None:
    own = make_spoken("Nhạc hiệu của phường")
    bulletin = publish(make_bulletin(("chime", {"title": "Nhạc hiệu", "audio": own}), ("piece", ITEM)))
    assert bulletin.package.pieces.all()[0].asset == own


def test_blocks_that_say_nothing_are_not_played() -> None:
    bulletin = make_bulletin(("closing", {"title": "Lời kết", "audio": None, "script": " "}), ("piece", ITEM))
    assert [piece.title for piece in bulletin.list_pieces()] == ["Tạm trú"]


def test_a_new_bulletin_begins_with_every_part_and_words_to_go_on_from() -> None:
    url = reverse("wagtailadmin_pages:add", args=("bulletins", "bulletinpage", HomePage.objects.get().pk))
    body = sign_in().get(url).context["form"]["body"].value()
    assert [block.block_type for block in body] == ["chime", "greeting", "piece", "key_point", "closing"]
    assert body[1].value["opening"] == "Kính chào bà con."
    assert body[4].value["script"] == "Bản tin đến đây là hết. Cảm ơn bà con đã lắng nghe."


def test_lengths_of_what_is_not_made_are_called_an_estimate() -> None:
    bulletin = make_whole()
    bulletin.save_revision()
    assembly = measure(bulletin)
    assert [piece.is_exact for piece in assembly.pieces] == [False] * 5
    assert assembly.pieces[0].length == "chưa biết thời lượng"
    assert assembly.pieces[2].length == "khoảng 2 giây"
    assert assembly.total.startswith("Phần đã làm xong: 0 giây. Còn 5 phần chưa làm, ước tính thêm khoảng ")


@pytest.mark.parametrize(
    ("length_ms", "text"),
    [(0, "0 giây"), (3_449, "3,4 giây"), (59_960, "1 phút 0 giây"), (125_300, "2 phút 5,3 giây")],
)
def test_lengths_are_told_to_a_tenth_of_a_second(length_ms: int, text: str) -> None:
    assert write_length(length_ms) == text


def test_a_rehearsal_speaks_a_draft_without_touching_what_is_played() -> None:
    bulletin = publish(make_bulletin(("piece", ITEM)))
    bulletin.body = [("piece", {**ITEM, "script": "Khai báo trước 23h."})]
    bulletin.save_revision()
    client = sign_in()
    assert client.post(get_url(bulletin)).headers["Location"] == get_url(bulletin)
    rehearsal = MediaAsset.objects.get(is_rehearsal=True)
    assert (rehearsal.title, rehearsal.reading) == ("Tạm trú (nghe thử)", "Khai báo trước hai mươi ba giờ.")
    assert list_published(bulletin.package) == [("Tạm trú", "Khai báo trước 22h.")]
    client.post(get_url(bulletin))
    assert MediaAsset.objects.count() == 2
    publish(bulletin)
    assert list_published(bulletin.package) == [("Tạm trú", "Khai báo trước 23h.")]
    assert MediaAsset.objects.count() == 1


def test_each_piece_is_rehearsed_and_a_rewritten_one_again() -> None:
    bulletin = make_bulletin(("piece", ITEM), ("piece", {**ITEM, "script": "Trước 23h."}))
    bulletin.save_revision()
    assert rehearse(bulletin.list_pieces(), bulletin.package) == 2
    assert rehearse(bulletin.list_pieces(), bulletin.package) == 0
    bulletin.body = [("piece", {**ITEM, "script": "Trước 21h."}), ("piece", {**ITEM, "script": "Trước 23h."})]
    assert rehearse(bulletin.list_pieces(), bulletin.package) == 1
    assert {asset.script for asset in MediaAsset.objects.all()} == {"Trước 21h.", "Trước 23h."}


@pytest.mark.parametrize("use", ["page", "clip"])
def test_a_rehearsal_that_somebody_uses_stays(use: str) -> None:
    bulletin = make_bulletin(("piece", ITEM))
    bulletin.save_revision()
    rehearse(bulletin.list_pieces(), bulletin.package)
    rehearsal = MediaAsset.objects.get()
    if use == "clip":
        Clip.objects.create(title="Đoạn", source=rehearsal, start_ms=0, end_ms=5000)
    else:
        make_topic().add_child(instance=ExplainerPage(title="Tạm trú", audio=rehearsal))
    publish(bulletin)
    rehearsal.refresh_from_db()
    assert not rehearsal.is_rehearsal
    assert bulletin.package.pieces.get().asset != rehearsal


def test_rehearsals_are_not_offered_where_recordings_are_chosen() -> None:
    bulletin = make_bulletin(("piece", ITEM))
    bulletin.save_revision()
    rehearse(bulletin.list_pieces(), bulletin.package)
    make_spoken("Bản thu thật")
    chooser = sign_in().get(reverse("wagtailmedia:chooser_typed", args=("audio",)))
    assert [asset.title for asset in chooser.context["media_files"]] == ["Bản thu thật"]


def test_a_rehearsal_names_what_nobody_can_read() -> None:
    bulletin = make_bulletin(("piece", {**ITEM, "script": "Gửi QXZ."}))
    bulletin.save_revision()
    page = sign_in().get(get_url(bulletin)).content.decode()
    assert "Chưa biết đọc “QXZ” trong “Tạm trú”." in page


def test_whoever_may_not_edit_a_bulletin_does_not_hear_its_draft() -> None:
    bulletin = make_whole()
    bulletin.save_revision()
    client = sign_in(BROADCASTER)
    assert client.get(get_url(bulletin)).status_code == 302
    assert client.post(get_url(bulletin)).headers["Location"] != get_url(bulletin)
    assert not MediaAsset.objects.filter(is_rehearsal=True)


def test_the_total_that_is_shown_is_that_of_the_finished_files() -> None:
    """With the real pipeline: the sum in the editor, the package, and one file of all pieces."""
    bulletin = make_bulletin(
        ("chime", {"title": "Nhạc hiệu", "audio": None}),
        ("greeting", GREETING),
        ("closing", {"title": "Lời kết", "audio": None, "script": "Xin cảm ơn."}),
    )
    bulletin.save_revision()
    rehearse(bulletin.list_pieces(), bulletin.package)
    run_ready_jobs()
    rehearsed = measure(bulletin)
    assert rehearsed.missing == ()
    publish(bulletin)
    run_ready_jobs()
    assembly = measure(bulletin)
    assert assembly.missing == ()
    assert assembly.exact_ms == pytest.approx(rehearsed.exact_ms, abs=50)
    bulletin.package.refresh_from_db()
    assert bulletin.package.state == AssetState.READY
    assert pipeline.load_record(bulletin.package.asset_name).duration_ms == assembly.exact_ms
    assert measure_whole_file(bulletin) == pytest.approx(assembly.exact_ms, abs=100)
    assert assembly.total == f"Tổng thời lượng: {write_length(assembly.exact_ms)}, đo trên các tệp đã làm xong."


def measure_whole_file(bulletin: BulletinPage) -> int:
    """Length in ms of the one file that a session of this bulletin alone has."""
    manifest = pipeline.build_manifest(bulletin.package)
    approval = Approval(author="Lan", approver="Minh", approved=date(2026, 11, 26))
    session = BroadcastSession(starts="2026-11-27T05:30:00", approval=approval)
    package = manifest.package.model_copy(update={"session": session})
    record = api.process(
        manifest.model_copy(update={"name": "phien", "package": package}),
        context=api.AssetContext(find_manifest=pipeline._find_manifest, find_record=pipeline.load_record),
        store=pipeline.get_store(),
        settings=pipeline.build_settings(),
    )
    (whole,) = record.with_role(RenditionRole.LOUDSPEAKER)
    return whole.duration_ms
