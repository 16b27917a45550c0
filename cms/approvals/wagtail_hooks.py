"""A page that does not exist yet has no rules of its own: Wagtail asks its parent, so what is missing stands here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem

from cms.approvals.pages import FourEyesPage, find_four_eyes_workflow
from cms.core.models import BasePage

PUBLISH, SUBMIT = "action-publish", "action-submit"


@hooks.register("construct_page_action_menu")
def leave_out_publishing(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """No button to publish a new page of four eyes; the one that sends it in names its own workflow."""
    if context["view"] == "create" and _creates_four_eyes_page(request):
        menu_items[:] = [item for item in menu_items if item.name not in (PUBLISH, SUBMIT)]
        menu_items.insert(1, _SubmitNewPage(order=60))


@hooks.register("before_create_page")
def save_as_draft(request: HttpRequest, parent_page: BasePage, page_class: type[BasePage]) -> None:
    """Whatever button was forged, a new page is saved as a draft: Wagtail would make it live before it asks anybody."""
    if PUBLISH not in request.POST or not issubclass(page_class, FourEyesPage):
        return
    form = request.POST.copy()
    del form[PUBLISH]
    request.POST = form  # type: ignore[assignment]
    messages.warning(request, _("Saved as a draft. Send it in: it is published once another person has approved it."))


class _SubmitNewPage(ActionMenuItem):
    """Wagtail's button, but named after the workflow that the new page will have, not its parent's."""

    name = SUBMIT
    icon_name = "resubmit"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        workflow = find_four_eyes_workflow()
        label = _("Submit to %(workflow_name)s") % {"workflow_name": workflow.name} if workflow else _("Submit")
        return {**super().get_context_data(parent_context), "label": label}


def _creates_four_eyes_page(request: HttpRequest) -> bool:
    names = request.resolver_match.kwargs if request.resolver_match else {}
    try:
        model = apps.get_model(names["content_type_app_name"], names["content_type_model_name"])
    except (KeyError, LookupError):
        return False
    return issubclass(model, FourEyesPage)
