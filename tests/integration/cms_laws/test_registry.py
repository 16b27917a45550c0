"""The law registry: one entry for each text, an address that holds still."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cms.laws.models import Law

pytestmark = pytest.mark.django_db


def build_law(**changes: object) -> Law:
    """A law as an officer fills it in."""
    fields = {
        "title": "Luật Cư trú 2020",
        "number": "68/2020/QH14",
        "law_type": "Luật",
        "issuer": "Quốc hội",
        "issued": date(2020, 11, 13),
        "effective": date(2021, 7, 1),
    }
    return Law(**(fields | changes))


def save(law: Law) -> Law:
    law.full_clean()
    law.save()
    return law


def test_an_entry_is_normalised_and_gets_a_slug() -> None:
    law = save(build_law(number="Số: 68/2020/QH14 "))
    assert (law.number, law.slug, law.address) == ("68/2020/QH14", "luat-cu-tru-2020", "/van-ban/luat-cu-tru-2020/")


def test_a_text_is_registered_once() -> None:
    save(build_law())
    with pytest.raises(ValidationError) as refusal:
        save(build_law(title="Luật về cư trú", number="số 68/2020/qh14"))
    assert "Danh mục đã có văn bản này: «Luật Cư trú 2020»" in str(refusal.value)


def test_numbers_without_a_year_are_told_apart_by_issuer_and_date() -> None:
    plan = {"number": "160/KH-UBND", "law_type": "Kế hoạch", "effective": None}
    save(build_law(**plan, title="Kế hoạch A", issuer="UBND phường Hải An", issued=date(2026, 1, 5)))
    save(build_law(**plan, title="Kế hoạch B", issuer="UBND phường Hải An", issued=date(2025, 1, 5)))
    save(build_law(**plan, title="Kế hoạch C", issuer="UBND phường Lê Chân", issued=date(2026, 1, 5)))
    with pytest.raises(ValidationError):
        save(build_law(**plan, title="Kế hoạch D", issuer="UBND Phường Hải An", issued=date(2026, 1, 5)))


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"effective": date(2020, 1, 1)}, "effective"),
        ({"expired_on": date(2021, 1, 1)}, "expired_on"),
        ({"amended": date(2020, 1, 1)}, "amended"),
    ],
)
def test_dates_come_in_their_order(dates: dict[str, date], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        save(build_law(**dates))
    assert field in refusal.value.message_dict


def test_a_published_laws_address_never_changes() -> None:
    law = save(build_law())
    law.save_revision().publish()
    law.refresh_from_db()
    law.slug = "luat-moi"
    with pytest.raises(ValidationError) as refusal:
        law.full_clean()
    assert "luat-cu-tru-2020" in str(refusal.value)


def test_a_law_cannot_replace_itself() -> None:
    law = save(build_law())
    law.replaced_by = law
    with pytest.raises(ValidationError):
        law.full_clean()
