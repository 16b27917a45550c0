"""Where what stands in a media store. Pure.

sources/<sha[:2]>/<sha><ext>                uploads, by their content
renditions/<key[:2]>/<key>/<file name>      derived files, by everything they depend on
made/<key[:2]>/<key>.json                   what was measured on the files of a key; written when all are there
records/<asset name>.json                   what was made of an asset last
"""

from __future__ import annotations

import re

from pydantic import TypeAdapter

from media_pipeline.manifest import MediaRecord, Rendition, Source

FOLDERS = ("sources", "renditions", "made", "records")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HASH = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")

_RENDITIONS: TypeAdapter[tuple[Rendition, ...]] = TypeAdapter(tuple[Rendition, ...])


def is_path(path: str) -> bool:
    """Whether it lies in one of the store's folders and nowhere else."""
    first, *rest = path.split("/")
    return first in FOLDERS and len(rest) > 0 and all(_SEGMENT.fullmatch(segment) for segment in rest)


def check_path(path: str) -> str:
    """The path itself.

    Raises:
        ValueError: it does not lie in one of the store's folders.
    """
    if not is_path(path):
        raise ValueError(f"not a path in a media store: {path!r}")
    return path


def build_source_path(source: Source) -> str:
    """Where an upload stands; a suffix that is no plain one is left out."""
    extension = source.extension if _EXTENSION.fullmatch(source.extension) else ""
    return f"sources/{source.sha256[:2]}/{source.sha256}{extension}"


def build_rendition_path(key: str, file_name: str) -> str:
    """Where a derived file stands."""
    return check_path(f"renditions/{_check(_HASH, key)[:2]}/{key}/{file_name}")


def build_made_path(key: str) -> str:
    """Where the measurements of a key's files stand."""
    return f"made/{_check(_HASH, key)[:2]}/{key}.json"


def build_record_path(name: str) -> str:
    """Where an asset's record stands."""
    return f"records/{_check(_NAME, name)}.json"


def dump_record(record: MediaRecord) -> str:
    """The record as it is stored."""
    return record.model_dump_json(indent=2, exclude_none=True) + "\n"


def dump_renditions(renditions: tuple[Rendition, ...]) -> str:
    """The renditions of a key as they are stored."""
    return _RENDITIONS.dump_json(renditions, indent=2, exclude_none=True).decode() + "\n"


def parse_renditions(text: str | bytes) -> tuple[Rendition, ...]:
    """The renditions of a key."""
    return _RENDITIONS.validate_json(text)


def _check(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"not a name in a media store: {text!r}")
    return text
