"""Every officer may read what residents said."""

from __future__ import annotations

from django.db import migrations

GROUPS = ["Biên tập viên", "Người thẩm định pháp lý", "Người xuất bản", "Cán bộ truyền thanh"]


def give_permissions(apps, schema_editor):
    """Permissions are created here because Django makes them only after all migrations have run."""
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="feedback", model="vote"
    )
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename="view_vote", defaults={"name": "Can view vote"}
    )
    for group in apps.get_model("auth.Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_votes"), ("accounts", "0002_groups")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
