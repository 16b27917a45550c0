"""The editors' lexicon: entries that work, entries that cannot, and the way from an abbreviation to its entry."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.readings.models import LexiconEntry, ReadingRegion, ReadingSettings
from cms.readings.script import Part, Reader, list_unknown
from media_pipeline.reading import Region
from tests.integration.cms_pages.newsroom import BROADCASTER, make_officer

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_readings_lexiconentry:add"


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(make_officer(BROADCASTER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_entry(written: str, spoken: str) -> LexiconEntry:
    entry = LexiconEntry(written=written, spoken=spoken)
    entry.full_clean()
    entry.save()
    return entry


def test_regions_are_those_of_the_reading() -> None:
    assert ReadingRegion.values == list(Region)


def test_an_entry_is_used_from_the_next_reading_on() -> None:
    part = Part("Mục một", "Gửi QXZ trước 17h.")
    assert [str(found) for found in list_unknown([part], Reader())] == ["Chưa biết đọc “QXZ” trong “Mục một”."]
    make_entry("  QXZ ", "quỹ  xanh")
    assert list_unknown([part], Reader()) == []
    assert Reader().say(part.text) == "Gửi quỹ xanh trước mười bảy giờ."


def test_the_same_abbreviation_is_told_once_for_each_part() -> None:
    parts = [Part("Một", "QXZ và QXZ."), Part("Hai", "QXZ.")]
    assert [found.part for found in list_unknown(parts, Reader())] == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("written", "spoken", "field"),
    [
        ("(QXZ)", "quỹ xanh", "written"),
        ("QXZ", "quỹ QYZ", "spoken"),
        ("QXZ", "...", "spoken"),
        ("QXZ", "đội của ABQ", "spoken"),
    ],
)
def test_an_entry_that_cannot_work_is_refused_where_it_is_wrong(written: str, spoken: str, field: str) -> None:
    make_entry("ABQ", "an bình quận")
    with pytest.raises(ValidationError) as caught:
        make_entry(written, spoken)
    assert list(caught.value.message_dict) == [field]


def test_an_entry_may_be_changed_without_being_compared_with_itself() -> None:
    entry = make_entry("QXZ", "quỹ xanh")
    entry.spoken = "quỹ xanh phường"
    entry.full_clean()


def test_numbers_are_said_with_the_words_of_the_region() -> None:
    assert Reader().say("Nộp 2.024 đồng.") == "Nộp hai nghìn không trăm hai mươi tư đồng."
    ReadingSettings.objects.create(site=Site.objects.get(is_default_site=True), region=ReadingRegion.SOUTH)
    assert "ngàn" in Reader().say("Nộp 2.024 đồng.")


def test_the_form_begins_with_the_abbreviation_and_leads_back(staff: Client) -> None:
    url = f"{reverse(ADD)}?written=QXZ&next=/quan-tri/loi-doc/7/"
    page = staff.get(url).content.decode()
    assert 'value="QXZ"' in page
    assert "ục từ điển đọc" in page
    response = staff.post(url, {"written": "QXZ", "spoken": "quỹ xanh", "note": ""})
    assert response.headers["Location"] == "/quan-tri/loi-doc/7/"
    assert LexiconEntry.objects.get().spoken == "quỹ xanh"


def test_the_form_keeps_the_way_back_when_it_is_shown_again(staff: Client) -> None:
    url = f"{reverse(ADD)}?next=/quan-tri/loi-doc/7/"
    page = staff.post(url, {"written": "QXZ", "spoken": "", "note": ""}).content.decode()
    assert "?next=%2Fquan-tri%2Floi-doc%2F7%2F" in page


def test_nobody_is_led_to_another_site(staff: Client) -> None:
    response = staff.post(
        f"{reverse(ADD)}?next=https://la.example/", {"written": "QXZ", "spoken": "quỹ xanh", "note": ""}
    )
    assert response.headers["Location"] == reverse("wagtailsnippets_readings_lexiconentry:list")
