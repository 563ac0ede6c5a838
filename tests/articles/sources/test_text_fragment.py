import pytest

from articles.sources.text_fragment import split


@pytest.mark.parametrize(
    ("directive", "passage"),
    [
        ("text=one%20word", "one word"),
        ("text=the%20start,the%20end", "the start … the end"),
        ("text=before-,the%20start,the%20end", "the start … the end"),
        ("text=before-,the%20start,the%20end,-after", "the start … the end"),
        ("text=before-,words,-after", "words"),
        ("text=words,-after", "words"),
        ("text=with%2C%20comma%2Dhyphen", "with, comma-hyphen"),
        ("text=first&text=second", "first … second"),
        ("text=", ""),
        ("text=%FF", "\ufffd"),
        ("unknown=x", ""),
    ],
)
def test_passage_is_taken_from_each_form(directive: str, passage: str) -> None:
    assert split(f"https://example.org/a#:~:{directive}") == ("https://example.org/a", passage)


def test_anchor_before_a_text_fragment_stays() -> None:
    assert split("https://example.org/a#part:~:text=b") == ("https://example.org/a#part", "b")


@pytest.mark.parametrize("url", ["https://example.org/a#7.-Papaya", "https://example.org/a", ""])
def test_plain_address_is_left_alone(url: str) -> None:
    assert split(url) == (url, "")
