"""cmark through a function that gives its output back."""

from __future__ import annotations

import resource

import cmarkgfm
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cmark import convert_markdown

MARKDOWN = st.text(st.sampled_from("ab đ*_`#>-[]()<!&\n"), max_size=60)


@given(MARKDOWN, st.sampled_from([0, Options.CMARK_OPT_UNSAFE]))
def test_it_converts_as_the_library_does(text: str, options: int) -> None:
    assert convert_markdown(text, options) == cmarkgfm.markdown_to_html(text, options=options)


def test_no_output_stays_in_memory() -> None:
    text = "chữ " * 25_000
    convert_markdown(text)
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _number in range(500):  # 65 MB of output
        convert_markdown(text)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib < 20_000
