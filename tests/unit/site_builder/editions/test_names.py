"""Names for sticks."""

from __future__ import annotations

import pytest

from site_builder.editions.names import make_safe_path, require_distinct
from site_builder.errors import EditionError


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("giai-thich/tam-tru/index.html", "giai-thich/tam-tru/index.html"),
        ("giai-thich/con/index.html", "giai-thich/con-/index.html"),
        ("media/aux.mp3", "media/aux-.mp3"),
        ("COM1/a.html", "COM1-/a.html"),
        ("con-cai/console.js", "con-cai/console.js"),
        ("a:b/c?.html", "a-b/c-.html"),
        ("a./b ", "a-/b-"),
    ],
)
def test_what_a_stick_refuses_gets_another_name(path: str, expected: str) -> None:
    assert make_safe_path(path) == expected


def test_two_names_that_are_one_there_are_told() -> None:
    with pytest.raises(EditionError, match=r"the/A/index\.html"):
        require_distinct(["the/a/index.html", "the/A/index.html"])
    require_distinct(["a", "b", "a"])
