"""The WSGI entry point: `granian --interface wsgi klarity.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klarity.settings")
application = get_wsgi_application()

# What was loaded so far stays for good: the collector need not look through it at each request.
gc.collect()
gc.freeze()
