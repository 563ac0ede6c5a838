"""An answer of each operation, for the document: made up, and held to the shapes by a test."""

from typing import Any

SITE = "https://library.example"
API = f"{SITE}/api/v1"
WORDING = {
    "short": "This is information, not advice.",
    "full": "This is information, not advice. Always ask a doctor or a pharmacist.",
    "site": "Nothing here takes the place of a doctor.",
    "in_force_from": "2026-01-01T00:00:00Z",
}
TOPIC_LINKS = {"self": f"{API}/topics/sleep/", "page": f"{SITE}/topics/sleep/"}
ARTICLE_LINKS = {
    "self": f"{API}/articles/why-do-we-yawn/",
    "editions": f"{API}/articles/why-do-we-yawn/editions/",
    "page": f"{SITE}/articles/why-do-we-yawn/",
}
SUMMARY = {
    "id": 12,
    "slug": "why-do-we-yawn",
    "title": "Why do we yawn?",
    "standfirst": "Nobody is quite sure, but there are good guesses.",
    "topic": {"slug": "sleep", "name": "Sleep", "links": TOPIC_LINKS},
    "edition": 2,
    "change_type": "update",
    "published_at": "2026-11-10T13:11:18.976780Z",
    "reviewed_on": "2026-11-04",
    "due_on": "2028-11-04",
    "overdue": False,
    "reading_minutes": 3,
    "reference_count": 1,
    "sample": False,
    "links": ARTICLE_LINKS,
}
ENTRY = SUMMARY | {
    "is_live": True,
    "change_note": "Newer studies.",
    "fault": "",
    "wrong_since": None,
    "links": ARTICLE_LINKS | {"edition": f"{API}/articles/why-do-we-yawn/editions/2/"},
}
PERSON_LINKS = {"self": f"{API}/authors/ada-example/", "page": f"{SITE}/authors/ada-example/"}
PERSON = {"name": "Dr Ada Example", "credentials": "MBBS", "links": PERSON_LINKS}
ITEM = {
    "id": "example2020",
    "type": "article-journal",
    "title": "A study of yawning",
    "author": [{"family": "Example", "given": "Ann"}],
    "issued": {"date-parts": [[2020, 5]]},
    "DOI": "10.1000/example",
}
NOTICE = {
    "kind": "expression-of-concern",
    "identifier": "10.1000/notice",
    "url": "https://doi.org/10.1000/notice",
    "issued_on": "2026-03-01",
}
EDITION = ENTRY | {
    "first_published_at": "2025-02-01T09:00:00Z",
    "authors": [PERSON],
    "reviewer": PERSON | {"competing_interests": "None declared"},
    "html": '<p>Everybody yawns.<sup class="cite">[<a href="#ref-1">1</a>]</sup></p>',
    "standfirst_html": "Nobody is quite sure, but there are good guesses.",
    "contents": [{"id": "causes", "title": "Causes", "urgent": False}],
    "key_points": ["Everybody yawns."],
    "faqs": [{"question": "Is it catching?", "answer": "It seems so.", "urgent": False}],
    "summary": "Yawning is normal.",
    "references": [
        {
            "number": 1,
            "key": "example2020",
            "text": "Example A. A study of yawning. J Examples. 2020 May.",
            "item": ITEM,
            "accessed_on": None,
            "locator": "",
            "further_reading": False,
        }
    ],
    "notices": [{"reference": 1, "notice": NOTICE}],
    "corrections": [],
}
TOPIC = {
    "slug": "sleep",
    "name": "Sleep",
    "description": "Sleeping, and not sleeping.",
    "article_count": 4,
    "links": TOPIC_LINKS | {"articles": f"{API}/articles/?topic=sleep"},
}
AUTHOR = {
    "slug": "ada-example",
    "name": "Dr Ada Example",
    "credentials": "MBBS",
    "bio_html": "<p>Writes about sleep.</p>",
    "orcid": "0000-0002-1825-0097",
    "written": 1,
    "reviewed": 0,
    "links": PERSON_LINKS | {"written": f"{API}/articles/?author=ada-example"},
}
SOURCE = {
    "id": 7,
    "item": ITEM | {"id": "source-7"},
    "link_status": "works",
    "notices": [NOTICE],
    "article_count": 1,
    "links": {"self": f"{API}/sources/7/", "articles": f"{API}/articles/?source=7"},
}
FINDING = {
    "hits": [
        {
            "article": SUMMARY,
            "title_html": "Why do we <mark>yawn</mark>?",
            "passage_html": "Everybody <mark>yawns</mark>.",
            "section": {"id": "causes", "title": "Causes"},
            "question": "",
            "others": [],
            "links": ARTICLE_LINKS | {"passage": f"{SITE}/articles/why-do-we-yawn/#causes"},
        }
    ],
    "total": 1,
    "is_more": False,
    "topics": {"sleep": 1},
    "suggestion": "",
    "corrected": False,
    "partly": False,
    "also": [],
}
EVENT = {
    "kind": "edition",
    "at": "2026-11-10T13:11:18.976780Z",
    "article": {"id": 12, "slug": "why-do-we-yawn", "links": ARTICLE_LINKS},
    "edition": 2,
    "is_live": True,
    "withdrawal": None,
    "source": None,
    "links": {"edition": f"{API}/articles/why-do-we-yawn/editions/2/"},
}
LIBRARY = {
    "name": "Klarity Health Library",
    "description": "Health articles.",
    "lists": {"articles": f"{API}/articles/"},
}
SLUGS = {"topic": "sleep", "author": "ada-example"}
DATA: dict[str, Any] = {
    "entry": LIBRARY,
    "articles": [SUMMARY],
    "article": EDITION,
    "editions": [ENTRY],
    "edition": EDITION,
    "topics": [TOPIC],
    "topic": TOPIC,
    "authors": [AUTHOR],
    "author": AUTHOR,
    "sources": [SOURCE],
    "source": SOURCE,
    "search": FINDING,
    "changes": [EVENT],
}


def of(operation: str, path: str) -> dict[str, Any]:
    """The example of an operation that stands at that path."""
    slug = SLUGS.get(operation, SUMMARY["slug"])
    links = {"self": SITE + path.format(slug=slug, number=2)}
    return {"data": DATA[operation], "disclaimer": WORDING, "links": links}
