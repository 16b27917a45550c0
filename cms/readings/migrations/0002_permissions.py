"""Who may change the way of reading: everybody in the newsroom adds words, publishers and broadcast staff also delete."""

from __future__ import annotations

from django.db import migrations

EDITOR = "Biên tập viên"
REVIEWER = "Người thẩm định pháp lý"
PUBLISHER = "Người xuất bản"
BROADCASTER = "Cán bộ truyền thanh"

PERMISSIONS = {
    EDITOR: [("lexiconentry", ["add", "change", "view"])],
    REVIEWER: [("lexiconentry", ["add", "change", "view"])],
    PUBLISHER: [("lexiconentry", ["add", "change", "delete", "view"]), ("readingsettings", ["change"])],
    BROADCASTER: [("lexiconentry", ["add", "change", "delete", "view"]), ("readingsettings", ["change"])],
}


def give_permissions(apps, schema_editor):
    """Permissions are created here because Django makes them only after all migrations have run."""
    for group in apps.get_model("auth.Group").objects.filter(name__in=PERMISSIONS):
        for model, actions in PERMISSIONS[group.name]:
            content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
                app_label="readings", model=model
            )
            for action in actions:
                permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
                    content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
                )
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
        ("readings", "0001_initial"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
