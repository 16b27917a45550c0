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
    ]

    operations = [
        migrations.CreateModel(
            name='VideoPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, verbose_name='content')),
                ('video', models.ForeignKey(help_text='Captions belong to the video: write them in the media library.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.mediaasset', verbose_name='video')),
            ],
            options={
                'verbose_name': 'video page',
                'verbose_name_plural': 'video pages',
            },
            bases=('core.basepage',),
        ),
        migrations.CreateModel(
            name='VideoPageClip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.clip', verbose_name='clip')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='clips', to='videos.videopage')),
            ],
            options={
                'verbose_name': 'clip',
                'verbose_name_plural': 'clips',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
