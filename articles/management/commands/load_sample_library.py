"""`load_sample_library`: sample articles in every state, and a sign-in for each role."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import sample_library

SIGN_INS = "sign-ins.txt"


class Command(BaseCommand):
    help = "Loads the sample library and prints the sign-ins. Run again, it changes nothing."

    def handle(self, **options: Any) -> None:
        file: Path = settings.VAR_DIR / SIGN_INS
        remember(file, sample_library.sign_ins())
        loaded = sample_library.load()
        if loaded:
            self.stdout.write(f"Loaded {len(loaded)} sample articles.")
        if file.exists():
            self.stdout.write(f"Sign-ins for /admin/ (kept in var/{SIGN_INS}):\n{file.read_text()}")


def remember(file: Path, passwords: dict[str, str]) -> None:
    """Add new passwords to a file that only its owner can read."""
    if passwords:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("a") as kept:
            kept.writelines(f"  {name:10} {password}\n" for name, password in passwords.items())
