"""YAML as documents use it: read with the place of every key, written the same way for ever. Pure.

Of YAML only mappings, lists and scalars are used: no anchors, no tags of its own. A date is read as a date only in the
form `2026-11-24` and a time only in the form `2026-11-24T08:00:00+07:00`; anything else stays text, for the model to
refuse by name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from site_builder.errors import DocumentError
from site_builder.messages import _

Key: TypeAlias = "str | int"

_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = (f"{_TAG}str", f"{_TAG}merge", f"{_TAG}value")
_TRUE = frozenset({"yes", "true", "on"})
_KEY = re.compile(r"(\w+):")
_RARE_BREAK = re.compile("[\r\x85\u2028\u2029]")
_DECIMAL = re.compile(r"[-+]?[0-9]+\Z")
_ENDLESS = 2**31 - 1
_MAX_DEPTH = 20
_MAX_BRACKETS = 1000
_DEEP_LINE = re.compile(rf"(?:[-?][ \t]+){{{_MAX_DEPTH}}}")
"""libyaml composes by recursion and overflows the stack at some ten thousand levels, so these are refused before."""


class YamlMapping:
    """A mapping read from YAML, and where its keys stand."""

    def __init__(self, text: str, first_line: int) -> None:
        """Read a text.

        Args:
            text: one mapping, or nothing.
            first_line: the number of its first line in the file.

        Raises:
            DocumentError: it is not valid YAML, is no mapping, or has a key twice; without a path.
        """
        self._first_line = first_line
        self._root = _compose(text, first_line)
        self.values: dict[str, Any] = self._build_root()

    def find_line(self, keys: Sequence[Key]) -> int:
        """The line of a key, or of the nearest one above it when it is not there."""
        node, line = self._root, self._first_line
        for key in keys:
            found = _find_child(node, key)
            if found is None:
                break
            node, mark = found
            line = self._first_line + mark
        return line

    def find_scalar(self, keys: Sequence[Key]) -> str:
        """A scalar as it is written; empty when there is none."""
        node = self._root
        for key in keys:
            found = _find_child(node, key)
            if found is None:
                return ""
            node = found[0]
        return str(node.value) if isinstance(node, ScalarNode) else ""

    def _build_root(self) -> dict[str, Any]:
        if self._root is None:
            return {}
        if not isinstance(self._root, MappingNode):
            raise DocumentError(_("Here must stand keys with their values, such as “title: …”."), line=self._first_line)
        built: dict[str, Any] = self._build(self._root, (), set())
        return built

    def _build(self, node: Node, keys: tuple[Key, ...], seen: set[int]) -> Any:
        if isinstance(node, ScalarNode):
            return _SCALARS.get(node.tag, _refuse_tag)(node.value) if node.tag not in _TEXT_TAGS else node.value
        if id(node) in seen:
            raise self._fault(_("YAML's anchors and aliases (& and *) cannot be used here."), node, keys)
        if len(keys) > _MAX_DEPTH:
            raise self._fault(_describe_depth(), node, keys[:1])
        seen.add(id(node))
        if isinstance(node, SequenceNode):
            return [self._build(child, (*keys, index), seen) for index, child in enumerate(node.value)]
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None:
                raise self._fault(_("A key must be one word."), key_node, keys)
            if key in result:
                raise self._fault(
                    _("The key “%(key)s” stands here a second time.") % {"key": key}, key_node, (*keys, key)
                )
            result[key] = self._build(value_node, (*keys, key), seen)
        return result

    def _fault(self, sentence: str, node: Node, keys: Sequence[Key]) -> DocumentError:
        return DocumentError(sentence, line=self._first_line + node.start_mark.line, key=join_keys(keys))


def join_keys(keys: Sequence[Key]) -> str:
    """How an error names a key (`cites.0.law`)."""
    return ".".join(map(str, keys))


def write_yaml(values: Mapping[str, Any], *, has_blocks: bool = True) -> str:
    """The mapping in block style: keys in their order, no line folded.

    Args:
        values: keys and plain values.
        has_blocks: whether text of several lines stands as a literal block, or in quotes on one line.
    """
    dumper = _BlockDumper if has_blocks else _LineDumper
    text: str = yaml.dump(dict(values), Dumper=dumper, allow_unicode=True, sort_keys=False, width=_ENDLESS)
    return text


def _compose(text: str, first_line: int) -> Node | None:
    if text.count("[") + text.count("{") > _MAX_BRACKETS or _DEEP_LINE.search(text):
        raise DocumentError(_describe_depth(), line=first_line)
    loader = yaml.CSafeLoader(text)
    try:
        node: Node | None = loader.get_single_node()
        return node
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        index = _find_faulty_line(error, text)
        raise DocumentError(
            _("This is not valid YAML (%(reason)s). A text with a colon or a hash in it needs quotes.")
            % {"reason": reason},
            line=first_line + index,
            key=_find_key_above(text, index),
        ) from error
    finally:
        loader.dispose()


def _find_faulty_line(error: yaml.YAMLError, text: str) -> int:
    """The line where the fault is, or where what has no end begins; counted from 0."""
    context = str(getattr(error, "context", ""))
    begins = "quoted scalar" in context or "flow" in context
    mark = getattr(error, "context_mark" if begins else "problem_mark", None)
    return min(mark.line, text.rstrip("\n").count("\n")) if mark else 0


def _find_key_above(text: str, index: int) -> str:
    """The key of the first level on a line, or the nearest above it."""
    found = [match[1] for line in text.split("\n")[: index + 1] if (match := _KEY.match(line))]
    return found[-1] if found else ""


def _describe_depth() -> str:
    return _("Lists and keys are nested too deeply here.")


def _find_child(node: Node | None, key: Key) -> tuple[Node, int] | None:
    """The value of a key and its line, counted from 0."""
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return value_node, key_node.start_mark.line
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark.line
    return None


def _read_int(text: str) -> Any:
    return int(text) if _DECIMAL.match(text) else float("nan")


def _read_time(text: str) -> Any:
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-11-24") else dt.datetime.fromisoformat(text)
    except ValueError:
        return text


def _refuse_tag(text: str) -> Any:
    return object()


_SCALARS: dict[str, Any] = {
    f"{_TAG}null": lambda text: None,
    f"{_TAG}bool": lambda text: text.lower() in _TRUE,
    f"{_TAG}int": _read_int,
    f"{_TAG}float": lambda text: float("nan"),
    f"{_TAG}timestamp": _read_time,
}
"""No key holds a fraction, or a whole number in another form than the decimal one: the model refuses both."""


class _LineDumper(yaml.SafeDumper):
    multiline_style = '"'

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _BlockDumper(_LineDumper):
    multiline_style = "|"


def _write_text(dumper: _LineDumper, text: str) -> ScalarNode:
    style = dumper.multiline_style if "\n" in text else None
    if _RARE_BREAK.search(text):
        style = '"'  # YAML ends a line at these as well; in double quotes they are escaped
    return dumper.represent_scalar(f"{_TAG}str", text, style=style)


def _write_time(dumper: _LineDumper, time: dt.datetime) -> ScalarNode:
    return dumper.represent_scalar(f"{_TAG}timestamp", time.isoformat())


for _dumper in (_LineDumper, _BlockDumper):
    _dumper.add_representer(str, _write_text)
    _dumper.add_representer(dt.datetime, _write_time)
