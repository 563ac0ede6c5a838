from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ = ["view_synonymring", "view_missedquery"]
GROUPS = {
    "Writer": READ,
    "Medical reviewer": READ,
    "Editor": [
        *READ,
        *(f"{verb}_synonymring" for verb in ("add", "change", "delete")),
        "change_missedquery",
    ],
}


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, too late for this one."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    for group, permissions in _held(apps):
        group.permissions.add(*permissions)


def revoke(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group, permissions in _held(apps):
        group.permissions.remove(*permissions)


def _held(apps: Apps):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles"
    )
    for name, codenames in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        yield group, permissions.filter(codename__in=codenames)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_count_missed_queries")]
    operations = [migrations.RunPython(grant, revoke)]
