"""`python -m site_builder.documents.schema`: write the schema files."""

from __future__ import annotations

from site_builder.atomic_files import write_bytes
from site_builder.documents.kinds import Kind
from site_builder.documents.schema import build_schema, build_schema_path

for kind in Kind:
    write_bytes(build_schema_path(kind), build_schema(kind).encode())
