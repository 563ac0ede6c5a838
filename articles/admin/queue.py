"""The queue's own tables, for superusers: when the watches run, and what went wrong. They are read
here; `manage.py qmonitor` shows the worker at work."""

from typing import Any

from django.contrib import admin
from django_q.models import Failure, OrmQ, Schedule, Success

from articles.admin.base import RecordAdmin

for model in (Failure, OrmQ, Schedule, Success):
    admin.site.unregister(model)


@admin.register(Schedule)
class ScheduleAdmin(RecordAdmin[Any]):
    list_display = ["name", "func", "schedule_type", "next_run"]
    fields = ["name", "func", "schedule_type", "next_run"]
    ordering = ["next_run"]


@admin.register(Failure)
class FailureAdmin(RecordAdmin[Any]):
    list_display = ["func", "started", "attempt_count"]
    fields = ["func", "args", "started", "stopped", "attempt_count", "result"]
    ordering = ["-stopped"]
