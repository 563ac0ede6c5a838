from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Websites that live by advertising or sell what they write about. That says nothing of the quality
# of a page: it says that an article should not lean on such pages alone. Editors change the list.
HOSTS = [
    # health portals and magazines
    "drugs.com",
    "everydayhealth.com",
    "eatingwell.com",
    "goodrx.com",
    "health.com",
    "healthgrades.com",
    "healthline.com",
    "livestrong.com",
    "medicalnewstoday.com",
    "medicinenet.com",
    "menshealth.com",
    "mindbodygreen.com",
    "netdoctor.co.uk",
    "onhealth.com",
    "patient.info",
    "prevention.com",
    "psychologytoday.com",
    "ro.co",
    "rxlist.com",
    "self.com",
    "shape.com",
    "spine-health.com",
    "verywellfamily.com",
    "verywellfit.com",
    "verywellhealth.com",
    "verywellmind.com",
    "webmd.com",
    "wellandgood.com",
    "womenshealthmag.com",
    # shops, pharmacies and makers
    "amazon.co.uk",
    "amazon.com",
    "boots.com",
    "draxe.com",
    "hollandandbarrett.com",
    "iherb.com",
    "lloydspharmacy.com",
    "menopausenaturalsolutions.com",
    "myprotein.com",
    "naturalcycles.com",
    "nutritionaloutlook.com",
    "superdrug.com",
    "vitabiotics.com",
]


def bring(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for host in HOSTS:
        apps.get_model("articles", "CommercialHost").objects.get_or_create(host=host)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("articles", "CommercialHost").objects.filter(host__in=HOSTS).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_draft_policies")]
    operations = [migrations.RunPython(bring, remove)]
