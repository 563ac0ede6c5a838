"""PostgreSQL: a `tsvector` of each entry's keys, without places, under a GIN index.

The vector is made from an array of keys, so no parser of PostgreSQL's reads them; a query names
each key in quotes.
"""

from collections.abc import Mapping, Sequence

from django.db import connection


class PostgreSQL:
    """See `Engine`."""

    # It takes `@@` for cheap, though a whole vector is unpacked for it, and would rather walk
    # through the table than use the index. For this query alone: the two are a transaction.
    setting = "SET LOCAL enable_seqscan = off;"
    source = "articles_searchentry entry"
    condition = "entry.keys @@ %s::tsquery"
    # To sort a hundred thousand entries would mean to read them all.
    newest_first = ""
    collation = 'COLLATE "C"'

    def expression(self, groups: Sequence[Sequence[Sequence[str]]], *, partly: bool) -> str:
        """In the language of https://www.postgresql.org/docs/15/datatype-textsearch.html"""
        together = [
            " | ".join("(" + " & ".join(f"'{key}'" for key in keys) + ")" for keys in choices)
            for choices in groups
        ]
        return (" | " if partly else " & ").join(f"({choices})" for choices in together)

    def store(self, keys: Mapping[int, frozenset[str]]) -> None:
        sql = """UPDATE articles_searchentry
            SET keys = array_to_tsvector(string_to_array(new.keys, ' '))
            FROM unnest(%s::bigint[], %s::text[]) AS new (edition, keys)
            WHERE edition_id = new.edition"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(keys), [" ".join(sorted(each)) for each in keys.values()]])

    def forget(self, editions: Sequence[int]) -> None:
        """They go with their entries."""

    def words_beginning(self, beginning: str, limit: int) -> list[str]:
        sql = """SELECT word FROM articles_searchword WHERE word LIKE %s
            ORDER BY entries DESC, word COLLATE "C" LIMIT %s"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [beginning + "%", limit])
            return [word for (word,) in cursor.fetchall()]

    def add_words(self, counts: Mapping[str, tuple[str, int]]) -> None:
        # What is proposed to be inserted may not be below 0, so the change is made first.
        change = """UPDATE articles_searchword known SET entries = greatest(known.entries + n, 0)
            FROM unnest(%s::text[], %s::int[]) AS new (changed, n) WHERE known.word = changed
            RETURNING known.word"""
        insert = """INSERT INTO articles_searchword (word, stem, entries)
            SELECT word, stem, n
            FROM unnest(%s::text[], %s::text[], %s::int[]) AS new (word, stem, n)"""
        with connection.cursor() as cursor:
            cursor.execute(change, [list(counts), [n for _, n in counts.values()]])
            known = {word for (word,) in cursor.fetchall()}
            new = [(word, stem, n) for word, (stem, n) in counts.items() if word not in known]
            more = [row for row in new if row[2] > 0]
            if more:
                cursor.execute(insert, [list(column) for column in zip(*more, strict=True)])

    def settle(self) -> None:
        # GIN keeps what was written lately on a list, which is read through for each question, and
        # sorted in when it is 4 MB long, for a second or two, by whoever publishes just then.
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('articles_searchentry_keys')")

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE articles_searchentry")
            cursor.execute("VACUUM ANALYZE articles_searchword")
