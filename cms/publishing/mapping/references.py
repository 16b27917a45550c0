"""What documents refer to: primary keys in the CMS, names in `content/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Model

from cms.core.models import BasePage
from cms.laws.models import Law
from cms.media.models import Clip, Download, Image, MediaAsset, PackageAsset
from cms.publishing.errors import BrokenReferenceError
from site_builder.documents.block_specs import FieldType
from site_builder.documents.kinds import SECTION_PATHS, Kind, build_address

ASSET_MODELS: dict[str, type[Model]] = {
    FieldType.IMAGE: Image,
    FieldType.AUDIO: MediaAsset,
    FieldType.VIDEO: MediaAsset,
    FieldType.DOWNLOAD: Download,
    "clip": Clip,
    "package": PackageAsset,
}
"""What each type of reference to an asset is stored as."""

_REF = re.compile(r"(?P<kind>[a-z]+)/(?P<slug>[a-z0-9-]+)\Z")
_KINDS_BY_SECTION = {path: kind for kind, path in SECTION_PATHS.items() if path != "/"}


@dataclass(slots=True)
class References:
    """Looks names up and remembers them; one for each run, since names change."""

    _names: dict[tuple[str, int], str | None] = field(default_factory=dict)
    _keys: dict[tuple[str, str], int | None] = field(default_factory=dict)

    def name_asset(self, type_: str, key: int) -> str | None:
        """The name of an asset; `None` when it was deleted."""
        if (type_, key) not in self._names:
            names = ASSET_MODELS[type_]._default_manager.filter(pk=key).values_list("asset_name", flat=True)
            self._names[type_, key] = names.first()
        return self._names[type_, key]

    def find_asset(self, type_: str, name: str) -> int:
        """The primary key of an asset; `BrokenReferenceError` when there is none of that name and type."""
        if (type_, name) not in self._keys:
            assets = ASSET_MODELS[type_]._default_manager.filter(asset_name=name)
            if type_ in (FieldType.AUDIO, FieldType.VIDEO):
                assets = assets.filter(type=str(type_))
            self._keys[type_, name] = assets.values_list("pk", flat=True).first()
        return _require(self._keys[type_, name], name)

    def name_page(self, key: int) -> str | None:
        """`<kind>/<slug>` of a page; `None` when it was deleted or is no document."""
        if ("page", key) not in self._names:
            page = BasePage.objects.filter(pk=key).select_related("content_type").first()
            self._names["page", key] = name_object(page) if page else None
        return self._names["page", key]

    def name_law(self, key: int) -> str | None:
        """`law/<slug>`; `None` when it was deleted."""
        if ("law", key) not in self._names:
            slug = Law.objects.filter(pk=key).values_list("slug", flat=True).first()
            self._names["law", key] = f"law/{slug}" if slug else None
        return self._names["law", key]

    def find_page(self, ref: str) -> int:
        """The primary key of a page by `<kind>/<slug>`; `BrokenReferenceError` when there is none."""
        if ("page", ref) not in self._keys:
            self._keys["page", ref] = find_page_key(ref)
        return _require(self._keys["page", ref], ref)

    def find_law(self, ref: str) -> int:
        """The primary key of a law by `law/<slug>`; `BrokenReferenceError` when there is none."""
        if ("law", ref) not in self._keys:
            slug = ref.removeprefix("law/")
            self._keys["law", ref] = Law.objects.filter(slug=slug).values_list("pk", flat=True).first()
        return _require(self._keys["law", ref], ref)

    def require_document(self, ref: str) -> None:
        """`BrokenReferenceError` when no page and no law has that name."""
        if ref.startswith("law/"):
            self.find_law(ref)
        else:
            self.find_page(ref)

    def has_document(self, ref: str) -> bool:
        """Whether a page or law has that name."""
        try:
            self.require_document(ref)
        except BrokenReferenceError:
            return False
        return True

    def introduce(self, ref: str, key: int) -> None:
        """From now on this name means this page or law, whatever its own slug says."""
        self._keys["law" if ref.startswith("law/") else "page", ref] = key

    def find_ref_at(self, address: str) -> str | None:
        """The document at a path of the site, or the one that has moved on from there; `None` when there is none."""
        found = next((ref for ref in _list_candidates(address) if self.has_document(ref)), None)
        return found or self._find_moved(address)

    def _find_moved(self, address: str) -> str | None:
        from cms.publishing.models import EndedAddress

        document_id = EndedAddress.objects.filter(address=address).values_list("document_id", flat=True).first()
        return find_ref(document_id) if document_id else None


def find_ref(document_id: UUID) -> str | None:
    """The present `<kind>/<slug>` of a document."""
    subject = find_subject(document_id)
    return name_object(subject) if subject else None


def find_document_id(ref: str) -> UUID | None:
    """The id of `<kind>/<slug>`."""
    references = References()
    try:
        if ref.startswith("law/"):
            return Law.objects.values_list("document_id", flat=True).get(pk=references.find_law(ref))
        return BasePage.objects.values_list("document_id", flat=True).get(pk=references.find_page(ref))
    except BrokenReferenceError:
        return None


def find_subject(document_id: UUID) -> BasePage | Law | None:
    """The page (as its own class) or law with that document id."""
    page = BasePage.objects.filter(document_id=document_id).first()
    return page.specific if page else Law.objects.filter(document_id=document_id).first()


def name_object(subject: BasePage | Law) -> str | None:
    """`<kind>/<slug>` of a page or law; `None` for a page that is no document."""
    kind = get_kind(subject)
    return f"{kind}/{subject.slug}" if kind else None


def get_kind(subject: BasePage | Law) -> str:
    """The kind of its document, also for a page that was loaded as the base class; empty for none."""
    specific_class = getattr(subject, "specific_class", None)
    return str((specific_class or type(subject)).document_kind)


def list_page_classes() -> dict[str, type[BasePage]]:
    """Kind → its page class."""
    from wagtail.models import get_page_models

    return {model.document_kind: model for model in get_page_models() if getattr(model, "document_kind", "")}


def find_page_key(ref: str) -> int | None:
    """The primary key of a page by `<kind>/<slug>`."""
    match = _REF.match(ref)
    page_class = list_page_classes().get(match["kind"]) if match else None
    if match is None or page_class is None:
        return None
    key: int | None = page_class.objects.filter(slug=match["slug"]).values_list("pk", flat=True).first()
    return key


def build_ref_address(ref: str) -> str:
    """The path on the site of `<kind>/<slug>`."""
    kind, _slash, slug = ref.partition("/")
    return build_address(Kind(kind), slug)


def _list_candidates(address: str) -> list[str]:
    if address == "/":
        slug = list_page_classes()["home"].objects.values_list("slug", flat=True).first()
        return [f"home/{slug}"] if slug else []
    section, _slash, slug = address.strip("/").rpartition("/")
    kind = _KINDS_BY_SECTION.get(f"/{section}/") if section else Kind.PAGE
    return [f"{kind.value}/{slug}"] if kind and slug else []


def _require(key: int | None, target: str) -> int:
    if key is None:
        raise BrokenReferenceError(target)
    return key
