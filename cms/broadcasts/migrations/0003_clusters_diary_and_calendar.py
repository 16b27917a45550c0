import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('broadcasts', '0002_sessions_and_permissions'),
        ('bulletins', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_by_name', models.CharField(editable=False, max_length=300)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='E.g. Tổ dân phố 5.', max_length=60, unique=True, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='The smallest is listed first.', verbose_name='place')),
            ],
            options={
                'verbose_name': 'loudspeaker cluster',
                'verbose_name_plural': 'loudspeaker clusters',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.AddField(
            model_name='scheduledentry',
            name='clusters',
            field=models.ManyToManyField(blank=True, help_text='None ticked: all loudspeakers of the ward.', related_name='+', to='broadcasts.cluster', verbose_name='where'),
        ),
        migrations.CreateModel(
            name='PlayRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_identity', models.CharField(editable=False, max_length=60)),
                ('starts_at', models.DateTimeField(db_index=True, verbose_name='session')),
                ('entry_key', models.CharField(editable=False, max_length=60)),
                ('bulletin_title', models.CharField(max_length=255, verbose_name='bulletin')),
                ('broadcast_class', models.CharField(choices=[('normal', 'Normal: played at the hours the ward has set'), ('priority', 'Priority: played first in the programme'), ('emergency', 'Emergency: played at once')], max_length=10, verbose_name='class of bulletin')),
                ('topic_title', models.CharField(blank=True, max_length=255, verbose_name='topic')),
                ('cluster_name', models.CharField(blank=True, max_length=60, verbose_name='where')),
                ('was_played', models.BooleanField(verbose_name='played')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why it was not played')),
                ('noted_by_name', models.CharField(max_length=300, verbose_name='noted by')),
                ('noted_at', models.DateTimeField(auto_now=True, verbose_name='noted at')),
                ('bulletin', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bulletins.bulletinpage', verbose_name='bulletin')),
            ],
            options={
                'verbose_name': 'line of the broadcasting diary',
                'verbose_name_plural': 'broadcasting diary',
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('session_identity', 'entry_key', 'cluster_name'), name='one_line_for_each_item_and_cluster')],
            },
        ),
    ]
