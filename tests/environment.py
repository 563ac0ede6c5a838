"""The environment of a test run: a developer's machine, whatever the shell holds."""

import os

from hypothesis import settings

os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("STATIC_MANIFEST", "off")
os.environ["PAGE_CACHE"] = "off"

# Machines are noisy: how long one example takes proves nothing.
settings.register_profile("library", deadline=None)
settings.load_profile("library")
