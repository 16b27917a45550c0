"""The JSON Schema files say what the models say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from site_builder.documents.kinds import Kind
from site_builder.documents.schema import SCHEMA_DIR, build_schema, build_schema_path
from site_builder.documents.store import serialise_document, split_text
from tests.unit.site_builder.documents.samples import CONTENT_FILES, make_document


class Loader(yaml.SafeLoader):
    """YAML as JSON Schema sees it: dates are strings."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_validator(kind: Kind) -> jsonschema.Draft202012Validator:
    schema = json.loads(build_schema_path(kind).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("kind", Kind)
def test_schema_files_are_current(kind: Kind) -> None:
    """If not: `python -m site_builder.documents.schema`."""
    assert build_schema_path(kind).read_text("utf-8") == build_schema(kind)


def test_there_is_no_schema_of_a_kind_that_is_gone() -> None:
    assert {path.stem for path in SCHEMA_DIR.glob("*.json")} == set(Kind)


@pytest.mark.parametrize("path", CONTENT_FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_front_matter_of_content_follows_its_schema(path: Path) -> None:
    front_matter, _body, _line = split_text(path.read_text("utf-8"))
    load_validator(Kind(path.parent.name)).validate(yaml.load(front_matter, Loader))


@pytest.mark.parametrize(
    ("key", "value"),
    [("mau", "do"), ("reviewed", "09/11/2026"), ("audiences", ["robots"]), ("slug", "Tạm trú"), ("cites", [{}])],
)
def test_a_schema_refuses_what_the_model_refuses(key: str, value: object) -> None:
    front_matter, _body, _line = split_text(serialise_document(make_document("explainer/tam-tru")))
    values = yaml.load(front_matter, Loader)
    validator = load_validator(Kind.EXPLAINER)
    assert validator.is_valid(values)
    assert not validator.is_valid(values | {key: value})
