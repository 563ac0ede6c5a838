"""Whom the editions so far name as authors, from their frozen texts."""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AT_A_TIME = 1_000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who has been deleted meanwhile has no page that could list anything."""
    link = apps.get_model("articles", "Edition").authors.through
    known = set(apps.get_model("articles", "Author").objects.values_list("pk", flat=True))
    for batch in _bylines(apps):
        link.objects.bulk_create(
            (
                link(edition_id=edition, author_id=author)
                for edition, byline in batch
                for author in {signature["author"] for signature in byline} & known
            ),
            ignore_conflicts=True,
        )


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("articles", "Edition").authors.through.objects.all().delete()


def _bylines(apps: Apps) -> Iterator[list[tuple[int, list[dict]]]]:
    editions = apps.get_model("articles", "Edition").objects.order_by("pk")
    rows = editions.values_list("pk", "revision__frozen_content__byline")
    batch = list(rows[:AT_A_TIME])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:AT_A_TIME])


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_relate_authors")]
    operations = [migrations.RunPython(fill, empty)]
