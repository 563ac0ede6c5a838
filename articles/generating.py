"""Invented articles by the thousand, to see how the library stands up to many.

Their words are those of the samples and some thousands that nobody has ever used, thrown together,
so none of them says anything about health. They skip the editorial road, which takes an article
through dozens of statements: hence `append_all`, and hence never beside real articles.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from articles import rendering, sample_library
from articles.content import Answer, Citation, Content, Signature
from articles.findings import Finding, refuse_if
from articles.models import (
    Article,
    Author,
    Byline,
    Disclaimer,
    Edition,
    Faq,
    Reference,
    Review,
    Revision,
    Source,
    Topic,
)
from articles.rendering import Rendered
from articles.sample_library import Cast
from articles.search import indexing

A_BATCH = 500
WORDS, FORMS, SENTENCE = 20_000, 40, 10
KEY = "generated"
MARK = f'<sup class="citation" data-reference="{KEY}">[cite]</sup>'
SLOT = re.compile(r"⟦(\d+)⟧")
HEADINGS = ("What {} is", "Why {} happens", "Signs of {}", "What helps against {}")
QUESTIONS = ("How long does {} last?", "Can {} come back?", "Who gets {}?")
URGENT = "When should I call a doctor?"
ADDRESS = """INSERT INTO articles_address (content_type_id, object_id, slug)
    SELECT %s, id, slug FROM articles_article WHERE id >= %s"""
ONSETS = "b br c cl d dr f fl g gr h j k l m n p pl pr qu r s sk sl st t tr v w"
VOWELS = "a e i o u ai ea io ou"
ENDS = "l m n nd r s st t x"


@dataclass(frozen=True)
class Vocabulary:
    """Words, and the running sums of their frequencies: the second is half as frequent as the
    first, the third a third (Zipf's law)."""

    words: Sequence[str]
    sums: Sequence[float]

    def sentence(self, random: Random) -> str:
        """Some words at random."""
        return " ".join(random.choices(self.words, cum_weights=self.sums, k=SENTENCE))


@dataclass(frozen=True)
class Form:
    """A text with slots for sentences, and whom and what it names. It is rendered once, and
    whatever fills it fits."""

    content: dict[str, Any]
    rendered: Rendered
    subject: str
    slots: int
    author: Author
    source: Source


@dataclass(frozen=True)
class Press:
    """What all of them are made with."""

    cast: Cast
    vocabulary: Vocabulary
    forms: Sequence[Form]
    topics: Sequence[Topic]
    disclaimer: Disclaimer


def generate(count: int, *, seed: int = 1) -> Iterator[int]:
    """Add so many live sample articles, with their index; yields how many there are, after each
    batch. The sample library must have been loaded: its people write and review these too.

    Raises Refused: `real-articles`, `no-samples`.
    """
    refuse_if(_against())
    press = _press(Random(seed))  # noqa: S311 nothing secret
    random = Random(seed + Article.objects.count())  # noqa: S311
    for start in range(0, count, A_BATCH):
        done = min(start + A_BATCH, count)
        _print(press, done - start, random)
        yield done


def _against() -> Iterator[Finding]:
    if Article.objects.filter(sample=False).exists():
        message = "This library has real articles: generated ones do not belong beside them."
        yield Finding("real-articles", message)
    elif not Article.objects.exists():
        yield Finding("no-samples", "Run `manage.py load_sample_library` first.")


def vocabulary(random: Random) -> Vocabulary:
    """The words of the samples by frequency, and after them invented ones."""
    texts = (file.read_text("utf-8") for file in sample_library.FOLDER.glob("*-*.md"))
    known = Counter(word for text in texts for word in re.findall(r"[a-z]{2,}", text.lower()))
    words = dict.fromkeys(word for word, _ in known.most_common())
    while len(words) < WORDS:
        words[_invented(random)] = None
    return Vocabulary(list(words), list(accumulate(1 / rank for rank in range(1, WORDS + 1))))


def _invented(random: Random) -> str:
    parts = [ONSETS, VOWELS] * random.randint(2, 3) + [ENDS]
    return "".join(random.choice(part.split()) for part in parts)


def _press(random: Random) -> Press:
    words = vocabulary(random)
    disclaimer = Disclaimer.objects.in_force()
    assert disclaimer is not None  # noqa: S101 a migration brings one
    return Press(
        cast=sample_library.cast(),
        vocabulary=words,
        forms=[_form(_invented(random), number) for number in range(1, FORMS + 1)],
        topics=list(Topic.objects.all()),
        disclaimer=disclaimer,
    )


def _author(number: int) -> Author:
    author, _ = Author.objects.get_or_create(
        slug=f"generated-author-{number}",
        defaults={
            "name": f"Generated Author {number}",
            "credentials": "Invented, no credentials claimed",
        },
    )
    return author


def _source(number: int) -> Source:
    source, _ = Source.objects.get_or_create(
        title=f"An invented work {number}",
        defaults={"type": Source.Type.REPORT, "container_title": "Generated", "issued": "2020"},
    )
    return source


def _form(subject: str, number: int) -> Form:
    author, source = _author(number), _source(number)
    slots = iter(range(1_000))

    def sentences(number: int) -> str:
        return " ".join(f"⟦{next(slots)}⟧." for _ in range(number))

    body = "".join(
        f"<h2>{heading.format(subject)}</h2><p>{sentences(3)}{MARK}</p><p>{sentences(2)}</p>"
        for heading in HEADINGS
    )
    faqs = [Answer(each.format(subject), f"<p>{sentences(1)}</p>") for each in QUESTIONS]
    content = Content(
        standfirst=sentences(1),
        key_points=f"<ul><li>{sentences(1)}</li><li>{sentences(1)}</li></ul>",
        body=body,
        faqs=[*faqs, Answer(URGENT, f"<p>{sentences(1)}</p>", urgent=True)],
        summary=f"<p>{sentences(1)}</p>",
        references=[Citation(key=KEY, source=source.pk, item=source.item())],
        byline=[Signature(author.pk, author.name, author.credentials)],
    )
    rendered = rendering.render(content)
    return Form(content.to_json(), rendered, subject, next(slots), author, source)


@transaction.atomic
def _print(press: Press, count: int, random: Random) -> None:
    """A batch of articles, each row of which stands as the editorial road would have left it."""
    start = Article.objects.count()
    texts = [_text(press, start + n, random) for n in range(count)]
    articles = Article.objects.bulk_create(text.article for text in texts)
    Faq.objects.bulk_create(
        Faq(article=text.article, position=place, **faq)
        for text in texts
        for place, faq in enumerate(text.content["faqs"])
    )
    Revision.objects.append_all([text.revision for text in texts])
    Review.objects.append_all([text.review for text in texts])
    editions = Edition.objects.append_all([text.edition for text in texts])
    _name(texts)
    _address(articles[0].pk)
    indexing.write(editions)


def _name(texts: Sequence["_Text"]) -> None:
    """Whom and what each of them names, in its working copy and in its edition."""
    Byline.objects.bulk_create(
        Byline(article=text.article, author=text.form.author) for text in texts
    )
    Reference.objects.bulk_create(
        Reference(article=text.article, source=text.form.source, key=KEY) for text in texts
    )
    signed, cited = Edition.authors.through, Edition.sources.through
    signed.objects.bulk_create(
        signed(edition=text.edition, author=text.form.author) for text in texts
    )
    cited.objects.bulk_create(
        cited(edition=text.edition, source=text.form.source) for text in texts
    )


def _address(first: int) -> None:
    """The addresses of the articles from that key on."""
    holder = ContentType.objects.get_for_model(Article)
    with connection.cursor() as cursor:
        cursor.execute(ADDRESS, [holder.pk, first])


@dataclass(frozen=True)
class _Text:
    form: Form
    article: Article
    content: dict[str, Any]
    revision: Revision
    review: Review
    edition: Edition


def _text(press: Press, number: int, random: Random) -> _Text:
    form = random.choice(press.forms)
    sentences = [press.vocabulary.sentence(random) for _ in range(form.slots)]
    title = f"About {form.subject}: {' '.join(sentences[0].split()[:4])}"
    content = _filled(form.content, sentences) | {"title": title}
    cast, published = press.cast, press.cast.ago(random.randint(1, 900))
    reviewed = published - timedelta(days=3)
    article = Article(
        slug=f"generated-{number}",
        topic=random.choice(press.topics),
        sample=True,
        created_by=cast.writer,
        **{
            name: content[name] for name in ("title", "standfirst", "key_points", "body", "summary")
        },
    )
    revision = Revision(
        article=article,
        number=1,
        frozen_content=content,
        saved_by=cast.writer,
        saved_at=reviewed - timedelta(days=3),
    )
    review = Review(
        revision=revision,
        verdict=Review.Verdict.APPROVED,
        reviewer=cast.reviewer,
        profile=cast.reviewer.author,
        reviewer_name=cast.reviewer.author.name,
        reviewer_credentials=cast.reviewer.author.credentials,
        competing_interests=cast.reviewer.author.competing_interests,
        reviewed_at=reviewed,
        due_on=timezone.localdate(reviewed) + timedelta(days=730),
    )
    edition = Edition(
        article=article,
        number=1,
        revision=revision,
        review=review,
        disclaimer=press.disclaimer,
        title=title,
        published_at=published,
        published_by=cast.editor,
        recorded_at=published,
        **_filled(form.rendered.as_fields(), sentences),
    )
    edition.live_until = None
    return _Text(form, article, content, revision, review, edition)


def _filled(value: Any, sentences: Sequence[str]) -> Any:
    """A copy of JSON values with a sentence in each slot."""
    if isinstance(value, str):
        return SLOT.sub(lambda slot: sentences[int(slot[1])], value) if "⟦" in value else value
    if isinstance(value, (list, tuple)):
        return [_filled(each, sentences) for each in value]
    if isinstance(value, dict):
        return {name: _filled(each, sentences) for name, each in value.items()}
    return value
