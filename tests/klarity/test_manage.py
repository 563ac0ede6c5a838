"""A command under a wrong environment ends with the sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_KEY = "Set SECRET_KEY to a long random text (or DEBUG=true on a developer's machine).\n"
NO_SUPPRESSION_KEY = (
    "Set SUPPRESSION_KEY to another long random text, and never change it: by it the newsletter"
    " knows the addresses again that it must not write to.\n"
)


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What came of a command under the test run's environment with these changes."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "false", "SECRET_KEY": ""}, NO_KEY),
        ({"DEBUG": "false", "SECRET_KEY": "x", "SUPPRESSION_KEY": ""}, NO_SUPPRESSION_KEY),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL: use sqlite:///… or postgres://…\n"),
    ],
)
def test_wrong_environment_is_told_in_one_line(environment: dict[str, str], sentence: str) -> None:
    done = manage("makemigrations", "--check", **environment)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_any_other_error_keeps_its_traceback(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text('raise RuntimeError("A fault of ours.")')
    done = manage("check", DJANGO_SETTINGS_MODULE="broken", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")
    assert "A fault of ours." in done.stderr


def test_fault_that_an_app_finds_later_keeps_its_traceback(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(
        "from klarity.settings import *\nINSTALLED_APPS = ['django.contrib.auth'] * 2"
    )
    done = manage("check", DJANGO_SETTINGS_MODULE="broken", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")
    assert "ImproperlyConfigured: Application labels aren't unique" in done.stderr
