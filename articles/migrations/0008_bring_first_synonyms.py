from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RINGS = Path(__file__).parent / "synonyms" / "first.txt"


def rings() -> list[str]:
    """The terms of each ring, one a line."""
    lines = (line.strip() for line in RINGS.read_text("utf-8").splitlines())
    return [line.replace(" = ", "\n") for line in lines if line and not line.startswith("#")]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ring = apps.get_model("articles", "SynonymRing")
    ring.objects.bulk_create(ring(terms=terms) for terms in rings())


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("articles", "SynonymRing").objects.filter(terms__in=rings()).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_create_search")]
    operations = [migrations.RunPython(bring, remove)]
