"""The form of a pathway: the short names of its questions are offered where a choice asks for one."""

from __future__ import annotations

from wagtail.admin.forms.pages import WagtailAdminPageForm


class PathwayForm(WagtailAdminPageForm):
    """A pathway in its editor."""

    class Media:
        js = ["pathways/step-names.js"]
