"""Which words tell most about a text: those that it uses much and few other articles use (TF-IDF).

They are found once, when an edition is made, in its title, standfirst, key points, headings and
questions; two texts are alike as their words are (the cosine of their weights).
"""

import math
from collections import Counter
from pathlib import Path

from django.db.models import Count

from articles.citations import marks
from articles.models import Article, Edition, Term
from articles.words import analysis
from klarity import richtext

MOST = 20
SHORTEST, LONGEST = 3, analysis.LONGEST
# Words that stand in any text, and yet may be searched for.
COMMON = frozenset(Path(__file__).with_name("common_words.txt").read_text().split())


def keep(article: Article) -> None:
    """Store the words of the article's live edition and of one that is to come, and no others."""
    editions = Edition.objects.filter(article=article).select_related("revision")
    current = editions.live() | editions.scheduled()
    Term.objects.filter(edition__article=article).delete()
    Term.objects.bulk_create(
        Term(edition=edition, stem=stem, weight=weight)
        for edition in current
        for stem, weight in _weighed(counted(edition)).items()
    )


def counted(edition: Edition) -> Counter[str]:
    """How often each stem stands in what sums the text up; in the title three times as much."""
    content = edition.revision.content
    questions = [faq.question for faq in content.faqs]
    headings = [entry["title"] for entry in edition.contents]
    html = [content.standfirst, content.key_points]
    texts = [richtext.plain_text(marks.strip(part)) for part in html]
    stems: Counter[str] = Counter()
    for text in [*[edition.title] * 3, *texts, *headings, *questions]:
        stems.update(read(text))
    return stems


def read(text: str) -> list[str]:
    """The stems of the words of a text that are no mere link between others, as the search has
    them."""
    words = analysis.words(analysis.clean(text))
    return [word.stem for word in words if _tells(word.folded)]


def _tells(word: str) -> bool:
    is_short = len(word) < SHORTEST
    return not (is_short or word.isdecimal() or word in COMMON or word in analysis.stop_words())


def _weighed(counts: Counter[str]) -> dict[str, float]:
    """The weights of the words that tell most; of all together the length is 1."""
    rows = Term.objects.filter(stem__in=counts).values_list("stem")
    shared = dict(rows.annotate(Count("pk")).order_by())
    of_all = Edition.objects.count()
    weights = {
        stem: (1 + math.log(count)) * (1 + math.log((1 + of_all) / (1 + shared.get(stem, 0))))
        for stem, count in counts.items()
    }
    most = dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST])
    length = math.hypot(*most.values())
    return {stem: weight / length for stem, weight in most.items()}
