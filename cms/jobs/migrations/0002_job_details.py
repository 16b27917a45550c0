from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="details",
            field=models.TextField(blank=True, default="", verbose_name="details"),
            preserve_default=False,
        ),
    ]
