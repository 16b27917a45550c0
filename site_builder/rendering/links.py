"""Where the links of a text lead: documents and downloads by name, and the addresses a page may have besides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from media_pipeline.manifest import MediaKind, RenditionRole
from site_builder.errors import MediaFileError
from site_builder.messages import _
from site_builder.rendering.markdown import Link
from site_builder.rendering.scope import Scope

_DOCUMENT = re.compile(r"\{filename\}/(?P<ref>[a-z]+/[a-z0-9-]+)\.md(?P<fragment>#[^\s#]*)?\Z")
_DOWNLOAD = re.compile(r"\{media\}/(?P<name>[a-z0-9-]+)\Z")
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_OTHER = re.compile(r"(mailto:|tel:)\S", re.IGNORECASE)
_ON_SITE = re.compile(r"/(?![/\\])\S*\Z|#\S+\Z")


@dataclass(frozen=True, slots=True)
class TextLinks:
    """The `LinkResolver` of a document."""

    scope: Scope
    key: str
    """The field that holds the text, for errors."""

    def resolve(self, target: str) -> Link:
        """The link to a target; `DocumentError` when it leads nowhere or is of a kind that no page may have."""
        if document := _DOCUMENT.match(target):
            return Link(self.scope.get_address(document["ref"], self.key) + (document["fragment"] or ""))
        if download := _DOWNLOAD.match(target):
            return Link(self._find_download(download["name"]))
        if _WEB.match(target):
            return Link(target, is_external=True)
        if _OTHER.match(target) or _ON_SITE.match(target):
            return Link(target)
        raise self.scope.build_error(
            _("A link leads to “%(target)s”, which no page may link to.") % {"target": target}, self.key
        )

    def _find_download(self, name: str) -> str:
        media = self.scope.get_media(name, self.key, MediaKind.DOWNLOAD)
        originals = media.record.with_role(RenditionRole.ORIGINAL)
        if not originals:
            raise MediaFileError(name, path=self.scope.content_path)
        return self.scope.link(originals[0])
