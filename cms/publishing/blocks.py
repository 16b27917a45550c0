"""The StreamField blocks that editors see, generated from the builder's block table.

`site_builder.documents.blocks` says which blocks exist and what each field holds; this module gives each field type its
editing widget. It imports no model of ours: the page models import it, so targets are named by strings. A block with a
single field is that field's own block, so that its editor shows one box and not a box in a box.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType
from site_builder.documents.blocks import list_specs
from site_builder.documents.kinds import Kind

RICH_FEATURES = ["bold", "italic", "ol", "ul", "hr", "link", "document-link", "superscript", "subscript"]
"""What a rich text may hold; each has one CommonMark form."""

Rows = list[list[str]]


def build_body_block(kind: str, block_class: type[blocks.StreamBlock] = blocks.StreamBlock) -> blocks.StreamBlock:
    """The body of a page of that kind, with the blocks it may use and how often it must use them.

    Args:
        block_class: of a body that is checked as a whole.
    """
    specs = list_specs(Kind(kind))
    counts = {
        spec.name: {"min_num": spec.min_count or None, "max_num": spec.max_count}
        for spec in specs
        if spec.min_count or spec.max_count
    }
    return block_class([(spec.name, build_spec_block(spec)) for spec in specs], block_counts=counts)


def build_spec_block(spec: BlockSpec) -> blocks.Block:
    """The block of one spec: its single field's block, or a struct of all of them."""
    meta = {"label": _(spec.label), "icon": spec.icon}
    if len(spec.fields) == 1:
        return build_field_block(spec.fields[0], **meta)
    if spec.help_text:
        meta["help_text"] = _(spec.help_text)
    return blocks.StructBlock([(field.name, build_field_block(field)) for field in spec.fields], **meta)


def build_field_block(field: FieldSpec, **meta: Any) -> blocks.Block:
    """The block that edits one field."""
    meta.setdefault("label", _(field.label))
    if field.help_text:
        meta["help_text"] = _(field.help_text)
    if field.initial:
        meta["default"] = partial(gettext, field.initial)
    return _BUILDERS[field.type](field, meta)


class RowsBlock(blocks.FieldBlock):
    """The cells of a table as plain text: one row a line, `|` or a tab between cells, so that a table can be pasted
    from a spreadsheet and edited with the keyboard alone. The value is a list of rows of equal length."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=required, help_text=help_text, widget=AdminAutoHeightTextInput(attrs={"rows": 3}), strip=False
        )
        super().__init__(**kwargs)

    def value_from_form(self, value: str) -> Rows:
        """Rows of an edited text."""
        return parse_rows(value)

    def value_for_form(self, value: Rows | None) -> str:
        """The text to edit."""
        return write_rows(value or [])

    def to_python(self, value: Any) -> Rows:
        """Rows from the database."""
        return cast("Rows", value or [])

    def get_searchable_content(self, value: Rows) -> list[str]:
        """Every cell that says something."""
        return [cell for row in value or [] for cell in row if cell]

    class Meta:
        icon = "table"
        default: Rows = []


def parse_rows(text: str) -> Rows:
    """The rows of an edited text; short rows are filled up with empty cells. `\\|` is a bar within a cell."""
    rows = [[cell.strip() for cell in _split_cells(line)] for line in text.splitlines() if line.strip()]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def write_rows(rows: Rows) -> str:
    """The text an editor gets for these rows; `parse_rows` gives them back."""
    return "\n".join(_write_row(row) for row in rows)


def _write_row(row: list[str]) -> str:
    line = " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row)
    return line if line.strip() else "|"


def _split_cells(line: str) -> list[str]:
    cells, escaped = [""], False
    for char in line.strip(" "):
        if escaped:
            cells[-1] += char if char in "\\|" else "\\" + char
            escaped = False
        elif char == "\\":
            escaped = True
        elif char in "|\t":
            cells.append("")
        else:
            cells[-1] += char
    if escaped:
        cells[-1] += "\\"
    return cells


def _build_items(field: FieldSpec, meta: dict[str, Any]) -> blocks.Block:
    if field.item is None:
        raise TypeError(f"the field {field.name} of type ITEMS names no item")
    return blocks.ListBlock(build_spec_block(field.item), min_num=1 if field.is_required else None, **meta)


def _build_documents(field: FieldSpec, meta: dict[str, Any]) -> blocks.Block:
    if not field.is_required:
        meta["default"] = []  # in place of one that is empty, which must be filled
    return blocks.ListBlock(blocks.PageChooserBlock(), min_num=1 if field.is_required else None, **meta)


def _build_rows(field: FieldSpec, meta: dict[str, Any]) -> blocks.Block:
    help_text = _("One row on each line, cells separated by a bar ( | ). A table can be pasted from Excel or Word.")
    return RowsBlock(required=field.is_required, **{"help_text": help_text} | meta)


def _build_choice(field: FieldSpec, meta: dict[str, Any]) -> blocks.Block:
    choices = [(value, _(label)) for value, label in field.choices]
    return blocks.ChoiceBlock(choices=choices, default=field.empty, required=True, **meta)


def _build_plain(block_class: Callable[..., blocks.Block], **options: Any) -> Callable[..., blocks.Block]:
    return lambda field, meta: block_class(required=field.is_required, **options, **meta)


_BUILDERS: dict[FieldType, Callable[[FieldSpec, dict[str, Any]], blocks.Block]] = {
    FieldType.LINE: _build_plain(blocks.CharBlock),
    FieldType.TEXT: _build_plain(blocks.TextBlock),
    FieldType.RICH: _build_plain(blocks.RichTextBlock, features=RICH_FEATURES),
    FieldType.BOOL: lambda field, meta: blocks.BooleanBlock(required=False, default=field.empty, **meta),
    FieldType.DATE: _build_plain(blocks.DateBlock),
    FieldType.CHOICE: _build_choice,
    FieldType.IMAGE: _build_plain(ImageChooserBlock),
    FieldType.AUDIO: _build_plain(AudioChooserBlock),
    FieldType.VIDEO: _build_plain(VideoChooserBlock),
    FieldType.DOWNLOAD: _build_plain(DocumentChooserBlock),
    FieldType.LAW: lambda field, meta: SnippetChooserBlock("laws.Law", required=field.is_required, **meta),
    FieldType.DOCUMENT: _build_plain(blocks.PageChooserBlock),
    FieldType.DOCUMENTS: _build_documents,
    FieldType.STEP: _build_plain(blocks.CharBlock, max_length=60),
    FieldType.ROWS: _build_rows,
    FieldType.ITEMS: _build_items,
}
