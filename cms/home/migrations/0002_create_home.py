"""The home page of a new site, in place of Wagtail's welcome page.

An import of `content/` adopts this page: there is one home, so `home/…` documents are written onto it.
"""

from __future__ import annotations

import swapper
from django.db import migrations
from django.utils import timezone


def create_home(apps, schema_editor):
    HomePage = apps.get_model("home.HomePage")
    Page = apps.get_model(swapper.get_model_name("wagtailcore", "Page"))
    if HomePage.objects.exists():
        return
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).delete()
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="home", model="homepage"
    )
    now = timezone.now()
    home = HomePage.objects.create(
        title="Trang chủ",
        draft_title="Trang chủ",
        slug="trang-chu",
        content_type=content_type,
        locale_id=root.locale_id,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/trang-chu/",
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    Page.objects.filter(pk=root.pk).update(numchild=1)
    apps.get_model("wagtailcore.Site").objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "site_name": "Tiếng Luật", "root_page_id": home.pk}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("core", "0004_legal_basis"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_home, migrations.RunPython.noop)]
