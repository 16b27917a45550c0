import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0003_pages'),
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulletinPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('broadcast_class', models.CharField(choices=[('normal', 'Normal: played at the hours the ward has set'), ('priority', 'Priority: played first in the programme'), ('emergency', 'Emergency: played at once')], default='normal', max_length=10, verbose_name='class of bulletin')),
                ('valid_until', models.DateField(blank=True, help_text='After this day it is no longer played.', null=True, verbose_name='valid until')),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, help_text='Each piece is a recording, or a script that the built-in voice reads.', verbose_name='pieces')),
                ('package', models.ForeignKey(blank=True, help_text='Made by itself from the pieces.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.packageasset', verbose_name='loudspeaker package')),
            ],
            options={
                'verbose_name': 'loudspeaker bulletin',
                'verbose_name_plural': 'loudspeaker bulletins',
            },
            bases=('core.basepage',),
        ),
    ]
