"""What pydantic refuses, as sentences for those who write the files. Pure."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails

from site_builder.messages import _


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
