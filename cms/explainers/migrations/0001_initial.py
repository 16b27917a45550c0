import django.db.models.deletion
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
            name='ExplainerPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('who', models.TextField(blank=True, help_text='Who has to do this, in one sentence.', verbose_name='who it concerns')),
                ('deadline', models.TextField(blank=True, help_text='By when, or how long it takes.', verbose_name='deadline')),
                ('cost', models.TextField(blank=True, help_text='The fee, or “Miễn phí”.', verbose_name='cost')),
                ('where', models.TextField(blank=True, help_text='Where to go or to file: counter, address, website.', verbose_name='where')),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, help_text='Begin with the steps. Add a block with the plus sign; drag blocks to reorder them.', verbose_name='content')),
                ('audio', models.ForeignKey(blank=True, help_text='Residents hear it on the page; the loudspeakers and the podcast use the same recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.mediaasset', verbose_name='recording')),
                ('package', models.ForeignKey(blank=True, help_text='Made by itself from the recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.packageasset', verbose_name='loudspeaker package')),
                ('show', models.ForeignKey(blank=True, help_text='When set, the recording is an episode of this podcast.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='podcasts.showpage', verbose_name='podcast show')),
            ],
            options={
                'verbose_name': 'explainer',
                'verbose_name_plural': 'explainers',
            },
            bases=('core.basepage',),
        ),
    ]
