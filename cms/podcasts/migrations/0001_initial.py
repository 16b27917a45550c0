import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0003_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShowPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('author', models.CharField(help_text="Who speaks in it, e.g. the ward's office.", max_length=200, verbose_name='author')),
                ('email', models.EmailField(help_text='Podcast directories write to it; it is public.', max_length=254, verbose_name='contact e-mail')),
                ('category', models.CharField(default='Government', help_text='A category of Apple Podcasts, in English.', max_length=100, verbose_name='category')),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, verbose_name='content')),
            ],
            options={
                'verbose_name': 'podcast show',
                'verbose_name_plural': 'podcast shows',
            },
            bases=('core.basepage',),
        ),
    ]
