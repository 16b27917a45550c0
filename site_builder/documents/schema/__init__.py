"""JSON Schema of the front matter, one file for each kind, for editors and for programs in other languages.

Generated from the models: run `python -m site_builder.documents.schema` after a change of `documents/model.py`; a test
fails while a file is not current. Dates and times are strings there, as JSON has no others.
"""

from __future__ import annotations

import json
from pathlib import Path

from site_builder.documents.front_matter import MODELS
from site_builder.documents.kinds import Kind

SCHEMA_DIR = Path(__file__).parent
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def build_schema(kind: Kind) -> str:
    """The text of the schema file of a kind."""
    schema = MODELS[kind].model_json_schema()
    # a default that may be left out in YAML; but without a kind nobody knows which schema applies
    schema["required"] = ["kind", *schema["required"]]
    return json.dumps({"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


def build_schema_path(kind: Kind) -> Path:
    """The schema file of a kind."""
    return SCHEMA_DIR / f"{kind.value}.json"
