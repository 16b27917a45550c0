"""Publish, unpublish, move, re-slug, delete, schedule, make private: each reaches the site by the outbox."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import PageLogEntry, PageViewRestriction

from cms.core.models import LegalBasis, SiteSettings
from cms.explainers.models import EasyReadPart, ExplainerPage
from cms.home.models import FeaturedPage, HomePage
from cms.jobs.models import Job, JobState
from cms.publishing.history import ON_SITE
from cms.publishing.models import BuildRecord, OutboxEntry, PublicationState
from cms.publishing.publisher.run import find_unknown_files, publish_site
from cms.publishing.reports import list_people
from cms.publishing.status import Tone, describe_status
from tests.integration.publishing.newsroom import (
    StandInBuilder,
    bring_to_site,
    find_publication,
    load_content,
    make_explainer,
    make_guide,
    make_law,
    make_topic,
    publish,
    read_file,
)

pytestmark = pytest.mark.django_db


def read_redirects() -> dict[str, str | None]:
    entries = yaml.safe_load((settings.CONTENT_DIR / "redirects.yaml").read_text("utf-8"))
    return {entry["from"]: entry["to"] for entry in entries}


def test_a_published_page_becomes_a_file_and_a_build(builder: StandInBuilder) -> None:
    page = make_explainer(make_topic(), summary="Ai ở từ 30 ngày trở lên.")
    bring_to_site()
    assert set(load_content()) == {"home/trang-chu", "topic/cu-tru", "explainer/dang-ky-tam-tru"}
    assert find_publication(page).state == PublicationState.LIVE
    assert describe_status(page).tone == Tone.GOOD
    assert BuildRecord.objects.get().entry_count == OutboxEntry.objects.exclude(done=None).count() > 0


def test_changes_that_wait_reach_the_site_in_one_build(builder: StandInBuilder) -> None:
    topic = make_topic()
    for title in ("Đăng ký tạm trú", "Đăng ký thường trú", "Thông báo lưu trú"):
        make_explainer(topic, title)
    bring_to_site()
    assert builder.build_count == 1
    assert len(load_content()) == 5


def test_a_saved_draft_is_nobodys_business(builder: StandInBuilder) -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    page.title = "Bản nháp"
    page.save_revision()
    assert not OutboxEntry.objects.filter(done=None).exists()
    bring_to_site()
    assert builder.build_count == 1
    assert "Bản nháp" not in read_file("explainer/dang-ky-tam-tru")


def test_the_entry_is_written_with_the_change_or_not_at_all() -> None:
    topic = make_topic()
    bring_to_site()
    try:
        with transaction.atomic():
            make_explainer(topic)
            raise RuntimeError("the machine stops")
    except RuntimeError:
        pass
    assert not OutboxEntry.objects.filter(done=None).exists()
    assert not Job.objects.filter(state=JobState.READY).exists()


def test_an_unpublished_page_is_gone_and_says_so() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    page.unpublish()
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" not in load_content()
    assert read_redirects() == {"/giai-thich/dang-ky-tam-tru/": None}


def test_a_page_that_comes_back_takes_its_address_back() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    page.unpublish()
    bring_to_site()
    publish(page)
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" in load_content()
    assert read_redirects() == {}


def test_a_new_slug_leaves_a_redirect_that_follows_the_page() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    for slug in ("tam-tru", "dang-ky-tam-tru-moi"):
        page.slug = slug
        page = publish(page)
        bring_to_site()
    new = "/giai-thich/dang-ky-tam-tru-moi/"
    assert read_redirects() == {"/giai-thich/dang-ky-tam-tru/": new, "/giai-thich/tam-tru/": new}
    page.unpublish()
    bring_to_site()
    assert read_redirects() == {"/giai-thich/dang-ky-tam-tru/": None, "/giai-thich/tam-tru/": None, new: None}


def test_what_stands_below_a_page_ends_with_it() -> None:
    page = make_explainer(make_topic())
    page.easy_read.add(EasyReadPart(text="Bạn hãy đăng ký."))
    page, guide = publish(page), make_guide()
    bring_to_site()
    assert read_redirects() == {}
    page.slug, guide.slug = "tam-tru", "chuyen-den"
    page, guide = publish(page), publish(guide)
    bring_to_site()
    moved = {
        "/giai-thich/dang-ky-tam-tru/": "/giai-thich/tam-tru/",
        "/giai-thich/dang-ky-tam-tru/de-doc/": "/giai-thich/tam-tru/",
        "/loi-di/den-o/": "/loi-di/chuyen-den/",
        "/loi-di/den-o/o-bao-lau/": "/loi-di/chuyen-den/",
        "/loi-di/den-o/bao-luu-tru/": "/loi-di/chuyen-den/",
    }
    assert read_redirects() == moved
    guide.unpublish()
    bring_to_site()
    gone = {f"/loi-di/{slug}/{step}" for slug in ("den-o", "chuyen-den") for step in ("", "o-bao-lau/", "bao-luu-tru/")}
    assert {address for address, to in read_redirects().items() if to is None} == gone
    publish(guide)
    bring_to_site()
    assert read_redirects() == moved


def test_who_kept_the_address_of_a_question_that_was_taken_out_is_led_to_the_guide() -> None:
    page, guide = make_explainer(make_topic()), make_guide()
    page.easy_read.add(EasyReadPart(text="Bạn hãy đăng ký."))
    page = publish(page)
    bring_to_site()
    whole, ways = guide.body, [{"label": "Lâu", "next": "", "page": page}]
    guide.body = [("ask", {"question": "Bạn ở bao lâu?", "name": "ở bao lâu", "hint": "", "choices": ways})]
    page.easy_read.clear()
    publish(guide), publish(page)
    bring_to_site()
    ended = {
        "/loi-di/den-o/bao-luu-tru/": "/loi-di/den-o/",
        "/giai-thich/dang-ky-tam-tru/de-doc/": "/giai-thich/dang-ky-tam-tru/",
    }
    assert read_redirects() == ended
    guide.body = whole
    publish(guide)
    bring_to_site()
    assert read_redirects() == {"/giai-thich/dang-ky-tam-tru/de-doc/": "/giai-thich/dang-ky-tam-tru/"}


def test_two_pages_may_swap_their_addresses() -> None:
    topic = make_topic()
    first, second = make_explainer(topic, "Một"), make_explainer(topic, "Hai")
    bring_to_site()
    ExplainerPage.objects.filter(pk=first.pk).update(slug="tam")
    ExplainerPage.objects.filter(pk=second.pk).update(slug="mot")
    ExplainerPage.objects.filter(pk=first.pk).update(slug="hai")
    publish_site(everything=True)
    content = load_content()
    assert (content["explainer/hai"].meta.title, content["explainer/mot"].meta.title) == ("Một", "Hai")
    assert read_redirects() == {}


def test_a_deleted_page_is_gone() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    page.delete()
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" not in load_content()
    assert read_redirects() == {"/giai-thich/dang-ky-tam-tru/": None}


def test_a_deleted_topic_takes_its_pages_along() -> None:
    topic = make_topic()
    make_explainer(topic)
    bring_to_site()
    topic.delete()
    bring_to_site()
    assert set(load_content()) == {"home/trang-chu"}


def test_a_moved_page_has_its_new_topic() -> None:
    page, other = make_explainer(make_topic()), make_topic("Hộ tịch")
    bring_to_site()
    page.move(other, pos="last-child")
    bring_to_site()
    assert load_content()["explainer/dang-ky-tam-tru"].meta.topic == "ho-tich"
    assert read_redirects() == {}


def test_a_topics_new_slug_reaches_its_pages_and_the_links_to_it() -> None:
    topic = make_topic()
    make_explainer(topic)
    linking = make_explainer(
        make_topic("Hộ tịch"), "Khai sinh", body=[("text", f'<p>Xem <a linktype="page" id="{topic.pk}">cư trú</a></p>')]
    )
    bring_to_site()
    topic.slug = "noi-o"
    publish(topic)
    bring_to_site()
    assert load_content()["explainer/dang-ky-tam-tru"].meta.topic == "noi-o"
    assert "[cư trú]({filename}/topic/noi-o.md)" in read_file("explainer/khai-sinh")
    assert find_publication(linking).notes == []


def test_a_private_page_is_taken_down_until_it_is_public_again() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" not in load_content()
    assert read_redirects() == {"/giai-thich/dang-ky-tam-tru/": None}
    restriction.delete()
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" in load_content()
    assert read_redirects() == {}


def test_a_private_topic_takes_down_what_stands_below_it() -> None:
    topic = make_topic()
    make_explainer(topic)
    bring_to_site()
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.LOGIN)
    bring_to_site()
    assert set(load_content()) == {"home/trang-chu"}


def test_a_page_without_its_topic_stays_without_naming_it() -> None:
    topic = make_topic()
    make_explainer(topic)
    bring_to_site()
    topic.unpublish()
    bring_to_site()
    assert load_content()["explainer/dang-ky-tam-tru"].meta.topic is None


def test_a_scheduled_page_appears_at_its_hour() -> None:
    topic = make_topic()
    page = topic.add_child(
        instance=ExplainerPage(title="Sắp đăng", live=False, go_live_at=timezone.now() + timedelta(hours=1))
    )
    revision = page.save_revision()
    revision.publish()
    bring_to_site()
    assert "explainer/sap-dang" not in load_content()
    past = timezone.now() - timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    bring_to_site()
    assert "explainer/sap-dang" in load_content()


def test_a_page_disappears_when_it_expires() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    ExplainerPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    bring_to_site()
    assert "explainer/dang-ky-tam-tru" not in load_content()


def test_saved_site_settings_reach_the_site() -> None:
    site_settings = SiteSettings.for_site(HomePage.objects.get().get_site())
    site_settings.ward = "phường Hải An"
    site_settings.save()
    bring_to_site()
    assert yaml.safe_load((settings.CONTENT_DIR / "site.yaml").read_text("utf-8"))["ward"] == "phường Hải An"


def test_a_law_that_is_taken_off_leaves_the_pages_that_cite_it() -> None:
    law = make_law()
    page = make_explainer(
        make_topic(),
        body=[
            ("text", "<p>Mở đầu.</p>"),
            ("cite", {"law": law, "article": "27", "clause": "", "point": "", "says": ""}),
            ("text", '<p>Đọc <a href="/van-ban/luat-cu-tru-2020/">luật</a>.</p>'),
        ],
    )
    page.legal_basis = [LegalBasis(law=law, article="27")]
    page = publish(page)
    bring_to_site()
    whole = read_file("explainer/dang-ky-tam-tru")
    assert "/// cite" in whole and "[luật]({filename}/law/luat-cu-tru-2020.md)" in whole
    law.unpublish()
    bring_to_site()
    document = load_content()["explainer/dang-ky-tam-tru"]
    assert document.meta.cites == ()
    assert [block.name for block in document.body] == ["text", "text"]
    assert "luat-cu-tru-2020" in " ".join(describe_status(page).notes)
    publish(law)
    bring_to_site()
    assert read_file("explainer/dang-ky-tam-tru") == whole
    assert describe_status(page).notes == ()


def test_a_featured_page_that_is_taken_off_leaves_the_home_page() -> None:
    page = make_explainer(make_topic())
    home = HomePage.objects.get()
    home.featured = [FeaturedPage(page=page)]
    publish(home)
    bring_to_site()
    assert load_content()["home/trang-chu"].meta.featured == ("explainer/dang-ky-tam-tru",)
    page.unpublish()
    bring_to_site()
    assert load_content()["home/trang-chu"].meta.featured == ()


def test_changes_without_a_signal_are_found_by_comparing_everything(builder: StandInBuilder) -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    ExplainerPage.objects.filter(pk=page.pk).update(summary="Sửa hàng loạt.")
    bring_to_site()
    assert "Sửa hàng loạt." not in read_file("explainer/dang-ky-tam-tru")
    call_command("publish_site", verbosity=0)
    assert "Sửa hàng loạt." in read_file("explainer/dang-ky-tam-tru")


def test_a_file_that_was_lost_is_written_again() -> None:
    make_explainer(make_topic())
    bring_to_site()
    (settings.CONTENT_DIR / "explainer/dang-ky-tam-tru.md").unlink()
    call_command("publish_site", verbosity=0)
    assert "explainer/dang-ky-tam-tru" in load_content()


def test_a_second_comparison_writes_nothing() -> None:
    make_explainer(make_topic())
    bring_to_site()
    publish_site(everything=True)
    record = publish_site(everything=True)
    assert (record.written_count, record.removed_count) == (0, 0)


def test_a_hand_made_file_is_kept_and_reported() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    text = read_file("explainer/dang-ky-tam-tru").replace("dang-ky-tam-tru", "viet-tay")
    text = text.replace(str(page.document_id), str(uuid.uuid4()))
    path = settings.CONTENT_DIR / "explainer/viet-tay.md"
    path.write_text(text, "utf-8")
    bring_to_site()
    publish_site(everything=True)
    assert path.read_text("utf-8") == text
    assert find_unknown_files() == ["explainer/viet-tay.md"]


def test_the_history_of_a_page_says_when_residents_could_read_it() -> None:
    page = make_explainer(make_topic())
    bring_to_site()
    entries = PageLogEntry.objects.filter(page=page.pk, action=ON_SITE)
    assert [str(entry.message) for entry in entries] == ["Người dân đã đọc được bản này"]
    bring_to_site()
    assert entries.count() == 1


def test_a_build_knows_whose_changes_it_shows(django_user_model, builder: StandInBuilder) -> None:
    officer = django_user_model.objects.create_user("lan", last_name="Phạm Thị", first_name="Lan")
    with LogContext(user=officer):
        make_topic()
    bring_to_site()
    assert list_people(BuildRecord.objects.latest("pk")) == builder.published_by == "Phạm Thị Lan"


def test_comparing_everything_finds_files_that_have_drifted(builder: StandInBuilder) -> None:
    make_topic()
    publish_site(everything=True)
    assert BuildRecord.objects.latest("pk").drift_count == 0
    builder.drifted = 3
    publish_site(everything=True)
    assert BuildRecord.objects.latest("pk").drift_count == 3
