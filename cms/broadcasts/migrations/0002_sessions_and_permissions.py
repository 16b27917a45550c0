"""The two sessions that a ward begins with, and who may change the schedule."""

from __future__ import annotations

from datetime import time

from django.db import migrations

PUBLISHER = "Người xuất bản"
BROADCASTER = "Cán bộ truyền thanh"

SESSIONS = [("Buổi sáng", time(5, 30)), ("Buổi chiều", time(17, 0))]

PERMISSIONS = {
    "scheduledentry": ["add", "change", "delete", "view"],
    "broadcastsession": ["add", "change", "delete", "view"],
    "quiethourssettings": ["change"],
    "emergencyorder": ["add", "view"],
}


def create_sessions(apps, schema_editor):
    for name, starts in SESSIONS:
        apps.get_model("broadcasts.BroadcastSession").objects.create(name=name, starts=starts)


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
    dependencies = [
        ("accounts", "0002_groups"),
        ("broadcasts", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(create_sessions, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
