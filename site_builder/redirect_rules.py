"""`_redirects`: the rules of ended addresses, in Netlify's syntax, written by the builder and honoured by `serve`.

One rule a line, `from to status`. A status with `!` is forced: it holds though a file stands at the address, which it
does, for hosts that know no rules. Netlify's line parser splits at white space and takes `#` for a comment, so
addresses are percent-encoded. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

GONE_PAGE = "/410.html"
MOVED, GONE = 301, 410


@dataclass(frozen=True, slots=True)
class RedirectRule:
    """What is answered at an address where a page has ended."""

    address: str
    target: str
    """Where the page is now, or the page that says it is gone."""
    status: int

    @property
    def line(self) -> str:
        """The rule as a line of `_redirects`."""
        return f"{_encode(self.address)} {_encode(self.target)} {self.status}!"


def build_rule(address: str, target: str | None) -> RedirectRule:
    """The rule of an ended address; without a target it is gone."""
    if target is None:
        return RedirectRule(address, GONE_PAGE, GONE)
    return RedirectRule(address, target, MOVED)


def serialise_rules(rules: Iterable[RedirectRule]) -> str:
    """The text of `_redirects`."""
    return "".join(f"{rule.line}\n" for rule in rules)


def parse_rules(text: str) -> dict[str, RedirectRule]:
    """The rules of a `_redirects` file by their address, percent-decoded; what is not understood is left out."""
    rules = {}
    for line in text.splitlines():
        parts = line.split()
        status = parts[2].removesuffix("!") if len(parts) == 3 else ""
        if status.isdecimal() and not line.startswith("#"):
            rules[unquote(parts[0])] = RedirectRule(unquote(parts[0]), unquote(parts[1]), int(status))
    return rules


def _encode(address: str) -> str:
    return quote(address, safe="/:?&=#%~@!$'()*+,;")
