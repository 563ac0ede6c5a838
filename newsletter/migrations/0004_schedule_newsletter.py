from datetime import datetime, time, timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

MINUTES, DAILY, WEEKLY = "I", "D", "W"
# What, how often, and the first time; issues are drafted before the editors come in.
SCHEDULES = [
    ("newsletter", "newsletter.jobs.tick", MINUTES, time(0, 0)),
    ("daily newsletter", "newsletter.digests.daily", DAILY, time(6, 0)),
    ("weekly newsletter", "newsletter.digests.weekly", WEEKLY, time(6, 0)),
    ("tidying of the newsletter", "newsletter.tidying.tidy", DAILY, time(1, 50)),
]
MONDAY = 0


def schedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, func, often, at in SCHEDULES:
        values = {"func": func, "schedule_type": often, "next_run": first(often, at)}
        if often == MINUTES:
            values["minutes"] = 1
        apps.get_model("django_q", "Schedule").objects.get_or_create(name=name, defaults=values)


def first(often: str, at: time) -> datetime:
    if often == MINUTES:
        return timezone.now()
    today = timezone.localdate()
    wait = (MONDAY - today.weekday()) % 7 or 7 if often == WEEKLY else 1
    return timezone.make_aware(datetime.combine(today + timedelta(days=wait), at))


def unschedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    names = [name for name, *_ in SCHEDULES]
    apps.get_model("django_q", "Schedule").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0003_grant_permissions"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
