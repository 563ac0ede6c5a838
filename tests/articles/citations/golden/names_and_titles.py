"""Who wrote it, and how it is called: the same for all types of work."""

from tests.articles.citations.golden.entry import Golden, article, person

NAMES = [
    Golden(
        "chapter 1, author: at most two initials",
        article(person("Carlo Alberto Maria", "Rossi")),
        "Rossi CA. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: hyphens between given names are disregarded",
        article(person("Jean-Paul", "Morel")),
        "Morel JP. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: initials as a registry writes them",
        article(person("J.P.", "Morel"), person("AB", "Stone"), person("C. D. E.", "Wood")),
        "Morel JP, Stone AB, Wood CD. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: a hyphen in a family name stays",
        article(person("Ann", "Estelle-Jones")),
        "Estelle-Jones A. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: prefixes of a family name stay",
        article(person("Lama", "Al Bassit"), person("Anthony", "O'Brien")),
        "Al Bassit L, O'Brien A. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: a particle behind the given names belongs to the family name",
        article(person("Jiddeke M. van de", "Kamp")),
        "van de Kamp JM. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: accents stay",
        article(person("Émilie", "Lefèvre"), person("Øyvind", "Åsheim")),
        "Lefèvre É, Åsheim Ø. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: Jr without its full stop",
        article(person("Vincent T.", "DeVita", "Jr.")),
        "DeVita VT Jr. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: roman numerals become ordinals",
        article(person("James G.", "Jones", "II"), person("John A.", "Adams", "III")),
        "Jones JG 2nd, Adams JA 3rd. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: degrees are left out",
        article(person("Ada", "Sample", "MD")),
        "Sample A. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: only a family name is known",
        article({"family": "Aristotle"}),
        "Aristotle. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: names that are not in Latin letters stay as they are",
        article(person("小明", "王"), person("Пётр Ильич", "Иванов")),
        "王 小明, Иванов Пётр Ильич. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: six are all named",
        article(*(person(given, "Lee") for given in "ABCDEF")),
        "Lee A, Lee B, Lee C, Lee D, Lee E, Lee F. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: of more, the first six and et al.",
        article(*(person(given, "Lee") for given in "ABCDEFG")),
        "Lee A, Lee B, Lee C, Lee D, Lee E, Lee F, et al. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, organisation as author, without its The",
        article({"literal": "The American Cancer Society"}),
        "American Cancer Society. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, two organisations: a semicolon between them",
        article({"literal": "Sleep Group"}, {"literal": "Pain Group"}),
        "Sleep Group; Pain Group. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, people and an organisation: a semicolon before it",
        article(person("Ed", "Vallancien"), person("M", "Emberton"), {"literal": "Alf-One Group"}),
        "Vallancien E, Emberton M; Alf-One Group. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, an organisation that ends in a full stop",
        article({"literal": "Sleep Research Inc."}),
        "Sleep Research Inc. Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, no author: begin with the title",
        article(),
        "Sleep and pain. J Example Med. 2002;4:5.",
    ),
]

TITLES = [
    Golden(
        "chapter 1, title: a question mark needs no full stop",
        article(title="Does sleep ease pain?"),
        "Does sleep ease pain? J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, title: an exclamation mark needs no full stop",
        article(title="Sleep!"),
        "Sleep! J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, title: its own full stop is not doubled",
        article(title="Sleep and pain."),
        "Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, title: an ellipsis is one sign",
        article(title="To sleep... perchance..."),
        "To sleep… perchance… J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, title: a question in quotation marks",
        article(title="“Why do I ache?”"),
        "“Why do I ache?” J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, language: at the end, in English",
        article(title="Søvn og smerte", language="nb-NO"),
        "Søvn og smerte. J Example Med. 2002;4:5. Norwegian.",
    ),
    Golden(
        "chapter 1, language: English is not named",
        article(language="en-GB"),
        "Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, title: white space and control characters are no part of it",
        article(title=" ,; Sleep\n and\x00 pain , again;; "),
        "Sleep and pain, again. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1, author: a source that itself left authors out",
        article(person("Ann", "Example"), {"literal": "et al."}),
        "Example A, et al. Sleep and pain. J Example Med. 2002;4:5.",
    ),
]
