"""Whether mail is set up so that it arrives: the checks, on recorded answers of the DNS."""

import base64

import dns.resolver
import pytest
from dns.exception import Timeout
from dns.rdata import from_text
from hypothesis import given
from hypothesis import strategies as st

from newsletter.mail_checks import letter, lookup, records, sender, spf
from newsletter.mail_checks.lookup import Unanswered
from newsletter.mail_checks.verdict import Verdict

DOMAIN = "klarity.health"
KEY = base64.b64encode(b"k" * 294).decode()
WELL = {
    (DOMAIN, "TXT"): ["google-site-verification=x", "v=spf1 include:mail.host -all"],
    ("mail.host", "TXT"): ["v=spf1 ip4:192.0.2.1 a:out.mail.host ~all"],
    (f"s1._domainkey.{DOMAIN}", "TXT"): [f"v=DKIM1; k=rsa; p={KEY}"],
    (f"_dmarc.{DOMAIN}", "TXT"): ["v=DMARC1; p=reject; rua=mailto:d@klarity.health"],
    (DOMAIN, "MX"): ["10 mx1.mail.host.", "20 mx2.mail.host."],
}
Answers = dict[tuple[str, str], list[str]]


def recorded(answers: Answers) -> lookup.Lookup:
    """A resolver that knows these; of all else there is nothing."""
    return lambda name, kind: answers.get((name, kind), [])


def found(changes: Answers, selector: str = "s1") -> dict[str, Verdict]:
    """What the checks say of a domain that is well but for the changes."""
    verdicts = records.checks(DOMAIN, selector, recorded(WELL | changes))
    return {verdict.check: verdict for verdict in verdicts}


def test_domain_that_is_well_set_up_is_ok() -> None:
    verdicts = found({})
    assert {verdict.state for verdict in verdicts.values()} == {"ok"}
    assert "“-all”" in verdicts["SPF"].words
    assert "needs 2 of 10" in verdicts["SPF"].words
    assert "the mail server’s doing" in verdicts["DKIM"].words
    assert "mx1.mail.host, mx2.mail.host" in verdicts["MX"].words


def test_what_nobody_answered_is_unknown_and_never_fine() -> None:
    def silent(name: str, kind: str) -> list[str]:
        raise Unanswered("timed out")

    verdicts = list(records.checks(DOMAIN, "s1", silent))
    assert [verdict.check for verdict in verdicts] == ["SPF", "DKIM", "DMARC", "MX"]
    assert {verdict.state for verdict in verdicts} == {"unknown"}


def test_what_is_not_there_is_a_problem() -> None:
    verdicts = list(records.checks(DOMAIN, "s1", recorded({})))
    assert [verdict.state for verdict in verdicts] == ["problem"] * 4


def test_included_record_that_nobody_answered_for_makes_it_unknown() -> None:
    def half(name: str, kind: str) -> list[str]:
        if name == "mail.host":
            raise Unanswered("timed out")
        return WELL.get((name, kind), [])

    states = {verdict.check: verdict.state for verdict in records.checks(DOMAIN, "s1", half)}
    assert states == {"SPF": "unknown", "DKIM": "ok", "DMARC": "ok", "MX": "ok"}


MANY = "v=spf1 " + " ".join(f"a:h{number}.host" for number in range(11)) + " -all"


@pytest.mark.parametrize(
    ("texts", "state", "words"),
    [
        ([], "problem", "no SPF record"),
        (["v=spf10 -all"], "problem", "no SPF record"),
        (["v=spf1 -all", "v=spf1 ~all"], "problem", "2 SPF records"),
        (["v=spf1 a mx"], "problem", "lets anybody"),
        (["v=spf1 a ?all"], "problem", "lets anybody"),
        (["v=spf1 a +all"], "problem", "lets anybody"),
        (["v=spf1 a all"], "problem", "lets anybody"),
        (["v=spf1 includ:x -all"], "problem", "“includ:x”"),
        (["v=spf1 include -all"], "problem", "“include”"),
        (["v=spf1 ip4 -all"], "problem", "“ip4”"),
        ([MANY], "problem", "more than 10"),
        (["V=SPF1 A MX ip6:2001:db8::/32 ~ALL"], "ok", "needs 2 of 10"),
        (["v=spf1 redirect=mail.host"], "ok", "leads to another"),
        (["v=spf1 exp=why.host a/24 -all"], "ok", "needs 1 of 10"),
        (["v=spf1 include:klarity.health -all"], "ok", "needs 1 of 10"),  # itself, once
    ],
)
def test_spf_record_is_read_as_rfc_7208_says(texts: list[str], state: str, words: str) -> None:
    verdict = found({(DOMAIN, "TXT"): texts})["SPF"]
    assert verdict.state == state, verdict
    assert words in verdict.words


def test_lookups_of_included_records_count() -> None:
    nested = {(DOMAIN, "TXT"): ["v=spf1 include:mail.host -all"], ("mail.host", "TXT"): [MANY]}
    assert found(nested)["SPF"].state == "problem"
    chain = {(f"h{n}", "TXT"): [f"v=spf1 include:h{n + 1} -all"] for n in range(30)}
    assert found({(DOMAIN, "TXT"): ["v=spf1 include:h0 -all"]} | chain)["SPF"].state == "problem"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([], "0 TXT records"),
        (["p=" + KEY, "p=" + KEY], "2 TXT records"),
        (["v=DKIM1; p="], "revoked"),
        (["v=DKIM1; k=rsa"], "no key"),
        (["v=DKIM2; p=" + KEY], "version 1"),
        (["v=DKIM1; p=a$b"], "not in base64"),
        (["v=DKIM1; p=" + KEY[:80]], "too short"),
    ],
)
def test_dkim_key_that_is_of_no_use_is_a_problem(texts: list[str], words: str) -> None:
    verdict = found({(f"s1._domainkey.{DOMAIN}", "TXT"): texts})["DKIM"]
    assert verdict.state == "problem"
    assert words in verdict.words


def test_short_key_of_another_kind_is_ok_and_no_selector_is_unknown() -> None:
    edwards = f"v=DKIM1; k=ed25519; p={base64.b64encode(b'k' * 32).decode()}"
    assert found({(f"s1._domainkey.{DOMAIN}", "TXT"): [edwards]})["DKIM"].state == "ok"
    assert found({}, selector="")["DKIM"].state == "unknown"


@pytest.mark.parametrize(
    ("texts", "state", "words"),
    [
        (["v=DMARC1; p=none"], "ok", "raise it to quarantine"),
        (["v=DMARC1; p=quarantine"], "ok", "Nobody is sent reports"),
        (["v=DMARC1;p=Reject;rua=mailto:x@y"], "ok", "is refused"),
        (["v=DMARC1; p=no"], "problem", "must be none"),
        (["v=DMARC1"], "problem", "must be none"),
        (["v=DMARC1; p=none", "v=DMARC1; p=none"], "problem", "2 records"),
        (["v=DMARC10; p=none", "something else"], "problem", "no record"),
    ],
)
def test_dmarc_record_is_read_as_rfc_7489_says(texts: list[str], state: str, words: str) -> None:
    verdict = found({(f"_dmarc.{DOMAIN}", "TXT"): texts})["DMARC"]
    assert verdict.state == state
    assert words in verdict.words


def test_dmarc_record_of_the_domain_above_counts() -> None:
    above = {("_dmarc.b.org", "TXT"): ["v=DMARC1; p=reject; sp=none; rua=mailto:x@y"]}
    verdict = records.dmarc("news.b.org", recorded(above))
    assert (verdict.state, "p=none" in verdict.words) == ("ok", True)


@pytest.mark.parametrize(
    ("answers", "state", "words"),
    [
        ({(DOMAIN, "MX"): ["0 ."]}, "problem", "takes no mail"),
        ({(DOMAIN, "MX"): []}, "problem", "Add an MX"),
        ({(DOMAIN, "MX"): [], (DOMAIN, "A"): ["192.0.2.1"]}, "ok", "host of that name"),
    ],
)
def test_bounces_need_a_server(answers: Answers, state: str, words: str) -> None:
    verdict = found(answers)["MX"]
    assert verdict.state == state
    assert words in verdict.words


TEXT = st.text(alphabet=st.sampled_from("v=spfDKIMARC1;: ~-+?.al/%{}in\0é"), max_size=60)


@given(st.lists(TEXT | TEXT.map("v=spf1 {}".format) | TEXT.map("v=DMARC1;{}".format), max_size=3))
def test_whatever_a_record_says_there_is_a_verdict(texts: list[str]) -> None:
    verdicts = list(records.checks(DOMAIN, "s1", lambda name, kind: texts))
    assert len(verdicts) == 4
    assert spf.check(DOMAIN, lambda name, kind: texts).state in {"ok", "problem"}


def states_of(from_: str, site: str) -> dict[str, str]:
    return {verdict.check: verdict.state for verdict in sender.checks(from_, site)}


@pytest.mark.parametrize("from_", ["K <a@klarity.health>", "a@news.klarity.health"])
def test_sender_of_the_site_is_ok(from_: str) -> None:
    assert set(states_of(from_, "https://klarity.health").values()) == {"ok"}
    assert states_of("a@klarity.health", "https://www.klarity.health")["From and site"] == "ok"


@pytest.mark.parametrize(
    "from_", ["", "Klarity", "a@", "a@localhost", "a@x.example", "a@example.org", "a@127.0.0.1"]
)
def test_sender_that_is_nobodys_is_a_problem(from_: str) -> None:
    assert states_of(from_, "https://klarity.health")["From"] == "problem"


def test_other_domain_and_site_without_https_are_problems() -> None:
    assert states_of("a@other.health", "https://klarity.health")["From and site"] == "problem"
    assert states_of("a@notklarity.health", "https://klarity.health")["From and site"] == "problem"
    for site in (
        "http://klarity.health",
        "https://localhost",
        "https://127.0.0.1",
        "https://[::1]",
    ):
        assert states_of("a@klarity.health", site)["Site"] == "problem"


WORDING = "Ask a doctor & do not wait."
MAIL = """From: Klarity <news@klarity.health>
To: sam@example.org
Date: Tue, 24 Nov 2026 13:00:00 -0000
Message-ID: <1.2@klarity.health>
List-Id: <newsletter.klarity.health>
List-Unsubscribe: <https://klarity.health/newsletter/unsubscribe/x/>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Subject: New
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset="utf-8"

Ask a doctor & do
not wait.
--b
Content-Type: text/html; charset="utf-8"

<p>Ask a doctor &amp; do not wait.</p>
--b--
"""


def ill(mail: str) -> set[str]:
    """Which checks find a problem in a message."""
    data = mail.replace("\n", "\r\n").encode()
    verdicts = letter.checks(
        data, sender="news@klarity.health", host="klarity.health", must_say=[WORDING]
    )
    return {verdict.check for verdict in verdicts if verdict.state == "problem"}


def test_message_that_is_well_has_no_problem() -> None:
    assert ill(MAIL) == set()


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("news@klarity.health>\nTo", "eve@klarity.health>\nTo", "From header"),
        ("sam@example.org", "sam@example.org, eve@example.org", "One recipient"),
        ("To: sam@example.org", "To: sam@example.org\nCc: eve@example.org", "One recipient"),
        ("To: sam@example.org\n", "", "One recipient"),
        ("Date: Tue, 24 Nov 2026 13:00:00 -0000\n", "", "Date"),
        ("13:00:00 -0000", "soon", "Date"),
        ("<1.2@klarity.health>", "<1.2@elsewhere.health>", "Message-ID"),
        ("<1.2@klarity.health>", "1.2@klarity.health", "Message-ID"),
        (
            "<https://klarity.health/newsletter",
            "<http://klarity.health/newsletter",
            "List-Unsubscribe",
        ),
        ("<https://klarity.health/newsletter/unsubscribe/x/>", "https://x/", "List-Unsubscribe"),
        ("List-Unsubscribe=One-Click", "yes", "One click"),
        ("List-Id: <newsletter.klarity.health>\n", "", "List-Id"),
        ("multipart/alternative", "multipart/mixed", "Text and HTML"),
        ("text/plain", "text/html", "Text and HTML"),
        ("<p>Ask", '<img src="https://x/1.gif"><p>Ask', "No tracking"),
        ("<p>Ask", '<p style="background:url(//x)">Ask', "No tracking"),
        ("<p>Ask a doctor &amp;", "<p>Ask a doctor", "Disclaimer"),
        ("do\nnot wait.", "do wait.", "Disclaimer"),
        ("<p>Ask", f"<p>{'x' * 1000} Ask", "Lines"),
        ("<p>Ask", "<p>é Ask", "Seven bits"),
    ],
)
def test_fault_in_a_message_is_found(old: str, new: str, check: str) -> None:
    assert old in MAIL
    assert ill(MAIL.replace(old, new)) == {check}


def test_resolver_tells_no_record_from_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def answering(outcome: object) -> None:
        def resolve(name: str, kind: str, lifetime: float) -> object:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        monkeypatch.setattr(dns.resolver, "resolve", resolve)

    for nothing in (dns.resolver.NXDOMAIN(), dns.resolver.NoAnswer()):
        answering(nothing)
        assert lookup.lookup(DOMAIN, "TXT") == []
    for silence in (Timeout(), dns.resolver.NoNameservers(), OSError("no network")):
        answering(silence)
        with pytest.raises(Unanswered):
            lookup.lookup(DOMAIN, "TXT")
    answering([from_text("IN", "TXT", '"v=spf1 " "-all"')])
    assert lookup.lookup(DOMAIN, "TXT") == ["v=spf1 -all"]
    answering([from_text("IN", "MX", "10 mx.host.")])
    assert lookup.lookup(DOMAIN, "MX") == ["10 mx.host."]
