"""The theme's templates: Jinja with autoescape and strict names; an error in a template names it and its line.

A page is some twenty small templates, so each is looked up once, and each rendering gets a context of its own over one
mapping of values instead of a copy of it. A message without values is translated when its template is compiled.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, _escape_inner, escape

from site_builder.errors import ThemeError
from site_builder.messages import _, hash_catalogue
from site_builder.rendering.words import Words

_FAULTS = (TemplateError, TypeError, AttributeError, ValueError)
"""What a faulty template raises."""
_EDITION = f"{jinja2.__version__}-3"
"""Of compiled templates, beside that of the catalogue: Jinja looks at their sources alone, so count the last number up
with every change of how the environment below compiles."""


class Templates:
    """The templates of a theme in one language.

    Args:
        theme: its folder.
        words: of the language.
        compiled: where compiled templates are kept; made when it is missing. `None`: nowhere.
    """

    def __init__(self, theme: Path, words: Words, compiled: Path | None = None) -> None:
        self._root = theme / "templates"
        self._environment = _Environment(
            loader=FileSystemLoader(self._root),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_open_cache(compiled, words.language) if compiled else None,
        )
        self._environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
        self._translate = cache(words.translations.gettext)
        self._environment.globals["_"] = self._say
        self._get = cache(self._environment.get_template)
        self._list_names = cache(self._find_names)

    def render(self, name: str, **context: object) -> str:
        """A page from a template.

        Raises:
            ThemeError: there is no such template, or it is faulty; names template and line.
        """
        return self._render(name, {**self._environment.globals, **context})

    def render_each(self, pattern: str, items: Iterable[tuple[str, object]]) -> Markup:
        """Small templates one after the other: the pattern takes an item's name, the template the item as `block`."""
        values: dict[str, Any] = {**self._environment.globals}
        parts = []
        for name, item in items:
            values["block"] = item
            parts.append(self._render(pattern.format(name), values).strip())
        return Markup("\n".join(parts))  # noqa: S704 - what autoescaping templates made

    def list_names(self, folder: str) -> frozenset[str]:
        """What a folder of the theme has templates for."""
        return self._list_names(folder)

    def _find_names(self, folder: str) -> frozenset[str]:
        return frozenset(path.stem for path in (self._root / folder).glob("*.html"))

    def _render(self, name: str, values: dict[str, Any]) -> str:
        try:
            return self._fill(self._get(name), values)
        except TemplateNotFound as error:
            raise ThemeError(
                _("The theme %(theme)s has no template %(name)s.") % {"theme": self._root.parent.name, "name": error}
            ) from error
        except TemplateSyntaxError as error:
            raise self._build_error(error.name or name, error.lineno, error) from error
        except _FAULTS as error:
            raise self._build_error(*self._find_place(name, error), error) from error

    def _fill(self, template: Template, values: dict[str, Any]) -> str:
        """What `Template.render` does, without its two copies of the values and a list of the globals beside them."""
        context = self._environment.context_class(self._environment, values, template.name, template.blocks)
        try:
            return "".join(template.root_render_func(context))
        except _FAULTS:
            self._environment.handle_exception()  # raises it anew, with lines of templates in its trace

    def _say(self, message: str, **values: object) -> str:
        """`_` in templates, as Jinja's own in the new style."""
        return Markup(self._translate(message)) % values  # noqa: S704 - the catalogue's

    def _find_place(self, name: str, error: Exception) -> tuple[str, int]:
        """The innermost line of a template in the error's trace."""
        root = str(self._root)
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root)]
        if not frames:
            return name, 0
        return str(Path(frames[-1].filename).relative_to(root)), frames[-1].lineno or 0

    def _build_error(self, name: str, line: int, error: Exception) -> ThemeError:
        values = {"name": name, "line": line, "reason": " ".join(str(error).split())}
        return ThemeError(_("The template %(name)s, line %(line)d: %(reason)s.") % values)


def escape_text(value: object) -> str:
    """What `markupsafe.escape` gives, without a `Markup` around each text: to make one takes ten times as long as to
    escape a word, and a page has hundreds.
    """
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class _Compiler(CodeGenerator):
    """Writes messages without values as what they are in the environment's language, and escapes with less work."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        super().visit_Template(_Translator().translate(node, self.environment), frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.escape_text({finalize.src or ''}")


class _Environment(Environment):
    code_generator_class = _Compiler
    escape_text = staticmethod(escape_text)


class _Translator(NodeTransformer):
    """Puts constants in the place of calls of `_` with a constant alone."""

    def translate(self, template: nodes.Template, environment: Environment) -> nodes.Template:
        translated: nodes.Template = self.visit(template, environment.globals["_"])
        return translated

    def visit_Call(self, call: nodes.Call, say: Callable[[str], str]) -> nodes.Node:
        match call:
            case nodes.Call(
                node=nodes.Name(name="_"),
                args=[nodes.Const(value=str(message))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                return nodes.Const(say(message), lineno=call.lineno)
        return self.generic_visit(call, say)


def _open_cache(folder: Path, language: str) -> FileSystemBytecodeCache:
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder), f"{_EDITION}-{language}{hash_catalogue(language)}-%s.cache")
