"""The files of the search as scripts: a page from a disk may fetch nothing, but it may load a script. Pure.

`search.js` is the site's own, to the byte: what it fetches is answered by `LOADER`, which runs before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from site_builder.search.files import FOLDER, SEARCH_ADDRESS, SUFFIX

BOX_PREFIX = "bai-"
LOADER = """\
// Answers the search where a browser may fetch nothing: each file is a script that puts its value here.
globalThis.searchFiles = {};
globalThis.fetch = ((folder) => (address) => new Promise((done, fail) => {
  const name = address.replace("PREFIX", "");
  const script = document.createElement("script");
  script.src = new URL(name.replace(/json$/, "js"), folder);
  script.onload = () => done({ ok: true, json: () => searchFiles[name] });
  script.onerror = () => fail(name);
  document.head.append(script);
}))(new URL(".", document.currentScript.src));
""".replace("PREFIX", SEARCH_ADDRESS)
_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029"}


def is_search_file(path: str) -> bool:
    """Whether a file of the site is one that the search reads."""
    return path.startswith(f"{FOLDER}/") and path.endswith(SUFFIX)


def name_script(path: str) -> str:
    """The script that stands for a file of the search."""
    return path.removesuffix(SUFFIX) + ".js"


def write_script(path: str, content: bytes, link: Callable[[str], str]) -> bytes:
    """A file of the search as a script.

    Args:
        path: of the file below the output folder.
        content: its JSON.
        link: gives the address of a page as the page of the search links it.
    """
    name = path.removeprefix(f"{FOLDER}/")
    text = content.decode()
    if name.rpartition("/")[2].startswith(BOX_PREFIX):
        pages = {number: [title, link(at), *rest] for number, (title, at, *rest) in json.loads(text).items()}
        text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    return f"searchFiles[{json.dumps(name)}]={text.translate(_LINE_ENDS)};\n".encode()
