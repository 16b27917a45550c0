"""The workflow of bulletins: one step, taken by a reviewer or a publisher who has not written the text."""

from __future__ import annotations

from django.db import migrations

REVIEWER = "Người thẩm định pháp lý"
PUBLISHER = "Người xuất bản"

WORKFLOW = "Duyệt bản tin loa"
TASK = "Người khác duyệt"


def create_workflow(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="approvals", model="foureyestask"
    )
    task = apps.get_model("approvals.FourEyesTask").objects.create(name=TASK, active=True, content_type=content_type)
    task.groups.set(apps.get_model("auth.Group").objects.filter(name__in=[REVIEWER, PUBLISHER]))
    workflow = apps.get_model("wagtailcore.Workflow").objects.create(name=WORKFLOW, active=True)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
        ("approvals", "0001_initial"),
    ]

    operations = [migrations.RunPython(create_workflow, migrations.RunPython.noop)]
