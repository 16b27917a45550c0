"""What belongs to a page and not to one of its versions: its id, its address, its package."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.pages.models import PlainPage
from cms.stories.models import StoryPage
from tests.integration.cms_pages.newsroom import make_topic

pytestmark = pytest.mark.django_db


def test_a_new_site_has_a_published_home_page() -> None:
    home = HomePage.objects.get()
    assert home.live
    assert home.address == "/"
    assert home.get_site().root_page.specific == home


def test_a_pages_topic_is_the_topic_it_stands_under() -> None:
    topic = make_topic()
    page = topic.add_child(instance=ExplainerPage(title="Đăng ký tạm trú"))
    assert page.topic_page == topic


def test_a_page_knows_its_address_on_the_site(settings) -> None:
    page = make_topic().add_child(instance=ExplainerPage(title="Đăng ký tạm trú"))
    assert page.full_url == f"{settings.SITE_BASE_URL}/giai-thich/dang-ky-tam-tru/"


def test_an_empty_slug_is_folded_from_the_title() -> None:
    page = make_topic("Đất đai").add_child(instance=ExplainerPage(title="Đăng ký biến động đất đai"))
    assert page.slug == "dang-ky-bien-dong-dat-dai"


def test_a_title_without_letters_still_gets_a_slug() -> None:
    assert make_topic().add_child(instance=ExplainerPage(title="🏠🏠")).slug == "explainer"


def test_one_kind_has_an_address_once_over_the_whole_site() -> None:
    make_topic("Cư trú").add_child(instance=ExplainerPage(title="Tạm trú", slug="tam-tru"))
    with pytest.raises(ValidationError) as refusal:
        make_topic("Hộ tịch").add_child(instance=ExplainerPage(title="Tạm trú khác", slug="tam-tru"))
    assert "Trang «Tạm trú» đã dùng địa chỉ /giai-thich/tam-tru/." in str(refusal.value)


def test_a_proposed_slug_avoids_addresses_in_other_topics() -> None:
    make_topic("Cư trú").add_child(instance=ExplainerPage(title="Tạm trú"))
    assert make_topic("Hộ tịch").add_child(instance=ExplainerPage(title="Tạm trú")).slug == "tam-tru-2"


def test_two_kinds_may_share_a_slug_under_one_topic() -> None:
    topic = make_topic()
    explainer = topic.add_child(instance=ExplainerPage(title="Tạm trú"))
    story = topic.add_child(instance=StoryPage(title="Tạm trú"))
    assert (explainer.address, story.address) == ("/giai-thich/tam-tru/", "/tinh-huong/tam-tru/")


def test_a_plain_page_cannot_take_an_address_of_the_site_itself() -> None:
    with pytest.raises(ValidationError) as refusal:
        HomePage.objects.get().add_child(instance=PlainPage(title="Podcast", slug="podcast"))
    assert "/podcast/" in str(refusal.value)


@pytest.mark.parametrize("slug", ["Tạm-trú", "tam--tru", "-tam-tru", "tam_tru", "TAM-TRU"])
def test_a_slug_is_ascii_lower_case_with_single_hyphens(slug: str) -> None:
    with pytest.raises(ValidationError):
        make_topic().add_child(instance=ExplainerPage(title="Tạm trú", slug=slug))


def test_a_copy_gets_an_id_of_its_own() -> None:
    page = make_topic().add_child(instance=ExplainerPage(title="Tạm trú"))
    page.save_revision().publish()
    copy = page.copy(update_attrs={"slug": "tam-tru-ban-sao"})
    assert copy.document_id != page.document_id
    assert copy.get_latest_revision_as_object().document_id == copy.document_id


def test_an_old_version_does_not_bring_another_id() -> None:
    page = make_topic().add_child(instance=ExplainerPage(title="Tạm trú"))
    revision = page.save_revision()
    revision.content["document_id"] = "00000000-0000-4000-8000-000000000000"
    assert revision.as_object().document_id == page.document_id


def test_the_next_review_comes_after_the_last() -> None:
    page = ExplainerPage(title="Tạm trú", reviewed="2026-11-09", review_due="2026-11-09")
    with pytest.raises(ValidationError) as refusal:
        make_topic().add_child(instance=page)
    assert "review_due" in refusal.value.message_dict
