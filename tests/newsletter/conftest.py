"""What the tests of the newsletter share."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def _no_epoch_is_kept(settings: LazySettings, tmp_path: Path) -> None:
    """Each test is a machine that has sent nothing yet."""
    settings.VAR_DIR = tmp_path
