"""cmark, whose output is given back when it has been read. Pure.

cmarkgfm's own function never frees the buffer that cmark returns, which its caller has to (`cmark.h`; cmarkgfm's issue
53): a site of many texts, and a worker that runs for weeks, would keep the HTML of each of them. To be replaced by
`cmarkgfm.markdown_to_html` when that frees it.
"""

from __future__ import annotations

import ctypes

from cmarkgfm import _cmark

_free = ctypes.CDLL(None).free
"""Of the C library that cmark's default allocator takes its memory from."""
_free.argtypes, _free.restype = [ctypes.c_void_p], None


def convert_markdown(text: str, options: int = 0) -> str:
    """The HTML of a text in CommonMark.

    Args:
        options: of `cmarkgfm.cmark.Options`; none gives safe output, without raw HTML.
    """
    source = text.encode()
    buffer = _cmark.lib.cmark_markdown_to_html(source, len(source), options)
    try:
        html: bytes = _cmark.ffi.string(buffer)
    finally:
        _free(int(_cmark.ffi.cast("uintptr_t", buffer)))
    return html.decode()
