"""`_headers`: what the host tells the browser with every page, in the syntax of Netlify and Cloudflare Pages.

Only the policy that depends on the theme stands here: a page's style is inline, and the policy allows it by its hash,
never by `unsafe-inline`. Headers that are the same for every site are in `netlify.toml` and `docs/deploy/`. Pure.

Embedded pages have a policy of their own, which lets other sites frame them; nothing else of the site may be framed.
Where two rules match, Netlify takes the later value, and Cloudflare would join both, of which the stricter wins: there
a line with `!` takes the earlier value back, which Netlify skips.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from site_builder.rendering.embedding import EMBED_PREFIX

HEADERS_NAME = "_headers"
POLICY_HEADER = "Content-Security-Policy"


def build_headers(styles: Iterable[str], embed_style: str | None = None, form_origin: str = "") -> bytes:
    """The file, for pages whose `<style>` elements hold one of these texts.

    Args:
        embed_style: that of embedded pages; `None` when the site has none.
        form_origin: the one other place that a form may be sent to.
    """
    lines = ["/*", f"  {POLICY_HEADER}: {build_policy(styles, form_origin)}"]
    if embed_style is not None:
        lines += [f"{EMBED_PREFIX}/*", f"  ! {POLICY_HEADER}", f"  {POLICY_HEADER}: {build_embed_policy(embed_style)}"]
    return "".join(f"{line}\n" for line in lines).encode()


def build_policy(styles: Iterable[str], form_origin: str = "") -> str:
    """The Content Security Policy (level 3): everything from the site itself, no inline script, no frame around it."""
    return "; ".join(
        (
            "default-src 'none'",
            _allow_styles(styles),
            "script-src 'self'",
            "worker-src 'self'",  # what keeps pages for when there is no network
            "img-src 'self' data:",  # the tab's icon stands in the page
            "media-src 'self'",
            "connect-src 'self'",
            f"form-action 'self' {form_origin}".rstrip(),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def build_embed_policy(style: str) -> str:
    """The policy of embedded pages: one style and nothing else, in a frame of any site."""
    return "; ".join(
        ("default-src 'none'", _allow_styles([style]), "form-action 'none'", "base-uri 'none'", "frame-ancestors *")
    )


def _allow_styles(styles: Iterable[str]) -> str:
    hashes = " ".join(f"'sha256-{_hash(style)}'" for style in styles)
    return f"style-src {hashes}"


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
