"""Books and their chapters."""

from tests.articles.citations.golden.entry import READ, Golden, on, person

BOOKS = [
    Golden(
        "chapter 2A, book with an edition",
        {
            "type": "book",
            "title": "Informed decisions: the complete book of cancer diagnosis",
            "author": [person("Harmon J.", "Eyre"), person("Dianne Partie", "Lange")],
            "edition": "2",
            "publisher-place": "Atlanta",
            "publisher": "American Cancer Society",
            "issued": on(2002, 5),
        },
        "Eyre HJ, Lange DP. Informed decisions: the complete book of cancer diagnosis. 2nd ed. "
        "Atlanta: American Cancer Society; 2002.",
    ),
    Golden(
        "chapter 2A, book with editors only",
        {
            "type": "book",
            "title": "Operative obstetrics",
            "editor": [person("Larry C.", "Gilstrap", "III"), person("F. Gary", "Cunningham")],
            "edition": "Second edition",
            "publisher-place": "New York",
            "publisher": "McGraw-Hill",
            "issued": on(2002),
        },
        "Gilstrap LC 3rd, Cunningham FG, editors. Operative obstetrics. 2nd ed. New York: "
        "McGraw-Hill; 2002.",
    ),
    Golden(
        "chapter 2A, authors and an editor: the editor follows the edition",
        {
            "type": "book",
            "title": "Adolescent pregnancy",
            "author": [person("Ginger K.", "Breedlove"), person("Ann M.", "Schorfheide")],
            "editor": [person("Ruth R.", "Wieczorek")],
            "edition": "2nd ed.",
            "publisher-place": "White Plains (NY)",
            "publisher": "March of Dimes Education Services",
            "issued": on(2001),
        },
        "Breedlove GK, Schorfheide AM. Adolescent pregnancy. 2nd ed. Wieczorek RR, editor. White "
        "Plains (NY): March of Dimes Education Services; 2001.",
    ),
    Golden(
        "chapter 2A, organisation as author and as publisher",
        {
            "type": "book",
            "title": "Compendium of nursing research",
            "author": [{"literal": "Example Hospital, Department of Nursing"}],
            "publisher-place": "Adelaide",
            "publisher": "Adelaide University",
            "issued": on(2002),
        },
        "Example Hospital, Department of Nursing. Compendium of nursing research. Adelaide: "
        "Adelaide University; 2002.",
    ),
    Golden(
        "chapter 2A, place without a publisher",
        {"type": "book", "title": "Sleep", "publisher-place": "London", "issued": on(2001)},
        "Sleep. London; 2001.",
    ),
    Golden(
        "chapter 2A, publisher without a place, ending in a full stop",
        {"type": "book", "title": "Sleep", "publisher": "Sleep Press Inc.", "issued": on(2001)},
        "Sleep. Sleep Press Inc.; 2001.",
    ),
    Golden(
        "chapter 2A, publisher without a date",
        {"type": "book", "title": "Sleep", "publisher": "Sleep Press"},
        "Sleep. Sleep Press.",
    ),
    Golden(
        "chapter 2A, volume of a set",
        {"type": "book", "title": "Sleep", "volume": "2", "edition": "11", "issued": on(2001)},
        "Sleep. 11th ed. Vol. 2. 2001.",
    ),
    Golden(
        "chapter 2A, edition in words",
        {"type": "book", "title": "Sleep", "edition": "3rd rev. ed.", "issued": on(2001)},
        "Sleep. 3rd rev. ed. 2001.",
    ),
    Golden(
        "chapter 2A, an ISBN finds the book without its address",
        {
            "type": "book",
            "title": "Sleep",
            "issued": on(2001),
            "ISBN": "9780306406157",
            "URL": "https://example.org/sleep",
        },
        "Sleep. 2001.",
        READ,
    ),
    Golden(
        "chapter 2B, part of a book: the page cited",
        {"type": "book", "title": "Sleep", "publisher": "Sleep Press", "issued": on(2001)},
        "Sleep. Sleep Press; 2001. p. 12.",
        None,
        "p. 12.",
    ),
    Golden(
        "chapter 2C, contribution to a book",
        {
            "type": "chapter",
            "title": "Chromosome alterations in human solid tumors",
            "author": [
                person("Paul S.", "Meltzer"),
                person("Anne", "Kallioniemi"),
                person("Jeffrey M.", "Trent"),
            ],
            "editor": [person("Bert", "Vogelstein"), person("Kenneth W.", "Kinzler")],
            "container-title": "The genetic basis of human cancer",
            "publisher-place": "New York",
            "publisher": "McGraw-Hill",
            "issued": on(2002),
            "page": "93-113",
        },
        "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: "
        "Vogelstein B, Kinzler KW, editors. The genetic basis of human cancer. New York: "
        "McGraw-Hill; 2002. p. 93-113.",
    ),
    Golden(
        "chapter 2C, contribution to a book without editors",
        {
            "type": "chapter",
            "title": "Cramps",
            "container-title": "Muscles",
            "edition": "4",
            "issued": on(2011),
            "page": "pp. 120–128",
        },
        "Cramps. In: Muscles. 4th ed. 2011. p. 120-8.",
    ),
    Golden(
        "chapter 22A, book on the Internet",
        {
            "type": "book",
            "title": "Sleep, explained.",
            "author": [person("Ada", "Sample")],
            "publisher-place": "London",
            "publisher": "Sleep Press",
            "issued": on(2019),
            "URL": "https://example.org/sleep",
        },
        "Sample A. Sleep, explained [Internet]. London: Sleep Press; 2019 [cited 2023 Feb 25]. "
        "Available from: https://example.org/sleep",
        READ,
    ),
    Golden(
        "chapter 22C, contribution to a book on the Internet: the designator follows the book",
        {
            "type": "chapter",
            "title": "Muscle cramps",
            "author": [person("Ada", "Sample")],
            "container-title": "StatPearls",
            "publisher-place": "Treasure Island (FL)",
            "publisher": "StatPearls Publishing",
            "issued": on(2023),
            "URL": "https://example.org/books/NBK1/",
        },
        "Sample A. Muscle cramps. In: StatPearls [Internet]. Treasure Island (FL): StatPearls "
        "Publishing; 2023 [cited 2023 Feb 25]. Available from: https://example.org/books/NBK1/.",
        READ,
    ),
]
