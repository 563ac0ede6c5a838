from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The owner's required wording.
SHORT = "This content is purely informational and isn’t medical guidance."
FULL = (
    "This content is purely informational and isn’t medical guidance. It shouldn’t replace"
    " professional medical counsel. Always consult your physician regarding treatment risks and"
    " benefits. See our editorial standards for more details."
)
SITE = (
    "my.klarity.health presents all health information in line with our terms and conditions. It is"
    " essential to understand that the medical information available on our platform is not"
    " intended to substitute the relationship between a patient and their physician or doctor, as"
    " well as any medical guidance they offer. Always consult with a healthcare professional before"
    " making any decisions based on the information found on our website."
)
IN_FORCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("articles", "Disclaimer").objects.create(
        short=SHORT, full=FULL, site=SITE, in_force_from=IN_FORCE_FROM
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("articles", "Disclaimer").objects.filter(
        full=FULL, in_force_from=IN_FORCE_FROM
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_create_groups")]
    operations = [migrations.RunPython(bring, remove)]
