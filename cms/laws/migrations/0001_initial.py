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
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
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
                ('expired_on', models.DateField(blank=True, null=True, verbose_name='expired on')),
                ('status', models.CharField(choices=[('not-yet-in-force', 'Not yet in force'), ('in-force', 'In force'), ('partly-expired', 'Partly expired'), ('expired', 'Expired')], default='in-force', max_length=20, verbose_name='status')),
                ('link', models.URLField(blank=True, help_text='Address of the full text on an official website.', max_length=500, verbose_name='official text')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 3), ('steps', 9), ('warning', 11), ('facts', 16), ('table', 21), ('image', 25), ('audio', 27), ('video', 29), ('quote', 32), ('cite', 38), ('questions', 43), ('term', 46), ('download', 49), ('related', 52)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'icon': 'pilcrow', 'label': 'Text', 'required': True}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Heading'), ('3', 'Sub-heading')], 'label': 'Level'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'required': True}), 3: ('wagtail.blocks.StructBlock', [[('level', 1), ('text', 2)]], {'icon': 'title', 'label': 'Heading'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'Begin with a verb: Prepare, Bring, File, Collect.', 'label': 'What to do', 'required': True}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Details', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('title', 5), ('body', 6)]], {'icon': 'arrow-right', 'label': 'Step'}), 8: ('wagtail.blocks.ListBlock', (7,), {'label': 'Steps', 'min_num': 1}), 9: ('wagtail.blocks.StructBlock', [[('title', 4), ('items', 8)]], {'help_text': 'What to do, one action in each step.', 'icon': 'list-ol', 'label': 'Steps'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Text', 'required': True}), 11: ('wagtail.blocks.StructBlock', [[('title', 4), ('body', 10)]], {'help_text': 'Something a reader must not miss: a penalty, a deadline, a fraud.', 'icon': 'warning', 'label': 'Warning'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Label', 'required': True}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Value', 'required': True}), 14: ('wagtail.blocks.StructBlock', [[('label', 12), ('value', 13)]], {'icon': 'pick', 'label': 'Fact'}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'Facts', 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 4), ('items', 15)]], {'icon': 'list-ul', 'label': 'Key facts'}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what the table shows; read out first.', 'label': 'Caption', 'required': True}), 18: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'First row is a header', 'required': False}), 19: ('wagtail.blocks.BooleanBlock', (), {'default': False, 'label': 'First column is a header', 'required': False}), 20: ('cms.publishing.blocks.RowsBlock', (), {'help_text': 'One row on each line, cells separated by a bar ( | ). A table can be pasted from Excel or Word.', 'label': 'Rows', 'required': True}), 21: ('wagtail.blocks.StructBlock', [[('caption', 17), ('has_header_row', 18), ('has_header_column', 19), ('rows', 20)]], {'icon': 'table', 'label': 'Table'}), 22: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image', 'required': True}), 23: ('wagtail.blocks.CharBlock', (), {'help_text': "What the picture tells, for those who cannot see it. Empty: the image's own text is used.", 'label': 'Alternative text', 'required': False}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'required': False}), 25: ('wagtail.blocks.StructBlock', [[('image', 22), ('alt', 23), ('caption', 24)]], {'icon': 'image', 'label': 'Image'}), 26: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Recording', 'required': True}), 27: ('wagtail.blocks.StructBlock', [[('audio', 26), ('caption', 24)]], {'icon': 'media', 'label': 'Audio'}), 28: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video', 'required': True}), 29: ('wagtail.blocks.StructBlock', [[('video', 28), ('caption', 24)]], {'icon': 'media', 'label': 'Video'}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Who says it', 'required': False}), 31: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Quote', 'required': True}), 32: ('wagtail.blocks.StructBlock', [[('source', 30), ('text', 31)]], {'icon': 'openquote', 'label': 'Quote'}), 33: ('wagtail.snippets.blocks.SnippetChooserBlock', ('laws.Law',), {'label': 'Law', 'required': True}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'Number only, e.g. 20.', 'label': 'Article (điều)', 'required': False}), 35: ('wagtail.blocks.CharBlock', (), {'help_text': 'Number only, e.g. 1.', 'label': 'Clause (khoản)', 'required': False}), 36: ('wagtail.blocks.CharBlock', (), {'help_text': 'Letter only, e.g. đ.', 'label': 'Point (điểm)', 'required': False}), 37: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'help_text': 'Word for word, or in plain words.', 'label': 'What it says', 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('law', 33), ('article', 34), ('clause', 35), ('point', 36), ('says', 37)]], {'icon': 'doc-full-inverse', 'label': 'Legal citation'}), 39: ('wagtail.blocks.CharBlock', (), {'help_text': 'In the words of a resident.', 'label': 'Question', 'required': True}), 40: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Answer', 'required': True}), 41: ('wagtail.blocks.StructBlock', [[('question', 39), ('answer', 40)]], {'icon': 'help', 'label': 'Question'}), 42: ('wagtail.blocks.ListBlock', (41,), {'label': 'Questions', 'min_num': 1}), 43: ('wagtail.blocks.StructBlock', [[('title', 4), ('items', 42)]], {'icon': 'help', 'label': 'Questions and answers'}), 44: ('wagtail.blocks.CharBlock', (), {'label': 'Term', 'required': True}), 45: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Meaning', 'required': True}), 46: ('wagtail.blocks.StructBlock', [[('term', 44), ('meaning', 45)]], {'icon': 'openquote', 'label': 'Glossary term'}), 47: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': True}), 48: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File', 'required': True}), 49: ('wagtail.blocks.StructBlock', [[('title', 47), ('file', 48)]], {'icon': 'download', 'label': 'Download'}), 50: ('wagtail.blocks.PageChooserBlock', (), {}), 51: ('wagtail.blocks.ListBlock', (50,), {'label': 'Pages', 'min_num': 1}), 52: ('wagtail.blocks.StructBlock', [[('title', 4), ('pages', 51)]], {'icon': 'link', 'label': 'Related pages'})}, verbose_name='content')),
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
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Words people search for.', through='laws.LawTag', to='taggit.Tag', verbose_name='tags'),
        ),
    ]
