"""Assets that stand on the site by themselves, without a document that names them: the packages of coming sessions.

Another app registers what it offers; each run of the publisher makes `content/media/` hold exactly that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cms.media import pipeline
from cms.media.asset import find_asset
from cms.media.dependents import list_ingredients
from cms.publishing.assets import get_media_dir, remove_asset, write_asset
from media_pipeline.manifest import MediaManifest

ListNames = Callable[[], list[str]]
"""Names of the assets that are offered now."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an app offers."""

    prefix: str
    """Of the names of its assets."""
    list_names: ListNames


_OFFERS: list[Offer] = []


def register_offer(prefix: str, list_names: ListNames) -> None:
    """Let assets stand on the site as long as `list_names` lists them."""
    _OFFERS.append(Offer(prefix, list_names))


def list_offered() -> list[str]:
    """Names of all assets that are offered and made."""
    return [name for offer in _OFFERS for name in offer.list_names() if pipeline.is_ready(name)]


def write_offers() -> tuple[int, int]:
    """Bring what is offered to `content/media/`, and take away what is offered no longer: files written and removed."""
    names = list_offered()
    written = sum(write_asset(name) for name in dict.fromkeys(_iter_with_ingredients(names)))
    ended = sorted(set(_iter_written()) - set(names))
    return written, sum(remove_asset(name) for name in ended)


def is_offered_alone(manifest: MediaManifest) -> bool:
    """Whether an asset is made for a session: it comes from the schedule, and no import makes it."""
    return manifest.package is not None and manifest.package.session is not None


def _iter_with_ingredients(names: list[str]) -> Iterator[str]:
    for name in names:
        asset = find_asset(name)
        yield from (each.asset_name for each in list_ingredients(asset)) if asset else ()
        yield name


def _iter_written() -> Iterator[str]:
    """Names of the manifests in `content/media/` that stand there by themselves."""
    for offer in _OFFERS:
        for path in get_media_dir().glob(f"{offer.prefix}*.json"):
            if is_offered_alone(MediaManifest.model_validate_json(path.read_bytes())):
                yield path.stem
