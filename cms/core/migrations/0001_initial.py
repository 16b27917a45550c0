"""The base page without what needs Wagtail's tables: its first migration runs after this one, since it fills the swapped
page table. `0002_translations` and `0003` add the rest, as `wagtail.test.basepage` does.
"""

import cms.core.fields
import django.core.validators
import django.db.models.deletion
import modelsearch.index
import uuid
import wagtail.models.content_types
import wagtail.models.preview
import wagtail.models.specific
import wagtail_headless_preview.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='BasePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('title', models.CharField(help_text="The page title as you'd like it to be seen by the public", max_length=255, verbose_name='title')),
                ('draft_title', models.CharField(editable=False, max_length=255)),
                ('content_type', models.ForeignKey(on_delete=models.SET(wagtail.models.content_types.get_default_page_content_type), related_name='pages', to='contenttypes.contenttype', verbose_name='content type')),
                ('url_path', models.TextField(blank=True, editable=False, verbose_name='URL path')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_pages', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('latest_revision_created_at', models.DateTimeField(editable=False, null=True, verbose_name='latest revision created at')),
                ('alias_of', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='aliases', to=settings.WAGTAIL_PAGE_MODEL)),
                ('document_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences. Shown in lists, in search results and when the page is shared.', max_length=400, verbose_name='summary')),
                ('audiences', cms.core.fields.ChoiceListField(blank=True, default=list, help_text='Whom the page is written for.', verbose_name='audiences')),
                ('reviewed', models.DateField(blank=True, help_text='The day a legal reviewer last checked the content.', null=True, verbose_name='reviewed on')),
                ('review_due', models.DateField(blank=True, help_text='The day by which it must be checked again.', null=True, verbose_name='next review')),
                ('reviewer', models.CharField(blank=True, help_text='Name and office of the person who checked it.', max_length=200, verbose_name='reviewer')),
                ('is_sample', models.BooleanField(default=False, help_text='The page shows the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('slug', models.SlugField(blank=True, help_text="The end of the page's address, proposed from the title. It stays as it is after the first publish; if you change it then, the old address leads readers to the new one.", max_length=100, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Only lower-case letters without accents (a–z), digits and single hyphens, e.g. dang-ky-tam-tru.')], verbose_name='slug')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'permissions': [('bulk_delete_basepage', 'Delete pages with children'), ('lock_basepage', "Lock/unlock pages you've locked"), ('publish_basepage', 'Publish any page'), ('unlock_basepage', 'Unlock any page')],
            },
            bases=(wagtail_headless_preview.models.HeadlessPreviewMixin, wagtail.models.preview.PreviewableMixin, wagtail.models.specific.SpecificMixin, modelsearch.index.Indexed, models.Model),
        ),
    ]
