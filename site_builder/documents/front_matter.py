"""Front matter ↔ the model of its kind; what pydantic refuses becomes one sentence with line and key. Pure."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, get_args

from pydantic import AwareDatetime, BaseModel, ValidationError
from pydantic_core import ErrorDetails

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


def describe_fault(error: ErrorDetails, written: str) -> str:
    """A sentence for one of pydantic's faults.

    Args:
        error: as pydantic describes it.
        written: the value as it stands in the file; empty when it is no scalar.
    """
    fault, context, name = error["type"], error.get("ctx", {}), (error["loc"] or ("",))[-1]
    if fault == "extra_forbidden":
        return _("There is no key “%(key)s” here.") % {"key": name}
    if fault == "missing":
        return _("The key “%(key)s” is missing.") % {"key": name}
    if error["input"] is None:
        return _("This must be filled, or the key left out.")
    if fault == "string_type":
        if not written:
            return _("This must be a text.")
        return _("This must be a text; write it in quotes: '%(value)s'.") % {"value": written}
    if fault == "string_pattern_mismatch":
        return _describe_pattern(str(context.get("pattern", "")), written)
    if fault in ("enum", "literal_error"):
        return _("“%(value)s” is not possible here; choose from: %(values)s.") % {
            "value": written,
            "values": str(context.get("expected", "")).replace(" or ", ", ").replace("'", ""),
        }
    return _describe_simple(fault, context)


def _describe_pattern(pattern: str, written: str) -> str:
    if pattern.startswith("^http"):
        return _("This must be a web address that begins with https:// or http://, without a slash at its end.")
    if pattern.startswith("^law/"):
        sentence = _("“%(value)s” does not name a law; write law/ and the name of its file without .md.")
    elif "/" in pattern:
        sentence = _("“%(value)s” does not name a document; write its folder, a slash and its file without .md.")
    else:
        sentence = _("“%(value)s” may hold only the letters a–z without accents, digits and single hyphens.")
    return sentence % {"value": written}


def _describe_simple(fault: str, context: dict[str, Any]) -> str:
    fault = fault.removeprefix("string_")
    limit = {"limit": context.get("max_length", context.get("ge", ""))}
    sentences = {
        "too_long": _("This is longer than %(limit)s characters."),
        "too_short": _("This must not be empty."),
        "greater_than_equal": _("This must be %(limit)s or more."),
        "not_nfc": _("This text is not in Unicode's form NFC; write its letters again."),
        "not_one_line": _("This text must stand on one line."),
        "tuple_type": _("This must be a list, one entry on each line after a hyphen."),
        "bool_type": _("This must be true or false."),
        "bool_parsing": _("This must be true or false."),
        "int_type": _("This must be a whole number."),
        "int_parsing": _("This must be a whole number."),
        "int_from_float": _("This must be a whole number."),
        "finite_number": _("This must be a whole number."),
        "model_type": _("Here must stand keys with their values, such as “title: …”."),
        "model_attributes_type": _("Here must stand keys with their values, such as “title: …”."),
    }
    if fault.startswith("uuid"):
        return _("This must be a UUID, such as 0f9d7c9e-2f0a-4c59-9c0e-3a4a2f6d1a02.")
    if fault.startswith("url"):
        return _("This must be a web address that begins with https:// or http://.")
    return sentences.get(fault, _("This value cannot be used here.")) % limit
