"""JSON Schema of the front matter, one file for each kind, for editors and for programs in other languages.

Generated from the models: run `python -m site_builder.documents.schema` after a change of `documents/model.py`; a test
fails while a file is not current. Dates and times are strings there, as JSON has no others.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from site_builder.documents import model
from site_builder.documents.front_matter import MODELS
from site_builder.documents.kinds import Kind

SCHEMA_DIR = Path(__file__).parent
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def build_schema(kind: Kind) -> str:
    """The text of the schema file of a kind."""
    schema = MODELS[kind].model_json_schema()
    _describe(schema, MODELS[kind])
    for name, definition in schema.get("$defs", {}).items():
        _describe(definition, getattr(model, name))
    # a default that may be left out in YAML; but without a kind nobody knows which schema applies
    schema["required"] = ["kind", *schema["required"]]
    return json.dumps({"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


def build_schema_path(kind: Kind) -> Path:
    """The schema file of a kind."""
    return SCHEMA_DIR / f"{kind.value}.json"


def _describe(schema: dict[str, Any], described: type) -> None:
    """Add the docstrings of a class's attributes to its properties.

    Pydantic could do it, but reads the source file for that whenever the models are loaded.
    """
    docs = _read_attribute_docs()
    for name, values in schema.get("properties", {}).items():
        found = next((docs[cls.__name__][name] for cls in described.__mro__ if name in docs.get(cls.__name__, {})), "")
        if found:
            schema["properties"][name] = dict(sorted({**values, "description": found}.items()))


@cache
def _read_attribute_docs() -> dict[str, dict[str, str]]:
    """By the names of class and attribute."""
    classes = [node for node in ast.parse(inspect.getsource(model)).body if isinstance(node, ast.ClassDef)]
    return {each.name: dict(_iter_attribute_docs(each)) for each in classes}


def _iter_attribute_docs(class_: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for attribute, doc in pairwise(class_.body):
        match attribute, doc:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
