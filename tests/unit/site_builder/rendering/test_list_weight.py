"""The front page of any list stays within its budget, whatever its entries are called."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import brotli
import pytest

from site_builder.compression import BROTLI_QUALITY
from site_builder.documents.kinds import Kind
from site_builder.listings import FRONT_LEAST, FRONT_MOST, Pages
from site_builder.rendering import Renderer
from site_builder.rendering.document_building import TOPIC_LAW_LIMIT
from site_builder.rendering.page import Listing, ListingType
from tests.bench.vocabulary import COMMON_WORDS, ONSETS, RHYMES
from tests.unit.site_builder.rendering import samples
from tests.unit.site_builder.rendering.conftest import THEME
from tests.unit.site_builder.rendering.in_memory_library import InMemoryLibrary

BUDGET_BYTES = 10_000
MAY_2026 = 2026 * 12 + 4
FEWEST = FRONT_LEAST - 1
LARGEST = {MAY_2026: FRONT_MOST - FEWEST, MAY_2026 + 1: FEWEST, **{year * 12: 30 for year in range(2006, 2026)}}
"""By month: as many as a front page takes whole, and twenty years behind it."""


def write(words: int, seed: int) -> str:
    """Vietnamese of which a third are words that no other text has, so that it is compressed worse than a real one."""
    chance = random.Random(seed)
    found = [
        chance.choice(COMMON_WORDS) if chance.random() < 0.66 else chance.choice(ONSETS) + chance.choice(RHYMES)
        for _number in range(words)
    ]
    return " ".join(found).capitalize()


@pytest.mark.parametrize("type_", [ListingType.SECTION, ListingType.ARCHIVE, ListingType.TAG])
def test_the_longest_front_page_is_within_the_budget(type_: ListingType, tmp_path: Path) -> None:
    front = Pages("/giai-thich/", Counter(LARGEST)).front
    documents = [
        samples.build_document(Kind.EXPLAINER, f"bai-{number}", title=write(14, number), summary=write(32, -number))
        for number in range(front.last)
    ]
    renderer = Renderer(THEME, samples.SETTINGS.model_copy(update={"language": "vi"}), InMemoryLibrary([]), tmp_path)
    page = front.fill([document.meta for document in documents])
    kind = Kind.EXPLAINER if type_ is ListingType.SECTION else None
    html = renderer.render_listing(Listing(type_, "Bài giải thích", "/giai-thich/", page, kind=kind)).html
    assert html.count('class="entry entry--explainer"') == front.last == FRONT_MOST
    assert weigh(html) <= BUDGET_BYTES


def test_a_topic_with_a_full_list_and_its_laws_is_within_the_budget(tmp_path: Path) -> None:
    topic = samples.build_document(Kind.TOPIC, "cu-tru", summary=write(32, 1))
    texts = [
        samples.build_document(
            Kind.EXPLAINER, f"bai-{number}", topic="cu-tru", title=write(14, number), summary=write(32, -number)
        )
        for number in range(FRONT_MOST)
    ]
    laws = [
        samples.build_document(
            Kind.LAW, f"luat-{number}", topic="cu-tru", title=write(9, 99 + number), summary="", **samples.LAW_FIELDS
        )
        for number in range(TOPIC_LAW_LIMIT)
    ]
    settings = samples.SETTINGS.model_copy(update={"language": "vi"})
    html = Renderer(THEME, settings, InMemoryLibrary([topic, *texts, *laws]), tmp_path).render_document(topic).html
    assert html.count('class="entry entry--explainer"') == FRONT_MOST
    assert html.count('class="entry entry--law"') == TOPIC_LAW_LIMIT
    assert weigh(html) <= BUDGET_BYTES


def weigh(html: str) -> int:
    return len(brotli.compress(html.encode(), mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
