"""Numbers of legal texts, as typed and as keyed."""

from __future__ import annotations

from datetime import date

import pytest

from cms.laws.numbers import build_number_key, has_year, normalise_number


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("Số: 68/2020/QH14", "68/2020/QH14"),
        ("số hiệu 42/2022/NĐCP", "42/2022/NĐ-CP"),
        ("42/2022/ND-CP", "42/2022/NĐ-CP"),
        (" 39 / 2020 / TT-BTTTT ", "39/2020/TT-BTTTT"),
        ("766/QĐ-TTg", "766/QĐ-TTg"),
        ("27/2025/qđ-ttg", "27/2025/QĐ-TTg"),
    ],
)
def test_a_number_is_brought_into_its_official_form(typed: str, official: str) -> None:
    assert normalise_number(typed) == official


def test_only_texts_that_make_rules_carry_their_year() -> None:
    assert has_year("68/2020/QH14")
    assert not has_year("766/QĐ-TTg")
    assert not has_year("160/KH-UBND")


def test_a_number_with_a_year_is_a_key_of_its_own() -> None:
    day = date(2020, 11, 13)
    assert build_number_key("68/2020/QH14", issuer="Quốc hội", issued=day) == build_number_key(
        "Số: 68/2020/qh14", issuer="", issued=None
    )


def test_a_number_without_a_year_is_keyed_with_issuer_and_date() -> None:
    plan = {"issuer": "UBND phường Hải An", "issued": date(2026, 1, 5)}
    key = build_number_key("160/KH-UBND", **plan)
    assert key != build_number_key("160/KH-UBND", **(plan | {"issued": date(2025, 1, 5)}))
    assert key != build_number_key("160/KH-UBND", **(plan | {"issuer": "UBND phường Lê Chân"}))
    assert key == build_number_key("160/KH-UBND", issuer="ubnd phường hải an", issued=date(2026, 1, 5))
