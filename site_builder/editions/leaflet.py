"""What stands beside the pages of an edition: the page to open, a guide in plain text, and the sums. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from site_builder.built_site import SiteFacts
from site_builder.messages import load_translations

SITE_FOLDER = "trang"
"""Of all pages and files of the site."""
START_NAME = "MO-TRANG-NAY.html"
GUIDE_NAME = "HUONG-DAN.txt"
SUMS_NAME = "SHA256SUMS"
_START = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={folder}/index.html">
<meta name="color-scheme" content="light dark">
<title>{name}</title>
</head>
<body>
<main>
<h1>{name}</h1>
<p><a href="{folder}/index.html">{words}</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an edition."""

    pages: int
    media: int
    left_out: int
    """Files that pages offer and that are on the web alone."""


def write_start(facts: SiteFacts) -> bytes:
    """The page to open: it leads to the first page."""
    words = load_translations(facts.language).gettext("Open the first page")
    return _START.format(language=facts.language, folder=SITE_FOLDER, name=facts.name, words=words).encode()


def write_guide(facts: SiteFacts, contents: Contents) -> bytes:
    """How to use the edition, in the lines that every editor shows: CRLF, and a mark that says UTF-8."""
    translations = load_translations(facts.language)
    _ = translations.gettext
    name = unescape(facts.name)
    parts = [
        _("%(name)s: edition without a network") % {"name": name},
        _("HOW TO OPEN IT\nOpen %(start)s with any browser. Nothing is installed, and no network is needed.")
        % {"start": START_NAME},
        _(
            "ON A PHONE OR ANOTHER COMPUTER\nCopy the whole folder, not single files. If it came as a ZIP, unpack it "
            "first."
        ),
        _("WHAT IS IN IT\n%(pages)d pages; %(media)d recordings, pictures and documents.")
        % {"pages": contents.pages, "media": contents.media},
    ]
    if contents.left_out:
        parts.append(
            _("WHAT IS NOT IN IT\n%(count)d files, films above all: their links lead to the site on the web.")
            % {"count": contents.left_out}
        )
    if facts.updated:
        day = dt.date.fromisoformat(facts.updated)
        parts.append(
            _("HOW NEW IT IS\nNo page is newer than %(day)s. Laws change: look at %(address)s, or ask the ward.")
            % {"day": f"{day:%d/%m/%Y}", "address": f"{facts.base_url}/"}
        )
    parts.append(_("WHETHER IT IS WHOLE\nIn a terminal, in this folder: sha256sum -c %(sums)s") % {"sums": SUMS_NAME})
    return "\ufeff".encode() + "\n\n".join([*parts, ""]).replace("\n", "\r\n").encode()


def write_sums(sums: Mapping[str, str]) -> bytes:
    """The sums as `sha256sum -c` reads them.

    Args:
        sums: SHA-256 in hexadecimal by path.
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items())).encode()
