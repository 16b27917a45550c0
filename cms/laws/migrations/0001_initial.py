import cms.core.fields
import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('topics', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Law',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('document_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences. Shown in lists, in search results and when the page is shared.', max_length=400, verbose_name='summary')),
                ('audiences', cms.core.fields.ChoiceListField(blank=True, default=list, help_text='Whom the page is written for.', verbose_name='audiences')),
                ('reviewed', models.DateField(blank=True, help_text='The day a legal reviewer last checked the content.', null=True, verbose_name='reviewed on')),
                ('review_due', models.DateField(blank=True, help_text='The day by which it must be checked again.', null=True, verbose_name='next review')),
                ('reviewer', models.CharField(blank=True, help_text='Name and office of the person who checked it.', max_length=200, verbose_name='reviewer')),
                ('is_sample', models.BooleanField(default=False, help_text='The page shows the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('title', models.CharField(help_text='As it is usually called: Luật Cư trú 2020.', max_length=255, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text="The end of the law's address, proposed from the title. It never changes after the first publish.", max_length=100, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Only lower-case letters without accents (a–z), digits and single hyphens, e.g. dang-ky-tam-tru.')], verbose_name='slug')),
                ('number', models.CharField(help_text='Số hiệu, e.g. 68/2020/QH14.', max_length=100, verbose_name='number')),
                ('number_key', models.CharField(editable=False, max_length=400, unique=True)),
                ('law_type', models.CharField(help_text='Luật, Nghị định, Thông tư, Quyết định…', max_length=100, verbose_name='type')),
                ('issuer', models.CharField(help_text='Quốc hội, Chính phủ, Bộ Công an…', max_length=200, verbose_name='issuer')),
                ('issued', models.DateField(verbose_name='issued on')),
                ('effective', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('expired', models.DateField(blank=True, null=True, verbose_name='expired on')),
                ('status', models.CharField(choices=[('not-yet-in-force', 'Not yet in force'), ('in-force', 'In force'), ('partly-expired', 'Partly expired'), ('expired', 'Expired')], default='in-force', max_length=20, verbose_name='status')),
                ('link', models.URLField(blank=True, help_text='Address of the full text on an official website.', max_length=500, verbose_name='official text')),
                ('body', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {})}, verbose_name='content')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.image', verbose_name='picture')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('replaced_by', models.ForeignKey(blank=True, help_text='Pages that cite this law tell readers to look there.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='laws.law', verbose_name='replaced by')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='topics.topicpage', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'legal text',
                'verbose_name_plural': 'law registry',
                'ordering': ['-issued', 'title'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='LawTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='laws.law')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='law',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='laws.LawTag', to='taggit.Tag', verbose_name='tags'),
        ),
    ]
