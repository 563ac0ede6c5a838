"""`redact` is the sole bypass of the frozen record, and is itself in the record."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import drafting, publishing, redaction
from articles.content import Answer
from articles.models import (
    Article,
    Edition,
    Enquiry,
    Manuscript,
    Notice,
    NoticeAnswer,
    Redaction,
    Review,
    Submission,
    Waiver,
    Withdrawal,
)
from tests.articles.refusals import refused
from tests.factories import CITE, SourceFactory, approved, published, text, write

NAME = "Mary O’Toole & Sons"
IN_HTML = "Mary O’Toole &amp; Sons"


@pytest.fixture
def named(writer: User, reviewer: User, editor: User) -> Edition:
    """A live edition that names a patient everywhere."""
    content = text(
        title=f"The case of {NAME}",
        body=f"<p>{IN_HTML} had cramps.{CITE.format('second2020')}</p><h2>{IN_HTML}</h2><p>x</p>",
        faqs=[Answer(f"Who is {NAME}?", f"<p>{IN_HTML} is.{CITE.format('first2020')}</p>")],
    )
    references = [replace(content.references[0], passage=f"{NAME} said", text=f"By {NAME}.")]
    content = replace(content, references=[*references, *content.references[1:]])
    edition = published(writer, reviewer, editor, content=content)
    article = edition.article
    Enquiry.objects.create(article=article, body=f"I know {NAME}", name=NAME)
    Manuscript.objects.create(
        article=article, name=f"{NAME}.txt", sha256="0" * 64, data=b"PK", imported_by=writer,
        report={"title": NAME},
    )  # fmt: skip
    publishing.send_back(
        article,
        revision=1,
        by=reviewer,
        notes=f"Ask {NAME}.",
        pinned=[{"place": "title", "note": f"Is it {NAME}?"}],
    )
    newer = write(article, writer, replace(content, summary=f"<p>{IN_HTML}</p>")).number
    publishing.submit(article, revision=newer, by=writer, note=f"For {NAME}.")
    publishing.withdraw(article, reason=f"{NAME} objects.", by=editor)
    return edition


def everything(article: Article) -> str:
    """All that is kept of an article, as one text."""
    kept = [
        Article.objects.filter(pk=article.pk),
        article.faqs.all(),
        article.references.all(),
        article.revisions.all(),
        Review.objects.filter(revision__article=article),
        Submission.objects.filter(revision__article=article),
        Edition.objects.filter(article=article),
        Withdrawal.objects.filter(article=article),
        Redaction.objects.filter(article=article),
        Enquiry.objects.filter(article=article),
        Manuscript.objects.filter(article=article),
    ]
    return "\n".join(str(list(rows.values())) for rows in kept)


def test_a_personal_text_goes_from_everywhere(named: Edition, editor: User) -> None:
    assert everything(named.article).count("O’Toole") > 15
    publishing.redact(named.article, text=NAME, reason="Asked to.", by=editor)
    assert "O’Toole" not in everything(named.article)


def test_waivers_pinned_notes_and_answers_are_cleaned_too(
    named: Edition, editor: User, writer: User
) -> None:
    article = named.article
    waiver = {"excerpt": f"Seen by {NAME}.", "reason": f"{NAME} is a name."}
    Waiver.objects.create(
        article=article, code="spelling", text_hash="0", waived_by=writer, **waiver
    )
    Submission.objects.filter(revision__article=article).overwrite(
        waivers=[waiver | {"code": "spelling", "by": f"Son of {NAME}"}]
    )
    Review.objects.filter(revision__article=article).overwrite(
        pinned_notes=[{"place": "body:1", "quote": f"{NAME} had", "note": f"Who is {NAME}?"}],
        competing_interests=f"Treats {NAME}.",
    )
    Edition.objects.filter(pk=named.pk).overwrite(
        change_type="correction", fault=f"It named {NAME}.", wrong_since="2026-01-01"
    )
    notice = Notice.objects.create(
        source=SourceFactory(), kind="retraction", found_at=timezone.now()
    )
    NoticeAnswer(
        notice=notice,
        article=article,
        reason=f"{NAME} said so.",
        answered_by=editor,
        answered_at=timezone.now(),
    ).append()
    publishing.redact(article, text=NAME, reason="Asked to.", by=editor)
    kept = [
        *Waiver.objects.values_list("excerpt", "reason"),
        *Submission.objects.values_list("waivers"),
        *Review.objects.values_list("pinned_notes", "competing_interests"),
        *Edition.objects.values_list("fault"),
        *NoticeAnswer.objects.values_list("reason"),
    ]
    assert "O’Toole" not in str(kept)
    assert str(kept).count("[…]") == 13
    assert Review.objects.first().pinned_notes[0]["place"] == "body:1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("excerpt", "left"),
    [
        ("Seen by Mary O’To…", "Seen by […]"),
        ("Seen by Mary…", "Seen by […]"),
        ("Seen by Ma…", "Seen by Ma…"),
        ("Mary O’Toole & Sons were…", "[…] were…"),
        ("Seen by Mary O’To.", "Seen by Mary O’To."),
    ],
)
def test_an_excerpt_that_breaks_off_in_the_text_loses_its_beginning(
    excerpt: str, left: str
) -> None:
    assert redaction.without(excerpt, NAME) == left


def test_it_is_logged_without_the_text(named: Edition, editor: User) -> None:
    log = publishing.redact(named.article, text=NAME, reason=f"{NAME} asked.", by=editor)
    assert (log.redacted_by, log.reason) == (editor, "[…] asked.")
    # Two revisions, one edition, verdict, submission, withdrawal, working copy, FAQ, reference,
    # enquiry and manuscript.
    assert log.places == 11


def test_the_rest_of_the_record_is_as_it_was(named: Edition, editor: User) -> None:
    publishing.redact(named.article, text=NAME, reason="Asked to.", by=editor)
    before, named_now = named, Edition.objects.get(pk=named.pk)
    assert named_now.published_at == before.published_at
    assert named_now.title == "The case of […]"
    assert "[…] had cramps." in named_now.html
    assert named_now.references[0]["text"] == "By […]."
    assert [row["key"] for row in named_now.references] == [row["key"] for row in before.references]
    assert named_now.html.count("doc-biblioref") == before.html.count("doc-biblioref")


def test_a_manuscript_goes_whole(named: Edition, editor: User) -> None:
    publishing.redact(named.article, text=NAME, reason="Asked to.", by=editor)
    manuscript = Manuscript.objects.get()
    assert bytes(manuscript.data) == b""
    assert (manuscript.name, manuscript.report) == ("[…].txt", {"title": "[…]"})


def test_the_working_copy_can_be_saved_afterwards(
    named: Edition, editor: User, writer: User
) -> None:
    publishing.redact(named.article, text=NAME, reason="Asked to.", by=editor)
    content = drafting.freeze(Article.objects.get(pk=named.article_id))
    assert drafting.save(named.article, content, base=2, by=writer) is None


def test_an_edition_without_the_text_is_not_touched(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    Edition.objects.filter(pk=edition.pk).overwrite(html="<p>As an older release made it.</p>")
    number = approved(edition.article, writer, reviewer, title="Jane Roe")
    publishing.publish(edition.article, revision=number, by=editor)
    publishing.redact(edition.article, text="Jane Roe", reason="Asked to.", by=editor)
    edition.refresh_from_db()
    assert edition.html == "<p>As an older release made it.</p>"


def test_another_article_is_not_touched(
    named: Edition, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor, title=NAME)
    publishing.redact(named.article, text=NAME, reason="Asked to.", by=editor)
    other.refresh_from_db()
    assert other.title == NAME


@pytest.mark.parametrize("personal", ["citation", "sup", "class", "first2020", "href"])
def test_marks_and_markup_outlive_an_unlucky_text(
    edition: Edition, editor: User, personal: str
) -> None:
    with refused("not-found"):
        publishing.redact(edition.article, text=personal, reason="Asked to.", by=editor)
    assert Edition.objects.get(pk=edition.pk).html == edition.html


@pytest.mark.parametrize(
    "note",
    [
        "<jane@example.org> wrote",
        'name="jane@example.org"',
        "x<jane@example.org",
        "<b>jane@example.org",
    ],
)
def test_an_address_in_angle_brackets_is_no_markup(note: str) -> None:
    assert "jane" not in redaction.without(note, "jane@example.org")


def test_words_are_told_from_markup() -> None:
    html = f'<p lang="en">class sup en{CITE.format("sup")}</p>'
    for word in ("class", "sup"):
        assert redaction.without(html, word) == html.replace(f"{word} ", "[…] ", 1)


def test_a_long_title_still_fits(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(article, writer, reviewer, title="Roe " * 49 + "Roe!")
    publishing.publish(article, revision=number, by=editor)
    publishing.redact(article, text="Roe", reason="Asked to.", by=editor)
    article.refresh_from_db()
    assert len(article.title) <= 200
    assert "Roe" not in article.title


def test_redacting_is_refused(
    edition: Edition, editor: User, writer: User, reviewer: User, outsider: User
) -> None:
    article = edition.article
    for by in (writer, reviewer, outsider):
        with refused("not-allowed"):
            publishing.redact(article, text="example", reason="Asked to.", by=by)
    with refused("no-reason"):
        publishing.redact(article, text="example", reason=" ", by=editor)
    with refused("text-too-short"):
        publishing.redact(article, text=" ex ", reason="Asked to.", by=editor)
    with refused("not-found"):
        publishing.redact(article, text="Nobody of that name", reason="Asked to.", by=editor)
    assert not Redaction.objects.exists()
    assert Edition.objects.get(pk=edition.pk).html == edition.html
