from datetime import datetime, time, timedelta

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

GROUP = "Newsletter editor"
PERMISSIONS = ["view_suppression", "add_suppression", "lift_suppression"]
DAILY = "D"
NAME, FUNCTION, AT = "refusals of the newsletter", "newsletter.bounces.take_up_refusals", time(2, 10)


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, too late for this one."""
    config = apps.get_app_config("newsletter")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    _group(apps).permissions.add(*_permissions(apps))


def revoke(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _group(apps).permissions.remove(*_permissions(apps))


def schedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    first = timezone.make_aware(datetime.combine(tomorrow, AT))
    values = {"func": FUNCTION, "schedule_type": DAILY, "next_run": first}
    apps.get_model("django_q", "Schedule").objects.get_or_create(name=NAME, defaults=values)


def unschedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


def _group(apps: Apps):
    return apps.get_model("auth", "Group").objects.get(name=GROUP)


def _permissions(apps: Apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="newsletter", codename__in=PERMISSIONS
    )


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0005_suppress_addresses"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [
        migrations.RunPython(grant, revoke),
        migrations.RunPython(schedule, unschedule),
    ]
