from pathlib import Path
from urllib.parse import urlsplit

from django.apps.registry import Apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# First drafts for the owner's lawyer, kept beside this file as they were when it was written: what
# is edited later is edited in the database.
FOLDER = Path(__file__).parent / "policies"
TITLES = {
    "editorial-standards": "Editorial standards",
    "terms": "Terms and conditions",
    "privacy": "Privacy notice",
    "accessibility": "Accessibility statement",
    "complaints": "Complaints",
}


def draft(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    site = name_site(apps, schema_editor)
    for name, title in TITLES.items():
        page, _ = apps.get_model("flatpages", "FlatPage").objects.get_or_create(
            url=f"/{name}/",
            defaults={"title": title, "content": (FOLDER / f"{name}.html").read_text("utf-8")},
        )
        page.sites.add(site)


def name_site(apps: Apps, schema_editor: BaseDatabaseSchemaEditor):
    Site = apps.get_model("sites", "Site")
    domain = urlsplit(settings.SITE_URL).netloc
    site, _ = Site.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": domain, "name": "Klarity Health Library"}
    )
    # PostgreSQL does not count a key that was given, and would give it again.
    with schema_editor.connection.cursor() as cursor:
        for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [Site]):
            cursor.execute(statement)
    return site


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    urls = [f"/{name}/" for name in TITLES]
    apps.get_model("flatpages", "FlatPage").objects.filter(url__in=urls).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_bring_first_disclaimer"),
        ("flatpages", "0001_initial"),
        ("sites", "0002_alter_domain_unique"),
    ]
    operations = [migrations.RunPython(draft, remove)]
