"""Marks and references answer to each other."""

from dataclasses import replace

from tests.articles.checks.made import cite, found, places, reference, text


def test_a_mark_without_a_reference_is_told_once_where_it_first_stands() -> None:
    body = f"<p>A.{cite('a')}</p><p>B.{cite('b')}</p><p>C.{cite('b')}</p>"
    dangling = text(body=body, references=[reference("a")])
    assert places("citation-dangling", dangling) == ["body:2"]
    assert "names b," in found("citation-dangling", dangling)[0].message


def test_a_mark_that_names_nothing_is_dangling() -> None:
    (finding,) = found("citation-dangling", text(body=f"<p>A.{cite('')}</p>", references=[]))
    assert "names nothing," in finding.message


def test_marks_are_found_in_every_part() -> None:
    cited = text(
        standfirst=f"A{cite('a')}",
        key_points=f"<ul><li>B{cite('b')}</li></ul>",
        faqs=[("Why?", f"<p>C{cite('c')}</p>")],
        summary=f"<p>D{cite('d')}</p>",
        references=[],
    )
    assert places("citation-dangling", cited) == [
        "standfirst:1",
        "key_points:1",
        "faq-1:1",
        "summary:1",
    ]


def test_a_reference_without_a_mark() -> None:
    references = [reference("a"), reference("b"), reference("c", further_reading=True)]
    uncited = text(body=f"<p>A.{cite('a')}</p>", references=references)
    assert places("reference-uncited", uncited) == ["reference:b"]


def test_numbers_in_the_order_of_the_list_are_no_fault_here() -> None:
    body = f"<p>A.{cite('b')}</p><p>B.{cite('a')}</p>"
    computed = text(body=body, references=[reference("a"), reference("b")])
    assert found("citation-order", computed) == []


def test_a_writers_numbers_out_of_order_are_told_at_the_first() -> None:
    body = f"<p>A.{cite('a')}</p><p>B.{cite('c')}{cite('x')}</p><p>C.{cite('b')}</p>"
    written = [reference(key, number=n) for n, key in enumerate("abc", start=1)]
    (finding,) = found("citation-order", text(body=body, references=written))
    assert finding.where == "body:2"
    assert "run 1, 3, 2;" in finding.message
    assert "1→1, 3→2, 2→3" in finding.message


def test_a_writers_numbers_with_gaps_are_in_order() -> None:
    body = f"<p>A.{cite('a')}</p><p>B.{cite('c')}</p>"
    written = [reference(key, number=n) for n, key in enumerate("abc", start=1)]
    assert found("citation-order", text(body=body, references=written)) == []


def test_the_box_on_when_to_get_help_is_read_last() -> None:
    answers = text(
        faqs=[("When should I call?", f"<p>A{cite('a')}</p>"), ("Why?", f"<p>B{cite('b')}</p>")],
        references=[reference("a", number=2), reference("b", number=1)],
    )
    assert places("citation-order", answers) == ["faq-1:1"]
    urgent = replace(answers, faqs=(replace(answers.faqs[0], urgent=True), answers.faqs[1]))
    assert found("citation-order", urgent) == []
