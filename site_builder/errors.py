"""Errors of the site builder; each `str` is a sentence that a person can act on, in the language of `messages.py`.

SiteBuilderError
├── DuplicateAddressError   two files of the site claim one address
├── OutputError             the output folder cannot be written, or would be left empty
├── ThemeError              the theme lacks something
└── DeployError             a target of deployment refused
"""

from __future__ import annotations

from site_builder.messages import _


class SiteBuilderError(Exception):
    """Root of this package's errors."""


class DuplicateAddressError(SiteBuilderError):
    """Two files of the site claim one address."""

    def __init__(self, address: str, first: str, second: str) -> None:
        self.address = address
        self.owners = (first, second)
        super().__init__(
            _("%(second)s wants the address %(address)s, which %(first)s has already: give one of them another slug.")
            % {"address": address, "first": first, "second": second}
        )


class OutputError(SiteBuilderError):
    """The output folder cannot be written, or would be left empty."""


class ThemeError(SiteBuilderError):
    """The theme lacks a file or a template."""


class DeployError(SiteBuilderError):
    """A target of deployment refused, or the output is not fit to be deployed."""
