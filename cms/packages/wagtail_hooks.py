"""Addresses of the packages of sessions in the admin."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder

from cms.packages import views
from cms.packages.models import SessionPackage


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """`goi-phat-thanh/goi-phat-thanh-2026-11-24-0530/` is the page; with `.zip` and `.mp3` for its slash, the files."""
    return [
        path("goi-phat-thanh/<slug:name>/", views.show_package, name="session_package"),
        re_path(
            r"^goi-phat-thanh/(?P<name>[a-z0-9-]+)\.(?P<suffix>zip|mp3)$", views.download, name="session_package_file"
        ),
    ]


class SessionPackageURLFinder(ModelAdminURLFinder):
    """The page of a package, for whoever may make it: the media library asks before its buttons do anything."""

    def get_edit_url(self, instance: SessionPackage) -> str | None:
        """Its page; `None` for whoever may not make it. Of its own a package has no permissions."""
        may_make = self.user is None or self.user.has_perm(views.MAKE)
        return views.find_page_url(instance) if may_make else None


register_admin_url_finder(SessionPackage, SessionPackageURLFinder)
