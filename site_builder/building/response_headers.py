"""`_headers`: what the host tells the browser with every page, in the syntax of Netlify and Cloudflare Pages.

Only the policy that depends on the theme stands here: a page's style is inline, and the policy allows it by its hash,
never by `unsafe-inline`. Headers that are the same for every site are in `netlify.toml` and `docs/deploy/`. Pure.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

HEADERS_NAME = "_headers"


def build_headers(styles: Iterable[str]) -> bytes:
    """The file, for pages whose `<style>` elements hold one of these texts."""
    return f"/*\n  Content-Security-Policy: {build_policy(styles)}\n".encode()


def build_policy(styles: Iterable[str]) -> str:
    """The Content Security Policy (level 3): everything from the site itself, no inline script, no frame around it."""
    hashes = " ".join(f"'sha256-{_hash(style)}'" for style in styles)
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {hashes}",
            "script-src 'self'",
            "worker-src 'self'",  # what keeps pages for when there is no network
            "img-src 'self' data:",  # the tab's icon stands in the page
            "media-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
