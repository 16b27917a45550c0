"""The form of a bulletin: what nobody can read aloud is not signed off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlock, StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.bulletins.pieces import list_block_parts
from cms.publishing.spoken_blocks import PIECES
from cms.readings.script import Reader, list_unknown

SIGN_OFFS = ("action-publish", "action-submit", "action-restart-workflow")
"""What is pressed to publish, or to ask for approval."""


def build_first_body(block: StreamBlock) -> StreamValue:
    """What a new bulletin begins with: one block of each kind that is played."""
    return StreamValue(block, [(name, block.child_blocks[name].get_default()) for name in PIECES])


def is_signing_off(data: Mapping[str, Any]) -> bool:
    """Whether a form was sent to be signed off; a draft may be saved as it is."""
    return any(name in data for name in SIGN_OFFS) or data.get("workflow-action-name") == "approve"


class BulletinForm(WagtailAdminPageForm):
    """A bulletin in its editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and not self.instance.body:
            self.initial["body"] = build_first_body(self.fields["body"].block)

    def clean(self) -> dict[str, Any]:
        """Every abbreviation must be known when the bulletin is signed off."""
        cleaned: dict[str, Any] = super().clean()
        body = cleaned.get("body")
        if is_signing_off(self.data) and isinstance(body, StreamValue) and (errors := find_unreadable(body)):
            self.add_error("body", StreamBlockValidationError(block_errors=errors))
        return cleaned


def find_unreadable(body: StreamValue) -> dict[int, ValidationError]:
    """Number of a block → the error of its script, for blocks with an abbreviation that nobody has explained."""
    reader, errors = Reader(), dict[int, ValidationError]()
    for number, block in enumerate(body):
        unknown = list_unknown(list_block_parts(block), reader)
        if unknown:
            sentences = [str(found) for found in unknown]
            errors[number] = StructBlockValidationError(block_errors={"script": ValidationError(sentences)})
    return errors
