from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0006_recorded_and_chapters'),
    ]

    operations = [
        migrations.AddField(
            model_name='mediaasset',
            name='is_rehearsal',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='mediaasset',
            name='reading',
            field=models.TextField(blank=True, editable=False, verbose_name='what is said'),
        ),
    ]
