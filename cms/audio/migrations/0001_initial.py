import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0003_pages'),
        ('media', '0001_initial'),
        ('podcasts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AudioPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('season', models.PositiveIntegerField(blank=True, null=True, verbose_name='season')),
                ('episode', models.PositiveIntegerField(blank=True, null=True, verbose_name='episode')),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, verbose_name='content')),
                ('audio', models.ForeignKey(help_text='Residents hear it on the page; the loudspeakers and the podcast use the same recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.mediaasset', verbose_name='recording')),
                ('package', models.ForeignKey(blank=True, help_text='Made by itself from the recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.packageasset', verbose_name='loudspeaker package')),
                ('show', models.ForeignKey(blank=True, help_text='When set, the recording is an episode of this podcast.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='podcasts.showpage', verbose_name='podcast show')),
            ],
            options={
                'verbose_name': 'audio page',
                'verbose_name_plural': 'audio pages',
            },
            bases=('core.basepage',),
        ),
        migrations.CreateModel(
            name='AudioPageClip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.clip', verbose_name='clip')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='clips', to='audio.audiopage')),
            ],
            options={
                'verbose_name': 'clip',
                'verbose_name_plural': 'clips',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
