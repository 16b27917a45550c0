"""The body of a pathway in its editor: before it is published, its questions must hang together.

A draft may be saved as it is. Each fault stands at the question or the choice that it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlock, StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.publishing.pathway_steps import ANSWER, QUESTION, TITLES, Fault, Step, Way, iter_faults


class PathwayBody(StreamBlock):
    """Questions, answers, and what is said before them."""

    def clean(self, value: StreamValue) -> StreamValue:
        """Nothing leads nowhere, in a circle or to a page that is not published."""
        cleaned: StreamValue = super().clean(value)
        if not self.is_deferred_validation and (errors := find_errors(cleaned)):
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def find_errors(body: StreamValue) -> dict[int, ValidationError]:
    """Number of a block → what is wrong with it."""
    found: defaultdict[int, list[Fault]] = defaultdict(list)
    for fault in list_faults(body):
        found[fault.index].append(fault)
    return {index: _build_error(faults) for index, faults in found.items()}


def list_faults(body: StreamValue) -> list[Fault]:
    """What residents would stumble over if it were published now."""
    return [*iter_faults(read_steps(body), needs_ends=True), *iter_unpublished(body)]


def read_steps(body: StreamValue) -> list[Step]:
    """The questions and answers as they stand in the editor."""
    return [
        Step(
            index,
            block.value[TITLES[block.block_type]],
            block.value["name"],
            tuple(Way(each["label"], each["next"], bool(each["page"])) for each in block.value.get("choices", ())),
            is_question=block.block_type == QUESTION,
        )
        for index, block in enumerate(body)
        if block.block_type in TITLES
    ]


def iter_unpublished(body: StreamValue) -> Iterator[Fault]:
    """Pages that residents cannot come to yet."""
    for index, block in enumerate(body):
        if block.block_type == QUESTION:
            for number, choice in enumerate(block.value["choices"]):
                if choice["page"] and not choice["page"].live:
                    sentence = _(
                        "The choice “%(choice)s” of “%(title)s” leads to “%(page)s”, which is not published: "
                        "publish it first, or choose another page."
                    )
                    values = {"choice": choice["label"], "title": block.value["question"], "page": choice["page"].title}
                    yield Fault(index, "page", sentence % values, number)
        elif block.block_type == ANSWER:
            for page in block.value["pages"]:
                if page and not page.live:
                    sentence = _(
                        "The answer “%(title)s” names “%(page)s”, which is not published: "
                        "publish it first, or take it out."
                    )
                    yield Fault(index, "pages", sentence % {"title": block.value["title"], "page": page.title})


def _build_error(faults: list[Fault]) -> ValidationError:
    """The faults of one block, each at its field."""
    fields: dict[str, Any] = {fault.field: ValidationError(fault.sentence) for fault in faults if fault.choice is None}
    choices = {
        fault.choice: StructBlockValidationError(block_errors={fault.field: ValidationError(fault.sentence)})
        for fault in reversed(faults)
        if fault.choice is not None
    }
    if choices:
        fields["choices"] = ListBlockValidationError(block_errors=choices)
    return StructBlockValidationError(block_errors=fields)
