"""SQLite: a table of FTS5 that holds each entry's keys as one text.

Its tokenizer `ascii` takes every character beyond ASCII for part of a word, so a key is never
split, and `detail=none` keeps no places: pairs of words are keys themselves. Each key goes to MATCH
in quotes, and a reader's text never does.
"""

from collections.abc import Mapping, Sequence

from django.db import connection


class SQLite:
    """See `Engine`."""

    setting = ""
    source = (
        "articles_searchkeys CROSS JOIN articles_searchentry entry"
        " ON entry.edition_id = articles_searchkeys.rowid"
    )
    condition = "articles_searchkeys MATCH %s"
    newest_first = "ORDER BY articles_searchkeys.rowid DESC"
    collation = "COLLATE BINARY"

    def expression(self, groups: Sequence[Sequence[Sequence[str]]], *, partly: bool) -> str:
        """In FTS5's language, https://www.sqlite.org/fts5.html#full_text_query_syntax"""
        together = [
            " OR ".join("(" + " AND ".join(f'"{key}"' for key in keys) + ")" for keys in choices)
            for choices in groups
        ]
        return (" OR " if partly else " AND ").join(f"({choices})" for choices in together)

    def store(self, keys: Mapping[int, frozenset[str]]) -> None:
        self.forget(list(keys))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO articles_searchkeys (rowid, keys) VALUES (%s, %s)",
                [(edition, " ".join(sorted(each))) for edition, each in keys.items()],
            )

    def forget(self, editions: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM articles_searchkeys WHERE rowid = %s",
                [(edition,) for edition in editions],
            )

    def words_beginning(self, beginning: str, limit: int) -> list[str]:
        sql = """SELECT word FROM articles_searchword WHERE word >= %s AND word < %s
            ORDER BY entries DESC, word LIMIT %s"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [beginning, beginning + "\U0010ffff", limit])
            return [word for (word,) in cursor.fetchall()]

    def add_words(self, counts: Mapping[str, tuple[str, int]]) -> None:
        sql = """INSERT INTO articles_searchword (word, stem, entries) VALUES (%s, %s, max(%s, 0))
            ON CONFLICT (word) DO UPDATE SET entries = max(entries + %s, 0)"""
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(word, stem, n, n) for word, (stem, n) in counts.items()])

    def settle(self) -> None:
        """FTS5 does it as it goes."""

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_searchkeys (articles_searchkeys) VALUES ('optimize')"
            )
            cursor.execute("ANALYZE")
