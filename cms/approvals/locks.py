"""What an author reads while her text waits for another person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock

from cms.approvals.authorship import may_approve


class FourEyesLock(WorkflowLock):
    """Wagtail's lock of a page in review, with words for the author."""

    def get_message(self, user: Any) -> Any:
        """Why she cannot edit it, and how she can again."""
        if may_approve(self.object, user):
            return super().get_message(user)
        return _(
            "You are the last who edited this text, so it waits for the approval of another person. "
            "To edit it again, withdraw it first: “Cancel workflow” in the menu below."
        )
