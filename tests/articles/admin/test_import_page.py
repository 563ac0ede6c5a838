"""Many manuscripts are sent at once, and a worker imports them."""

import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_q.models import OrmQ

from articles import jobs
from articles.admin import manuscript as pages
from articles.models import Article, Job, Manuscript, Upload
from tests.articles.admin.browser import messages, signed_in
from tests.articles.test_jobs import manuscript
from tests.factories import TopicFactory


@pytest.fixture
def address() -> str:
    return reverse("admin:articles_manuscript_import")


def files(*named: tuple[str, bytes]) -> dict[str, Any]:
    return {"manuscripts": [SimpleUploadedFile(name, data) for name, data in named]}


def zipped(*named: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as made:
        for name, data in named:
            made.writestr(name, data)
    return buffer.getvalue()


def test_several_files_and_a_zip_become_one_job(writer: User, address: str) -> None:
    topic, client = TopicFactory(), signed_in(writer)
    packed = zipped(manuscript("Two examples"), manuscript("Three examples"))
    sent = files(manuscript("One example"), ("more.ZIP", packed))
    response = client.post(address, sent | {"topic": topic.pk}, follow=True)
    job = Job.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:articles_job_change", args=[job.pk])
    assert (job.title, job.total) == ("Import 3 manuscripts", 3)
    assert not Article.objects.exists()
    jobs.run(job.pk)
    shown = client.get(response.redirect_chain[-1][0]).content.decode()
    assert "3 of 3 done." in shown
    for article in Article.objects.all():
        assert article.topic == topic
        assert reverse("admin:articles_article_change", args=[article.pk]) in shown
    assert Manuscript.objects.count() == 3


def test_single_file_goes_the_same_way(writer: User, address: str) -> None:
    signed_in(writer).post(address, files(manuscript("One example")))
    job = Job.objects.get()
    jobs.run(job.pk)
    assert Article.objects.get().title == "One example"


def test_file_that_cannot_be_read_holds_up_none(writer: User, address: str) -> None:
    client = signed_in(writer)
    client.post(address, files(("a.pdf", b"%PDF"), ("b.md", b""), manuscript("One example")))
    job = Job.objects.get()
    jobs.run(job.pk)
    shown = client.get(reverse("admin:articles_job_change", args=[job.pk])).content.decode()
    assert "1 of 3 done, 2 could not be." in shown
    assert "a.pdf: Only .txt, .md, .docx and .html files are read." in shown


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ([], "This field is required"),
        ([("a.zip", b"no zip")], "a.zip: The zip is damaged or encrypted, or it is none."),
        ([("a.zip", zipped())], "There is nothing to do."),
        ([(f"{n}.md", b"x") for n in range(60)] + [("a.zip", b"")], "a.zip: The zip is damaged"),
    ],
)
def test_what_cannot_be_taken_is_a_form_error_and_leaves_nothing(
    writer: User, address: str, named: list[tuple[str, bytes]], told: str
) -> None:
    response = signed_in(writer).post(address, files(*named))
    assert told in messages(response)
    for model in (Job, Upload, OrmQ):
        assert not model.objects.exists()


def test_too_many_and_too_large_are_said_so(
    writer: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, packed = signed_in(writer), zipped(("a.md", b"x" * 50), ("b.md", b"x" * 50))
    monkeypatch.setattr(pages, "MAX_ARCHIVE_FILES", 2)
    three = [(f"{number}.md", b"x") for number in range(3)]
    assert pages.TOO_MANY in messages(client.post(address, files(*three)))
    monkeypatch.setattr(pages, "MAX_ARCHIVE_BYTES", 10)
    assert pages.TOO_LARGE in messages(client.post(address, files(("a.md", b"x" * 11))))
    monkeypatch.setattr(pages, "MAX_ARCHIVE_BYTES", len(packed))
    both = files(("a.zip", packed))
    assert client.post(address, both).status_code == 302
    assert not Upload.objects.filter(name="a.zip").exists()


def test_forged_topic_is_a_form_error(writer: User, address: str) -> None:
    for forged in ("987", "x", "\0", "9" * 40):
        response = signed_in(writer).post(address, files(("a.md", b"x")) | {"topic": forged})
        assert response.status_code == 200
        assert messages(response)
    assert not Upload.objects.exists()


def test_strange_names_are_kept_as_far_as_they_go(writer: User, address: str) -> None:
    names = ["n" * 400 + ".md", "<script>.md", "🦴.md"]
    signed_in(writer).post(address, files(*((name, b"# A title") for name in names)))
    assert [upload.name for upload in Upload.objects.all()] == [
        ("n" * 400 + ".md")[-255:],
        "<script>.md",
        "🦴.md",
    ]


def test_manuscripts_are_sent_by_writers(
    writer: User, reviewer: User, outsider: User, address: str
) -> None:
    assert signed_in(writer).get(address).status_code == 200
    assert signed_in(writer).put(address).status_code == 405
    for person in (reviewer, outsider):
        assert signed_in(person).get(address).status_code == 403
        assert signed_in(person).post(address, files(manuscript("One"))).status_code == 403
    assert not Upload.objects.exists()


def test_list_leads_to_the_page_for_those_who_may(
    writer: User, reviewer: User, address: str
) -> None:
    listed = reverse("admin:articles_manuscript_changelist")
    assert address in signed_in(writer).get(listed).content.decode()
    assert address not in signed_in(reviewer).get(listed).content.decode()
