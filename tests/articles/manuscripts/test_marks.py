"""Which digits are citations: every notation, every false friend, and what is doubtful."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.manuscripts.manuscript import Manuscript
from articles.manuscripts.reading import read
from tests.articles.manuscripts.reading_marks import in_html, in_markdown, in_text, in_word


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("Rest helps.1 Heat too.2", [1, 2]),
        ("Rest helps (so does heat).1", [1]),
        ("They say “no pain, no gain”.3", [3]),
        ("They say “no pain, no gain.”3", [3]),
        ("Does it help?4 It does!5", [4, 5]),
        ("Rest,1 heat,2 and sleep;3 all help.4", [1, 2, 3, 4]),
        ("Rest helps.1,2,4-6 Heat too.", [1, 2, 4, 5, 6]),
        ("Rest helps.1–3", [1, 2, 3]),
        ("Rest helps.[1] Heat too [2].", [1, 2]),
        ("Rest helps.[2,4-6]", [2, 4, 5, 6]),
        ("Rest helps.[2, 4 – 6]", [2, 4, 5, 6]),
        ("Rest helps.[1][3]", [1, 3]),
        ("Rest[1] and heat[2] help.", [1, 2]),
        ("Rest helps (3). Heat too (1,2).", [3, 1, 2]),
        ("Rest helps. (3) Heat too.", [3]),
        ("Rest helps.¹ Heat² too.¹²", [1, 2, 12]),
        ("Rest helps.¹,³ Heat too.⁴⁻⁶", [1, 3, 4, 5, 6]),
    ],
)
def test_mark_is_read_in_each_notation(body: str, marks: list[int]) -> None:
    read_in = in_text(body, count=12)
    assert read_in.marks == marks
    assert read_in.doubtful == []


FALSE_MARKS = [
    "Drink H2O and CO2.",
    "There are 10⁹ cells.",
    "Take vitamin B12.",
    "Vitamin B6, B9 and B12 help.",
    "It was COVID-19. It passed.",
    "It has a pH of 5.5 in most people.",
    "It has a pH of 5.5.",
    "Take 500 mg of it, 2.5 ml or 0.5 g.",
    "It rose by 1,000 to 2,500.",
    "In 2019 (2018) and [2017] they met.",
    "At 5:30 and 17.45 they met.",
    "It is 12 m² or 3 cm³, and 25 kg/m².",
    "The rate is 3 s⁻¹.",
    "Write to a.3@example.org or see https://example.org/a.5 or doi 10.1000/abc.4 today.",
    "Ions such as Ca²⁺ and ¹⁴C.",
]


@pytest.mark.parametrize("body", FALSE_MARKS)
def test_numbers_of_the_text_are_no_marks(body: str) -> None:
    for read_in in (in_text(body), in_markdown(body), in_html(body), in_word([(body, "")])):
        assert read_in.marks == []
        assert body.split()[0] in read_in.body


def test_text_of_false_marks_is_unchanged() -> None:
    for body in FALSE_MARKS:
        assert in_text(body).body == f"<p>{body}</p>"


@pytest.mark.parametrize(
    "body",
    ["(1) Rest, (2) heat and (3) sleep all help, they say.", "Phase (3) of the trial went on."],
)
def test_counters_in_round_brackets_are_no_marks(body: str) -> None:
    assert in_text(body).marks == []


def test_counters_of_a_list_are_no_marks() -> None:
    read_in = in_text("Three things help:\n\n1. Rest\n2. Heat\n3. Sleep")
    assert read_in.marks == []
    assert "<ol><li>Rest</li><li>Heat</li><li>Sleep</li></ol>" in read_in.body


def test_true_superscripts_are_marks_unless_they_are_powers_or_units() -> None:
    html = in_html(
        "Rest helps.<sup>1,3</sup> 10<sup>9</sup> cells, 5 m<sup>2</sup>, <sup>4</sup>He"
    )
    pieces = [("Rest helps.", ""), ("1,3", "sup"), (" 10", ""), ("9", "sup"), (" cells, 5 m", "")]
    word = in_word([*pieces, ("2", "sup"), (", ", ""), ("4", "sup"), ("He", "")])
    for read_in in (html, word):
        assert read_in.marks == [1, 3]
        assert "10<sup>9</sup> cells, 5 m<sup>2</sup>, <sup>4</sup>He" in read_in.body
        assert [note.what.split()[0] for note in read_in.doubtful] == ["9", "2", "4"]


def test_power_is_doubtful_only_where_such_a_reference_exists() -> None:
    assert len(in_text("There are 10⁹ cells.", count=9).doubtful) == 1
    assert in_text("There are 10⁹ cells.", count=8).doubtful == []


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("It can be due to problems in 5:", [5]),
        ("Take vitamin B12.3 It helps.", [3]),
        ("It began in 2019.3 It went on.", [3]),
        ("Rest helps.3 and so on", [3]),
        ("Rest helps:3 it does.", [3]),
        ("See no.5 for it.", []),
        ("Rest helps muscles3 and more.", []),
        ("They rest until they are past 5.", []),
        ("Rest helps.[1] Phase (3).", [1]),
        ("Rest.[1] Normal is [60-80].", [1]),
        ("Rest.[1] Odd is [6-2].", [1]),
    ],
)
def test_doubtful_digits_are_listed_whichever_way_they_are_read(
    body: str, marks: list[int]
) -> None:
    read_in = in_text(body)
    assert read_in.marks == marks
    assert [note.where for note in read_in.doubtful] == ["line 3"]
    assert read_in.doubtful[0].text


def test_two_raised_digits_that_fit_no_reference_are_doubtful() -> None:
    read_in = in_text("Rest helps.¹²", count=3)
    assert read_in.marks == read_in.dangling == [12]
    assert "several marks" in read_in.doubtful[0].what


def test_mark_without_a_reference_is_kept_as_dangling() -> None:
    read_in = in_text("Rest helps.[7]", count=1)
    assert read_in.dangling == [7]
    assert 'data-reference="missing-7"' in read_in.body
    assert read_in.renumber == {}


def test_mark_takes_the_place_of_the_space_before_it() -> None:
    token = '<sup class="citation" data-reference="alder2017">[cite]</sup>'
    assert in_text("Rest helps [1].").body == f"<p>Rest helps{token}.</p>"
    assert in_text("Rest helps.1 Heat too.").body == f"<p>Rest helps.{token} Heat too.</p>"


def test_mark_may_stand_behind_bold_text() -> None:
    read_in = in_markdown("Rest **helps**[1] and **heat.[2]**")
    assert read_in.marks == [1, 2]
    assert "<strong>helps</strong><sup" in read_in.body


def test_digits_beside_footnotes_are_left_and_listed() -> None:
    text = "# A title\n\nRest helps.[^1] Heat too.1 So does sleep.\n\n[^1]: A book. Oak; 2017.\n"
    read_in = read(text.encode(), "a.md")
    assert read_in.marks == [1]
    assert "Heat too.1 So" in read_in.body
    assert len(read_in.doubtful) == 1


WORDS = st.lists(st.sampled_from(["rest", "heat", "sleep", "water"]), min_size=1, max_size=4)
SENTENCES = st.lists(
    st.tuples(WORDS, st.lists(st.integers(1, 30), min_size=1, max_size=4)), min_size=1, max_size=6
)
SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(sentences: list[tuple[list[str], list[int]]], mark: str) -> str:
    return " ".join(
        " ".join(words).capitalize() + mark.replace("n", ",".join(map(str, numbers)))
        for words, numbers in sentences
    )


@pytest.mark.parametrize("mark", [".n", ".[n]", " [n].", " (n).", "."])
@settings(deadline=None)
@given(sentences=SENTENCES)
def test_marks_found_are_the_marks_written(
    mark: str, sentences: list[tuple[list[str], list[int]]]
) -> None:
    numbers = [number for _, listed in sentences for number in listed] if "n" in mark else []
    assert in_text(written(sentences, mark), count=30).marks == numbers


@settings(max_examples=30, deadline=None)
@given(sentences=SENTENCES)
def test_raised_marks_found_are_the_marks_written(
    sentences: list[tuple[list[str], list[int]]],
) -> None:
    numbers = [number for _, listed in sentences for number in listed]
    pieces: list[tuple[str, str]] = []
    html = ""
    for words, listed in sentences:
        text, mark = " ".join(words) + ".", ",".join(map(str, listed))
        pieces += [(text, ""), (mark, "sup"), (" ", "")]
        html += f"{text}<sup>{mark}</sup> "
    characters = " ".join(
        " ".join(words) + "." + ",".join(map(str, listed)).translate(SUPER)
        for words, listed in sentences
    )
    found: list[Manuscript] = [
        in_html(html, count=30), in_word(pieces, count=30), in_text(characters, count=30)
    ]  # fmt: skip
    assert [read_in.marks for read_in in found] == [numbers] * 3


@settings(deadline=None)
@given(sentences=SENTENCES)
def test_footnotes_found_are_the_marks_written(
    sentences: list[tuple[list[str], list[int]]],
) -> None:
    body = " ".join(
        f"{' '.join(words)}.{''.join(f'[^{number}]' for number in listed)}"
        for words, listed in sentences
    )
    notes = "\n".join(f"[^{n}]: Alder B. Book {n}x. Leeds: Oak; 2017." for n in range(1, 31))
    read_in = in_markdown(f"{body}\n\n{notes}", count=0)
    assert read_in.marks == [number for _, listed in sentences for number in listed]
