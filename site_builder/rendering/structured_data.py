"""JSON-LD (schema.org) of a document's page. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.documents.kinds import SECTION_PATHS, Kind
from site_builder.documents.model import (
    AudioFrontMatter,
    BulletinFrontMatter,
    FrontMatter,
    LawFrontMatter,
    LawStatus,
)
from site_builder.rendering import document_views as views
from site_builder.rendering.block_views import ItemsView, PieceView
from site_builder.rendering.head import JsonObject
from site_builder.rendering.list_views import LinkView
from site_builder.rendering.media_views import AudioView
from site_builder.rendering.session_views import SessionView
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


def describe_sessions(sessions: Iterable[SessionView], settings: SiteSettings) -> tuple[JsonObject, ...]:
    """The coming sessions of the loudspeakers, each a broadcast that is recorded beforehand.

    Google's required properties of an event: its name, its beginning and its place.
    """
    organiser = _describe_publisher(settings)
    place = {"@type": "Place", "name": settings.ward or organiser["name"], "address": _write_place(settings)}
    service = {"@type": "BroadcastService", "name": settings.title, "broadcaster": organiser}
    return tuple(
        {
            "@type": "BroadcastEvent",
            "@id": f"{settings.base_url}{session.package.address}",
            "name": session.title,
            "description": "; ".join(session.pieces),
            "inLanguage": settings.language,
            "startDate": session.starts,
            **({"endDate": session.ends} if session.ends else {}),
            "isLiveBroadcast": False,
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "isAccessibleForFree": True,
            "location": place,
            "organizer": organiser,
            "publishedOn": service,
        }
        for session in sessions
    )


def _describe(meta: FrontMatter, page: views.DocumentView, settings: SiteSettings, image: str) -> JsonObject | None:
    common: JsonObject = {
        "@id": settings.base_url + meta.address,
        "url": settings.base_url + meta.address,
        "name": meta.title,
        "description": meta.summary or meta.title,
        "inLanguage": settings.language,
    }
    dates = {"datePublished": meta.published.isoformat(), "dateModified": meta.updated.isoformat()}
    publisher = _describe_publisher(settings)
    if meta.kind in (Kind.EXPLAINER, Kind.STORY):
        article = {
            "@type": "Article",
            "headline": meta.title,
            "image": [image],
            "author": publisher,
            "publisher": publisher,
            "mainEntityOfPage": common["@id"],
            "isAccessibleForFree": True,
        }
        return {**article, **common, **dates}
    if isinstance(page, views.AudioPageView) and page.audio is not None:
        sound = _describe_audio(page.audio, meta.title, settings)
        if page.show is None:
            return {**sound, **common, **dates, "image": image}
        episode = {"@type": "PodcastEpisode", "associatedMedia": sound, "image": image}
        return {**episode, **common, **dates, **_describe_episode(meta, page, settings)}
    if isinstance(page, views.VideoPageView):
        return {
            "@type": "VideoObject",
            **common,
            **_describe_video(meta, page, settings, image),
            "publisher": publisher,
        }
    if isinstance(meta, BulletinFrontMatter):
        told = _describe_bulletin(meta, page, settings)
        return {"@type": "RadioEpisode", **common, **dates, "image": image, "publisher": publisher, **told}
    if isinstance(meta, LawFrontMatter) and isinstance(page, views.LawView):
        return {"@type": "Legislation", **common, **_describe_law(meta, page, settings)}
    if isinstance(page, views.ShowView):
        return {"@type": "PodcastSeries", **common, "webFeed": page.feed_url, "image": image, "author": publisher}
    if meta.kind is Kind.HOME:
        return {"@type": "WebSite", **common, "url": settings.base_url + "/", "publisher": publisher}
    return None


def _describe_publisher(settings: SiteSettings) -> JsonObject:
    name = settings.organisation or settings.title
    return {"@type": "GovernmentOrganization", "name": name, "url": f"{settings.base_url}/"}


def _write_place(settings: SiteSettings) -> str:
    return ", ".join(filter(None, (settings.ward, settings.province))) or settings.organisation or settings.title


def _describe_audio(audio: AudioView, title: str, settings: SiteSettings) -> JsonObject:
    return {
        "@type": "AudioObject",
        "name": title,
        "contentUrl": settings.base_url + audio.download.address,
        "encodingFormat": audio.download.media_type,
        "duration": f"PT{audio.duration_s}S",
    }


def _describe_episode(meta: FrontMatter, page: views.AudioPageView, settings: SiteSettings) -> JsonObject:
    """Which series it is of, and its numbers there."""
    if page.show is None or page.audio is None or not isinstance(meta, AudioFrontMatter):
        return {}
    url = settings.base_url + page.show.address
    told: JsonObject = {
        "partOfSeries": {"@type": "PodcastSeries", "@id": url, "name": page.show.title, "url": url},
        "duration": f"PT{page.audio.duration_s}S",
    }
    if meta.episode is not None:
        told["episodeNumber"] = meta.episode
    if meta.season is not None:
        told["partOfSeason"] = {"@type": "PodcastSeason", "seasonNumber": meta.season}
    return told


def _describe_bulletin(meta: BulletinFrontMatter, page: views.DocumentView, settings: SiteSettings) -> JsonObject:
    """What is heard of a bulletin, and until when it counts.

    When it is played is no property of it: it is played in sessions, and those that are to come are told as events
    where they are listed (`describe_sessions`).
    """
    url = settings.base_url + SECTION_PATHS[Kind.BULLETIN]
    told: JsonObject = {
        "isAccessibleForFree": True,
        "partOfSeries": {"@type": "RadioSeries", "@id": url, "name": page.kind_name, "url": url},
    }
    sounds = [(block.audio, block.title) for block in page.blocks if isinstance(block, PieceView) and block.audio]
    if sounds:
        told["associatedMedia"] = [_describe_audio(audio, title or audio.title, settings) for audio, title in sounds]
    if meta.valid_until is not None:
        told["expires"] = meta.valid_until.isoformat()
    return told


def _describe_video(meta: FrontMatter, page: views.VideoPageView, settings: SiteSettings, image: str) -> JsonObject:
    """Google's required properties are the name, the thumbnail and the time of upload."""
    film = page.video.downloads[0]
    told: JsonObject = {
        "contentUrl": settings.base_url + film.file.address,
        "encodingFormat": film.file.media_type,
        "width": film.width_px,
        "height": film.height_px,
        "thumbnailUrl": [settings.base_url + page.poster if page.poster else image],
        "uploadDate": meta.published.isoformat(),
        "dateModified": meta.updated.isoformat(),
        "duration": f"PT{page.video.duration_s}S",
        "isFamilyFriendly": True,
    }
    if page.video.captions:
        address = settings.base_url + page.video.captions
        told["caption"] = {"@type": "MediaObject", "contentUrl": address, "encodingFormat": "text/vtt"}
    return told


def _describe_law(meta: LawFrontMatter, page: views.LawView, settings: SiteSettings) -> JsonObject:
    told: JsonObject = {
        "legislationIdentifier": meta.number,
        "legislationType": meta.law_type,
        "legislationDate": meta.issued.isoformat(),
        "legislationPassedBy": {"@type": "Organization", "name": meta.issuer},
        "legislationLegalForce": _LEGAL_FORCES[meta.status],
        "legislationJurisdiction": "VN",
    }
    if meta.effective is not None:
        told["legislationDateOfApplicability"] = meta.effective.isoformat()
    if page.replaces:
        addresses = [settings.base_url + law.address for law in page.replaces]
        told["legislationRepeals"] = [{"@type": "Legislation", "@id": address} for address in addresses]
    if page.link:
        told["sameAs"] = page.link
    return told
