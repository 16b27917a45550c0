"""`content/redirects.yaml`: where pages have ended, and where they are now.

    - from: /giai-thich/cu/
      to: /giai-thich/moi/      # null: nothing took its place
      since: 2026-11-24

Chains are followed to their end, so a reader is sent on once. An address that a page has taken again is left to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from site_builder.building.places import ENDED_ADDRESSES
from site_builder.documents.kinds import parse_address
from site_builder.errors import ContentFileError
from site_builder.messages import _
from site_builder.redirect_rules import RedirectRule, build_rule
from site_builder.rendering.embedding import EMBEDDED_KINDS, build_embed_address
from site_builder.rendering.text_edition import find_text_address
from site_builder.settings import SiteSettings


class EndedAddress(BaseModel):
    """An address where a page stood until a day."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    address: str = Field(alias="from", pattern=r"^/(\S*/)?$")
    to: str | None = Field(pattern=r"^/\S*$")
    since: dt.date


_ENDED: TypeAdapter[tuple[EndedAddress, ...]] = TypeAdapter(tuple[EndedAddress, ...])


def load_ended_addresses(content: Path) -> tuple[EndedAddress, ...]:
    """Read the file; none of them when there is no file.

    Raises:
        ContentFileError: it is not valid.
    """
    try:
        value = yaml.safe_load((content / ENDED_ADDRESSES).read_bytes())
        return _ENDED.validate_python(value or ())
    except FileNotFoundError:
        return ()
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise ContentFileError(ENDED_ADDRESSES, _explain(error)) from error


def iter_beside(ended: Iterable[EndedAddress], settings: SiteSettings) -> Iterator[EndedAddress]:
    """Where what stood beside their pages has ended with them: a portal goes on to show what has only moved, and who
    reads the text edition goes on to read text where there is some.
    """
    for entry in ended:
        if settings.embeds and _is_embedded(entry.address):
            to = build_embed_address(entry.to) if entry.to and _is_embedded(entry.to) else None
            yield EndedAddress(address=build_embed_address(entry.address), to=to, since=entry.since)
        if settings.text_edition and (address := find_text_address(entry.address)):
            to = (find_text_address(entry.to) or entry.to) if entry.to else None
            yield EndedAddress(address=address, to=to, since=entry.since)


def plan_rules(
    ended: Iterable[EndedAddress], taken: Container[str], is_missing: Callable[[str], bool] = lambda address: False
) -> list[RedirectRule]:
    """The rules of the addresses that no page has; sorted by address.

    Args:
        taken: the addresses of the site's pages.
        is_missing: whether nothing stands at the end of a chain; nobody is sent there.
    """
    targets = {entry.address: entry.to for entry in ended if entry.address not in taken}
    ends = {address: _follow(address, targets) for address in sorted(targets)}
    return [build_rule(address, None if end is None or is_missing(end) else end) for address, end in ends.items()]


def _is_embedded(address: str) -> bool:
    found = parse_address(address)
    return found is not None and found[0] in EMBEDDED_KINDS


def _follow(address: str, targets: dict[str, str | None]) -> str | None:
    """The end of a chain; `None` when it is gone, or when the chain runs in a circle."""
    seen: set[str] = set()
    target: str | None = address
    while target in targets:
        if target in seen:
            return None
        seen.add(target)
        target = targets[target]
    return target


def _explain(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        return _("entry %(place)s: %(reason)s") % {"place": place, "reason": first["msg"]}
    return " ".join(str(error).split())
