"""The environment of a test run: a developer's machine, whatever the shell holds."""

import os

os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("STATIC_MANIFEST", "off")
os.environ["PAGE_CACHE"] = "off"
