"""The chain as it is stored: any tampering shows, and a receipt is checked by its holder."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.models import FrozenModel
from newsletter import consenting
from newsletter.models import Chain, Consent, Subscriber, Wording
from tests.articles.frozen_rows import assert_frozen
from tests.newsletter.reader import ask, subscribed

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[2] / "docs" / "consents.md"


@pytest.fixture
def subscriber() -> Subscriber:
    """One of two people; together they have three events."""
    ask("other@example.org")
    return subscribed()


def run(statement: str) -> None:
    """Past every guard of ours, as somebody with the database's password would."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def verified(capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    call_command("verify_consents", **options)
    return capsys.readouterr().out


@pytest.mark.parametrize("count", [0, 1, 20])
def test_chain_that_nobody_touched_is_whole(capsys: pytest.CaptureFixture[str], count: int) -> None:
    for number in range(count):
        ask(f"sam{number}@example.org")
    head = Chain.objects.get().head
    assert verified(capsys) == f"The chain of {count} consents is whole. It ends with {head}\n"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE newsletter_consent SET kind = 'confirmed' WHERE number = 1", "Event 1 was chan"),
        ("UPDATE newsletter_consent SET at = '2020-01-01' WHERE number = 2", "Event 2 was chan"),
        ("DELETE FROM newsletter_consentdetails", ""),
        (
            """DELETE FROM newsletter_consentdetails;
               DELETE FROM newsletter_consent WHERE number = 2""",
            "Event 3 stands where event 2 should.",
        ),
        (
            """DELETE FROM newsletter_consentdetails;
               DELETE FROM newsletter_consent WHERE number = 3""",
            "should end with event 3, and ends with 2",
        ),
        (
            """INSERT INTO newsletter_consent (number, kind, at, commitment, previous, seal)
               SELECT 4, kind, at, commitment, previous, seal FROM newsletter_consent
               WHERE number = 3""",
            "1 events stand after the end of the chain.",
        ),
        ("UPDATE newsletter_chain SET length = 2", "should end with event 2"),
        ("UPDATE newsletter_chain SET head = 'x'", "should end with event 3"),
        ("DELETE FROM newsletter_chain", "how the chain ends is missing"),
    ],
    ids=range(9),
)
def test_tampering_with_rows_is_found(
    subscriber: Subscriber, capsys: pytest.CaptureFixture[str], statement: str, fault: str
) -> None:
    for part in statement.split(";"):
        run(part)
    if not fault:  # forgetting details is allowed
        assert "is whole" in verified(capsys)
        return
    with pytest.raises(CommandError, match=re.escape(fault)):
        call_command("verify_consents")


def test_other_details_are_found(subscriber: Subscriber) -> None:
    row = Consent.objects.get(number=1).details
    row.details["email"] = "eve@example.org"
    row.save()
    assert list(consenting.faults()) == ["The details of event 1 were changed."]


def test_details_moved_to_another_event_are_found(subscriber: Subscriber) -> None:
    first, second = (Consent.objects.get(number=number).details for number in (1, 2))
    first.salt, first.details, second.salt, second.details = (
        second.salt,
        second.details,
        first.salt,
        first.details,
    )
    first.save()
    second.save()
    assert len(list(consenting.faults())) == 2


def test_command_ends_with_one_when_something_is_wrong(subscriber: Subscriber) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("verify_consents", seal="0" * 64)
    assert caught.value.returncode == 1
    assert "it was written anew" in str(caught.value)


def test_seal_that_was_noted_down_is_found_again(
    subscriber: Subscriber, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = Chain.objects.get().head
    ask("third@example.org")
    assert "is whole" in verified(capsys, seal=noted)


@pytest.mark.parametrize("model", [Consent, Wording])
def test_event_and_wording_are_neither_made_nor_changed_nor_deleted_by_our_own_code(
    subscriber: Subscriber, model: type[FrozenModel]
) -> None:
    assert_frozen(model)


def test_newsletter_has_no_other_frozen_rows() -> None:
    models = apps.get_app_config("newsletter").get_models()
    assert {model for model in models if issubclass(model, FrozenModel)} == {Consent, Wording}


def test_holder_checks_a_receipt_as_the_document_says(
    subscriber: Subscriber, tmp_path: Path
) -> None:
    receipt = {"consents": consenting.receipt(subscriber)}
    code = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert code is not None
    assert printed(code[1], receipt, tmp_path) == "2 whole\n3 whole\n"
    receipt["consents"][0]["details"]["frequency"] = "weekly"
    receipt["consents"][1]["at"] = "2020-01-01T00:00:00+00:00"
    assert printed(code[1], receipt, tmp_path) == "2 CHANGED\n3 CHANGED\n"


def printed(code: str, receipt: dict[str, Any], folder: Path) -> str:
    """What the document's program prints of a receipt."""
    (folder / "receipt.json").write_text(json.dumps(receipt))
    command = [sys.executable, "-I", "-c", code, str(folder / "receipt.json")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_seals_of_a_receipt_stand_in_the_chain(subscriber: Subscriber) -> None:
    for event in consenting.receipt(subscriber):
        assert consenting.holds(event["proof"]["seal"])


def test_chain_is_read_in_as_many_questions_however_long(django_assert_num_queries: Any) -> None:
    for number in range(30):
        ask(f"sam{number}@example.org")
    with django_assert_num_queries(3):
        assert list(consenting.faults()) == []
