"""The former site comes over whole: posts, writers, categories, pictures, replies, addresses."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command
from django.test import Client

from articles import publishing
from articles.models import Article, Author, Image, Revision, Topic
from comments.models import Comment, Decision
from tests import wordpress_export as wxr
from tests.factories import ArticleFactory, approved, clinician


@pytest.fixture
def mover(db: None) -> User:
    """Brings articles and decides on replies."""
    return User.objects.create_superuser("mover", "mover@example.org")


def run(capsys: pytest.CaptureFixture[str], file: Path, by: User, **options: Any) -> dict[str, Any]:
    """The report of an import."""
    call_command("import_wordpress", file, by=by.username, json=True, **options)
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def one(tmp_path: Path, body: str = "<p>Text.</p>", **changes: Any) -> Path:
    """An export of one post."""
    return wxr.write(tmp_path / "export.xml", [wxr.item(1, "Why is it so?", body, **changes)])


def held() -> dict[str, Any]:
    """How many rows there are of all that an import makes."""
    models = [Article, Author, Comment, Decision, Image, Redirect, Revision, Topic]
    return {model.__name__: model._default_manager.count() for model in models}


def test_500_posts_arrive_to_the_last_and_a_second_run_changes_nothing(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held()
    file, media, counts = wxr.library(tmp_path, 500)
    report = run(capsys, file, mover, media=media)
    assert (report["refused"], report["missing"], report["dropped"]) == ([], [], [])
    made = {name: count - before[name] for name, count in held().items()}
    assert made["Article"] == made["Revision"] == report["brought"] == counts.posts == 500
    assert made["Comment"] == made["Decision"] == report["replies_brought"] == counts.approved
    assert made["Image"] == report["pictures"] == counts.pictures
    assert made["Author"] == len(wxr.WRITERS)
    assert made["Topic"] == len(wxr.CATEGORIES)
    # Of each post, writer, category and picture the former address.
    assert made["Redirect"] == 500 + len(wxr.WRITERS) + len(wxr.CATEGORIES) + counts.pictures
    after = held()
    again = run(capsys, file, mover, media=media)
    assert (again["brought"], again["here_before"], again["replies_brought"]) == (0, 500, 0)
    assert held() == after


def test_an_import_that_broke_off_goes_on_where_it_was(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = wxr.library(tmp_path, 6)[0].read_text()
    broken = tmp_path / "broken.xml"
    broken.write_text(whole[: whole.index("<item><title>Why does example 4")])
    with pytest.raises(CommandError, match="no whole export"):
        run(capsys, broken, mover)
    assert Article.objects.count() == 0, "it is looked through before anything is made"
    run(
        capsys,
        wxr.write(tmp_path / "first.xml", [wxr.item(1, "Why does example 1 happen?", "x")]),
        mover,
    )
    report = run(capsys, tmp_path / "export.xml", mover)
    assert (report["brought"], report["here_before"]) == (5, 1)


def test_nothing_is_public_before_a_clinician_has_approved_it_and_then_its_replies_are(
    mover: User, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = wxr.comment(5, "That helped me.") + wxr.comment(6, "Me too.", parent=5)
    run(capsys, one(tmp_path, extra=extra), mover)
    article = Article.objects.get(slug="post-1")
    assert client.get("/articles/post-1/").status_code == 404
    article.topic = ArticleFactory().topic
    article.save()
    number = approved(article, mover, clinician())
    publishing.publish(article, revision=number, by=mover)
    shown = client.get("/articles/post-1/").content.decode()
    assert "That helped me." in shown
    answer = Comment.objects.get(body="Me too.")
    assert answer.parent is not None
    assert answer.parent.body == "That helped me."
    assert answer.received_at == wxr.START.replace(hour=15)
    assert [decision.verb for decision in answer.decisions.all()] == ["bring"]


def test_a_former_address_leads_to_the_article(
    mover: User, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, media, _ = wxr.library(tmp_path, 10)
    run(capsys, file, mover, media=media)
    for former, new in [
        ("/2021/03/post-3/", "/articles/post-3/"),
        ("/2021/03/post-3", "/articles/post-3/"),
        ("/category/sleep/", "/topics/sleep/"),
        ("/author/ann/", "/authors/ann-example/"),
        ("/wp-content/uploads/2021/03/p10.png", Image.objects.get().url),
    ]:
        answer = client.get(former)
        assert (answer.status_code, answer.headers.get("Location")) == (301, new), former


def test_an_address_that_was_a_number_leads_to_the_article_too(
    mover: User, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, one(tmp_path, link=f"{wxr.BASE}/?p=1"), mover)
    answer = client.get("/?p=1")
    assert (answer.status_code, answer.headers.get("Location")) == (301, "/articles/post-1/")
    assert client.get("/?p=2").status_code == 200


def test_a_picture_stands_where_it_stood(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, media, _ = wxr.library(tmp_path, 10)
    run(capsys, file, mover, media=media)
    body = Article.objects.get(slug="post-10").body
    image = Image.objects.get()
    assert f'<img src="{image.url}" alt="A plain colour"' in body
    assert body.index("Most people") < body.index("<figure>") < body.index("Causes")
    assert 'href="/2021/03/post-1/"' in body


def test_a_featured_picture_leads_the_article(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, media, _ = wxr.library(tmp_path, 10)
    url = wxr.element("wp:attachment_url", f"{wxr.BASE}/wp-content/uploads/2021/03/p10.png")
    key = wxr.element("wp:meta_key", "_thumbnail_id") + wxr.element("wp:meta_value", "9")
    items = [
        wxr.item(1, "Why?", "<p>x</p>", extra=f"<wp:postmeta>{key}</wp:postmeta>"),
        wxr.item(9, "p", "", post_type="attachment", status="inherit", extra=url),
    ]
    run(capsys, wxr.write(tmp_path / "one.xml", items), mover, media=media)
    assert Article.objects.get(slug="post-1").image == Image.objects.get()


@pytest.mark.parametrize("source", ["../../secret.png", "2021/03/none.png", "%00.png"])
def test_a_picture_that_is_not_there_is_named_in_the_report(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    media = tmp_path / "a" / "uploads"
    media.mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"not ours")
    body = f'<p>Text.</p><img src="{wxr.BASE}/wp-content/uploads/{source}" alt="">'
    report = run(capsys, one(tmp_path, body), mover, media=media)
    assert report["brought"] == 1
    assert len(report["missing"]) == 1
    assert not Image.objects.exists()


def test_what_has_no_place_here_is_named_in_the_report(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tag = '<category domain="post_tag" nicename="n"><![CDATA[Night]]></category>'
    extra = wxr.category("sleep") + wxr.category("heart") + tag
    report = run(capsys, one(tmp_path, '<p>[poll id="2"]Text.</p>', extra=extra), mover)
    told = " ".join(report["dropped"])
    assert all(each in told for each in ("category Heart", "tag Night", "shortcode poll"))
    assert Article.objects.get().topic == Topic.objects.get(name="Sleep & rest")


def test_a_post_whose_address_is_taken_is_refused_and_the_others_arrive(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ArticleFactory(slug="post-1")
    extra = wxr.comment(5, "Thanks")
    items = [wxr.item(1, "First", "<p>x</p>", extra=extra), wxr.item(2, "Second", "<p>x</p>")]
    report = run(capsys, wxr.write(tmp_path / "two.xml", items), mover)
    assert report["brought"] == 1
    assert "There is an article at post-1 already" in report["refused"][0]
    assert not Comment.objects.exists(), "half of a post is not made"


def test_a_reply_that_was_erased_here_does_not_come_back(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from klarity import privacy

    file = one(tmp_path, extra=wxr.comment(5, "Thanks"))
    run(capsys, file, mover)
    privacy.erase("reader5@example.org")
    run(capsys, file, mover)
    assert [comment.email for comment in Comment.objects.all()] == [""]


def test_nobody_is_sent_a_mail_about_replies_of_years_ago(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str], mailoutbox: list[Any]
) -> None:
    from comments import notices

    run(capsys, one(tmp_path, extra=wxr.comment(5, "Thanks")), mover)
    notices.tell_moderators()
    assert mailoutbox == []


def test_who_may_not_write_articles_brings_none(
    writer: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = User.objects.create_user("reader")
    report = run(capsys, one(tmp_path), reader)
    assert "may not" in report["refused"][0]
    assert "may not decide on replies" in run(capsys, one(tmp_path), writer)["refused"][0]
    assert not Article.objects.exists()


def test_a_mistake_in_the_command_is_told_in_words(mover: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no folder"):
        call_command("import_wordpress", one(tmp_path), by="mover", media=tmp_path / "none")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_wordpress", tmp_path / "none.xml", by="mover")
    with pytest.raises(CommandError, match="no user"):
        call_command("import_wordpress", one(tmp_path), by="nobody")


def test_the_report_for_people_says_what_to_do_next(
    mover: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_wordpress", one(tmp_path), by="mover")
    out = capsys.readouterr().out
    assert "1 posts: 1 brought" in out
    assert "Nothing is public before a medical reviewer has approved it." in out
