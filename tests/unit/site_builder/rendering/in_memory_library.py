"""A `Library` in memory, for tests that need a site but no index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from site_builder.documents.kinds import Kind
from site_builder.documents.law_places import build_place_anchor, order_place
from site_builder.documents.mentions import iter_mentions, list_citations
from site_builder.documents.model import Citation, ContentDocument, FrontMatter, LawFrontMatter, TopicFrontMatter
from site_builder.listings import count_months
from site_builder.periods import EPOCH, MICROSECOND
from site_builder.rendering.library import CitedPlace, Citing, Media, Selection, Tag
from site_builder.slugs import build_slug


class InMemoryLibrary:
    """Answers every question of `rendering.library.Library`, and the index's for a body, from its documents."""

    def __init__(self, documents: Iterable[ContentDocument] = (), media: Iterable[Media] = ()) -> None:
        newest_first = sorted(documents, key=lambda document: str(document.meta.id))
        newest_first.sort(key=lambda document: document.meta.published, reverse=True)
        self.documents = {document.meta.ref: document for document in newest_first}
        self.media = {each.manifest.name: each for each in media}

    @property
    def metas(self) -> list[FrontMatter]:
        return [document.meta for document in self.documents.values()]

    def find(self, ref: str) -> FrontMatter | None:
        document = self.documents.get(ref)
        return document.meta if document else None

    def find_address(self, ref: str) -> str | None:
        document = self.documents.get(ref)
        return document.meta.address if document else None

    def load_document(self, ref: str) -> ContentDocument:
        return self.documents[ref]

    def list_documents(
        self, selection: Selection, *, limit: int | None = None, offset: int = 0
    ) -> Sequence[FrontMatter]:
        found = [meta for meta in self.metas if _is_selected(meta, selection)]
        return found[offset : None if limit is None else offset + limit]

    def count_documents(self, selection: Selection) -> int:
        return len(self.list_documents(selection))

    def count_by_month(self, selection: Selection) -> Mapping[int, int]:
        instants = [(meta.published - EPOCH) // MICROSECOND for meta in self.list_documents(selection)]
        return count_months(instants)

    def list_topics(self) -> Sequence[TopicFrontMatter]:
        topics = [meta for meta in self.metas if isinstance(meta, TopicFrontMatter)]
        return sorted(topics, key=lambda topic: (topic.order, topic.title))

    def list_tags(self) -> Sequence[Tag]:
        names: dict[str, str] = {}
        counts: dict[str, int] = {}
        for meta in reversed(self.metas):
            for name in meta.tags:
                slug = build_slug(name)
                names.setdefault(slug, name)
                counts[slug] = counts.get(slug, 0) + 1
        return [Tag(names[slug], slug, counts[slug]) for slug in sorted(names)]

    def list_citing(self, law_ref: str, limit: int) -> Sequence[Citing]:
        cited = [(meta, tuple(each for each in meta.cites if each.law == law_ref)) for meta in self.metas]
        return [Citing(meta, citations) for meta, citations in cited if citations][:limit]

    def count_places(self, law_ref: str) -> int:
        return len(self.list_places(law_ref, 1))

    def list_places(self, law_ref: str, limit: int) -> Sequence[CitedPlace]:
        found: dict[str, list[tuple[Citation, FrontMatter]]] = {}
        for document in self.documents.values():
            anchors = {build_place_anchor(each): each for each in list_citations(document).get(law_ref, ())}
            for anchor, citation in anchors.items():
                if anchor:
                    found.setdefault(anchor, []).append((citation, document.meta))
        places = [
            CitedPlace(
                anchor,
                citing[0][0],
                tuple((meta.address, meta.title) for _citation, meta in citing[:limit]),
                has_more=len(citing) > limit,
            )
            for anchor, citing in found.items()
        ]
        return sorted(places, key=lambda place: order_place(place.citation))

    def list_replaced(self, law_ref: str) -> Sequence[FrontMatter]:
        return [meta for meta in self.metas if isinstance(meta, LawFrontMatter) and meta.replaced_by == law_ref]

    def list_mentions(self, media_names: Collection[str]) -> Sequence[FrontMatter]:
        return [meta for meta in self.metas if meta.image in media_names]

    def list_pathways(self, ref: str) -> Sequence[FrontMatter]:
        pathways = [each for each in self.documents.values() if each.meta.kind is Kind.PATHWAY]
        return [each.meta for each in pathways if ref in {mention.target for mention in iter_mentions(each)}]

    def list_sessions(self) -> Sequence[Media]:
        packages = ((each, each.manifest.package) for _name, each in sorted(self.media.items()))
        return [each for each, package in packages if package and package.session]

    def find_media(self, name: str) -> Media | None:
        return self.media.get(name)


def _is_selected(meta: FrontMatter, selection: Selection) -> bool:
    return (
        (not selection.kinds or meta.kind in selection.kinds)
        and (selection.topic is None or meta.topic == selection.topic)
        and (selection.tag is None or selection.tag in map(build_slug, meta.tags))
        and (selection.show is None or getattr(meta, "show", None) == selection.show)
        and (selection.law is None or any(each.law == selection.law for each in meta.cites))
        and meta.ref not in selection.excluded_refs
    )
