"""What publishing writes into the history of a page or law: when a build brought it to the site."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from cms.publishing.mapping.references import find_subject

ON_SITE = "publishing.on_site"


def register_actions(actions: LogActionRegistry) -> None:
    """Give the entries their words."""
    actions.register_action(ON_SITE, _("On the site"), _("Residents can read this version"))


def log_on_site(document_id: UUID) -> None:
    """Write that a build has brought the newest version of a document to the site."""
    subject = find_subject(document_id)
    if subject is not None:
        log(instance=subject, action=ON_SITE)
