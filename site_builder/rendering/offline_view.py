"""The page where residents choose what their device keeps, and the worker of the browser that keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.messages import mark
from site_builder.rendering.list_views import LinkView
from site_builder.rendering.scope import Scope

OFFLINE_ADDRESS = "/khong-mang/"
LEAVING_WORKER = b"""\
// This site keeps nothing any more: what an earlier worker kept is removed, and so is the worker.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const clear = (names) => Promise.all(names.map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(clear).then(() => registration.unregister()));
});
"""
"""What stands in its place where the setting is off: browsers that have one would keep it for ever."""


@dataclass(frozen=True, slots=True)
class OfflineView:
    """What `offline.html` gets as `page`."""

    title: str
    address: str
    breadcrumb: tuple[LinkView, ...]


def build_offline(scope: Scope) -> OfflineView:
    """The page."""
    return OfflineView(
        title=scope.words.say(mark("Read without a network")),
        address=OFFLINE_ADDRESS,
        breadcrumb=(LinkView("/", scope.words.say(mark("Home page"))),),
    )
