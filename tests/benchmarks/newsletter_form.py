"""Whether it can be told by the time of an answer who gets the newsletter:
`python -m tests.benchmarks.newsletter_form` prints a table.

The form is sent 200 times in turn for addresses that are unknown, pending, subscribed and left. On
the database of `DATABASE_URL`, or one in memory; it fills it, so give it an empty one.
"""

import os

os.environ |= {"DJANGO_SETTINGS_MODULE": "klarity.settings", "ALLOWED_HOSTS": "testserver"}
os.environ |= {"DEBUG": "false", "STATIC_MANIFEST": "off", "PAGE_CACHE": "off"}
os.environ |= {"NEWSLETTER_PER_NETWORK": "100000 per hour"}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("SECRET_KEY", "only-for-a-benchmark")
os.environ.setdefault("SUPPRESSION_KEY", "only-for-a-benchmark")

import django

django.setup()

import time
from statistics import median

from django.core.management import call_command
from django.test import Client

from newsletter import subscriptions
from tests.newsletter.reader import ask, send_form, subscribed

POSTS = 200
KINDS = ["unknown", "pending", "subscribed", "left"]


def address(kind: str, number: int) -> str:
    return f"{kind}.{number}@example.org"


def prepare() -> None:
    """People of each kind but the unknown."""
    for number in range(POSTS):
        ask(address("pending", number))
        subscribed(address("subscribed", number))
        subscriptions.leave(subscribed(address("left", number)), page="/")


def milliseconds(client: Client, email: str) -> float:
    """How long one answer takes."""
    began = time.perf_counter()
    response = send_form(client, email=email)
    taken = time.perf_counter() - began
    assert response.status_code == 302
    return taken * 1000


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    prepare()
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(POSTS):
        for kind in KINDS:
            taken[kind].append(milliseconds(client, address(kind, number)))
    unknown = median(taken["unknown"])
    print(f"{'address':<12}{'median of 200':>14}{'to unknown':>12}")
    for kind, times in taken.items():
        print(f"{kind:<12}{median(times):>11.1f} ms{median(times) / unknown:>12.2f}")


if __name__ == "__main__":
    main()
