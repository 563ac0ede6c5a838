from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A first draft for the owner's lawyer, kept as it was when it was written: what is edited later is
# edited in the database.
DRAFT = Path(__file__).parent / "policies" / "comments-policy.html"
URL = "/comments-policy/"


def draft(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    page, _ = apps.get_model("flatpages", "FlatPage").objects.get_or_create(
        url=URL, defaults={"title": "Comments policy", "content": DRAFT.read_text("utf-8")}
    )
    page.sites.add(apps.get_model("sites", "Site").objects.get(pk=settings.SITE_ID))


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("flatpages", "FlatPage").objects.filter(url=URL).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0003_bring_blocked_words"),
        ("articles", "0004_draft_policies"),
    ]
    operations = [migrations.RunPython(draft, remove)]
