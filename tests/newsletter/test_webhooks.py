"""What a mail service posts: believed if it proves who it is, and only then."""

import hashlib
import hmac
import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from importlib import reload
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import clear_url_caches

import klarity.urls
import newsletter.urls
from articles.models import Edition
from newsletter import letters, stopping, suppression, system_checks, webhooks
from newsletter.models import Delivery, Report, Suppression
from tests.newsletter import returned, rows
from tests.newsletter.returned import status

KEY, PASSWORD = "a-signing-key", "klarity:a-long-password"
MAILGUN, POSTMARK = (
    "/newsletter/reports/mailgun/tracking/",
    "/newsletter/reports/postmark/tracking/",
)
EMAIL = "reader0@example.org"
UNKNOWN = "550 5.1.1 <reader0@example.org>: no such user"

Mount = Callable[[dict[str, str]], None]
pytestmark = pytest.mark.django_db


@pytest.fixture
def mount(settings: LazySettings) -> Iterator[Mount]:
    """The site as it starts with these secrets."""

    def start(secrets: dict[str, str]) -> None:
        settings.ANYMAIL = secrets
        reload(newsletter.urls)
        reload(klarity.urls)
        clear_url_caches()

    yield start
    start({})


@pytest.fixture
def mounted(mount: Mount) -> None:
    """Mailgun signs, Postmark has a password; all have it then."""
    mount({"MAILGUN_WEBHOOK_SIGNING_KEY": KEY, "WEBHOOK_SECRET": PASSWORD})


@pytest.fixture
def copy(edition: Edition, editor: User) -> Delivery:
    """A subscriber's, which the server took."""
    rows.subscribers(1)
    return returned.delivered(rows.issue(edition, by=editor))[0]


def mailgun(
    message_id: str = "1.1@example.org", *, said: str = UNKNOWN, key: str = KEY, **data: Any
) -> dict[str, Any]:
    """An event as Mailgun posts and signs it; `said`: by the server of the address."""
    stamp, token = "1795000000", "a" * 50
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    told = {
        "event": "failed",
        "severity": "permanent",
        "reason": "bounce",
        "recipient": EMAIL,
        "timestamp": 1795000000.5,
        "message": {"headers": {"message-id": message_id}},
        "delivery-status": {"code": 550, "message": said},
    }
    signed = {"timestamp": stamp, "token": token, "signature": signature}
    return {"signature": signed, "event-data": told | data}


def postmark(**data: Any) -> dict[str, Any]:
    """An event as Postmark posts it."""
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 42,
        "Email": EMAIL,
        "MessageID": "00000000-0000-0000-0000-000000000000",
        "BouncedAt": "2026-11-24T09:00:00Z",
        "Description": "The server was unable to deliver your message (unknown user).",
        "Details": f"smtp;{UNKNOWN}",
    } | data


def post(address: str, event: Any, password: str | None = PASSWORD) -> Any:
    """As a program posts: from nowhere, with no cookie."""
    told = b64encode((password or "").encode()).decode()
    headers = {"Authorization": f"Basic {told}"} if password is not None else {}
    body = event if isinstance(event, bytes) else json.dumps(event)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return client.post(address, body, content_type="application/json", headers=headers)


def untouched() -> bool:
    return not (Suppression.objects.exists() or Report.objects.exists())


def test_signed_bounce_stops_the_address_and_is_noted_on_its_copy(
    mounted: None, copy: Delivery
) -> None:
    assert post(MAILGUN, mailgun(letters.message_id(copy))).status_code == 200
    assert status(EMAIL) == "left"
    row = Suppression.objects.get()
    assert (row.reason, row.evidence) == ("bounced", "550 5.1.1 <…>: no such user")
    report = Report.objects.get()
    assert (report.delivery, report.kind, report.words) == (copy, "bounced", row.evidence)


def test_bounce_with_the_password_stops_the_address(mounted: None, copy: Delivery) -> None:
    assert post(POSTMARK, postmark()).status_code == 200
    assert status(EMAIL) == "left"
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("address", "event"),
    [
        (MAILGUN, mailgun(event="complained")),
        (POSTMARK, postmark(RecordType="SpamComplaint", Type="SpamComplaint")),
    ],
)
def test_complaint_stops_the_address(
    mounted: None, copy: Delivery, address: str, event: dict[str, Any]
) -> None:
    assert post(address, event).status_code == 200
    assert Suppression.objects.get().reason == "complained"
    assert status(EMAIL) == "left"


def test_same_event_twice_counts_once(mounted: None, copy: Delivery) -> None:
    event = mailgun(letters.message_id(copy))
    post(MAILGUN, event)
    before = list(Suppression.objects.values()), list(Report.objects.values())
    assert post(MAILGUN, event).status_code == 200
    assert (list(Suppression.objects.values()), list(Report.objects.values())) == before


def test_same_event_after_it_was_lifted_changes_nothing(
    mounted: None, copy: Delivery, one: User
) -> None:
    event = postmark()
    post(POSTMARK, event)
    stopping.lift(Suppression.objects.get(), by=one)
    assert post(POSTMARK, event).status_code == 200
    assert not suppression.is_stopped(EMAIL)


@pytest.mark.parametrize(
    ("address", "event", "password"),
    [
        (MAILGUN, mailgun(key="another"), PASSWORD),
        (MAILGUN, mailgun(), "klarity:wrong"),
        (MAILGUN, mailgun(), None),
        (MAILGUN, mailgun() | {"signature": {}}, PASSWORD),
        (
            MAILGUN,
            mailgun() | {"signature": {"timestamp": "é", "token": "", "signature": ""}},
            PASSWORD,
        ),
        (MAILGUN, [], PASSWORD),
        (MAILGUN, b"\xff\x00", PASSWORD),
        (POSTMARK, postmark(), None),
        (POSTMARK, postmark(), ""),
        (POSTMARK, postmark(), "klarity:wrong"),
        (POSTMARK, b"{", PASSWORD),
        (POSTMARK, [1], PASSWORD),
        (POSTMARK, b"", PASSWORD),
    ],
)
def test_who_does_not_prove_who_they_are_is_refused(
    mounted: None, copy: Delivery, address: str, event: Any, password: str | None
) -> None:
    assert post(address, event, password).status_code == 400
    assert untouched()
    assert status(EMAIL) == "subscribed"


@pytest.mark.parametrize(
    ("address", "event"),
    [
        (MAILGUN, mailgun(severity="temporary", reason="generic")),
        (MAILGUN, mailgun(event="delivered")),
        (MAILGUN, mailgun(event="opened")),
        (MAILGUN, mailgun(said="552 5.2.2 Mailbox full")),
        (MAILGUN, mailgun(said="554 5.7.1 Blocked")),
        (MAILGUN, mailgun(recipient=None)),
        (POSTMARK, postmark(Type="Transient")),
        (
            POSTMARK,
            postmark(Type="SoftBounce", Details="", Description="Unable to temporarily deliver"),
        ),
        (POSTMARK, postmark(Type="Blocked", Details="", Description="Blocked")),
        (POSTMARK, postmark(RecordType="Open")),
    ],
)
def test_what_does_not_come_back_for_the_addresss_sake_stops_nobody(
    mounted: None, copy: Delivery, address: str, event: dict[str, Any]
) -> None:
    assert post(address, event).status_code == 200
    assert not Suppression.objects.exists()
    assert status(EMAIL) == "subscribed"


def test_other_failure_is_noted_on_its_copy(mounted: None, copy: Delivery) -> None:
    said = "554 5.7.1 <reader0@example.org> Blocked"
    post(MAILGUN, mailgun(letters.message_id(copy), said=said))
    report = Report.objects.get()
    assert (report.kind, report.words) == ("returned", "554 5.7.1 <…> Blocked")


@pytest.mark.parametrize(
    "event",
    [
        mailgun(reason="suppress-bounce", said="Not delivering"),
        mailgun(said=""),
    ],
)
def test_service_that_knows_the_address_as_dead_is_believed_without_a_number(
    mounted: None, copy: Delivery, event: dict[str, Any]
) -> None:
    post(MAILGUN, event)
    assert status(EMAIL) == "left"


def test_address_that_is_no_subscribers_any_more_is_stopped_all_the_same(mounted: None) -> None:
    post(POSTMARK, postmark())
    assert suppression.is_stopped(EMAIL)


def test_copy_of_another_is_not_marked(mounted: None, copy: Delivery) -> None:
    post(MAILGUN, mailgun(letters.message_id(copy), recipient="other@example.org"))
    assert not Report.objects.exists()
    assert status(EMAIL) == "subscribed"


def test_service_is_told_to_try_again_while_the_key_is_another(
    mounted: None, copy: Delivery, settings: LazySettings
) -> None:
    stopping.stop("first@example.org", reason=Suppression.Reason.BOUNCED)
    settings.SUPPRESSION_KEY = "another"
    assert post(POSTMARK, postmark()).status_code == 500
    assert status(EMAIL) == "subscribed"


def test_nothing_is_read_by_get(mounted: None) -> None:
    assert Client().get(MAILGUN).status_code == 405
    assert Client().head(MAILGUN).status_code == 200


@pytest.mark.parametrize(
    ("secrets", "taken"),
    [
        ({}, []),
        ({"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}, [MAILGUN]),
        ({"WEBHOOK_SECRET": PASSWORD}, [POSTMARK]),
        ({"MAILGUN_API_KEY": "x"}, []),
        ({"WEBHOOK_SECRET": ""}, []),
    ],
)
def test_without_its_secret_a_service_has_no_address(
    mount: Mount, secrets: dict[str, str], taken: list[str]
) -> None:
    mount(secrets)
    for address in (MAILGUN, POSTMARK):
        found = Client().head(address).status_code == 200
        assert found == (address in taken)
    assert Client().post("/newsletter/reports/mailgun/inbound/").status_code == 404


def test_check_tells_of_secrets_that_open_nothing(mount: Mount) -> None:
    mount({})
    assert system_checks.webhooks_are_taken() == []
    mount({"WEBHOOK_SECRET": PASSWORD})
    assert system_checks.webhooks_are_taken() == []
    mount({"MAILGUN_API_KEY": "x"})
    (warning,) = system_checks.webhooks_are_taken()
    assert "ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY" in str(warning.hint)


def test_every_secret_belongs_to_an_address_of_anymails() -> None:
    from anymail.urls import urlpatterns

    assert set(webhooks.PROOFS) <= {str(each.name) for each in urlpatterns}


@pytest.mark.parametrize("name", webhooks.PROOFS)
def test_every_service_refuses_a_post_without_proof(mount: Mount, name: str) -> None:
    mount(dict.fromkeys(webhooks.PROOFS.values(), "a:secret"))
    (pattern,) = [each for each in webhooks.patterns() if each.name == name]
    answer = post(f"/newsletter/reports/{pattern.pattern}", postmark() | mailgun(), "a:wrong")
    assert 400 <= answer.status_code < 500
    assert untouched()


def printed(program: str) -> str:
    """What a program prints on a machine with a secret in its environment."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"ANYMAIL_WEBHOOK_SECRET": PASSWORD},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_without_anymail_the_site_starts_and_takes_no_webhook() -> None:
    found = printed(
        "import sys; sys.modules['anymail'] = None; import django; django.setup();"
        "from newsletter import system_checks, urls, webhooks;"
        "print(len(webhooks.patterns()), *(each.id for each in system_checks.webhooks_are_taken()))"
    )
    assert found == "0 newsletter.W001"


def test_secret_in_the_environment_opens_its_address() -> None:
    found = printed(
        "import django; django.setup(); from django.urls import reverse;"
        "print(reverse('postmark_tracking_webhook'))"
    )
    assert found == POSTMARK
