"""An article's text as the checks read it, with what they lean on from the library."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.checks.blocks import blocks, pictures
from articles.checks.text import Block, Faq, Picture, Reference, Setting, Text
from articles.content import Citation, Content
from articles.models import (
    Article,
    CommercialHost,
    Edition,
    KnownWord,
    Notice,
    NoticeAnswer,
    Source,
    Topic,
)

AMISS = [Source.LinkStatus.DEAD, Source.LinkStatus.MOVED]


def text_of(article: Article, content: Content) -> Text:
    """What the checks read of a text of the article, which may be new and not saved yet.

    Takes the same number of queries however long the text and its references are.
    """
    return Text(
        title=Block("heading", " ".join(content.title.split()), "title", level=1),
        setting=_setting_of(article, content),
        standfirst=tuple(blocks("standfirst", content.standfirst)),
        key_points=tuple(blocks("key_points", content.key_points)),
        body=tuple(blocks("body", content.body)),
        faqs=tuple(_faqs(content)),
        summary=tuple(blocks("summary", content.summary)),
        references=tuple(_references(article, content.references)),
        pictures=tuple(_pictures(content)),
    )


def setting(topic: Topic | None) -> Setting:
    """What checks lean on before there is an article: what the topic asks for, what editors taught
    them."""
    ages = (topic.reading_age_from, topic.reading_age_to) if topic else Setting.reading_age
    return Setting(
        today=timezone.localdate(),
        reading_age=ages,
        commercial_hosts=frozenset(CommercialHost.objects.values_list("host", flat=True)),
        known_words=frozenset(KnownWord.objects.values_list("word", flat=True)),
    )


def _setting_of(article: Article, content: Content) -> Setting:
    due_on, live_slug = _live(article)
    return replace(
        setting(article.topic),
        has_topic=article.topic_id is not None,
        has_authors=bool(content.byline),
        review_due_on=due_on,
        live_slug=live_slug,
        slug=article.slug,
    )


def _live(article: Article) -> tuple[date | None, str]:
    """When the live edition must be reviewed again, and at which address it stands now."""
    live = Edition.objects.live().filter(article=article.pk)
    return live.values_list("review__due_on", "article__slug").first() or (None, "")


def _faqs(content: Content) -> list[Faq]:
    return [
        Faq(
            question=Block("heading", " ".join(faq.question.split()), f"faq-{number}", level=3),
            answer=tuple(blocks(f"faq-{number}", faq.answer)),
            urgent=faq.urgent,
        )
        for number, faq in enumerate(content.faqs, start=1)
    ]


def _pictures(content: Content) -> list[Picture]:
    parts = {"key_points": content.key_points, "body": content.body}
    parts |= {f"faq-{number}": faq.answer for number, faq in enumerate(content.faqs, start=1)}
    parts |= {"summary": content.summary}
    found = [picture for part, html in parts.items() for picture in pictures(part, html)]
    if content.image:
        found.insert(0, Picture(content.image.alt, content.image.decorative, "image"))
    return found


def _references(article: Article, citations: Sequence[Citation]) -> list[Reference]:
    sources = {citation.source for citation in citations}
    amiss = Source.objects.filter(pk__in=sources, link_status__in=AMISS)
    links = dict(amiss.values_list("pk", "link_status"))
    notices = _notices(article, sources)
    return [
        Reference(
            key=citation.key,
            item=citation.item,
            place=f"reference:{citation.key}",
            accessed=citation.accessed_on,
            further_reading=citation.further_reading,
            by_hand=citation.text,
            notices=tuple(notices[citation.source]),
            link=links.get(citation.source, ""),
        )
        for citation in citations
    ]


def _notices(article: Article, sources: set[int]) -> defaultdict[int, list[str]]:
    """Which of the sources were retracted or called into doubt, but for what the article's editors
    have answered."""
    answered = NoticeAnswer.objects.filter(notice=OuterRef("pk"), article=article.pk)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for notice in Notice.objects.grave().filter(~Exists(answered), source__in=sources):
        found[notice.source_id].append(_notice_in_words(notice))
    return found


def _notice_in_words(notice: Notice) -> str:
    issued = f" of {notice.issued_on.day} {notice.issued_on:%B %Y}" if notice.issued_on else ""
    identifier = f" ({notice.identifier})" if notice.identifier else ""
    return f"{notice.get_kind_display()}{issued}{identifier}"
