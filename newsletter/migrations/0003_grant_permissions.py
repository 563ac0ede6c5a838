from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Newsletter editor"
PERMISSIONS = [
    "view_subscriber",
    "view_consent",
    "view_consentdetails",
    "view_wording",
    "add_wording",
    "view_issue",
    "change_issue",
    "approve_issue",
    "send_issue",
    "view_delivery",
]


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, too late for this one."""
    config = apps.get_app_config("newsletter")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    _group(apps).permissions.add(*_permissions(apps))


def revoke(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _group(apps).permissions.remove(*_permissions(apps))


def _group(apps: Apps):
    return apps.get_model("auth", "Group").objects.get(name=GROUP)


def _permissions(apps: Apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="newsletter", codename__in=PERMISSIONS
    )


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0002_bring_first_wording"), ("articles", "0002_create_groups")]
    operations = [migrations.RunPython(grant, revoke)]
