"""`content/site.yaml` ↔ the site settings, `content/redirects.yaml` ↔ the ended addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import models
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from wagtail.models import Site

from cms.core.models import SiteSettings
from cms.publishing import content_files
from cms.publishing.mapping.body import normalise_line
from cms.publishing.mapping.references import References, build_ref_address, find_document_id
from cms.publishing.models import EndedAddress, Publication


class Redirect(BaseModel):
    """One entry of `redirects.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    address: str = Field(alias="from", pattern=r"^/.*/$")
    to: str | None
    """`None`: nothing took its place (410)."""
    since: dt.date


REDIRECTS: TypeAdapter[list[Redirect]] = TypeAdapter(list[Redirect])


def get_settings_path() -> Path:
    """The file of the site's settings."""
    return content_files.get_content_dir() / "site.yaml"


def get_redirects_path() -> Path:
    """The file of ended addresses."""
    return content_files.get_content_dir() / "redirects.yaml"


def write_site_files() -> int:
    """Bring both files up to date; how many were written."""
    return write_settings() + write_redirects()


def load_site_settings() -> SiteSettings:
    """The settings of the one site; unsaved while no editor and no import has set any."""
    site = Site.objects.get(is_default_site=True)
    return SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)


def list_setting_names() -> list[str]:
    """The fields of the settings that stand in `site.yaml`."""
    skipped = (models.AutoField, models.ForeignKey)
    return [field.name for field in SiteSettings._meta.concrete_fields if not isinstance(field, skipped)]


def write_settings() -> bool:
    """Write `site.yaml`; keys that editors do not have keep their value and every key its place."""
    path = get_settings_path()
    values: dict[str, Any] = read_yaml(path) or {}
    settings = load_site_settings()
    if settings.pk is None and values:
        return False  # the file is not imported yet
    for name in list_setting_names():
        value = getattr(settings, name)
        values[name] = normalise_line(value) if isinstance(value, str) else value
    return content_files.write_file(path, dump_yaml(values))


def write_redirects() -> bool:
    """Write `redirects.yaml`: a document that has moved is followed to where it is now."""
    addresses: dict[UUID | None, str] = {
        document_id: build_ref_address(ref)
        for document_id, ref in Publication.objects.exclude(ref="").values_list("document_id", "ref")
    }
    entries = [
        {"from": row.address, "to": addresses.get(row.document_id) or row.target or None, "since": row.since}
        for row in EndedAddress.objects.all()
    ]
    return content_files.write_file(get_redirects_path(), dump_yaml(entries))


def import_redirects(redirects: Iterable[Redirect]) -> None:
    """Take ended addresses over; a target that is a document is followed from now on."""
    references = References()
    for redirect in redirects:
        ref = references.find_ref_at(redirect.to) if redirect.to else None
        document_id = find_document_id(ref) if ref else None
        EndedAddress.objects.update_or_create(
            address=redirect.address,
            defaults={
                "document_id": document_id,
                "target": "" if document_id else redirect.to or "",
                "since": redirect.since,
            },
        )


def read_yaml(path: Path) -> Any:
    """The value of a YAML file; `None` when there is no file. `yaml.YAMLError` carries the line."""
    try:
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except FileNotFoundError:
        return None


def dump_yaml(value: Any) -> bytes:
    """The one form in which both files are written."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1_000_000).encode()
