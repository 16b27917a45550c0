import django.db.models.deletion
import modelsearch.index
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='LexiconEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written', models.CharField(help_text='As it stands in texts, capitals included: TDP, BCH PCTT, Zalo OA.', max_length=80, unique=True, verbose_name='written')),
                ('spoken', models.CharField(help_text='In words, as the presenter says it: “tổ dân phố”.', max_length=300, verbose_name='read as')),
                ('note', models.CharField(blank=True, help_text='For colleagues: where it comes from, who decided.', max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'entry of the reading lexicon',
                'verbose_name_plural': 'entries of the reading lexicon',
                'ordering': ['written'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='ReadingSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(choices=[('north', 'Northern: “nghìn, linh, hai mươi tư”'), ('south', 'Southern: “ngàn, lẻ, hai mươi bốn”')], default='north', help_text='How numbers are said in bulletins. What is on the air is spoken anew when you change it.', max_length=5, verbose_name='words of the region')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'reading aloud',
            },
        ),
    ]
