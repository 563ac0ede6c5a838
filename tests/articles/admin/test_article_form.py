"""The article's form: every save that changes something is one Revision, and none is lost."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import drafting, publishing
from articles.models import Article, Edition, Faq, Reference, Revision
from klarity import richtext
from tests.articles.admin.browser import CITE, fields, messages, page, save, signed_in
from tests.factories import AuthorFactory, SourceFactory, TopicFactory, UserFactory

HTML_FIELDS = ["standfirst", "key_points", "body", "summary", "faqs-0-answer"]
PLAIN_FIELDS = [
    "title",
    "image_alt",
    "faqs-0-question",
    "references-0-passage",
    "references-0-text",
]


def numbers(article: Article) -> list[int]:
    revisions = Revision.objects.filter(article=article).order_by("number")
    return list(revisions.values_list("number", flat=True))


def test_new_article_is_stored_with_its_first_revision(writer: User) -> None:
    source, author, topic = SourceFactory(), AuthorFactory(), TopicFactory()
    sent = {
        "title": "Why yawn?",
        "slug": "why-yawn",
        "topic": topic.pk,
        "body": f"<p>Nobody knows.{CITE.format('yawn2020')}</p>",
        "bylines-TOTAL_FORMS": 1,
        "bylines-INITIAL_FORMS": 0,
        "bylines-0-author": author.pk,
        "faqs-TOTAL_FORMS": 1,
        "faqs-INITIAL_FORMS": 0,
        "faqs-0-question": "Is it catching?",
        "faqs-0-answer": "<p>Yes.</p>",
        "references-TOTAL_FORMS": 1,
        "references-INITIAL_FORMS": 0,
        "references-0-key": "yawn2020",
        "references-0-source": source.pk,
    }
    response = signed_in(writer).post(reverse("admin:articles_article_add"), sent, follow=True)
    assert "was added successfully" in messages(response)
    article = Article.objects.get(slug="why-yawn")
    revision = Revision.objects.get(article=article)
    assert (article.created_by, revision.saved_by, revision.number) == (writer, writer, 1)
    assert revision.content.cited() == ["yawn2020"]
    assert [faq.question for faq in revision.content.faqs] == ["Is it catching?"]
    assert [signature.name for signature in revision.content.byline] == [author.name]


def test_each_changing_save_makes_one_revision_and_others_none(
    written: Article, editor: User
) -> None:
    client = signed_in(editor)
    assert "no new revision" in messages(save(client, written))
    assert numbers(written) == [1]
    save(client, written, title="Why do samples happen?")
    assert numbers(written) == [1, 2]
    newest = drafting.newest(written)
    assert newest is not None
    assert (newest.content.title, newest.saved_by) == ("Why do samples happen?", editor)


def test_saving_unchanged_keeps_every_part_as_it_was(written: Article, editor: User) -> None:
    before = Revision.objects.get(article=written).content
    save(signed_in(editor), written, title="Another title")
    after = drafting.newest(written)
    assert after is not None
    assert after.content.to_json() | {"title": before.title} == before.to_json()


def test_rows_are_added_reordered_and_removed(written: Article, editor: User) -> None:
    client = signed_in(editor)
    save(
        client,
        written,
        **{
            "faqs-TOTAL_FORMS": "3",
            "faqs-0-order": "2",
            "faqs-1-DELETE": "on",
            "faqs-2-question": "Does it hurt?",
            "faqs-2-answer": "<p>No.</p>",
            "faqs-2-order": "1",
        },
    )
    questions = [faq.question for faq in Faq.objects.filter(article=written)]
    assert questions == ["Does it hurt?", "Can it be prevented?"]


def test_row_removed_before_an_error_stays_removed(written: Article, editor: User) -> None:
    client = signed_in(editor)
    again = save(client, written, **{"slug": "", "faqs-1-DELETE": "on"})
    assert "This field is required" in messages(again)
    client.post(page(written), fields(again) | {"slug": written.slug})
    assert [faq.question for faq in Faq.objects.filter(article=written)] == ["Can it be prevented?"]


def test_same_reference_key_twice_is_a_form_error(written: Article, editor: User) -> None:
    response = save(signed_in(editor), written, **{"references-1-key": "first2020"})
    assert "Please correct" in messages(response)
    assert numbers(written) == [1]


def test_message_names_what_stands_against_publication(written: Article, editor: User) -> None:
    response = save(signed_in(editor), written, body=f"<p>New.{CITE.format('nobody1999')}</p>")
    assert "A mark names nobody1999" in messages(response)
    assert "No mark leads to" not in messages(response)


def test_form_without_its_base_is_stale(written: Article, editor: User) -> None:
    sent = fields(signed_in(editor).get(page(written)))
    del sent["base"]
    response = signed_in(editor).post(page(written), sent | {"title": "Forged"})
    assert "saved revision 1 while you worked on revision 0" in messages(response)


def test_discarded_article_is_shown_and_no_longer_saved(written: Article, superuser: User) -> None:
    client = signed_in(superuser)
    opened = fields(client.get(page(written)))
    publishing.discard(written, by=superuser)
    assert client.get(page(written)).status_code == 200
    assert client.post(page(written), opened | {"title": "Late"}).status_code == 403
    assert numbers(written) == [1]


def test_live_text_is_untouched_by_a_save(edition: Edition, writer: User) -> None:
    save(signed_in(writer), edition.article, title="Draft of a change")
    assert Edition.objects.live().get().title == edition.title


def test_overtaken_schedule_is_warned_of_loudly(
    written: Article, writer: User, reviewer: User, editor: User
) -> None:
    publishing.approve(written, revision=1, by=reviewer)
    publishing.publish(written, revision=1, by=editor, at=timezone.now() + timedelta(days=1))
    assert "although" not in messages(signed_in(writer).get(page(written)))
    save(signed_in(writer), written, title="Too late")
    response = signed_in(writer).get(page(written))
    assert "Revision 1 appears on" in messages(response)


def test_every_control_has_a_label(written: Article, superuser: User) -> None:
    soup = BeautifulSoup(signed_in(superuser).get(page(written)).content, "html.parser")
    labelled = {label.get("for") for label in soup.select("#content-main label[for]")}
    controls = soup.select(
        "#content-main input:not([type=hidden]):not([type=submit]), #content-main select,"
        " #content-main textarea"
    )
    assert len(controls) > 20
    unlabelled = [c.get("name") for c in controls if c.get("id") not in labelled]
    assert unlabelled == []


def test_editor_runs_under_the_one_policy_that_it_needs(written: Article, editor: User) -> None:
    client = signed_in(editor)
    policy = client.get(page(written)).headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "script-src-attr 'unsafe-inline'" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
    listed = client.get(reverse("admin:articles_article_changelist"))
    assert "unsafe" not in listed.headers["Content-Security-Policy"]


def test_hostile_html_comes_out_clean_of_every_field(
    written: Article, editor: User, shared_path: Callable[[str], Path]
) -> None:
    attacks = [
        entry["html"] for entry in json.loads(shared_path("corpora/xss-open.json").read_text())
    ]
    client, size = signed_in(editor), 60
    for start in range(0, len(attacks), size):
        text = "".join(f"<p>{attack}</p>" for attack in attacks[start : start + size])
        sent = dict.fromkeys(HTML_FIELDS, f"<p>Kept.</p>{text}")
        sent |= dict.fromkeys(PLAIN_FIELDS, attacks[start][:180].replace("\0", ""))
        before = len(numbers(written))
        response = save(client, written, **sent)
        assert response.status_code == 200
        assert len(numbers(written)) == before + 1, messages(response)
        assert_clean(Revision.objects.filter(article=written).latest("number"))


def assert_clean(revision: Revision) -> None:
    content = revision.content
    for part in (content.key_points, content.body, content.summary, content.faqs[0].answer):
        assert part.startswith("<p>Kept.</p>")
        assert part == richtext.clean(part)
    assert content.standfirst == richtext.clean_inline(content.standfirst)


def test_hostile_plain_text_is_escaped_on_the_page(written: Article, editor: User) -> None:
    hostile = "<script>alert(1)</script>"
    client = signed_in(editor)
    save(client, written, **dict.fromkeys(PLAIN_FIELDS, hostile))
    shown = client.get(page(written)).content.decode()
    assert hostile not in shown
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("odd", ["\0", "x" * 100_000, "🦴" * 50, "\x1b[31m", "-1", "１", "9" * 30])
def test_odd_input_is_never_a_crash(written: Article, editor: User, odd: str) -> None:
    client = signed_in(editor)
    form = fields(client.get(page(written)))
    texts = [*HTML_FIELDS, *PLAIN_FIELDS]
    kept = {*texts, *(name for name in form if name.endswith("_FORMS")), "csrfmiddlewaretoken"}
    rest = dict.fromkeys(form.keys() - kept, odd[:20_000])
    for changes in (dict.fromkeys(texts, odd), rest):
        assert client.post(page(written), form | changes, follow=True).status_code == 200


@pytest.mark.parametrize("odd", ["\0", "-1", "", "1e3", "４"])
def test_forged_number_of_rows_is_never_a_crash(written: Article, editor: User, odd: str) -> None:
    client = signed_in(editor)
    form = fields(client.get(page(written)))
    forged = {name: odd for name in form if name.endswith("_FORMS")}
    assert client.post(page(written), form | forged, follow=True).status_code == 200


def test_answer_that_is_nothing_but_script_is_refused(written: Article, editor: User) -> None:
    response = save(signed_in(editor), written, **{"faqs-0-answer": "<script>1</script>"})
    assert "This field is required" in messages(response)
    assert Reference.objects.filter(article=written).count() == 2


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        (["Writer"], 200),
        (["Editor"], 200),
        (["Medical reviewer"], 403),
        (["Moderator"], 403),
        ([], 403),
    ],
)
def test_only_writers_and_editors_save(written: Article, groups: Any, status: int) -> None:
    sent = fields(signed_in(written.created_by).get(page(written)))
    client = signed_in(UserFactory(groups=groups))
    response = client.post(page(written), sent | {"title": "Mine"}, follow=True)
    assert response.status_code == status
    assert numbers(written) == ([1, 2] if status == 200 else [1])


def test_reviewer_sees_the_form_and_cannot_save(written: Article, reviewer: User) -> None:
    response = signed_in(reviewer).get(page(written))
    assert response.status_code == 200
    assert 'name="_save"' not in response.content.decode()


def test_former_address_of_another_is_refused(edition: Edition, editor: User) -> None:
    client, article = signed_in(editor), edition.article
    former = article.slug
    save(client, article, slug="new-address")
    other = fields(client.get(reverse("admin:articles_article_add")))
    response = client.post(reverse("admin:articles_article_add"), other | {"slug": former})
    assert "This address is, or once was, that of another" in messages(response)
