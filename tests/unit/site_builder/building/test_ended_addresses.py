"""`redirects.yaml` and the rules that come of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.building.ended_addresses import EndedAddress, iter_embedded, load_ended_addresses, plan_rules
from site_builder.errors import ContentFileError
from site_builder.redirect_rules import GONE, MOVED, RedirectRule


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


def test_a_page_in_a_frame_moves_with_its_page() -> None:
    ended = [
        make("/giai-thich/cu/", "/giai-thich/moi/"),
        make("/giai-thich/bo/", "/lien-he/"),
        make("/giai-thich/go/", None),
        make("/xem/cu/", "/xem/moi/"),
    ]
    assert [(entry.address, entry.to) for entry in iter_embedded(ended)] == [
        ("/embed/giai-thich/cu/", "/embed/giai-thich/moi/"),
        ("/embed/giai-thich/bo/", None),
        ("/embed/giai-thich/go/", None),
    ]


def test_a_chain_is_followed_to_its_end() -> None:
    rules = plan_rules([make("/a/", "/b/"), make("/b/", "/c/"), make("/x/", "/y/"), make("/y/", None)], taken=())
    assert rules == [
        RedirectRule("/a/", "/c/", MOVED),
        RedirectRule("/b/", "/c/", MOVED),
        RedirectRule("/x/", "/410.html", GONE),
        RedirectRule("/y/", "/410.html", GONE),
    ]


def test_a_circle_is_gone() -> None:
    assert {rule.status for rule in plan_rules([make("/a/", "/b/"), make("/b/", "/a/")], taken=())} == {GONE}


def test_an_address_that_a_page_took_again_has_no_rule() -> None:
    assert plan_rules([make("/a/", "/b/"), make("/c/", "/a/")], taken={"/a/"}) == [RedirectRule("/c/", "/a/", MOVED)]
