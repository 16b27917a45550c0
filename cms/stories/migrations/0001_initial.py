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
            name='StoryPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, help_text='A story needs three blocks: the situation, what the law says, what to do.', verbose_name='content')),
                ('audio', models.ForeignKey(blank=True, help_text='Residents hear it on the page; the loudspeakers and the podcast use the same recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.mediaasset', verbose_name='recording')),
                ('package', models.ForeignKey(blank=True, help_text='Made by itself from the recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.packageasset', verbose_name='loudspeaker package')),
                ('show', models.ForeignKey(blank=True, help_text='When set, the recording is an episode of this podcast.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='podcasts.showpage', verbose_name='podcast show')),
            ],
            options={
                'verbose_name': 'situation story',
                'verbose_name_plural': 'situation stories',
            },
            bases=('core.basepage',),
        ),
        migrations.CreateModel(
            name='StoryPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('role', models.CharField(blank=True, help_text='E.g. tenant, shop owner, neighbour.', max_length=100, verbose_name='role')),
                ('story', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='stories.storypage')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
