from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_bring_first_synonyms'),
    ]

    operations = [
        migrations.CreateModel(
            name='MissedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=80, unique=True)),
                ('count', models.PositiveIntegerField(default=1, verbose_name='times')),
                ('last_on', models.DateField(verbose_name='last on')),
                ('dismissed', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'search without an answer',
                'verbose_name_plural': 'searches without an answer',
                'ordering': ['-count', '-last_on', 'words'],
            },
        ),
    ]
