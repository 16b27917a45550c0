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
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 3), ('steps', 9), ('warning', 11), ('facts', 16), ('table', 21), ('image', 25), ('audio', 27), ('video', 29), ('quote', 32), ('cite', 38), ('questions', 43), ('term', 46), ('download', 49), ('related', 52)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'icon': 'pilcrow', 'label': 'Text', 'required': True}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Heading'), ('3', 'Sub-heading')], 'label': 'Level'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'required': True}), 3: ('wagtail.blocks.StructBlock', [[('level', 1), ('text', 2)]], {'icon': 'title', 'label': 'Heading'}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'Begin with a verb: Prepare, Bring, File, Collect.', 'label': 'What to do', 'required': True}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Details', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('title', 5), ('body', 6)]], {'icon': 'arrow-right', 'label': 'Step'}), 8: ('wagtail.blocks.ListBlock', (7,), {'label': 'Steps', 'min_num': 1}), 9: ('wagtail.blocks.StructBlock', [[('title', 4), ('items', 8)]], {'help_text': 'What to do, one action in each step.', 'icon': 'list-ol', 'label': 'Steps'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Text', 'required': True}), 11: ('wagtail.blocks.StructBlock', [[('title', 4), ('body', 10)]], {'help_text': 'Something a reader must not miss: a penalty, a deadline, a fraud.', 'icon': 'warning', 'label': 'Warning'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Label', 'required': True}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Value', 'required': True}), 14: ('wagtail.blocks.StructBlock', [[('label', 12), ('value', 13)]], {'icon': 'pick', 'label': 'Fact'}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'Facts', 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 4), ('items', 15)]], {'icon': 'list-ul', 'label': 'Key facts'}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what the table shows; read out first.', 'label': 'Caption', 'required': True}), 18: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'First row is a header', 'required': False}), 19: ('wagtail.blocks.BooleanBlock', (), {'default': False, 'label': 'First column is a header', 'required': False}), 20: ('cms.publishing.blocks.RowsBlock', (), {'help_text': 'One row on each line, cells separated by a bar ( | ). A table can be pasted from Excel or Word.', 'label': 'Rows', 'required': True}), 21: ('wagtail.blocks.StructBlock', [[('caption', 17), ('has_header_row', 18), ('has_header_column', 19), ('rows', 20)]], {'icon': 'table', 'label': 'Table'}), 22: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image', 'required': True}), 23: ('wagtail.blocks.CharBlock', (), {'help_text': "What the picture tells, for those who cannot see it. Empty: the image's own text is used.", 'label': 'Alternative text', 'required': False}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'required': False}), 25: ('wagtail.blocks.StructBlock', [[('image', 22), ('alt', 23), ('caption', 24)]], {'icon': 'image', 'label': 'Image'}), 26: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Recording', 'required': True}), 27: ('wagtail.blocks.StructBlock', [[('audio', 26), ('caption', 24)]], {'icon': 'media', 'label': 'Audio'}), 28: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video', 'required': True}), 29: ('wagtail.blocks.StructBlock', [[('video', 28), ('caption', 24)]], {'icon': 'media', 'label': 'Video'}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Who says it', 'required': False}), 31: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Quote', 'required': True}), 32: ('wagtail.blocks.StructBlock', [[('source', 30), ('text', 31)]], {'icon': 'openquote', 'label': 'Quote'}), 33: ('wagtail.snippets.blocks.SnippetChooserBlock', ('laws.Law',), {'label': 'Law', 'required': True}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'Number only, e.g. 20.', 'label': 'Article (điều)', 'required': False}), 35: ('wagtail.blocks.CharBlock', (), {'help_text': 'Number only, e.g. 1.', 'label': 'Clause (khoản)', 'required': False}), 36: ('wagtail.blocks.CharBlock', (), {'help_text': 'Letter only, e.g. đ.', 'label': 'Point (điểm)', 'required': False}), 37: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'help_text': 'Word for word, or in plain words.', 'label': 'What it says', 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('law', 33), ('article', 34), ('clause', 35), ('point', 36), ('says', 37)]], {'icon': 'doc-full-inverse', 'label': 'Legal citation'}), 39: ('wagtail.blocks.CharBlock', (), {'help_text': 'In the words of a resident.', 'label': 'Question', 'required': True}), 40: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Answer', 'required': True}), 41: ('wagtail.blocks.StructBlock', [[('question', 39), ('answer', 40)]], {'icon': 'help', 'label': 'Question'}), 42: ('wagtail.blocks.ListBlock', (41,), {'label': 'Questions', 'min_num': 1}), 43: ('wagtail.blocks.StructBlock', [[('title', 4), ('items', 42)]], {'icon': 'help', 'label': 'Questions and answers'}), 44: ('wagtail.blocks.CharBlock', (), {'label': 'Term', 'required': True}), 45: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'hr', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Meaning', 'required': True}), 46: ('wagtail.blocks.StructBlock', [[('term', 44), ('meaning', 45)]], {'icon': 'openquote', 'label': 'Glossary term'}), 47: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': True}), 48: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File', 'required': True}), 49: ('wagtail.blocks.StructBlock', [[('title', 47), ('file', 48)]], {'icon': 'download', 'label': 'Download'}), 50: ('wagtail.blocks.PageChooserBlock', (), {}), 51: ('wagtail.blocks.ListBlock', (50,), {'label': 'Pages', 'min_num': 1}), 52: ('wagtail.blocks.StructBlock', [[('title', 4), ('pages', 51)]], {'icon': 'link', 'label': 'Related pages'})}, verbose_name='content')),
                ('audio', models.ForeignKey(help_text='Residents hear it on the page; the loudspeakers and the podcast use the same recording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.mediaasset', verbose_name='recording')),
                ('package', models.ForeignKey(blank=True, help_text='Made by itself when the page is published.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.packageasset', verbose_name='loudspeaker package')),
                ('show', models.ForeignKey(blank=True, help_text='When set, the recording is an episode of this podcast.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='podcasts.showpage', verbose_name='podcast show')),
            ],
            options={
                'verbose_name': 'audio page',
                'verbose_name_plural': 'audio pages',
            },
            bases=('core.basepage', models.Model),
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
