"""Pages, laws and media that tests of publishing begin with, and stand-ins for the two slow neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.core.models import BasePage
from cms.explainers.models import ExplainerPage
from cms.home.models import HomePage
from cms.jobs.runner import run_ready_jobs
from cms.laws.models import Law
from cms.media.errors import UnusableSourceError
from cms.media.models import MediaAsset
from cms.pathways.models import PathwayPage
from cms.publishing.errors import BuildFailedError
from cms.publishing.models import Publication
from cms.publishing.pruning import iter_document_references
from cms.publishing.publisher.build import BuildOutcome
from cms.topics.models import TopicPage
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import parse_document


@dataclass
class StandInBuilder:
    """A builder that only checks what every builder must insist on: no document names what is not there."""

    build_count: int = 0
    refuses: dict[str, str] = field(default_factory=dict)
    """Text in a file → the sentence with which its document is refused."""
    is_down: bool = False
    drifted: int = 0
    """Files that a full build would find otherwise than the builds before left them."""
    published_by: str = ""
    """What the last build was told."""

    def __call__(self, *, is_full: bool = False, published_by: str = "") -> BuildOutcome:
        if is_full:
            return BuildOutcome(duration_ms=1, report={"ok": True, "written": self.drifted, "deleted": 0})
        self.build_count += 1
        self.published_by = published_by
        if self.is_down:
            raise BuildFailedError("Ổ đĩa đã đầy.")
        documents = load_content()
        for ref, document in documents.items():
            missing = [target for target in iter_document_references(document) if target not in documents]
            assert not missing, f"{ref} names {missing}"
        refused = {ref: s for ref in documents for text, s in self.refuses.items() if text in read_file(ref)}
        if refused:
            raise BuildFailedError(" ".join(refused.values()), content_paths=tuple(f"{ref}.md" for ref in refused))
        return BuildOutcome(duration_ms=1, report={})


@dataclass
class StandInPipeline:
    """A pipeline that makes nothing: an asset is ready when the test says so."""

    ready: set[str] = field(default_factory=set)
    works: bool = True
    brought_home: set[str] = field(default_factory=set)
    """Assets whose files the publisher wanted on this machine."""

    def is_ready(self, name: str) -> bool:
        return name in self.ready

    def process_asset(self, asset: Any, *, report: Any) -> None:
        if not self.works:
            raise UnusableSourceError("Tệp âm thanh bị hỏng.", asset_name=asset.asset_name)
        self.ready.add(asset.asset_name)


def load_content() -> dict[str, ContentDocument]:
    """Every document in `content/` by `<kind>/<slug>`."""
    root = Path(settings.CONTENT_DIR)
    return {
        path.relative_to(root).with_suffix("").as_posix(): parse_document(path.read_text("utf-8"), path=path)
        for path in sorted(root.glob("*/*.md"))
    }


def read_file(ref: str) -> str:
    """The text of a document's file."""
    return (Path(settings.CONTENT_DIR) / f"{ref}.md").read_text("utf-8")


def make_topic(title: str = "Cư trú", **fields: Any) -> TopicPage:
    """A published topic."""
    return publish(HomePage.objects.get().add_child(instance=TopicPage(title=title, live=False, **fields)))


def make_explainer(topic: BasePage, title: str = "Đăng ký tạm trú", *, body: Iterable[Any] = (), **fields: Any) -> Any:
    """A published explainer."""
    page = ExplainerPage(title=title, live=False, body=list(body), **fields)
    return publish(topic.add_child(instance=page))


def make_guide(title: str = "Đến ở") -> PathwayPage:
    """A published guide of one question, `ở bao lâu`, and one answer, `báo lưu trú`."""
    ways = [{"label": "Vài hôm", "next": "báo lưu trú", "page": None}]
    body = [
        ("ask", {"question": "Bạn ở bao lâu?", "name": "ở bao lâu", "hint": "", "choices": ways}),
        ("result", {"title": "Hãy báo", "name": "báo lưu trú", "pages": [], "contact": "", "body": ""}),
    ]
    return publish(HomePage.objects.get().add_child(instance=PathwayPage(title=title, live=False, body=body)))


def make_law(title: str = "Luật Cư trú 2020", number: str = "68/2020/QH14", **fields: Any) -> Law:
    """A published law."""
    law = Law(
        title=title,
        number=number,
        law_type="Luật",
        issuer="Quốc hội",
        issued=dt.date(2020, 11, 13),
        live=False,
        **fields,
    )
    law.save()
    return publish(law)


def make_recording(title: str = "Nghe đăng ký tạm trú") -> MediaAsset:
    """A recording that the built-in voice makes."""
    return MediaAsset.objects.create(title=title, type="audio", script="Xin chào.", has_synthetic_voice=True)


def publish(subject: Any) -> Any:
    """Publish what the object holds now, as the editor's button does."""
    subject.save_revision().publish()
    return type(subject).objects.get(pk=subject.pk)


def bring_to_site() -> None:
    """Let the worker do all that waits."""
    run_ready_jobs()


def find_publication(subject: Any) -> Publication:
    """How the page stands on the site."""
    return Publication.objects.get(document_id=subject.document_id)
