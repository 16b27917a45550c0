from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0004_captions_draft"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clip",
            name="state",
            field=models.CharField(
                choices=[
                    ("incomplete", "Not complete yet"),
                    ("waiting", "Waiting"),
                    ("processing", "Being made"),
                    ("ready", "Ready"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="incomplete",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="download",
            name="state",
            field=models.CharField(
                choices=[
                    ("incomplete", "Not complete yet"),
                    ("waiting", "Waiting"),
                    ("processing", "Being made"),
                    ("ready", "Ready"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="incomplete",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="state",
            field=models.CharField(
                choices=[
                    ("incomplete", "Not complete yet"),
                    ("waiting", "Waiting"),
                    ("processing", "Being made"),
                    ("ready", "Ready"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="incomplete",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="mediaasset",
            name="state",
            field=models.CharField(
                choices=[
                    ("incomplete", "Not complete yet"),
                    ("waiting", "Waiting"),
                    ("processing", "Being made"),
                    ("ready", "Ready"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="incomplete",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="packageasset",
            name="state",
            field=models.CharField(
                choices=[
                    ("incomplete", "Not complete yet"),
                    ("waiting", "Waiting"),
                    ("processing", "Being made"),
                    ("ready", "Ready"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="incomplete",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
