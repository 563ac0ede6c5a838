from datetime import datetime, time, timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

DAILY, WEEKLY = "D", "W"
# What, how often, and the first time: at night, one after the other, the links on a Sunday.
SCHEDULES = [
    ("retraction watch", "articles.watching.watch", DAILY, time(2, 10)),
    ("tidying", "articles.tidying.tidy", DAILY, time(1, 40)),
    ("link check", "articles.link_check.check_all", WEEKLY, time(3, 20)),
]
SUNDAY = 6


def schedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, func, often, at in SCHEDULES:
        apps.get_model("django_q", "Schedule").objects.get_or_create(
            name=name,
            defaults={"func": func, "schedule_type": often, "next_run": first(often, at)},
        )


def first(often: str, at: time) -> datetime:
    today = timezone.localdate()
    wait = (SUNDAY - today.weekday()) % 7 if often == WEEKLY else 0
    return timezone.make_aware(datetime.combine(today + timedelta(days=wait or 1), at))


def unschedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    names = [name for name, *_ in SCHEDULES]
    apps.get_model("django_q", "Schedule").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_bring_commercial_hosts"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
