from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

# Invitation and note are the owner's required wording.
INVITATION = "Get daily health and wellness advice from our medical team."
CONSENT = "Yes, email me the Klarity health newsletter. I can unsubscribe at any time."
PRIVACY_NOTE = (
    "Your privacy is important to us. Any information you provide to this website may be placed by"
    " us on our servers. If you do not agree do not provide the information."
)
IN_FORCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("newsletter", "Wording").objects.create(
        invitation=INVITATION,
        consent=CONSENT,
        privacy_note=PRIVACY_NOTE,
        in_force_from=IN_FORCE_FROM,
    )
    apps.get_model("newsletter", "Chain").objects.create()
    for frequency in ("daily", "weekly"):
        apps.get_model("newsletter", "Beginning").objects.create(
            frequency=frequency, began_at=timezone.now()
        )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in ("Chain", "Beginning"):
        apps.get_model("newsletter", model).objects.all().delete()
    apps.get_model("newsletter", "Wording").objects.filter(in_force_from=IN_FORCE_FROM).delete()


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_create_newsletter")]
    operations = [migrations.RunPython(bring, remove)]
