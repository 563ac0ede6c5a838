"""Every other page of the admin: for the right people alone, and the record stays as it is."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from articles import bylines, drafting, publishing, watching
from articles.models import (
    Address,
    Assignment,
    Author,
    Disclaimer,
    Edition,
    Enquiry,
    Image,
    Job,
    Manuscript,
    NameChange,
    Notice,
    NoticeAnswer,
    Redaction,
    Review,
    Revision,
    Source,
    Submission,
    Topic,
    Waiver,
    Withdrawal,
)
from tests.articles.admin.browser import fields, messages, signed_in
from tests.factories import AuthorFactory, SourceFactory, TopicFactory, published, write

RECORD = [
    Address,
    Assignment,
    Edition,
    Job,
    Manuscript,
    NameChange,
    Notice,
    NoticeAnswer,
    Redaction,
    Review,
    Revision,
    Submission,
    Waiver,
    Withdrawal,
]
LIBRARY = [*RECORD, Author, Disclaimer, Enquiry, Image, Source, Topic]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def library(writer: User, reviewer: User, editor: User) -> None:
    """A row of every kind at least."""
    fill(writer, reviewer, editor)


def fill(writer: User, reviewer: User, editor: User) -> None:
    edition = published(writer, reviewer, editor)
    article = edition.article
    number = write(article, writer, title="A newer title").number
    publishing.submit(article, revision=number, by=writer)
    publishing.take(article, revision=number, by=reviewer)
    publishing.redact(article, text="Most people", reason="Asked.", by=editor)
    Manuscript.objects.create(
        article=article, name="text.txt", sha256=str(article.pk), data=b"text", imported_by=writer
    )
    Enquiry.objects.create(article=article, edition=edition, body="A fault.")
    bylines.rename(article.authors.get(), name="Somebody Renamed", by=editor)
    Image.objects.create(
        name=f"images/{article.pk}.webp", width=1, height=1, title="A dot", uploaded_by=editor
    )
    Waiver.objects.create(
        article=article, code="spelling", text_hash="0", reason="A name.", waived_by=writer
    )
    notice = Notice.objects.create(
        source=article.sources.all()[0], kind="retraction", found_at=timezone.now()
    )
    watching.answer(notice, article, reason="Cited as such.", by=editor)
    Job.objects.create(kind=Job.Kind.IMPORT, title="Import", entries=[{}], started_by=writer)
    publishing.withdraw(article, reason="Old.", by=editor)


def address(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{page}", args=args)


def any_row(model: Any) -> Any:
    row = model._default_manager.first()
    assert row is not None
    return row


def test_every_model_of_the_library_has_its_pages() -> None:
    without_pages = {"Byline", "Faq", "Presence", "Reference", "Upload"}
    without_pages |= {"SearchEntry", "SearchState", "SearchWord", "Term"}  # made of the record
    models = apps.get_app_config("articles").get_models()
    missing = {model.__name__ for model in models if not admin.site.is_registered(model)}
    assert missing == without_pages


@pytest.mark.parametrize("model", LIBRARY, ids=lambda model: model.__name__)
def test_ladder(library: None, superuser: User, outsider: User, model: Any) -> None:
    client, row = signed_in(superuser), any_row(model)
    listed, shown = address(model, "changelist"), address(model, "change", row.pk)
    for page in (listed, shown, address(model, "history", row.pk)):
        assert client.get(page).status_code == 200
        assert signed_in(outsider).get(page).status_code == 403
        assert signed_in(outsider).post(page).status_code == 403
    missing = client.get(address(model, "change", 987654321), follow=True)
    assert "doesn’t exist" in messages(missing)
    for query in ({"q": "\0"}, {"q": "x" * 5000}, {"o": "99"}, {"p": "-1"}, {"nonsense": "\0"}):
        assert client.get(listed, query, follow=True).status_code == 200


@pytest.mark.parametrize("model", LIBRARY, ids=lambda model: model.__name__)
def test_nothing_of_the_library_is_deleted(library: None, superuser: User, model: Any) -> None:
    client, row = signed_in(superuser), any_row(model)
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    act = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(model, "changelist"), act)
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_record_is_read_and_never_written(library: None, superuser: User, model: Any) -> None:
    client, row = signed_in(superuser), any_row(model)
    before = model._default_manager.values().get(pk=row.pk)
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "add"), {}).status_code == 403
    assert client.post(address(model, "change", row.pk), {"number": 9}).status_code == 403
    assert model._default_manager.values().get(pk=row.pk) == before


@pytest.mark.parametrize("model", LIBRARY, ids=lambda model: model.__name__)
def test_queries_of_lists_do_not_grow(
    writer: User,
    reviewer: User,
    editor: User,
    superuser: User,
    model: Any,
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(superuser)
    fill(writer, reviewer, editor)
    with django_assert_max_num_queries(9) as few:
        client.get(address(model, "changelist"))
    for _ in range(3):
        fill(writer, reviewer, editor)
    with django_assert_max_num_queries(len(few)):
        client.get(address(model, "changelist"))


def test_revision_is_shown_as_readers_would_see_it(library: None, reviewer: User) -> None:
    revision = any_row(Revision)
    shown = signed_in(reviewer).get(address(Revision, "change", revision.pk)).content.decode()
    assert "They have causes." in shown
    assert 'role="doc-bibliography"' in shown


def test_manuscript_comes_back_byte_for_byte_as_a_file(library: None, writer: User) -> None:
    manuscript = any_row(Manuscript)
    Manuscript.objects.filter(pk=manuscript.pk).update(name='a"b\r\nX-Evil: 1.html')
    client = signed_in(writer)
    response = client.get(address(Manuscript, "original", manuscript.pk))
    assert response.content == b"text"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in response.headers
    assert client.get(address(Manuscript, "original", 987)).status_code == 404


def test_manuscripts_are_not_for_everybody(library: None, outsider: User) -> None:
    manuscript = any_row(Manuscript)
    response = signed_in(outsider).get(address(Manuscript, "original", manuscript.pk))
    assert response.status_code == 404


WORDINGS = {"short": "Short.", "full": "Full.", "site": "Site."}


def test_new_disclaimer_is_in_force_at_once_and_signed(editor: User) -> None:
    response = signed_in(editor).post(address(Disclaimer, "add"), WORDINGS, follow=True)
    assert "added successfully" in messages(response)
    disclaimer = Disclaimer.objects.in_force()
    assert disclaimer is not None
    assert (disclaimer.full, disclaimer.written_by) == ("Full.", editor)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"in_force_from": "2001-01-01T00:00"}, "That time has passed"),
        ({"in_force_from": "2099-10-25T01:30"}, "The clocks change then"),
        ({"in_force_from": "9999-12-31T23:59-23:59"}, "Enter a valid"),
        ({"short": ""}, "required"),
        ({"full": "\0"}, "Null characters"),
    ],
)
def test_bad_disclaimer_is_a_form_error(editor: User, changes: Any, told: str) -> None:
    response = signed_in(editor).post(address(Disclaimer, "add"), WORDINGS | changes)
    assert told in messages(response)
    assert Disclaimer.objects.count() == 1


def test_disclaimer_is_never_changed(superuser: User) -> None:
    disclaimer = any_row(Disclaimer)
    page = address(Disclaimer, "change", disclaimer.pk)
    assert signed_in(superuser).post(page, WORDINGS).status_code == 403


def test_message_is_ticked_off_and_opened_again(library: None, editor: User) -> None:
    client, enquiry = signed_in(editor), any_row(Enquiry)
    page = address(Enquiry, "change", enquiry.pk)
    client.post(page, {"answered": "on", "body": "Forged."})
    enquiry.refresh_from_db()
    assert (enquiry.answered_by, enquiry.body) == (editor, "A fault.")
    client.post(page, {})
    enquiry.refresh_from_db()
    assert (enquiry.answered_at, enquiry.answered_by) == (None, None)


def test_selected_messages_are_ticked_off_once(
    library: None, editor: User, superuser: User
) -> None:
    enquiry = any_row(Enquiry)
    act = {"action": "mark_answered", "_selected_action": [enquiry.pk]}
    signed_in(editor).post(address(Enquiry, "changelist"), act)
    signed_in(superuser).post(address(Enquiry, "changelist"), act)
    enquiry.refresh_from_db()
    assert enquiry.answered_by == editor


def test_change_of_an_authors_name_is_logged(editor: User) -> None:
    author, client = AuthorFactory(name="Ann Old"), signed_in(editor)
    page = address(Author, "change", author.pk)
    client.post(page, fields(client.get(page)) | {"name": " Ann  New ", "credentials": "MD"})
    author.refresh_from_db()
    assert (author.name, author.credentials) == ("Ann New", "MD")
    assert NameChange.objects.get().changed_by == editor
    client.post(page, fields(client.get(page)) | {"credentials": "PhD"})
    assert NameChange.objects.count() == 1


def test_biography_is_cleaned(editor: User) -> None:
    sent = {"name": "Ann", "slug": "ann", "bio": "<p onclick=x()>Nurse.</p><script>1</script>"}
    signed_in(editor).post(address(Author, "add"), sent)
    assert Author.objects.get(slug="ann").bio == "<p>Nurse.</p>"


def test_only_superusers_link_accounts_to_authors(editor: User, reviewer: User) -> None:
    author = Author.objects.get(user=reviewer)
    client, page = signed_in(editor), address(Author, "change", author.pk)
    client.post(page, fields(client.get(page)) | {"user": "", "credentials": "MD"})
    author.refresh_from_db()
    assert (author.user, author.credentials) == (reviewer, "MD")


def picture() -> SimpleUploadedFile:
    buffer = BytesIO()
    Picture.new("RGB", (20, 10), "teal").save(buffer, "PNG")
    return SimpleUploadedFile("dot.png", buffer.getvalue(), "image/png")


def test_picture_is_uploaded(editor: User) -> None:
    sent = {"title": "A dot", "upload": picture()}
    response = signed_in(editor).post(address(Image, "add"), sent, follow=True)
    assert "added successfully" in messages(response)
    image = Image.objects.get()
    assert (image.title, image.width, image.uploaded_by) == ("A dot", 20, editor)


def test_title_of_a_picture_is_changed_and_nothing_else(editor: User) -> None:
    client = signed_in(editor)
    client.post(address(Image, "add"), {"title": "A dot", "upload": picture()})
    image = Image.objects.get()
    client.post(address(Image, "change", image.pk), {"title": "The dot", "width": 9})
    image.refresh_from_db()
    assert (image.title, image.width) == ("The dot", 20)


def test_author_is_given_a_photo(editor: User) -> None:
    sent = {"name": "Ann", "slug": "ann", "bio": "", "upload": picture()}
    signed_in(editor).post(address(Author, "add"), sent)
    photo = Author.objects.get(slug="ann").photo
    assert photo is not None
    assert photo.title == "Photo of Ann"


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 99])
def test_broken_picture_is_a_form_error(editor: User, data: bytes) -> None:
    sent = {"title": "A dot", "upload": SimpleUploadedFile("dot.png", data)}
    response = signed_in(editor).post(address(Image, "add"), sent)
    assert "Please correct the error" in messages(response)
    assert not Image.objects.exists()


def source(**changes: Any) -> dict[str, Any]:
    return {"type": "book", "title": "On knees"} | changes


def test_authors_of_a_source_are_lines(writer: User) -> None:
    lines = "Smith, Ann\nJones, Bo, Jr\nWorld Health Organization\n{Health, Care Ltd}\n"
    client = signed_in(writer)
    client.post(address(Source, "add"), source(authors=lines))
    stored = Source.objects.get()
    assert stored.authors == [
        {"family": "Smith", "given": "Ann"},
        {"family": "Jones", "given": "Bo", "suffix": "Jr"},
        {"literal": "World Health Organization"},
        {"literal": "Health, Care Ltd"},
    ]
    page = address(Source, "change", stored.pk)
    client.post(page, fields(client.get(page)))
    assert Source.objects.get().authors == stored.authors


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"authors": ", Ann"}, "Give a family name"),
        ({"authors": "\0"}, "Null characters"),
        ({"doi": "nonsense"}, "A DOI looks like"),
        ({"doi": "https://doi.org/10.1000/KNOWN"}, "The library has it already: A known work"),
        ({"pmid": "12a"}, "A PMID is a number"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"issued": "2020-13"}, "Write 2023"),
        ({"title": "x" * 501}, "at most 500"),
    ],
)
def test_bad_source_is_a_form_error(writer: User, changes: Any, told: str) -> None:
    SourceFactory(title="A known work", issued="", doi="10.1000/known")
    response = signed_in(writer).post(address(Source, "add"), source(**changes))
    assert told in messages(response)
    assert Source.objects.count() == 1


def test_correction_of_a_source_changes_no_article_by_itself(
    edition: Edition, writer: User
) -> None:
    cited = edition.article.references.first()
    assert cited is not None
    client, page = signed_in(writer), address(Source, "change", cited.source_id)
    assert str(edition.article) in client.get(page).content.decode()
    response = client.post(page, fields(client.get(page)) | {"title": "Corrected"}, follow=True)
    assert "No article has changed yet" in messages(response)
    newest = drafting.newest(edition.article)
    assert newest is not None
    assert newest.number == 1


def test_topic_keeps_its_former_address(editor: User) -> None:
    topic, client = TopicFactory(slug="old"), signed_in(editor)
    page = address(Topic, "change", topic.pk)
    client.post(page, fields(client.get(page)) | {"slug": "new"})
    assert Topic.at_former_address("old") == topic
    response = client.post(address(Topic, "add"), fields(client.get(page)) | {"slug": "old"})
    assert "once was, that of another" in messages(response)


@pytest.mark.parametrize("model", [Author, Image, Source])
@pytest.mark.parametrize("term", ["", "\0", "x" * 5000, "🦴"])
def test_autocompletion_stands_any_term(writer: User, model: Any, term: str) -> None:
    field = {Author: ("byline", "author"), Image: ("article", "image")}
    name, column = field.get(model, ("reference", "source"))
    query = {"app_label": "articles", "model_name": name, "field_name": column, "term": term}
    response = signed_in(writer).get(reverse("admin:autocomplete"), query)
    assert response.status_code == 200
    assert "results" in response.json()


def test_front_page_is_for_the_staff(writer: User, client: Any) -> None:
    assert client.get(reverse("admin:index")).status_code == 302
    assert signed_in(writer).get(reverse("admin:index")).status_code == 200
