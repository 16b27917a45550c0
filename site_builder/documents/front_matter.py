"""Front matter ↔ the model of its kind; what pydantic refuses becomes one sentence with line and key. Pure."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, get_args

from pydantic import AwareDatetime, BaseModel, ValidationError

from site_builder.documents.faults import describe_fault
from site_builder.documents.kinds import Kind
from site_builder.documents.model import AnyFrontMatter, FrontMatter
from site_builder.documents.yaml_text import YamlMapping, join_keys, write_yaml
from site_builder.errors import DocumentError
from site_builder.messages import _

MODELS: dict[Kind, type[FrontMatter]] = {
    model.model_fields["kind"].default: model for model in get_args(get_args(AnyFrontMatter)[0])
}
"""The model of each kind."""


def read_front_matter(text: str, first_line: int) -> tuple[FrontMatter, YamlMapping]:
    """The front matter of a document, and where its keys stand.

    Raises:
        DocumentError: the first fault of the text, without a path.
    """
    mapping = YamlMapping(text, first_line)
    values = mapping.values
    model = MODELS[_read_kind(mapping)]
    _read_times(model, values, mapping)
    try:
        return model.model_validate(values), mapping
    except ValidationError as error:
        raise _describe_first(error, mapping) from error


def write_front_matter(meta: FrontMatter) -> str:
    """Keys in the order of the model; what has its default is left out."""
    return write_yaml(_list_values(meta, always=("kind",)))


def _list_values(value: BaseModel, always: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a model holds apart from its defaults, as plain values."""
    return {
        name: _to_plain(getattr(value, name))
        for name, field in type(value).model_fields.items()
        if name in always or getattr(value, name) != field.default
    }


def _to_plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | dt.date):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    return _list_values(value) if isinstance(value, BaseModel) else str(value)


def _read_kind(mapping: YamlMapping) -> Kind:
    value = mapping.values.get("kind")
    try:
        return Kind(str(value))
    except ValueError:
        sentence = _("The kind must be one of: %(kinds)s.") % {"kinds": ", ".join(Kind)}
        raise DocumentError(sentence, line=mapping.find_line(["kind"]), key="kind") from None


def _list_times(model: type[FrontMatter]) -> dict[str, type[dt.date]]:
    """The keys of a kind that hold a date, or a date and time."""
    times: dict[str, type[dt.date]] = {}
    for name, field in model.model_fields.items():
        annotations = {field.annotation, *get_args(field.annotation)}
        if AwareDatetime in annotations or dt.datetime in annotations:
            times[name] = dt.datetime
        elif dt.date in annotations:
            times[name] = dt.date
    return times


_TIMES = {model: _list_times(model) for model in MODELS.values()}


def _read_times(model: type[FrontMatter], values: dict[str, Any], mapping: YamlMapping) -> None:
    """Refuse what is no date; pydantic would take a number for the seconds since 1970."""
    for key, type_ in _TIMES[model].items():
        value = values.get(key)
        if value is None and (key not in values or not model.model_fields[key].is_required()):
            continue
        if type(value) is type_ and getattr(value, "tzinfo", True):
            continue
        sentences: dict[type[dt.date], str] = {
            dt.date: _("This must be a date that exists, written as 2026-11-24."),
            dt.datetime: _("This must be a date and a time with its offset, written as 2026-11-24T08:00:00+07:00."),
        }
        raise DocumentError(sentences[type_], line=mapping.find_line([key]), key=key)


def _describe_first(error: ValidationError, mapping: YamlMapping) -> DocumentError:
    """The fault that stands first in the file."""
    faults = error.errors(include_url=False)
    line, index = min((mapping.find_line(fault["loc"]), index) for index, fault in enumerate(faults))
    keys = faults[index]["loc"]
    return DocumentError(describe_fault(faults[index], mapping.find_scalar(keys)), line=line, key=join_keys(keys))
