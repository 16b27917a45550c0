"""The four groups of a ward's newsroom, what each may do, and the way a page takes from draft to publication.

Wagtail's own groups and workflow are renamed or removed, so that an officer meets only these. Permissions are created
here because Django makes them only after all migrations have run.
"""

from __future__ import annotations

import swapper
from django.db import migrations

EDITOR = "Biên tập viên"
REVIEWER = "Người thẩm định pháp lý"
PUBLISHER = "Người xuất bản"
BROADCASTER = "Cán bộ truyền thanh"

PAGE_PERMISSIONS = {
    EDITOR: ["add", "change"],
    REVIEWER: ["change"],
    PUBLISHER: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
    BROADCASTER: ["add"],
}
"""On the whole tree. `add` lets people edit the pages they own."""

IMAGE, DOWNLOAD, RECORDING = ("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media")
"""Wagtail asks for the permissions of its stock models, whatever models stand in for them."""

COLLECTION_PERMISSIONS = {
    EDITOR: [(IMAGE, ["add", "choose"]), (DOWNLOAD, ["add", "choose"]), (RECORDING, ["add", "change"])],
    REVIEWER: [(IMAGE, ["choose"]), (DOWNLOAD, ["choose"])],
    PUBLISHER: [
        (IMAGE, ["add", "change", "delete", "choose"]),
        (DOWNLOAD, ["add", "change", "delete", "choose"]),
        (RECORDING, ["add", "change", "delete"]),
    ],
    BROADCASTER: [(IMAGE, ["add", "choose"]), (DOWNLOAD, ["choose"]), (RECORDING, ["add", "change"])],
}
"""Uploads, given on the root collection. The media chooser lists what one may change, so editors need `change`."""

MODEL_PERMISSIONS = {
    EDITOR: [("laws", "law", ["add", "change", "view"]), ("media", "clip", ["add", "change", "view"])],
    REVIEWER: [("laws", "law", ["add", "change", "publish", "view"])],
    PUBLISHER: [
        ("laws", "law", ["add", "change", "delete", "publish", "view"]),
        ("media", "clip", ["add", "change", "delete", "view"]),
        ("media", "packageasset", ["add", "change", "delete", "view"]),
        ("core", "sitesettings", ["change"]),
    ],
    BROADCASTER: [
        ("laws", "law", ["view"]),
        ("media", "clip", ["add", "change", "view"]),
        ("media", "packageasset", ["add", "change", "view"]),
    ],
}

WORKFLOW = "Thẩm định rồi xuất bản"
TASKS = [("Thẩm định pháp lý", REVIEWER), ("Duyệt xuất bản", PUBLISHER)]


def get_permission(apps, app_label, model, action):
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return permission


def give_access_to_admin(apps, group):
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group.permissions.add(permission)


def create_groups(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Page = apps.get_model(swapper.get_model_name("wagtailcore", "Page"))
    root_page = Page.objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    for name in (EDITOR, REVIEWER, PUBLISHER, BROADCASTER):
        group, _created = Group.objects.get_or_create(name=name)
        give_access_to_admin(apps, group)
        for action in PAGE_PERMISSIONS[name]:
            apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
                group=group, page=root_page, permission=get_permission(apps, "core", "basepage", action)
            )
        for (app_label, model), actions in COLLECTION_PERMISSIONS[name]:
            for action in actions:
                apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
                    group=group, collection=root_collection, permission=get_permission(apps, app_label, model, action)
                )
        for app_label, model, actions in MODEL_PERMISSIONS[name]:
            group.permissions.add(*(get_permission(apps, app_label, model, action) for action in actions))


def create_workflow(apps, schema_editor):
    """Legal review, then approval, on every page; replaces Wagtail's one-step default."""
    Workflow = apps.get_model("wagtailcore.Workflow")
    Task = apps.get_model("wagtailcore.Task")
    Approval = apps.get_model("wagtailcore.GroupApprovalTask")
    Group = apps.get_model("auth.Group")
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    for position, (task_name, group_name) in enumerate(TASKS):
        task = Approval.objects.create(name=task_name, active=True, content_type=content_type)
        task.groups.set([Group.objects.get(name=group_name)])
        apps.get_model("wagtailcore.WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=position)
    Page = apps.get_model(swapper.get_model_name("wagtailcore", "Page"))
    apps.get_model("wagtailcore.WorkflowPage").objects.create(workflow=workflow, page=Page.objects.get(depth=1))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("core", "0003_pages"),
        ("laws", "0001_initial"),
        ("media", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
    ]

    operations = [
        migrations.RunPython(create_groups, migrations.RunPython.noop),
        migrations.RunPython(create_workflow, migrations.RunPython.noop),
    ]
