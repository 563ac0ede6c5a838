from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from comments.words.blocked_words import DEFAULT_BLOCKED_WORDS

def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("comments", "BlockedWord")
    model.objects.bulk_create([model(word=word) for word in DEFAULT_BLOCKED_WORDS], ignore_conflicts=True)


def take_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("comments", "BlockedWord").objects.filter(word__in=DEFAULT_BLOCKED_WORDS).delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_grant_permissions")]
    operations = [migrations.RunPython(bring, take_away)]
