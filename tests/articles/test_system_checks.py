"""`manage.py check` says when no disclaimer is in force, and needs no database to run."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from articles.models import Disclaimer
from articles.system_checks import disclaimer_in_force


def ids() -> list[str | None]:
    return [message.id for message in disclaimer_in_force(databases=["default"])]


@pytest.mark.django_db
def test_library_with_its_disclaimer_passes() -> None:
    assert ids() == []


@pytest.mark.django_db
def test_migrated_library_without_a_disclaimer_in_force_is_an_error() -> None:
    Disclaimer.objects.all()._raw_delete("default")
    assert ids() == ["articles.E001"]
    with pytest.raises(SystemCheckError, match="No medical disclaimer is in force"):
        call_command("check", databases=["default"])


@pytest.mark.django_db
def test_library_before_its_migrations_is_a_warning() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")
    assert ids() == ["articles.W001"]


def test_plain_check_asks_no_database() -> None:
    call_command("check", stdout=StringIO())
