"""The reading lexicon in the admin menu, and the way from a page to its reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from cms.core.models import BasePage
from cms.readings import views
from cms.readings.models import MAX_WRITTEN_LENGTH, LexiconEntry


class AddEntryView(CreateView):
    """A new entry, begun with the abbreviation that a reading did not know (`written`); then back there (`next`)."""

    def get_initial_form_instance(self) -> LexiconEntry:
        """The entry as far as it is known."""
        return LexiconEntry(written=self.request.GET.get("written", "")[:MAX_WRITTEN_LENGTH])

    def get_add_url(self) -> str:
        """Where the form goes: it takes the way back along."""
        way_back = self._find_way_back()
        return super().get_add_url() + (f"?{urlencode({'next': way_back})}" if way_back else "")

    def get_success_url(self) -> str:
        """Back to the reading the editor came from."""
        return self._find_way_back() or str(super().get_success_url())

    def _find_way_back(self) -> str:
        address = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(
            address, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return address if is_ours else ""


class LexiconViewSet(SnippetViewSet):
    """The reading lexicon."""

    model = LexiconEntry
    icon = "openquote"
    menu_label = _("Reading lexicon")
    menu_name = "reading-lexicon"
    menu_order = 317
    add_to_admin_menu = True
    add_view_class = AddEntryView
    list_display = ["written", "spoken", "note"]
    list_per_page = 50
    ordering = ["written"]
    search_fields = ["written", "spoken", "note"]
    search_backend_name = None
    copy_view_enabled = False


register_snippet(LexiconViewSet)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The reading of a page."""
    return [path("loi-doc/<int:page_id>/", views.show_reading, name="page_reading")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def add_reading_button(page: BasePage, user: Any, *args: Any, **kwargs: Any) -> Iterator[Button]:
    """From a page to its reading."""
    page_class: Any = page.specific_class
    permissions = page.permissions_for_user(user)
    is_read = bool(page.pk) and getattr(page_class, "document_kind", "") in views.READ_KINDS
    if is_read and (permissions.can_edit() or permissions.can_publish()):
        yield Button(
            _("How it is read aloud"),
            reverse("page_reading", args=(page.pk,)),
            icon_name="openquote",
            priority=12,
        )
