"""Addresses and the documents that stand at them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.documents.kinds import RESERVED_SLUGS, Kind, build_address, parse_address

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda slug: slug not in RESERVED_SLUGS)


@given(st.sampled_from([kind for kind in Kind if kind is not Kind.HOME]), SLUGS)
def test_an_address_tells_its_document(kind: Kind, slug: str) -> None:
    assert parse_address(build_address(kind, slug)) == (kind, slug)


@pytest.mark.parametrize("address", ["/", "/giai-thich/", "/luu-tru/", "/the/nha-tro/", "/giai-thich/trang/2/", ""])
def test_where_the_site_itself_stands_is_no_document(address: str) -> None:
    assert parse_address(address) is None
