"""What cannot be published is set aside with its sentence or waits; the rest goes on, and older versions stay."""

from __future__ import annotations

import unicodedata

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.explainers.models import ExplainerPage
from cms.jobs.models import Job, JobState
from cms.publishing.errors import BuildFailedError
from cms.publishing.models import BuildRecord, BuildState, OutboxEntry, PublicationState
from cms.publishing.publisher import run, writing
from cms.publishing.publisher.run import publish_site
from cms.publishing.status import Tone, describe_status
from tests.integration.publishing.newsroom import (
    StandInBuilder,
    StandInPipeline,
    bring_to_site,
    find_publication,
    load_content,
    make_explainer,
    make_law,
    make_recording,
    make_topic,
    publish,
    read_file,
)

pytestmark = pytest.mark.django_db


def run_publisher_alone() -> None:
    """The publisher, and not the job that makes media."""
    publish_site()


# --- media -----------------------------------------------------------------------------------------------------------


def test_a_page_waits_for_its_recording_and_others_do_not() -> None:
    topic = make_topic()
    waiting = make_explainer(topic, "Có âm thanh", audio=make_recording())
    make_explainer(topic, "Không âm thanh")
    run_publisher_alone()
    assert "explainer/khong-am-thanh" in load_content()
    assert "explainer/co-am-thanh" not in load_content()
    status = describe_status(waiting)
    assert (find_publication(waiting).state, status.tone) == (PublicationState.WAITING, Tone.PENDING)
    assert "Nghe đăng ký tạm trú" in status.sentence


def test_a_page_goes_when_its_recording_is_made() -> None:
    page = make_explainer(make_topic(), audio=make_recording())
    run_publisher_alone()
    bring_to_site()
    assert load_content()["explainer/dang-ky-tam-tru"].meta.audio == "nghe-dang-ky-tam-tru"
    assert (settings.CONTENT_DIR / "media" / "nghe-dang-ky-tam-tru.json").is_file()
    assert find_publication(page).state == PublicationState.LIVE


def test_the_older_version_stays_while_the_newer_one_waits() -> None:
    page = make_explainer(make_topic(), summary="Bản cũ.")
    bring_to_site()
    page.summary, page.audio = "Bản mới.", make_recording()
    page = publish(page)
    run_publisher_alone()
    assert "Bản cũ." in read_file("explainer/dang-ky-tam-tru")
    bring_to_site()
    assert "Bản mới." in read_file("explainer/dang-ky-tam-tru")


def test_a_recording_that_cannot_be_made_is_the_reason_the_editor_reads(media: StandInPipeline) -> None:
    media.works = False
    page = make_explainer(make_topic(), audio=make_recording())
    bring_to_site()
    status = describe_status(page)
    assert status.tone == Tone.BAD
    assert "Tệp âm thanh bị hỏng." in status.sentence
    assert "topic/cu-tru" in load_content()


def test_a_changed_asset_is_written_again_for_the_pages_that_use_it() -> None:
    recording = make_recording()
    make_explainer(make_topic(), audio=recording)
    bring_to_site()
    recording.refresh_from_db()
    recording.script = "Lời đọc mới."
    recording.save()
    bring_to_site()
    assert (settings.CONTENT_DIR / "media" / "nghe-dang-ky-tam-tru.txt").read_text("utf-8") == "Lời đọc mới.\n"


def test_an_asset_that_no_public_page_uses_stays_in_the_cms() -> None:
    make_recording()
    make_topic()
    bring_to_site()
    assert not (settings.CONTENT_DIR / "media").exists()


# --- documents that break the build ----------------------------------------------------------------------------------


def test_a_page_that_breaks_the_build_is_set_aside_and_the_rest_published(builder: StandInBuilder) -> None:
    builder.refuses["Bài hỏng"] = "Bài này không dựng được."
    topic = make_topic()
    broken = make_explainer(topic, "Bài hỏng")
    make_explainer(topic, "Bài lành", body=[("text", f'<p><a linktype="page" id="{broken.pk}">Xem</a></p>')])
    bring_to_site()
    assert set(load_content()) == {"home/trang-chu", "topic/cu-tru", "explainer/bai-lanh"}
    status = describe_status(broken)
    assert (status.tone, status.sentence) == (Tone.BAD, "Bài này không dựng được.")
    assert BuildRecord.objects.first().broken_count == 1


def test_the_older_version_comes_back_when_the_newer_one_breaks_the_build(builder: StandInBuilder) -> None:
    page = make_explainer(make_topic(), summary="Bản cũ.")
    bring_to_site()
    before = read_file("explainer/dang-ky-tam-tru")
    builder.refuses["Bản hỏng"] = "Bài này không dựng được."
    page.summary, page.slug = "Bản hỏng", "tam-tru"
    page = publish(page)
    bring_to_site()
    assert read_file("explainer/dang-ky-tam-tru") == before
    assert "explainer/tam-tru" not in load_content()
    assert find_publication(page).state == PublicationState.BROKEN
    page.summary = "Bản đã sửa."
    publish(page)
    bring_to_site()
    assert "Bản đã sửa." in read_file("explainer/tam-tru")


def test_a_refused_text_does_not_break_a_build_twice(builder: StandInBuilder) -> None:
    builder.refuses["Bài hỏng"] = "Bài này không dựng được."
    topic = make_topic()
    make_explainer(topic, "Bài hỏng")
    bring_to_site()
    count = builder.build_count
    make_explainer(topic, "Bài lành")
    bring_to_site()
    assert builder.build_count == count + 1


def test_a_refused_page_is_tried_again_when_everything_is(builder: StandInBuilder) -> None:
    builder.refuses["Bài hỏng"] = "Bài này không dựng được."
    make_explainer(make_topic(), "Bài hỏng")
    bring_to_site()
    with pytest.raises(CommandError):
        call_command("publish_site", verbosity=0)
    builder.refuses.clear()
    call_command("publish_site", verbosity=0)
    assert "explainer/bai-hong" in load_content()


def test_a_builder_that_is_down_costs_nothing_but_time(builder: StandInBuilder) -> None:
    builder.is_down = True
    page = make_explainer(make_topic())
    bring_to_site()
    assert BuildRecord.objects.get().state == BuildState.FAILED
    assert "Ổ đĩa đã đầy." in describe_status(page).sentence
    assert OutboxEntry.objects.filter(done=None).exists()
    builder.is_down = False
    publish_site()
    assert find_publication(page).state == PublicationState.LIVE
    assert not OutboxEntry.objects.filter(done=None).exists()


def test_a_publisher_that_fails_for_good_can_be_retried(builder: StandInBuilder) -> None:
    builder.is_down = True
    make_topic()
    bring_to_site()
    job = Job.objects.get(kind="publish-site")
    assert (job.state, job.error) == (JobState.READY, "Ổ đĩa đã đầy.")


# --- killed at any instant -------------------------------------------------------------------------------------------


class Killed(BaseException):
    """As kill -9: nothing catches it, nothing is tidied up."""


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (writing, "_remember_intentions"),
        (writing.content_files, "write_file"),
        (writing, "_remove_document"),
        (writing, "_remember_outcomes"),
        (run, "build_site"),
        (run, "_close"),
    ],
)
def test_a_run_that_is_killed_is_finished_by_the_next(place, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = make_topic()
    page = make_explainer(topic, summary="Bản cũ.")
    doomed = make_explainer(topic, "Sẽ gỡ")
    bring_to_site()
    page.slug, page.summary = "tam-tru", "Bản mới."
    page = publish(page)
    doomed.unpublish()

    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(place, name, die)
        with pytest.raises(Killed):
            publish_site()
    page.summary = "Bản mới hơn."
    publish(page)
    publish_site()
    assert set(load_content()) == {"home/trang-chu", "topic/cu-tru", "explainer/tam-tru"}
    assert "Bản mới hơn." in read_file("explainer/tam-tru")
    redirects = (settings.CONTENT_DIR / "redirects.yaml").read_text("utf-8")
    assert "to: /giai-thich/tam-tru/" in redirects
    assert find_publication(page).state == PublicationState.LIVE


# --- files that somebody else made -----------------------------------------------------------------------------------


def test_a_hand_edit_that_was_not_imported_is_not_written_over() -> None:
    page = make_explainer(make_topic(), summary="Bản cũ.")
    bring_to_site()
    path = settings.CONTENT_DIR / "explainer/dang-ky-tam-tru.md"
    path.write_text(path.read_text("utf-8").replace("Bản cũ.", "Sửa tay."), "utf-8")
    page.summary = "Bản mới."
    page = publish(page)
    bring_to_site()
    assert "Sửa tay." in path.read_text("utf-8")
    assert "content/explainer/dang-ky-tam-tru.md" in describe_status(page).sentence


def test_a_hand_edited_page_that_is_taken_off_is_kept_aside() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    path = settings.CONTENT_DIR / "explainer/dang-ky-tam-tru.md"
    path.write_text(path.read_text("utf-8") + "\nSửa tay.\n", "utf-8")
    page.unpublish()
    bring_to_site()
    assert not path.exists()
    (kept,) = (settings.VAR_DIR / "set-aside" / "explainer").iterdir()
    assert "Sửa tay." in kept.read_text("utf-8")


def test_a_file_that_nobody_imported_keeps_its_address() -> None:
    topic = make_topic()
    bring_to_site()
    path = settings.CONTENT_DIR / "explainer/dang-ky-tam-tru.md"
    path.parent.mkdir(exist_ok=True)
    foreign = read_file("topic/cu-tru").replace("kind: topic", "kind: explainer").replace("cu-tru", "dang-ky-tam-tru")
    path.write_text(foreign, "utf-8")
    page = make_explainer(topic)
    bring_to_site()
    assert path.read_text("utf-8") == foreign
    assert describe_status(page).tone == Tone.BAD


def test_of_two_pages_that_want_one_address_the_one_that_has_it_keeps_it() -> None:
    topic = make_topic()
    first, second = make_explainer(topic, "Một"), make_explainer(topic, "Hai")
    bring_to_site()
    ExplainerPage.objects.filter(pk=second.pk).update(slug="mot")
    with pytest.raises(CommandError):
        call_command("publish_site", verbosity=0)
    assert load_content()["explainer/mot"].meta.title == "Một"
    assert load_content()["explainer/hai"].meta.title == "Hai"
    assert describe_status(first).tone == Tone.GOOD
    assert describe_status(second).tone == Tone.BAD


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Nói \"thẳng\" & nói 'thật'",
        "<b>Đậm</b> <script>alert(1)</script>",
        "Luật 🏠 mới 👨‍👩‍👧",
        "To\u0302i la\u0300 ai\u0323",
        "# Không: phải | tiêu đề",
        "- [x] {filename}/law/x.md",
    ],
)
def test_any_title_passes_through_the_whole_chain(title: str) -> None:
    law = make_law(title=title)
    page = make_explainer(make_topic(), title, body=[("heading", {"level": "2", "text": title})], who=title)
    bring_to_site()
    expected = unicodedata.normalize("NFC", title)
    document = load_content()[find_publication(page).ref]
    assert (document.meta.title, document.meta.who, document.body[0]["text"]) == (expected, expected, expected)
    assert load_content()[f"law/{law.slug}"].meta.title == expected


def test_a_builder_error_without_a_document_fails_the_run(builder: StandInBuilder) -> None:
    builder.is_down = True
    make_topic()
    with pytest.raises(BuildFailedError, match="Ổ đĩa"):
        publish_site()
