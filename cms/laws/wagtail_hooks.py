"""The law registry in the admin menu: list, filters, search, chooser."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core.panels import SlugProposingTitlePanel, build_review_panel, build_slug_panel
from cms.laws.models import Law


class LawViewSet(SnippetViewSet):
    """Legal texts."""

    model = Law
    icon = "doc-full-inverse"
    menu_label = _("Law registry")
    menu_name = "laws"
    menu_order = 250
    add_to_admin_menu = True
    list_display = [
        "title",
        "number",
        "law_type",
        Column("issued", label=_("issued on"), sort_key="issued"),
        Column("effective", label=_("in force from"), sort_key="effective"),
        Column("get_status_display", label=_("status"), sort_key="status"),
    ]
    list_filter = {"status": ["exact"], "law_type": ["exact"], "issuer": ["exact"], "issued": ["year"]}
    list_per_page = 50
    ordering = ["-issued", "title"]
    search_fields = ["title", "number", "summary"]
    search_backend_name = None  # a plain database search: “68/2020” must match inside a number
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    SlugProposingTitlePanel("title"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("number"), FieldPanel("law_type"), FieldPanel("issuer")]),
                            FieldRowPanel([FieldPanel("issued"), FieldPanel("effective")]),
                            FieldRowPanel([FieldPanel("status"), FieldPanel("expired_on")]),
                            FieldPanel("replaced_by"),
                            FieldPanel("amended"),
                            FieldPanel("change_note", widget=AdminAutoHeightTextInput),
                            FieldPanel("link"),
                        ],
                        heading=_("The text and when it holds"),
                    ),
                    FieldPanel("summary"),
                    FieldPanel("body"),
                    build_review_panel(),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    build_slug_panel(),
                    FieldPanel("topic"),
                    FieldPanel("image"),
                    FieldPanel("audiences"),
                    FieldPanel("tags"),
                    FieldPanel("is_sample"),
                ],
                heading=_("Lists, search and sharing"),
            ),
            ObjectList([PublishingPanel()], heading=_("Settings")),
        ]
    )


register_snippet(LawViewSet)
