"""The long article that the desk is measured with."""

from articles.content import Citation, Content, Signature
from tests.factories import CITE, AuthorFactory, SourceFactory

REFERENCES = 200
SENTENCE = "Muscles that are tired or short of water may cramp, most often at night, said one. "


def long_text() -> Content:
    """5,000 words in 40 sections, with 200 references of two marks each."""
    keys = [f"work{number}" for number in range(REFERENCES)]
    sources = [SourceFactory(title=f"Cramps of kind {number}") for number in range(REFERENCES)]
    author = AuthorFactory()
    paragraphs = [
        f"<p>{SENTENCE}{CITE.format(key)} They pass.{CITE.format(keys[-number])}</p>"
        + (f"<h2>Section {number}</h2>" if number % 5 == 0 else "")
        for number, key in enumerate(keys)
    ]
    return Content(
        title="A long article",
        body="".join(paragraphs),
        summary=f"<p>{SENTENCE * 40}</p>",
        references=[
            Citation(key=key, source=source.pk, item=source.item())
            for key, source in zip(keys, sources, strict=True)
        ],
        byline=[Signature(author.pk, author.name)],
    )
