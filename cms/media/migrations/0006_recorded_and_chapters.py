from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0005_cancelled_assets"),
    ]

    operations = [
        migrations.AddField(
            model_name="mediaasset",
            name="chapters",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="One on each line: when it begins and its title, e.g. “1:05 Who must register”. Podcast apps jump to them.",
                verbose_name="chapters",
            ),
        ),
        migrations.AddField(
            model_name="mediaasset",
            name="recorded",
            field=models.DateField(
                blank=True,
                help_text="Or of the broadcast. Players show it beside the title; the files carry it.",
                null=True,
                verbose_name="day of the recording",
            ),
        ),
    ]
