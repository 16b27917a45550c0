"""The theme's templates: Jinja with autoescape and strict names; an error in a template names it and its line."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from site_builder.errors import ThemeError
from site_builder.messages import _
from site_builder.rendering.words import Words


class Templates:
    """The templates of a theme in one language."""

    def __init__(self, theme: Path, words: Words) -> None:
        self._root = theme / "templates"
        self._environment = Environment(
            loader=FileSystemLoader(self._root),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]

    def render(self, name: str, **context: object) -> str:
        """A page from a template.

        Raises:
            ThemeError: there is no such template, or it is faulty; names template and line.
        """
        try:
            return self._environment.get_template(name).render(context)
        except TemplateNotFound as error:
            raise ThemeError(
                _("The theme %(theme)s has no template %(name)s.") % {"theme": self._root.parent.name, "name": error}
            ) from error
        except TemplateSyntaxError as error:
            raise self._build_error(error.name or name, error.lineno, error) from error
        except (TemplateError, TypeError, AttributeError, ValueError) as error:
            raise self._build_error(*self._find_place(name, error), error) from error

    def render_each(self, pattern: str, items: Iterable[tuple[str, object]]) -> Markup:
        """Small templates one after the other: the pattern takes an item's name, the template the item as `block`."""
        parts = [self.render(pattern.format(name), block=item).strip() for name, item in items]
        return Markup("\n".join(parts))  # noqa: S704 - what autoescaping templates made

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
