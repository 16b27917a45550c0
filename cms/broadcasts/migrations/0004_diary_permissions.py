"""Who keeps the broadcasting diary, and who says which clusters of loudspeakers there are."""

from __future__ import annotations

from django.db import migrations

PUBLISHER = "Người xuất bản"
BROADCASTER = "Cán bộ truyền thanh"

PERMISSIONS = {
    "cluster": ["add", "change", "delete", "view"],
    "playrecord": ["add", "change", "view"],
}


def give_permissions(apps, schema_editor):
    """Permissions are created here because Django makes them only after all migrations have run."""
    groups = apps.get_model("auth.Group").objects.filter(name__in=[PUBLISHER, BROADCASTER])
    for model, actions in PERMISSIONS.items():
        content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
            app_label="broadcasts", model=model
        )
        for action in actions:
            permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            for group in groups:
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("broadcasts", "0003_clusters_diary_and_calendar")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
