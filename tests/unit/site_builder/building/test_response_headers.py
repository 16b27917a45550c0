"""The policy that comes with every page."""

from __future__ import annotations

import base64
import hashlib
import re

from site_builder.building.response_headers import build_embed_policy, build_headers, build_policy


def test_each_style_is_allowed_by_its_hash_and_nothing_inline_besides() -> None:
    policy = build_policy(["a{color:red}", "b{}"])
    expected = {base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"a{color:red}", b"b{}")}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == expected
    assert "unsafe" not in policy and "http" not in policy
    assert policy.startswith("default-src 'none'; ")


def test_the_file_gives_it_to_every_page() -> None:
    lines = build_headers(["x"]).decode().splitlines()
    assert lines == ["/*", f"  Content-Security-Policy: {build_policy(['x'])}"]


def test_embedded_pages_alone_may_be_framed() -> None:
    lines = build_headers(["x"], "y").decode().splitlines()
    assert lines[2:] == [
        "/embed/*",
        "  ! Content-Security-Policy",
        f"  Content-Security-Policy: {build_embed_policy('y')}",
    ]
    assert "frame-ancestors 'none'" in lines[1] and "frame-ancestors *" in lines[-1]
    assert "script-src" not in lines[-1]


def test_a_form_may_be_sent_to_one_other_place_and_no_further() -> None:
    policy = build_policy(["x"], "https://soan.example.vn")
    assert "; form-action 'self' https://soan.example.vn; " in policy
    assert "; form-action 'self'; " in build_policy(["x"])
    assert policy.count("https://") == 1
