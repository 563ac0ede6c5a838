from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ANSWER = ["view_comment", "answer_comment"]
LISTS = [
    f"{verb}_{model}"
    for verb in ("view", "add", "change", "delete")
    for model in ("blockedword", "blockednetwork")
]
GROUPS = {
    "Writer": ANSWER,
    "Medical reviewer": ANSWER,
    "Editor": ANSWER,
    "Moderator": [*ANSWER, "moderate_comment", "view_decision", "view_report", *LISTS],
}


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, too late for this one."""
    config = apps.get_app_config("comments")
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
        content_type__app_label="comments"
    )
    for name, codenames in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        yield group, permissions.filter(codename__in=codenames)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_create_replies"), ("articles", "0002_create_groups")]
    operations = [migrations.RunPython(grant, revoke)]
