"""What a block is made of: fields, each of a type and at a place in the block's Markdown. Pure.

`blocks.py` is the table of all blocks; `block_values.py` has the values that follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from site_builder.documents.kinds import Kind

if TYPE_CHECKING:
    from site_builder.documents.block_values import BlockValue

FieldValue: TypeAlias = "str | bool | tuple[str, ...] | tuple[tuple[str, ...], ...] | tuple[BlockValue, ...]"


class FieldType(StrEnum):
    """What a field holds; each type has one Python value, one Markdown form and one StreamField block."""

    LINE = "line"
    """`str` on one line."""
    TEXT = "text"
    """`str`, plain, several lines."""
    RICH = "rich"
    """`str` of CommonMark, as Wagtail's converter writes it, without the final line end."""
    BOOL = "bool"
    DATE = "date"
    """`str`, a day as ISO 8601 writes it (`2026-11-24`), or empty."""
    CHOICE = "choice"
    """One of the field's `choices`."""
    IMAGE = "image"
    """Asset name of an image."""
    AUDIO = "audio"
    VIDEO = "video"
    DOWNLOAD = "download"
    """Asset name of a document to download."""
    LAW = "law"
    """Document reference `law/<slug>`."""
    DOCUMENT = "document"
    """Document reference `<kind>/<slug>`."""
    DOCUMENTS = "documents"
    """Tuple of document references."""
    STEP = "step"
    """`str`, the short name of a question or an answer of the same pathway."""
    ROWS = "rows"
    """Tuple of rows, each a tuple of plain cell texts."""
    ITEMS = "items"
    """Tuple of `BlockValue`s of the spec named in `item`."""


class Place(StrEnum):
    """Where a field stands in the block's Markdown."""

    HEADER = "header"
    """After the bar: `/// warning | Lưu ý`. At most one field, of type LINE."""
    OPTION = "option"
    """In the YAML options under the header, indented by four spaces."""
    CONTENT = "content"
    """Between header and closing fence. At most one field."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a block."""

    name: str
    type: FieldType
    place: Place
    label: str
    is_required: bool = False
    help_text: str = ""
    default: Any = None
    """The value that is left out of the Markdown; `None` means the type's empty value."""
    initial: str = ""
    """What an editor finds in a new block; unlike the default it is written like any other value."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label) of a CHOICE."""
    item: BlockSpec | None = None
    """The spec of the values of an ITEMS field."""

    @property
    def empty(self) -> FieldValue:
        """The value of a field that is not written."""
        if self.default is not None:
            return self.default  # type: ignore[no-any-return]
        if self.type is FieldType.BOOL:
            return False
        if self.type in (FieldType.DOCUMENTS, FieldType.ROWS, FieldType.ITEMS):
            return ()
        return ""


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One block: its name in Markdown, StreamField and template, and its fields."""

    name: str
    label: str
    icon: str
    """A name of Wagtail's icon set."""
    fields: tuple[FieldSpec, ...]
    help_text: str = ""
    kinds: frozenset[Kind] | None = None
    """The kinds of document that may use it; `None` means all."""
    is_fenced: bool = True
    """False for `text` and `heading`, which are plain CommonMark between the fences."""
    min_count: int = 0
    max_count: int | None = None
    """How often it must and may stand in a body."""

    def get_field(self, name: str) -> FieldSpec:
        """The field of that name; `KeyError` if there is none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def get_placed(self, place: Place) -> tuple[FieldSpec, ...]:
        """The fields of one place, in their order."""
        return tuple(spec for spec in self.fields if spec.place is place)

    @property
    def header(self) -> FieldSpec | None:
        """The field after the bar, if the block has one."""
        return next(iter(self.get_placed(Place.HEADER)), None)

    @property
    def content(self) -> FieldSpec | None:
        """The field between the fences, if the block has one."""
        return next(iter(self.get_placed(Place.CONTENT)), None)
