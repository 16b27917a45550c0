"""Scripts of bulletins are spoken from their reading, and nothing unread is signed off."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.bulletins.jobs import READ_BULLETINS, read_bulletins
from cms.bulletins.models import BulletinPage
from cms.bulletins.wagtail_hooks import keep_unreadable_from_publication
from cms.core.imports import publishing_import
from cms.jobs.context import JobContext
from cms.jobs.models import Job
from cms.media.manifests import build_manifest, build_side_files, compute_fingerprint
from cms.media.models import MediaAsset
from cms.readings.models import LexiconEntry, ReadingRegion, ReadingSettings
from tests.integration.cms_media.test_packages import make_bulletin, publish
from tests.integration.cms_pages.newsroom import PUBLISHER, make_officer

pytestmark = pytest.mark.django_db


def make_published(script: str, **values: object) -> BulletinPage:
    bulletin = make_bulletin({"title": "Tạm trú", "audio": None, "script": script})
    for name, value in values.items():
        setattr(bulletin, name, value)
    published: BulletinPage = publish(bulletin)
    return published


def test_a_script_keeps_its_writing_and_is_spoken_in_words() -> None:
    make_published("Khai báo trước 22h tại UBND.")
    asset = MediaAsset.objects.get()
    assert build_manifest(asset).reading == "tam-tru.cach-doc.txt"
    assert build_side_files(asset) == {
        "tam-tru.txt": "Khai báo trước 22h tại UBND.\n",
        "tam-tru.cach-doc.txt": "Khai báo trước hai mươi hai giờ tại Ủy ban nhân dân.\n",
    }


def test_a_script_that_is_said_as_it_is_written_needs_no_reading() -> None:
    make_published("Xin chào bà con.")
    assert build_manifest(MediaAsset.objects.get()).reading is None


def test_a_new_entry_has_what_it_changes_spoken_anew_and_nothing_else() -> None:
    make_published("Gửi UBND.")
    asset = MediaAsset.objects.get()
    before = compute_fingerprint(asset)
    LexiconEntry.objects.create(written="QXZ", spoken="quỹ xanh")
    run_reading()
    assert compute_fingerprint(MediaAsset.objects.get()) == before
    LexiconEntry.objects.create(written="UBND", spoken="Ủy ban")
    run_reading()
    asset.refresh_from_db()
    assert asset.reading == "Gửi Ủy ban."
    assert asset.requested_fingerprint == compute_fingerprint(asset) != before


def test_another_region_has_numbers_spoken_anew() -> None:
    make_published("Nộp 2.000 đồng.")
    assert MediaAsset.objects.get().reading == "Nộp hai nghìn đồng."
    ReadingSettings.objects.create(site=Site.objects.get(is_default_site=True), region=ReadingRegion.SOUTH)
    run_reading()
    assert MediaAsset.objects.get().reading == "Nộp hai ngàn đồng."


def test_several_changes_are_one_job() -> None:
    LexiconEntry.objects.create(written="QXZ", spoken="quỹ xanh")
    LexiconEntry.objects.create(written="QYZ", spoken="quỹ vàng")
    assert Job.objects.filter(kind=READ_BULLETINS).count() == 1


def test_a_bulletin_whose_entry_is_deleted_stays_as_it_was_signed_off() -> None:
    entry = LexiconEntry.objects.create(written="QXZ", spoken="quỹ xanh")
    make_published("Gửi QXZ.")
    entry.delete()
    run_reading()
    assert MediaAsset.objects.get().reading == "Gửi quỹ xanh."


def test_a_bulletin_that_has_expired_is_not_spoken_anew() -> None:
    make_published("Gửi UBND.", valid_until="2026-01-31")
    LexiconEntry.objects.create(written="UBND", spoken="Ủy ban")
    run_reading()
    assert MediaAsset.objects.get().reading == "Gửi Ủy ban nhân dân."


def test_an_import_keeps_the_recordings_that_it_brings() -> None:
    bulletin = make_published("Gửi UBND.")
    MediaAsset.objects.update(reading="Gửi Ủy ban phường.")
    with publishing_import():
        publish(bulletin)
    assert MediaAsset.objects.get().reading == "Gửi Ủy ban phường."
    publish(bulletin)
    assert MediaAsset.objects.get().reading == "Gửi Ủy ban nhân dân."


@pytest.mark.parametrize("button", ["action-publish", "action-submit"])
def test_an_unknown_abbreviation_blocks_the_sign_off_and_names_its_piece(button: str) -> None:
    client, bulletin = sign_in(), make_draft()
    errors = post(client, bulletin, "Gửi QXZ.", button).context["form"].errors.as_data()["body"]
    (sentence,) = errors[0].block_errors[0].block_errors["script"].messages
    assert sentence == "Chưa biết đọc “QXZ” trong “Tạm trú”."
    bulletin.refresh_from_db()
    assert not bulletin.live
    assert bulletin.current_workflow_state is None
    assert bulletin.get_latest_revision_as_object().list_pieces() == []


def test_a_draft_may_hold_what_nobody_can_read_yet() -> None:
    client, bulletin = sign_in(), make_draft()
    assert post(client, bulletin, "Gửi QXZ.").status_code == 302
    bulletin.refresh_from_db()
    assert bulletin.get_latest_revision_as_object().list_pieces()[0].script == "Gửi QXZ."


def test_with_an_entry_the_bulletin_is_sent_for_approval() -> None:
    client, bulletin = sign_in(), make_draft()
    LexiconEntry.objects.create(written="QXZ", spoken="quỹ xanh")
    assert post(client, bulletin, "Gửi QXZ.", "action-submit").status_code == 302
    bulletin.refresh_from_db()
    assert bulletin.current_workflow_state is not None


def run_reading() -> None:
    """The waiting job alone: nothing is spoken here."""
    job = Job.objects.get(kind=READ_BULLETINS)
    read_bulletins(JobContext(job))
    job.delete()


def sign_in() -> Client:
    client = Client()
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_draft() -> BulletinPage:
    bulletin = make_bulletin()
    bulletin.save_revision()
    return bulletin


def post(client: Client, bulletin: BulletinPage, script: str, button: str = "") -> object:
    piece = {"title": "Tạm trú", "audio": "", "station": "", "script": script, "pages": {"count": 0}}
    data = {
        "title": bulletin.title,
        "slug": bulletin.slug,
        "broadcast_class": "normal",
        "body": streamfield([("piece", piece)]),
        "legal_basis-TOTAL_FORMS": 0,
        "legal_basis-INITIAL_FORMS": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        **({button: "1"} if button else {}),
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=(bulletin.pk,)), nested_form_data(data))


@pytest.mark.parametrize("with_descendants", [False, True])
def test_bulletins_chosen_in_a_list_are_not_published_either(rf: RequestFactory, with_descendants: bool) -> None:
    bulletin = make_bulletin({"title": "Tạm trú", "audio": None, "script": "Gửi QXZ."})
    bulletin.save_revision()
    chosen = [bulletin.get_parent() if with_descendants else bulletin]
    request = rf.post("/", {"include_descendants": "on"} if with_descendants else {})
    request.session = {}
    request._messages = FallbackStorage(request)
    action = SimpleNamespace(next_url="/quan-tri/")
    response = keep_unreadable_from_publication(request, "publish", chosen, action)
    assert response.headers["Location"] == "/quan-tri/"
    assert [str(message) for message in request._messages] == ["Bản tin tuần: Chưa biết đọc “QXZ” trong “Tạm trú”."]
    assert keep_unreadable_from_publication(request, "delete", chosen, action) is None
    LexiconEntry.objects.create(written="QXZ", spoken="quỹ xanh")
    assert keep_unreadable_from_publication(request, "publish", chosen, action) is None
