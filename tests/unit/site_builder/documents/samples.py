"""Documents and texts that tests of documents and of the index begin with."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from site_builder.documents.block_values import BlockValue
from site_builder.documents.front_matter import MODELS
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument

CONTENT = Path(__file__).resolve().parents[4] / "content"
CONTENT_FILES = sorted(path for kind in Kind for path in (CONTENT / kind.value).glob("*.md"))

_NEEDED: dict[Kind, dict[str, Any]] = {
    Kind.AUDIO: {"audio": "nghe"},
    Kind.VIDEO: {"video": "xem"},
    Kind.SHOW: {"author": "Phường Hải An", "email": "phapluat@haian.example"},
    Kind.LAW: {"number": "68/2020/QH14", "law_type": "Luật", "issuer": "Quốc hội", "issued": "2020-11-13"},
}


def make_document(ref: str, *body: BlockValue, **values: Any) -> ContentDocument:
    """A valid document with this front matter; the id follows from `ref` unless it is given."""
    kind, _slash, slug = ref.partition("/")
    published = values.pop("published", datetime.fromisoformat("2026-11-10T08:00:00+07:00"))
    meta = MODELS[Kind(kind)].model_validate(
        {
            "id": uuid.uuid5(uuid.NAMESPACE_URL, ref),
            "title": slug.replace("-", " ").capitalize(),
            "slug": slug,
            "published": published,
            "updated": published,
            **_NEEDED.get(Kind(kind), {}),
            **values,
        }
    )
    return ContentDocument(meta=meta, body=body)
