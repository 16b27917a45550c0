"""`redirects.yaml` and the rules that come of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.building.ended_addresses import EndedAddress, iter_beside, load_ended_addresses, plan_rules
from site_builder.errors import ContentFileError
from site_builder.redirect_rules import GONE, MOVED, RedirectRule
from site_builder.settings import SiteSettings


def make(address: str, to: str | None) -> EndedAddress:
    return EndedAddress.model_validate({"from": address, "to": to, "since": "2026-11-24"})


def test_a_file_that_is_missing_or_empty_ends_nothing(tmp_path: Path) -> None:
    assert load_ended_addresses(tmp_path) == ()
    (tmp_path / "redirects.yaml").write_text("[]\n")
    assert load_ended_addresses(tmp_path) == ()


def test_moved_and_gone_addresses_are_read(tmp_path: Path) -> None:
    (tmp_path / "redirects.yaml").write_text(
        "- from: /giai-thich/cu/\n  to: /giai-thich/moi/\n  since: 2026-11-24\n"
        "- from: /giai-thich/da-go/\n  to: null\n  since: 2026-11-24\n"
    )
    assert [(entry.address, entry.to) for entry in load_ended_addresses(tmp_path)] == [
        ("/giai-thich/cu/", "/giai-thich/moi/"),
        ("/giai-thich/da-go/", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- from: giai-thich/cu/\n  to: null\n  since: 2026-11-24\n",
        "- from: /cu/\n  to: https://elsewhere.example/\n  since: 2026-11-24\n",
        "- from: /cu/\n  since: 2026-11-24\n",
        "- from: /a b/\n  to: null\n  since: 2026-11-24\n",
        "- [\n",
        "from: /cu/\n",
    ],
)
def test_a_file_that_is_not_valid_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "redirects.yaml").write_text(text)
    with pytest.raises(ContentFileError, match=r"redirects\.yaml"):
        load_ended_addresses(tmp_path)


@pytest.fixture
def settings() -> SiteSettings:
    return SiteSettings(title="Tiếng Luật", base_url="https://luat.example.vn", embeds=False, text_edition=False)


@pytest.mark.parametrize(
    ("setting", "address", "to", "expected"),
    [
        ("embeds", "/giai-thich/cu/", "/giai-thich/moi/", [("/embed/giai-thich/cu/", "/embed/giai-thich/moi/")]),
        ("embeds", "/giai-thich/bo/", "/lien-he/", [("/embed/giai-thich/bo/", None)]),
        ("embeds", "/giai-thich/go/", None, [("/embed/giai-thich/go/", None)]),
        ("embeds", "/xem/cu/", "/xem/moi/", []),
        ("text_edition", "/xem/cu/", "/xem/moi/", [("/chu/xem/cu/", "/chu/xem/moi/")]),
        ("text_edition", "/van-ban/bo/", "/the/dat-dai/", [("/chu/van-ban/bo/", "/the/dat-dai/")]),
        ("text_edition", "/tinh-huong/go/", None, [("/chu/tinh-huong/go/", None)]),
        ("text_edition", "/the/cu/", "/the/moi/", []),
    ],
)
def test_what_stands_beside_a_page_moves_and_ends_with_it(
    settings: SiteSettings, setting: str, address: str, to: str | None, expected: list[tuple[str, str | None]]
) -> None:
    beside = iter_beside([make(address, to)], settings.model_copy(update={setting: True}))
    assert [(entry.address, entry.to) for entry in beside] == expected


def test_what_the_site_does_not_have_beside_its_pages_has_not_ended(settings: SiteSettings) -> None:
    assert list(iter_beside([make("/giai-thich/cu/", None)], settings)) == []


def test_a_chain_is_followed_to_its_end() -> None:
    rules = plan_rules([make("/a/", "/b/"), make("/b/", "/c/"), make("/x/", "/y/"), make("/y/", None)], taken=())
    assert rules == [
        RedirectRule("/a/", "/c/", MOVED),
        RedirectRule("/b/", "/c/", MOVED),
        RedirectRule("/x/", "/410.html", GONE),
        RedirectRule("/y/", "/410.html", GONE),
    ]


def test_nobody_is_sent_to_what_is_missing() -> None:
    ended = [make("/a/", "/b/"), make("/b/", "/c/"), make("/x/", "/y/")]
    rules = plan_rules(ended, taken=(), is_missing=lambda address: address == "/c/")
    assert [(rule.address, rule.status) for rule in rules] == [("/a/", GONE), ("/b/", GONE), ("/x/", MOVED)]


def test_a_circle_is_gone() -> None:
    assert {rule.status for rule in plan_rules([make("/a/", "/b/"), make("/b/", "/a/")], taken=())} == {GONE}


def test_an_address_that_a_page_took_again_has_no_rule() -> None:
    assert plan_rules([make("/a/", "/b/"), make("/c/", "/a/")], taken={"/a/"}) == [RedirectRule("/c/", "/a/", MOVED)]
