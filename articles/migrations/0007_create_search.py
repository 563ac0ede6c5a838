import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Where the keys of the entries are: each database has its own kind of index for sets of words.
KEYS = {
    "sqlite": [
        """CREATE VIRTUAL TABLE articles_searchkeys
        USING fts5(keys, detail=none, columnsize=0, tokenize="ascii tokenchars '_/'")""",
    ],
    "postgresql": [
        "ALTER TABLE articles_searchentry ADD COLUMN keys tsvector",
        # Dozens of rows' weights are read for each answer: from the rows themselves.
        "ALTER TABLE articles_searchentry ALTER COLUMN weights SET STORAGE MAIN",
        # A server may have been built without it; then they are packed more slowly.
        """DO $$ BEGIN
            ALTER TABLE articles_searchentry
                ALTER COLUMN weights SET COMPRESSION lz4,
                ALTER COLUMN passages SET COMPRESSION lz4,
                ALTER COLUMN stems SET COMPRESSION lz4,
                ALTER COLUMN keys SET COMPRESSION lz4;
        EXCEPTION WHEN feature_not_supported THEN NULL; END $$""",
        # A count that changes stays in its place, if there is room, and no index hears of it.
        "ALTER TABLE articles_searchword SET (fillfactor = 70)",
        "CREATE INDEX articles_searchentry_keys ON articles_searchentry USING gin (keys)",
    ],
}
NO_KEYS = {
    "sqlite": ["DROP TABLE articles_searchkeys"],
    "postgresql": ["ALTER TABLE articles_searchentry DROP COLUMN keys"],
}


def create_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in KEYS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in NO_KEYS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_schedule_watches'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.UUIDField()),
                ('entries', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('stem', models.CharField(db_index=True, max_length=40)),
                ('entries', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SynonymRing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms', models.TextField(help_text='One term a line, such as “heart attack” and “myocardial infarction”.')),
            ],
            options={
                'ordering': ['terms'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='articles.edition')),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('reviewed_on', models.DateField()),
                ('analysis', models.PositiveSmallIntegerField()),
                ('title_key', models.CharField(max_length=400)),
                ('weights', models.TextField()),
                ('sections', models.JSONField()),
                ('passages', models.JSONField()),
                ('stems', models.TextField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
            ],
            options={
                'verbose_name_plural': 'search entries',
                'constraints': [models.CheckConstraint(condition=models.Q(('live_until', None), ('live_until__gt', models.F('live_from')), _connector='OR'), name='searchentry_is_live_for_a_while')],
            },
        ),
        migrations.RunPython(create_keys, drop_keys),
    ]
