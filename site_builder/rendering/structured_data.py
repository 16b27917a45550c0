"""JSON-LD (schema.org) of a document's page. Pure."""

from __future__ import annotations

from site_builder.documents.kinds import Kind
from site_builder.documents.model import FrontMatter, LawFrontMatter, LawStatus
from site_builder.rendering import document_views as views
from site_builder.rendering.block_views import ItemsView
from site_builder.rendering.head import JsonObject
from site_builder.rendering.list_views import LinkView
from site_builder.rendering.media_views import AudioView
from site_builder.settings import SiteSettings

_LEGAL_FORCES = {
    LawStatus.NOT_YET: "https://schema.org/NotInForce",
    LawStatus.IN_FORCE: "https://schema.org/InForce",
    LawStatus.PARTLY: "https://schema.org/PartiallyInForce",
    LawStatus.EXPIRED: "https://schema.org/NotInForce",
}


def describe_document(
    meta: FrontMatter, page: views.DocumentView, settings: SiteSettings, image: str
) -> tuple[JsonObject, ...]:
    """What a document is, and where it stands in the site.

    Args:
        image: the share card, in full.
    """
    described = _describe(meta, page, settings, image)
    asked = _describe_questions(page, settings)
    told = [each for each in (described, asked) if each]
    return (*told, *describe_breadcrumb(page.breadcrumb, page, settings))


def describe_breadcrumb(
    links: tuple[LinkView, ...], page: LinkView | views.DocumentView, settings: SiteSettings
) -> tuple[JsonObject, ...]:
    """The way from the home page to this one; nothing for the home page itself."""
    if not links:
        return ()
    items = [(link.title, link.address) for link in links] + [(page.title, page.address)]
    return (
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": name, "item": settings.base_url + address}
                for number, (name, address) in enumerate(items, start=1)
            ],
        },
    )


def _describe_questions(page: views.DocumentView, settings: SiteSettings) -> JsonObject | None:
    """The questions of a page with their answers as plain text; nothing for a page that asks none."""
    lists = (block for block in page.blocks if isinstance(block, ItemsView) and block.name == "questions")
    questions = [
        {
            "@type": "Question",
            "name": item.title,
            "acceptedAnswer": {"@type": "Answer", "text": item.html.striptags()},
        }
        for block in lists
        for item in block.items
    ]
    if not questions:
        return None
    return {"@type": "FAQPage", "@id": f"{settings.base_url}{page.address}#hoi-dap", "mainEntity": questions}


def _describe(meta: FrontMatter, page: views.DocumentView, settings: SiteSettings, image: str) -> JsonObject | None:
    common: JsonObject = {
        "@id": settings.base_url + meta.address,
        "name": meta.title,
        "description": meta.summary or meta.title,
        "inLanguage": settings.language,
    }
    dates = {"datePublished": meta.published.isoformat(), "dateModified": meta.updated.isoformat()}
    publisher = {"@type": "GovernmentOrganization", "name": settings.organisation or settings.title}
    if meta.kind in (Kind.EXPLAINER, Kind.STORY):
        article = {"@type": "Article", "headline": meta.title, "image": image, "publisher": publisher}
        return {**article, **common, **dates}
    if isinstance(page, views.AudioPageView) and page.audio is not None:
        return {
            "@type": "PodcastEpisode" if page.show else "AudioObject",
            **common,
            **dates,
            "associatedMedia": _describe_audio(page.audio, settings),
        }
    if isinstance(page, views.VideoPageView):
        return {
            "@type": "VideoObject",
            **common,
            **_describe_video(page, settings),
            "uploadDate": dates["datePublished"],
        }
    if isinstance(meta, LawFrontMatter):
        return {
            "@type": "Legislation",
            **common,
            "legislationIdentifier": meta.number,
            "legislationType": meta.law_type,
            "legislationDate": meta.issued.isoformat(),
            "legislationPassedBy": meta.issuer,
            "legislationLegalForce": _LEGAL_FORCES[meta.status],
            "legislationJurisdiction": "VN",
        }
    if isinstance(page, views.ShowView):
        return {"@type": "PodcastSeries", **common, "webFeed": page.feed_url}
    if meta.kind is Kind.HOME:
        return {"@type": "WebSite", **common, "url": settings.base_url + "/", "publisher": publisher}
    return None


def _describe_audio(audio: AudioView, settings: SiteSettings) -> JsonObject:
    return {
        "@type": "AudioObject",
        "contentUrl": settings.base_url + audio.download.address,
        "encodingFormat": audio.download.media_type,
        "duration": f"PT{audio.duration_s}S",
    }


def _describe_video(page: views.VideoPageView, settings: SiteSettings) -> JsonObject:
    return {
        "uploadDate": page.published.iso,
        "contentUrl": settings.base_url + page.video.downloads[0].file.address,
        "thumbnailUrl": settings.base_url + page.video.poster,
        "duration": f"PT{page.video.duration_s}S",
    }
