"""The theme's static files: each gets the hash of its content into its name, so that browsers may keep it for ever.

`themes/<name>/static/player.js` → `/static/player.1f3a9c0245.js`. The style sheet is not among them: it stands inline
in every page. Reads the theme, writes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from site_builder.errors import ThemeError
from site_builder.messages import _
from site_builder.rendering.palette import Palette, read_palette
from site_builder.rendering.stylesheet import minify_css

HASH_LENGTH = 10
TOKENS_STYLE = "10-tokens.css"
BLOCKS_STYLE = "50-blocks.css"
"""The style of blocks and of what stands around a document; pages without a document do without it."""
TEXT_STYLE = "text.css"
WORKER_NAME = "sw.js"
"""Not below `/static/`: a browser's worker has charge of what stands beside it and below, so it is at the root."""
EMBED_STYLE = "embed.css"
"""Beside `css/`: what an embedded page has besides the tokens."""
_SIGN_COLOUR = re.compile(r"--sign:\s*(#[0-9A-Fa-f]{3,8})")
_DATA_SAFE = "!$'()*+,-./:;=@_~"


@dataclass(frozen=True)
class StaticFiles:
    """The files below a theme's `static/`."""

    theme: Path

    @property
    def _root(self) -> Path:
        return self.theme / "static"

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """Bytes by output path (`static/player.1f3a9c0245.js`)."""
        return {address.lstrip("/"): (self._root / name).read_bytes() for name, address in self._addresses.items()}

    @cached_property
    def _addresses(self) -> dict[str, str]:
        found = {}
        for path in sorted(self._root.rglob("*")):
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".css" and path.name != WORKER_NAME:
                name = path.relative_to(self._root)
                digest = hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_LENGTH]
                found[name.as_posix()] = f"/static/{name.with_suffix('').as_posix()}.{digest}{path.suffix}"
        return found

    @cached_property
    def css(self) -> str:
        """The theme's style: `site.css`, or the files of `css/` one after the other."""
        return self._join_css(lambda part: True)

    def _join_css(self, is_wanted: Callable[[Path], bool]) -> str:
        whole = self._root / "site.css"
        parts = [whole] if whole.is_file() else sorted(filter(is_wanted, (self._root / "css").glob("*.css")))
        return "\n".join(part.read_text(encoding="utf-8").strip() for part in parts)

    @cached_property
    def inline_css(self) -> Markup:
        """The theme's style for a `<style>` element; `ThemeError` when it would end that element."""
        return self._enclose(self.css)

    @cached_property
    def plain_css(self) -> Markup:
        """The same without `css/50-blocks.css`."""
        return self._enclose(self._join_css(lambda part: part.name != BLOCKS_STYLE))

    @cached_property
    def text_css(self) -> Markup:
        """The style of the text edition: `text.css`, which has no part in other pages."""
        try:
            return self._enclose((self._root / TEXT_STYLE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise self._miss(TEXT_STYLE) from None

    @cached_property
    def embed_css(self) -> Markup:
        """The style of embedded pages: the tokens and `embed.css`; `ThemeError` when there is none."""
        path = self._root / EMBED_STYLE
        if not path.is_file():
            raise self._miss(EMBED_STYLE)
        tokens = self._join_css(lambda part: part.name == TOKENS_STYLE)
        return self._enclose(f"{tokens}\n{path.read_text(encoding='utf-8')}")

    @cached_property
    def palette(self) -> Palette:
        """The colours of what is drawn; `ThemeError` when the style sheet lacks one."""
        try:
            return read_palette(self.css)
        except LookupError as error:
            values = {"theme": self.theme.name, "name": error.args[0]}
            raise ThemeError(_("The theme %(theme)s has no colour --%(name)s.") % values) from None

    def _enclose(self, text: str) -> Markup:
        css = minify_css(text)
        if "</" in css:
            raise ThemeError(_("The theme %(theme)s has “</” in its style sheet.") % {"theme": self.theme.name})
        return Markup(css)  # noqa: S704 - the theme's own, and it cannot leave its element

    @cached_property
    def worker(self) -> bytes:
        """What keeps pages in a browser for when there is no network; `ThemeError` when there is none."""
        try:
            return (self._root / WORKER_NAME).read_bytes()
        except FileNotFoundError:
            raise self._miss(WORKER_NAME) from None

    @cached_property
    def bar_colours(self) -> tuple[str, ...]:
        """The colours of the browser's own bar by day and by night: the theme's `--sign`; none when it has no such."""
        return tuple(_SIGN_COLOUR.findall(self.css)[:2])

    @cached_property
    def logo(self) -> Markup:
        """The theme's `logo.svg`, to stand in the page itself."""
        return Markup(self._read_logo())  # noqa: S704 - the theme's own

    @cached_property
    def icon(self) -> str:
        """The logo as a `data:` address, so that the tab's icon costs no request."""
        return f"data:image/svg+xml,{quote(self._read_logo(), safe=_DATA_SAFE)}"

    def _read_logo(self) -> str:
        name = "logo.svg"
        self.find_address(name)
        return (self._root / name).read_text(encoding="utf-8").strip()

    def find_address(self, name: str) -> str:
        """The address of a file; `ThemeError` when the theme has none of that name."""
        try:
            return self._addresses[name]
        except KeyError:
            raise self._miss(name) from None

    def _miss(self, name: str) -> ThemeError:
        sentence = _("The theme %(theme)s has no file static/%(name)s.")
        return ThemeError(sentence % {"theme": self.theme.name, "name": name})
