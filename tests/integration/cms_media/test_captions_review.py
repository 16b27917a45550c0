"""Captions that wait for an editor: drafted from the script, imported, corrected, confirmed; published only then."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.jobs.lease import claim
from cms.jobs.models import Job, JobState
from cms.jobs.runner import JobContext, run_ready_jobs
from cms.media import pipeline
from cms.media.captions_draft import ALIGN_CAPTIONS, align_captions, request_alignment
from cms.media.models import CaptionsDraft, MediaAsset
from cms.media.signals import asset_processed
from media_pipeline.domain.webvtt import parse_captions
from media_pipeline.manifest import RenditionRole
from media_pipeline.presets import load_speech_preset
from media_pipeline.speech import VoiceOrder, speak
from tests.integration.cms_media.samples import make_wav
from tests.integration.cms_media.test_uploads import upload_media
from tests.integration.cms_pages.newsroom import PUBLISHER, REVIEWER, make_officer

pytestmark = pytest.mark.django_db

SCRIPT = "Xin chào bà con phường Hải An. Mời bà con nghe bản tin đăng ký tạm trú."
VTT = "WEBVTT\n\n00:00:00.200 --> 00:00:01.400\nXin chào bà con\n\n00:00:01.500 --> 00:00:02.900\nHết tin\n"


@pytest.fixture
def officer(settings, tmp_path: Path) -> Client:
    settings.MEDIA_STORE = str(tmp_path / "store")
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    client = Client()
    client.force_login(make_officer(PUBLISHER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_speech(folder: Path, script: str = SCRIPT) -> SimpleUploadedFile:
    """A recording in which the script is read."""
    path = folder / "loi.wav"
    speak(VoiceOrder(script=script, voice="vi-vn-x-south", rate_wpm=130, preset=load_speech_preset()), path)
    return SimpleUploadedFile("loi.wav", path.read_bytes(), content_type="audio/wav")


def upload_speech(officer: Client, tmp_path: Path, **fields: object) -> MediaAsset:
    """A recording that is kept; its files are not made."""
    assert upload_media(officer, "audio", make_speech(tmp_path), **({"script": SCRIPT} | fields)).status_code == 302
    return MediaAsset.objects.get()


def align_now(asset: MediaAsset) -> CaptionsDraft:
    """Run the job that drafts captions, and no other."""
    request_alignment(asset)
    align_captions(JobContext(claim(Job.objects.get(kind=ALIGN_CAPTIONS).pk)))
    Job.objects.filter(kind=ALIGN_CAPTIONS).update(state=JobState.SUCCESSFUL)
    return CaptionsDraft.objects.get(asset=asset)


def get_page(officer: Client, asset: MediaAsset) -> str:
    return officer.get(reverse("media_captions", args=(asset.pk,))).content.decode()


def fill_in(page: str, rows: list[tuple[str, str, str]] | None = None, **changes: str) -> dict[str, str]:
    """What a browser would send: the page's own fields, or other rows in their place."""
    version = re.search(r'name="version" value="(\w+)"', page)
    assert version
    rows = list_rows(page) if rows is None else rows
    data = {"version": version[1], "cue-TOTAL_FORMS": str(len(rows)), "cue-INITIAL_FORMS": "0"}
    for number, (start, end, text) in enumerate(rows):
        data |= {f"cue-{number}-start": start, f"cue-{number}-end": end, f"cue-{number}-text": text}
    return data | changes


def list_rows(page: str) -> list[tuple[str, str, str]]:
    """Start, end and text of each cue on a page."""
    starts = re.findall(r'name="cue-\d+-start" value="([^"]+)"', page)
    ends = re.findall(r'name="cue-\d+-end" value="([^"]+)"', page)
    texts = re.findall(r'<textarea name="cue-\d+-text"[^>]*>\s*([^<\s][^<]*)</textarea>', page)
    return list(zip(starts, ends, texts, strict=True))


def post(officer: Client, asset: MediaAsset, data: dict[str, str]):
    return officer.post(reverse("media_captions", args=(asset.pk,)), data)


def list_captions(asset: MediaAsset) -> list[object]:
    record = pipeline.load_record(asset.asset_name)
    assert record is not None
    return list(record.with_role(RenditionRole.CAPTIONS))


def list_errors(response) -> list[str]:
    assert response.status_code == 200
    return [str(error) for form in response.context["formset"] for errors in form.errors.values() for error in errors]


def test_a_script_gives_a_draft_that_is_published_when_confirmed(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    run_ready_jobs()
    draft = CaptionsDraft.objects.get(asset=asset)
    said = " ".join(" ".join(cue["text"].split()) for cue in draft.cues)
    assert (said, draft.note, draft.is_edited) == (SCRIPT, "", False)
    assert asset.captions == ""
    assert list_captions(asset) == []
    page = get_page(officer, asset)
    assert "Bản nháp, chưa lên trang web" in page
    assert "<audio" in page
    assert "cần nghe lại" not in page
    assert "Có bản nháp chờ xác nhận" in officer.get(reverse("wagtailmedia:edit", args=(asset.pk,))).content.decode()

    assert post(officer, asset, fill_in(page, confirm="1")).status_code == 302
    asset.refresh_from_db()
    run_ready_jobs()
    assert " ".join(" ".join(cue.text.split()) for cue in parse_captions(asset.captions)) == SCRIPT
    assert len(list_captions(asset)) == 1
    assert not CaptionsDraft.objects.exists(), "what is confirmed is not drafted again"


def test_a_corrected_draft_stays_a_draft_that_no_job_replaces(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    rows = [("0:01,500", "0:02.900", "Hết"), ("0:00.2", "0:01.4", "Xin chào\r\nbà con")]
    assert post(officer, asset, fill_in(get_page(officer, asset), rows, save="1")).status_code == 302
    asset.refresh_from_db()
    asset_processed.send(sender=MediaAsset, asset_name=asset.asset_name)
    assert not Job.objects.filter(kind=ALIGN_CAPTIONS).exists()
    draft = CaptionsDraft.objects.get()
    assert [(cue["start_ms"], cue["end_ms"], cue["text"]) for cue in draft.cues] == [
        (200, 1_400, "Xin chào\nbà con"),
        (1_500, 2_900, "Hết"),
    ]
    assert asset.captions == ""


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("0:01", "0:00.5", "Một")], "Lúc hết phải sau lúc bắt đầu"),
        ([("-0:01", "0:02", "Một")], "phút và giây"),
        ([("một", "0:02", "Một")], "phút và giây"),
        ([("0:00", "0:02", "Một"), ("0:01.5", "0:03", "Hai")], "Câu trước đến 0:02.000 mới hết"),
        ([("0:00", "0:02", "dài " * 40)], "tách thành hai câu"),
    ],
)
def test_cues_that_cannot_be_are_refused_beside_them(
    officer: Client, tmp_path: Path, rows: list[tuple[str, str, str]], sentence: str
) -> None:
    asset = upload_speech(officer, tmp_path)
    response = post(officer, asset, fill_in(get_page(officer, asset), rows, confirm="1"))
    errors = list_errors(response)
    assert any(sentence in error for error in errors), errors
    assert rows[0][2].strip() in response.content.decode(), "what was typed stays"
    asset.refresh_from_db()
    assert asset.captions == ""


def test_whoever_saves_second_is_told_and_loses_nothing(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    page = get_page(officer, asset)
    first = fill_in(page, [("0:00", "0:01", "Của chị Lan")], save="1")
    second = fill_in(page, [("0:00", "0:01", "Của anh Tâm")], save="1")
    assert post(officer, asset, first).status_code == 302
    response = post(officer, asset, second)
    answer = response.content.decode()
    assert response.status_code == 200
    assert "có người khác đã lưu" in answer
    assert "Của anh Tâm" in answer
    assert [cue["text"] for cue in CaptionsDraft.objects.get().cues] == ["Của chị Lan"]
    assert post(officer, asset, fill_in(answer, [("0:00", "0:01", "Của cả hai")], save="1")).status_code == 302
    assert [cue["text"] for cue in CaptionsDraft.objects.get().cues] == ["Của cả hai"]


def test_a_script_that_is_not_said_is_told(officer: Client, tmp_path: Path) -> None:
    other = "Cháy, cháy! Mọi người thoát ra ngay. Gọi một một bốn. " * 2
    asset = upload_speech(officer, tmp_path, script=other)
    draft = align_now(asset)
    assert all(cue["is_doubtful"] for cue in draft.cues)
    page = get_page(officer, asset)
    assert "bản thu khác" in page
    assert page.count("cần nghe lại</strong>") == len(draft.cues)
    rows = [("0:00.100", "0:00.300", "Đã nghe lại"), *list_rows(page)[1:]]
    assert post(officer, asset, fill_in(page, rows, save="1", **{"cue-0-is_doubtful": "True"})).status_code == 302
    assert not CaptionsDraft.objects.get().cues[0]["is_doubtful"]


def test_a_recording_in_which_nobody_speaks_has_no_draft_and_says_why(officer: Client) -> None:
    upload_media(officer, "audio", make_wav(), script="Xin chào bà con.")
    asset = MediaAsset.objects.get()
    assert align_now(asset).cues == []
    assert "Không nghe thấy ai nói" in get_page(officer, asset)


@pytest.mark.parametrize("captions", [VTT, ""])
def test_what_has_captions_or_no_script_is_not_aligned(officer: Client, tmp_path: Path, captions: str) -> None:
    asset = upload_speech(officer, tmp_path, captions=captions, script=SCRIPT if captions else "")
    asset_processed.send(sender=MediaAsset, asset_name=asset.asset_name)
    assert not Job.objects.filter(kind=ALIGN_CAPTIONS).exists()


def test_confirmed_captions_are_corrected_on_the_same_page(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path, captions=VTT)
    page = get_page(officer, asset)
    assert "đã được xác nhận" in page
    data = fill_in(page, [("0:00.2", "0:01.4", "Xin chào cả nhà")], confirm="1")
    assert post(officer, asset, data).status_code == 302
    asset.refresh_from_db()
    assert "Xin chào cả nhà" in asset.captions


def import_file(officer: Client, asset: MediaAsset, name: str, content: bytes):
    return officer.post(reverse("media_captions_import", args=(asset.pk,)), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_subrip_in_any_encoding_becomes_the_draft(officer: Client, tmp_path: Path, encoding: str) -> None:
    asset = upload_speech(officer, tmp_path)
    subrip = unicodedata.normalize("NFD", "1\r\n00:00:00,500 --> 00:00:01,500\r\nTạm trú\r\n")
    assert import_file(officer, asset, "loi.srt", subrip.encode(encoding)).status_code == 302
    (cue,) = CaptionsDraft.objects.get().cues
    assert (cue["start_ms"], cue["end_ms"], cue["text"]) == (500, 1_500, "Tạm trú")
    asset.refresh_from_db()
    assert asset.captions == ""


def test_a_plain_transcript_is_taken_over_and_aligned(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path, script="")
    assert import_file(officer, asset, "loi.txt", SCRIPT.encode("utf-16")).status_code == 302
    asset.refresh_from_db()
    assert asset.script == SCRIPT
    align_now(asset)
    assert "phường Hải An." in CaptionsDraft.objects.get().cues[0]["text"].replace("\n", " ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"WEBVTT\n\n-00:01.000 --> 00:02.000\nA\n", "dòng 3"),
        (b"WEBVTT\n\n00:03.000 --> 00:02.000\nA\n", "dòng 3"),
        (b"\x00\x01\x02\x03\xff\xd8" * 40, "UTF-8"),
        (b" \n", "không có chữ"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(officer: Client, tmp_path: Path, content: bytes, sentence: str) -> None:
    asset = upload_speech(officer, tmp_path)
    assert import_file(officer, asset, "loi.vtt", VTT.encode()).status_code == 302
    before = CaptionsDraft.objects.get().cues
    response = import_file(officer, asset, "loi.vtt", content)
    (error,) = response.context["import_form"].errors["file"]
    assert sentence in error
    assert CaptionsDraft.objects.get().cues == before


def test_a_draft_is_dropped_and_made_anew(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    drafted = align_now(asset).cues
    post(officer, asset, fill_in(get_page(officer, asset), [("0:00", "0:01", "Sai")], save="1"))
    assert officer.post(reverse("media_captions_anew", args=(asset.pk,))).status_code == 302
    assert not CaptionsDraft.objects.exists()
    Job.objects.filter(kind=ALIGN_CAPTIONS, state=JobState.SUCCESSFUL).delete()
    assert align_now(asset).cues == drafted


def test_the_drafting_is_stopped_and_begun_anew(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    request_alignment(asset)
    stop_url = reverse("media_captions_stop", args=(asset.pk,))
    assert f'<form action="{stop_url}" method="post">' in get_page(officer, asset)
    page = officer.post(stop_url, follow=True).content.decode()
    assert "Đã dừng tìm mốc thời gian." in page
    assert stop_url not in page
    job = Job.objects.get(kind=ALIGN_CAPTIONS)
    assert (job.state, str(job.cancelled_by)) == (JobState.CANCELLED, "lan")
    assert "Không có gì để hủy" in officer.post(stop_url, follow=True).content.decode()

    officer.post(reverse("media_captions_anew", args=(asset.pk,)))
    assert Job.objects.filter(kind=ALIGN_CAPTIONS, state=JobState.READY).count() == 1


def test_a_draft_does_not_keep_its_recording_from_being_deleted(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    import_file(officer, asset, "loi.vtt", VTT.encode())
    officer.post(reverse("wagtailmedia:delete", args=(asset.pk,)))
    assert not MediaAsset.objects.exists()
    assert not CaptionsDraft.objects.exists()


def test_who_may_not_change_a_recording_may_not_change_its_captions(officer: Client, tmp_path: Path) -> None:
    asset = upload_speech(officer, tmp_path)
    reviewer = Client()
    reviewer.force_login(make_officer(REVIEWER, "tam"), backend="django.contrib.auth.backends.ModelBackend")
    page = reviewer.get(reverse("media_captions", args=(asset.pk,)))
    assert (page.status_code, "cue-0-start" in page.content.decode()) == (302, False)
    import_file(reviewer, asset, "a.vtt", VTT.encode())
    assert CaptionsDraft.objects.count() == 0
    request_alignment(asset)
    reviewer.post(reverse("media_captions_stop", args=(asset.pk,)))
    assert Job.objects.get(kind=ALIGN_CAPTIONS).state == JobState.READY
