from datetime import datetime, time, timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

MINUTES, DAILY = "I", "D"
# At night, after the tidying of articles.
TIDYING = time(1, 50)


def schedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    schedules = {
        "new replies": {
            "func": "comments.notices.tell_moderators",
            "schedule_type": MINUTES,
            "minutes": 15,
            "next_run": timezone.now(),
        },
        "tidying of replies": {
            "func": "comments.tidying.tidy",
            "schedule_type": DAILY,
            "next_run": timezone.make_aware(datetime.combine(tomorrow, TIDYING)),
        },
    }
    for name, values in schedules.items():
        apps.get_model("django_q", "Schedule").objects.get_or_create(name=name, defaults=values)


def unschedule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    names = ["new replies", "tidying of replies"]
    apps.get_model("django_q", "Schedule").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0004_draft_comments_policy"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]
    operations = [migrations.RunPython(schedule, unschedule)]
