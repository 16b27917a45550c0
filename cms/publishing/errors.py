"""Errors of publishing; each `str` is a sentence for an editor, in the language that is active.

PublishingError
├── MappingError            a page or a document cannot become the other
│   ├── BrokenReferenceError    it names something that does not exist
│   └── UnsupportedTextError    its rich text uses what the CMS has no form for
├── AddressTakenError       the file of another document stands where this one belongs
├── HandEditedError         the file was edited by hand since it was written
├── BuildFailedError        the site could not be built
└── DeployFailedError       the built site could not be brought to where residents read it
"""

from __future__ import annotations

from django.utils.translation import gettext as _


class PublishingError(Exception):
    """Root of this package's errors."""


class MappingError(PublishingError):
    """A page or a document cannot become the other; `key` is the key or the block it is about."""

    def __init__(self, sentence: str, *, key: str = "") -> None:
        self.key = key
        super().__init__(sentence)


class BrokenReferenceError(MappingError):
    """A document names a page, a law or an asset that does not exist."""

    def __init__(self, target: str, *, key: str = "") -> None:
        self.target = target
        super().__init__(_("It refers to “%(target)s”, which does not exist.") % {"target": target}, key=key)


class UnsupportedTextError(MappingError):
    """A rich text uses a construct that no rich text of the CMS can hold."""

    def __init__(self, construct: str, *, key: str = "") -> None:
        self.construct = construct
        super().__init__(
            _("The text uses %(construct)s, which a text block cannot hold.") % {"construct": construct}, key=key
        )


class AddressTakenError(PublishingError):
    """A file that another document owns, or that nobody has imported, stands at the path of this one."""

    def __init__(self, content_path: str) -> None:
        self.content_path = content_path
        super().__init__(
            _(
                "The file content/%(path)s belongs to another document. Give this page another slug, "
                "or import or remove that file."
            )
            % {"path": content_path}
        )


class HandEditedError(PublishingError):
    """A file was edited by hand since it was written; publishing would lose that edit."""

    def __init__(self, content_path: str) -> None:
        self.content_path = content_path
        super().__init__(
            _(
                "The file content/%(path)s was edited by hand. Bring the edit in with “manage.py import_content”, "
                "or put the file back, then publish again."
            )
            % {"path": content_path}
        )


class RefusedError(PublishingError):
    """This very text broke an earlier build; `str` is the builder's sentence."""


class BuildFailedError(PublishingError):
    """The site builder ended with an error; the last good site stays as it is."""

    def __init__(self, sentence: str, *, content_paths: tuple[str, ...] = ()) -> None:
        self.content_paths = content_paths
        super().__init__(sentence)


class DeployFailedError(PublishingError):
    """The target of deployment refused or could not be reached; what was there is still served."""
