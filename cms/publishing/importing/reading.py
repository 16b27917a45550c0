"""The files of `content/`, parsed; what cannot be parsed becomes a problem and is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from pydantic import ValidationError

from cms.publishing import content_files
from cms.publishing.assets import get_media_dir
from cms.publishing.importing.problems import Problem
from cms.publishing.offers import is_offered_alone
from cms.publishing.site_files import REDIRECTS, Redirect, get_redirects_path, get_settings_path, read_yaml
from cms.publishing.snapshot import describe_invalid
from media_pipeline.manifest import MediaKind, MediaManifest
from site_builder.documents.kinds import Kind
from site_builder.documents.model import ContentDocument
from site_builder.documents.store import parse_document
from site_builder.errors import DocumentError

_LATE_KINDS = (MediaKind.CLIP, MediaKind.PACKAGE)
"""Assets that are made from other assets."""


@dataclass(slots=True)
class ContentFiles:
    """What was read."""

    settings: dict[str, object] | None = None
    manifests: dict[Path, MediaManifest] = field(default_factory=dict)
    """Ingredients first."""
    documents: dict[Path, ContentDocument] = field(default_factory=dict)
    redirects: list[Redirect] | None = None
    problems: list[Problem] = field(default_factory=list)


def read_content(paths: Collection[Path] = ()) -> ContentFiles:
    """Read all of `content/`, or only these files of it."""
    files = ContentFiles()
    chosen = {path.resolve() for path in paths}
    for path in _iter_paths():
        if chosen and path.resolve() not in chosen:
            continue
        try:
            _read_file(path, files)
        except DocumentError as error:
            files.problems.append(Problem(name_path(path), error.sentence, error.line, error.key))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            sentence = _("This is not valid YAML: %(reason)s.") % {"reason": getattr(error, "problem", error)}
            files.problems.append(Problem(name_path(path), sentence, mark.line + 1 if mark else None))
        except ValidationError as error:
            fault = describe_invalid(error)
            line = find_line(path, fault.key.rpartition(".")[2])
            files.problems.append(Problem(name_path(path), str(fault), line, fault.key))
        except UnicodeDecodeError:
            files.problems.append(Problem(name_path(path), _("This file is not UTF-8 text.")))
    files.manifests = dict(sorted(files.manifests.items(), key=lambda item: item[1].kind in _LATE_KINDS))
    return files


def name_path(path: Path) -> str:
    """The file as people know it (`content/explainer/….md`)."""
    return f"content/{path.relative_to(content_files.get_content_dir()).as_posix()}"


def find_line(path: Path, text: str) -> int | None:
    """The first line that holds a text, or its last part (`cu-tru` of `topic/cu-tru`); counted from 1."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for wanted in (text, text.rpartition("/")[2]):
        for number, line in enumerate(lines, start=1):
            if wanted and wanted in line:
                return number
    return None


def _iter_paths() -> Iterator[Path]:
    yield get_settings_path()
    yield from sorted(get_media_dir().glob("*.json"))
    for kind in Kind:
        yield from sorted((content_files.get_content_dir() / kind.value).glob("*.md"))
    yield get_redirects_path()


def _read_file(path: Path, files: ContentFiles) -> None:
    if not path.exists():
        return
    if path == get_settings_path():
        files.settings = read_yaml(path)
    elif path == get_redirects_path():
        files.redirects = REDIRECTS.validate_python(read_yaml(path) or [])
    elif path.suffix == ".json":
        manifest = _read_manifest(path)
        if not is_offered_alone(manifest):
            files.manifests[path] = manifest
    else:
        files.documents[path] = parse_document(path.read_text(encoding="utf-8"), path=path)


def _read_manifest(path: Path) -> MediaManifest:
    manifest = MediaManifest.model_validate_json(path.read_bytes())
    if manifest.name != path.stem:
        sentence = _("The name in the file must be the file's own name, “%(name)s”.") % {"name": path.stem}
        raise DocumentError(sentence, path=path, key="name")
    return manifest
