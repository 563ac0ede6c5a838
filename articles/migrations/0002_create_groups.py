from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TEXT = ["article", "byline", "faq", "reference", "source", "image"]
RECORD = ["revision", "submission", "assignment", "review", "edition", "withdrawal", "redaction"]
RECORD += ["disclaimer", "namechange", "manuscript", "notice", "noticeanswer"]
LISTS = ["commercialhost", "knownword"]
READ = [f"view_{model}" for model in [*TEXT, *RECORD, *LISTS, "topic", "author", "waiver", "job"]]
WRITE = [
    *READ,
    *(f"{verb}_{model}" for verb in ("add", "change") for model in TEXT),
    *(f"delete_{model}" for model in ("byline", "faq", "reference")),
    *(f"{verb}_waiver" for verb in ("add", "delete")),
    "add_manuscript",
    "add_job",
    "submit_article",
]
GROUPS = {
    "Writer": WRITE,
    "Medical reviewer": [*READ, "review_article"],
    "Editor": [
        *WRITE,
        "delete_article",
        "publish_article",
        "withdraw_article",
        "redact_article",
        *(f"{verb}_{model}" for verb in ("add", "change") for model in ("topic", "author")),
        *(f"{verb}_{model}" for verb in ("add", "change", "delete") for model in LISTS),
        "add_noticeanswer",
        "add_disclaimer",
        *(f"{verb}_enquiry" for verb in ("view", "change")),
    ],
    "Moderator": ["view_article", "view_edition", "view_enquiry", "change_enquiry"],
    "Newsletter editor": ["view_article", "view_edition", "view_topic"],
}


def create_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are otherwise made after the last migration, too late for this one."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *permissions.filter(content_type__app_label="articles", codename__in=codenames)
        )


def delete_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_create_library"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(create_groups, delete_groups)]
