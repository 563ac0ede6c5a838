"""A writer's file becomes a draft, and the report says all that happened to it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Article, Author, Manuscript, Revision, Source
from articles.requirements import complete
from tests.factories import AuthorFactory, TopicFactory, UserFactory

SMALL = """# Why do examples happen?

Standfirst: What an example is.

## Key points

- Examples are common.[^1]

## Causes

They have causes.[^2] Others were found.[^1]

## FAQs

### When should I call a doctor?

If it lasts a week.[^2]

## Summary

Examples pass.[^1]

## References

[^1]: Example A. A study of examples. J Examples. 2020;3(2):100-10.
[^2]: Sample B. Another study. J Examples. 2021;4(1):1-9. doi: 10.1000/another.

## Author

Alex Example
BSc Example Studies

Alex writes examples.
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.md"
    file.write_text(SMALL)
    return file


def run(file: Path | str, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_manuscript", str(file), **({"by": "writer"} | options), stdout=out)
    return out.getvalue()


def report(file: Path | str, **options: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run(file, json=True, **options))
    return data


def test_file_becomes_a_draft_with_its_parts(writer: User, small: Path) -> None:
    TopicFactory(slug="sleep")
    assert "Revision 1 of why-do-examples-happen is a draft now." in run(small, topic="sleep")
    content = Revision.objects.get().content
    assert content.title == "Why do examples happen?"
    assert content.standfirst == "What an example is."
    assert [faq.urgent for faq in content.faqs] == [True]
    assert [signature.name for signature in content.byline] == ["Alex Example"]
    assert content.cited() == [reference.key for reference in content.references]
    assert not list(complete(Article.objects.get(), content))


def test_original_bytes_are_kept(writer: User, small: Path) -> None:
    run(small)
    assert bytes(Manuscript.objects.get().data) == small.read_bytes()


def test_same_bytes_again_change_nothing(writer: User, small: Path) -> None:
    run(small)
    for update in (False, True):
        assert "Nothing changed" in run(small, update=update)
    assert (Article.objects.count(), Revision.objects.count(), Source.objects.count()) == (1, 1, 2)


def test_article_that_exists_is_not_overwritten(writer: User, small: Path) -> None:
    run(small)
    small.write_text(SMALL.replace("They have causes.", "They have many causes."))
    with pytest.raises(CommandError, match="--update"):
        run(small)
    assert Revision.objects.count() == 1


def test_update_adds_a_revision_and_shares_known_sources(writer: User, small: Path) -> None:
    run(small)
    small.write_text(SMALL.replace("They have causes.", "They have many causes."))
    printed = run(small, update=True)
    assert "Revision 2" in printed
    known = "In the library already, with the details it has there:\n"
    assert f"{known}  example2020\n  sample2021" in printed
    assert Article.objects.count() == 1
    assert Source.objects.filter(doi="10.1000/another").count() == 1
    assert Author.objects.count() == 1


def test_update_needs_an_article(writer: User, small: Path) -> None:
    with pytest.raises(CommandError, match="no article"):
        run(small, update=True)


def test_author_can_be_named_instead(writer: User, small: Path) -> None:
    AuthorFactory(slug="robin", name="Robin Other")
    run(small, author="robin")
    assert [a.name for a in Article.objects.get().authors.all()] == ["Robin Other"]
    assert Author.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "nobody"}, "no user “nobody”"),
        ({"topic": "none"}, "no topic “none”"),
        ({"author": "none"}, "no author “none”"),
    ],
)
def test_unknown_names_are_said_so(
    writer: User, small: Path, options: dict[str, str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(small, **options)
    assert not Article.objects.exists()


def test_who_may_not_write_may_not_import(small: Path, db: None) -> None:
    UserFactory(username="moderator", groups=["Moderator"])
    with pytest.raises(CommandError, match="may not add articles"):
        run(small, by="moderator")
    assert not Article.objects.exists()


def test_missing_file_is_one_clear_line(writer: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50),
        ("wrong.docx", b"Only words"),
        ("wrong.pdf", b"%PDF-1.4"),
        ("long-title.md", b"# " + b"word " * 500 + b"\n\nText.\n"),
        ("untitled.md", "# 标题\n\nText.\n".encode()),
    ],
)
def test_bad_input_is_one_clear_line_and_leaves_nothing(
    writer: User, tmp_path: Path, name: str, data: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(CommandError) as error:
        run(file)
    assert len(str(error.value).strip().splitlines()) == 1
    for model in (Article, Author, Source, Manuscript, Revision):
        assert not model.objects.exists()


def test_report_for_people_names_what_was_done(writer: User, small: Path) -> None:
    small.write_text(SMALL.replace("They have causes.[^2]", "They have causes.[^7]"))
    text = run(small)
    assert "error citation-dangling" in text
    assert "“Why do examples happen?” by Alex Example" in text


def test_seed_manuscript_comes_in_with_its_faults(
    writer: User, shared_path: Callable[[str], Path]
) -> None:
    seed = report(shared_path("seed/why-do-i-get-muscle-spasms.txt"))
    assert seed["article"] == "why-do-i-get-muscle-spasms"
    assert seed["marks"] == [1, 8, 4, 2, 4, 5, 3, 3]
    assert seed["renumber"] == {"1": 1, "8": 2, "4": 3, "2": 4, "5": 5, "3": 6}
    assert seed["uncited"] == [6, 7]
    assert [note["where"] for note in seed["doubtful"]] == ["line 19"]
    article = Article.objects.get()
    kept = [reference for reference in article.references.all() if reference.passage]
    assert len(kept) == 3
    assert not [r for r in article.references.all() if ":~:text=" in r.source.url]
    findings = complete(article, Revision.objects.get().content)
    assert sorted(finding.code for finding in findings) == [
        "no-topic",
        "reference-uncited",
        "reference-uncited",
    ]
