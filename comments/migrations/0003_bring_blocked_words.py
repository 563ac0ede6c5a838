from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What only advertisers write. No name of a medicine stands here by itself: patients write those.
# Moderators change the list.
WORDS = (
    "online casino",
    "casino bonus",
    "sports betting tips",
    "payday loan",
    "instant loan approval",
    "forex signals",
    "binary options",
    "crypto investment",
    "double your bitcoin",
    "buy followers",
    "buy backlinks",
    "guest post opportunity",
    "essay writing service",
    "replica watches",
    "work from home and earn",
    "no prescription needed",
)


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("comments", "BlockedWord")
    model.objects.bulk_create([model(word=word) for word in WORDS], ignore_conflicts=True)


def take_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("comments", "BlockedWord").objects.filter(word__in=WORDS).delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_grant_permissions")]
    operations = [migrations.RunPython(bring, take_away)]
