"""The two JSON files of an asset: its manifest in `content/media/`, its record in the media store."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from media_pipeline.manifest import MediaManifest, MediaRecord
from site_builder.documents.faults import describe_fault
from site_builder.documents.yaml_text import join_keys
from site_builder.errors import DocumentError
from site_builder.messages import _


def parse_manifest(data: bytes, path: Path) -> MediaManifest:
    """The manifest of a file's bytes.

    Raises:
        DocumentError: it is not valid; names the file, the key, and the line where one can be told.
    """
    text, values = _read_json(data, path)
    try:
        manifest = MediaManifest.model_validate_json(text)
    except ValidationError as error:
        raise _describe_first(error, text, values, path) from error
    if manifest.name != path.stem:
        sentence = _("The name is “%(name)s”, so the file must be named “%(name)s.json”.") % {"name": manifest.name}
        raise DocumentError(sentence, path=path, line=_find_line(text, "name"), key="name")
    return manifest


def parse_record(data: bytes, path: Path) -> MediaRecord | None:
    """The record of a file's bytes; `None` when it is not valid, for then nothing usable was made."""
    try:
        record = MediaRecord.model_validate_json(data)
    except ValidationError:
        return None
    return record if record.name == path.stem else None


def _read_json(data: bytes, path: Path) -> tuple[str, Any]:
    try:
        text = data.decode()
        return text, json.loads(text)
    except UnicodeDecodeError:
        raise DocumentError(_("This file is not UTF-8 text."), path=path) from None
    except json.JSONDecodeError as error:
        sentence = _("This is not valid JSON: %(reason)s.") % {"reason": error.msg}
        raise DocumentError(sentence, path=path, line=error.lineno) from error
    except RecursionError:
        raise DocumentError(_("This is not valid JSON: %(reason)s.") % {"reason": "…[[[…"}, path=path) from None


def _describe_first(error: ValidationError, text: str, values: Any, path: Path) -> DocumentError:
    fault = error.errors(include_url=False)[0]
    keys = fault["loc"]
    written = values
    for key in keys:
        written = written.get(key, "") if isinstance(written, dict) else ""
    if fault["type"] == "value_error":
        sentence = _("This manifest contradicts itself: %(reason)s.") % {"reason": fault["ctx"]["error"]}
    else:
        sentence = describe_fault(fault, str(written))
    return DocumentError(sentence, path=path, line=_find_line(text, *keys), key=join_keys(keys))


def _find_line(text: str, *keys: str | int) -> int | None:
    """The line of the last key that stands in the text as a key of JSON."""
    for key in reversed(keys):
        if match := re.search(rf'"{re.escape(str(key))}"\s*:', text):
            return text.count("\n", 0, match.start()) + 1
    return None
