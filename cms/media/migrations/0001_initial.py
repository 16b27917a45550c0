import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='PackageAsset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asset_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asset_name', models.SlugField(editable=False, max_length=100, unique=True, verbose_name='file name on the site')),
                ('credit', models.CharField(blank=True, help_text='Who made it: photographer, speaker, unit.', max_length=200, verbose_name='credit')),
                ('is_sample', models.BooleanField(default=False, help_text='Pages show the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('state', models.CharField(choices=[('incomplete', 'Not complete yet'), ('waiting', 'Waiting'), ('processing', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='incomplete', editable=False, max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('requested_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
            ],
            options={
                'verbose_name': 'loudspeaker package',
                'verbose_name_plural': 'loudspeaker packages',
                'ordering': ['-pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Download',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('asset_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asset_name', models.SlugField(editable=False, max_length=100, unique=True, verbose_name='file name on the site')),
                ('credit', models.CharField(blank=True, help_text='Who made it: photographer, speaker, unit.', max_length=200, verbose_name='credit')),
                ('is_sample', models.BooleanField(default=False, help_text='Pages show the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('state', models.CharField(choices=[('incomplete', 'Not complete yet'), ('waiting', 'Waiting'), ('processing', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='incomplete', editable=False, max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('requested_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('source_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('source_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='uploaded as')),
                ('source_media_type', models.CharField(blank=True, editable=False, max_length=100)),
                ('source_size_bytes', models.PositiveBigIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'download',
                'verbose_name_plural': 'downloads',
                'permissions': [('choose_download', 'Can choose download')],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('asset_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asset_name', models.SlugField(editable=False, max_length=100, unique=True, verbose_name='file name on the site')),
                ('credit', models.CharField(blank=True, help_text='Who made it: photographer, speaker, unit.', max_length=200, verbose_name='credit')),
                ('is_sample', models.BooleanField(default=False, help_text='Pages show the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('state', models.CharField(choices=[('incomplete', 'Not complete yet'), ('waiting', 'Waiting'), ('processing', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='incomplete', editable=False, max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('requested_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('source_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('source_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='uploaded as')),
                ('source_media_type', models.CharField(blank=True, editable=False, max_length=100)),
                ('source_size_bytes', models.PositiveBigIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('alt', models.CharField(help_text='What the picture tells, in one Vietnamese sentence, for residents who cannot see it. Not “picture of…”; write what matters.', max_length=300, verbose_name='alternative text')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'permissions': [('choose_image', 'Can choose image')],
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='MediaAsset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('audio', 'Audio file'), ('video', 'Video file')], max_length=255)),
                ('duration', models.FloatField(blank=True, default=0, help_text='Duration in seconds', validators=[django.core.validators.MinValueValidator(0)], verbose_name='duration')),
                ('width', models.PositiveIntegerField(blank=True, null=True, verbose_name='width')),
                ('height', models.PositiveIntegerField(blank=True, null=True, verbose_name='height')),
                ('thumbnail', models.FileField(blank=True, upload_to='media_thumbnails', verbose_name='thumbnail')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('asset_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asset_name', models.SlugField(editable=False, max_length=100, unique=True, verbose_name='file name on the site')),
                ('credit', models.CharField(blank=True, help_text='Who made it: photographer, speaker, unit.', max_length=200, verbose_name='credit')),
                ('is_sample', models.BooleanField(default=False, help_text='Pages show the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('state', models.CharField(choices=[('incomplete', 'Not complete yet'), ('waiting', 'Waiting'), ('processing', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='incomplete', editable=False, max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('requested_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('source_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('source_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='uploaded as')),
                ('source_media_type', models.CharField(blank=True, editable=False, max_length=100)),
                ('source_size_bytes', models.PositiveBigIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('file', models.FileField(blank=True, help_text='An audio or video file. Leave it empty to have the built-in voice read the script below.', upload_to='media', verbose_name='file')),
                ('script', models.TextField(blank=True, help_text='Word for word what is said: for people who cannot hear, for search, and for the built-in voice.', verbose_name='script or transcript')),
                ('captions', models.TextField(blank=True, help_text='Leave empty for the built-in voice: its captions are made by themselves.', verbose_name='captions (WebVTT)')),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='what the video shows')),
                ('has_synthetic_voice', models.BooleanField(default=False, help_text='The page, the feed and the file say so, as the law on artificial intelligence asks.', verbose_name="a machine's voice is heard")),
                ('speech_voice', models.CharField(blank=True, default='vi', editable=False, max_length=20, verbose_name='built-in voice')),
                ('speech_rate_wpm', models.PositiveSmallIntegerField(default=150, help_text='Of the built-in voice, in words a minute. 150 is calm reading.', validators=[django.core.validators.MinValueValidator(80), django.core.validators.MaxValueValidator(300)], verbose_name='speaking rate')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'recording or video',
                'verbose_name_plural': 'recordings and videos',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Clip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asset_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asset_name', models.SlugField(editable=False, max_length=100, unique=True, verbose_name='file name on the site')),
                ('credit', models.CharField(blank=True, help_text='Who made it: photographer, speaker, unit.', max_length=200, verbose_name='credit')),
                ('is_sample', models.BooleanField(default=False, help_text='Pages show the notice “nội dung minh họa”.', verbose_name='sample content')),
                ('state', models.CharField(choices=[('incomplete', 'Not complete yet'), ('waiting', 'Waiting'), ('processing', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='incomplete', editable=False, max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('requested_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('start_ms', models.PositiveIntegerField(verbose_name='start (milliseconds)')),
                ('end_ms', models.PositiveIntegerField(verbose_name='end (milliseconds)')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clips', to='media.mediaasset', verbose_name='recording or video')),
            ],
            options={
                'verbose_name': 'vertical clip',
                'verbose_name_plural': 'vertical clips',
                'ordering': ['-pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PackagePiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.mediaasset', verbose_name='recording')),
                ('package', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='media.packageasset')),
            ],
            options={
                'verbose_name': 'piece',
                'verbose_name_plural': 'pieces',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImageRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='media.image')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='unique_image_rendition')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
