"""What approvals refuse.

ApprovalError
└── SelfApprovalError: the author of a version would approve it
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.core.refusals import RefusalError


class ApprovalError(RefusalError):
    """Root of this app's errors."""


class SelfApprovalError(ApprovalError):
    """Whoever last wrote a version approves it.

    Attributes:
        title: of the page or text.
        pk: of the page; None when it is no page.
    """

    def __init__(self, title: str, pk: int | None = None) -> None:
        super().__init__(title, pk)
        self.title = title
        self.pk = pk

    def __str__(self) -> str:
        return _("You are the last who edited “%(title)s”, so another person must approve it.") % {"title": self.title}
