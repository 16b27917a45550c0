import cms.broadcasts.models
import cms.core.fields
import datetime
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bulletins', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BroadcastSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('starts', models.TimeField(help_text='Local hour, e.g. 05:30.', verbose_name='start')),
                ('limit_minutes', models.PositiveSmallIntegerField(default=15, help_text='Residents of dense areas complain when a session is longer than 15 minutes.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='at most (minutes)')),
                ('weekdays', cms.core.fields.ChoiceListField(blank=True, default=cms.broadcasts.models.list_all_weekdays, verbose_name='days of the week')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['starts', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EmergencyOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bulletin_title', models.CharField(editable=False, max_length=255, verbose_name='bulletin')),
                ('plays_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='plays at')),
                ('ordered_by_name', models.CharField(editable=False, max_length=300, verbose_name='ordered by')),
                ('ordered_at', models.DateTimeField(auto_now_add=True, verbose_name='ordered at')),
                ('reason', models.TextField(help_text='Why it plays at once, whatever the hour. It stays on record.', verbose_name='reason')),
                ('bulletin', models.ForeignKey(limit_choices_to={'broadcast_class': 'emergency'}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bulletins.bulletinpage', verbose_name='bulletin')),
                ('ordered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'order of emergency',
                'verbose_name_plural': 'orders of emergency',
                'ordering': ['-plays_at', '-pk'],
                'default_permissions': ('add', 'view'),
            },
        ),
        migrations.CreateModel(
            name='QuietHoursSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.TimeField(default=datetime.time(20, 0), verbose_name='quiet from')),
                ('ends', models.TimeField(default=datetime.time(5, 30), verbose_name='quiet until')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'quiet hours of the loudspeakers',
            },
        ),
        migrations.CreateModel(
            name='ScheduledEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(choices=[('once', 'Once, on the first day'), ('daily', 'Every day'), ('weekly', 'Weekly, on chosen days'), ('monthly', 'Monthly, on one day')], default='once', max_length=10, verbose_name='how often')),
                ('first_day', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, help_text='Empty: until you end it.', null=True, verbose_name='last day')),
                ('weekdays', cms.core.fields.ChoiceListField(blank=True, default=list, help_text='Weekly only.', verbose_name='days of the week')),
                ('day_of_month', models.PositiveSmallIntegerField(blank=True, help_text='Monthly only. A month that is too short has it on its last day.', null=True, verbose_name='day of the month')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='The smallest is played first. Priority bulletins always come before normal ones.', verbose_name='place')),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bulletins.bulletinpage', verbose_name='bulletin')),
                ('sessions', models.ManyToManyField(related_name='+', to='broadcasts.broadcastsession', verbose_name='sessions')),
            ],
            options={
                'verbose_name': 'scheduled bulletin',
                'verbose_name_plural': 'scheduled bulletins',
                'ordering': ['-first_day', 'pk'],
            },
        ),
    ]
