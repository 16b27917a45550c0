import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_pages'),
        ('laws', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('article', models.CharField(blank=True, help_text='As written in the law: 20, 7a.', max_length=20, verbose_name='article (điều)')),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='clause (khoản)')),
                ('point', models.CharField(blank=True, help_text='A letter: a, b, đ.', max_length=20, verbose_name='point (điểm)')),
                ('law', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='laws.law', verbose_name='law')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_basis', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'legal basis',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
