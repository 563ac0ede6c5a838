"""Journal articles, in print and on the Internet."""

from articles.citations.item import Item
from tests.articles.citations.golden.entry import READ, Golden, article, on, person

HALPERN: Item = {
    "type": "article-journal",
    "title": "Solid-organ transplantation in HIV-infected patients",
    "author": [
        person("Scott D.", "Halpern"),
        person("Peter A.", "Ubel"),
        person("Arthur L.", "Caplan"),
    ],
    "container-title": "N Engl J Med",
    "issued": on(2002, 7, 25),
    "volume": "347",
    "issue": "4",
    "page": "284-287",
}

JOURNALS = [
    Golden(
        "chapter 1A, standard journal article",
        HALPERN,
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
        "N Engl J Med. 2002 Jul 25;347(4):284-7.",
    ),
    Golden(
        "chapter 1A, notes: PubMed PMID",
        HALPERN | {"PMID": "12140307"},
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
        "N Engl J Med. 2002 Jul 25;347(4):284-7. PubMed PMID: 12140307.",
    ),
    Golden(
        "chapter 1A, notes: DOI, PubMed PMID, PubMed Central PMCID",
        {
            "type": "article-journal",
            "title": "Uveitic foveal atrophy: clinical features and associations",
            "author": [
                person("Farzin", "Forooghian"),
                person("Steven", "Yeh"),
                person("Lisa J.", "Faia"),
                person("Robert B.", "Nussenblatt"),
            ],
            "container-title": "Arch Ophthalmol",
            "issued": on(2009, 2),
            "volume": "127",
            "issue": "2",
            "page": "179-186",
            "DOI": "10.1001/archophthalmol.2008.564",
            "PMID": "19204236",
            "PMCID": "PMC2653214",
        },
        "Forooghian F, Yeh S, Faia LJ, Nussenblatt RB. Uveitic foveal atrophy: clinical features "
        "and associations. Arch Ophthalmol. 2009 Feb;127(2):179-86. doi: "
        "10.1001/archophthalmol.2008.564. PubMed PMID: 19204236; PubMed Central PMCID: PMC2653214.",
    ),
    Golden(
        "chapter 1A, DOI: given as an address, printed as a DOI",
        article(DOI="https://doi.org/10.1000/182"),
        "Sleep and pain. J Example Med. 2002;4:5. doi: 10.1000/182.",
    ),
    Golden(
        "chapter 1A, supplement to a volume",
        article(volume="42", issue="Suppl. 2", page="S93-S99"),
        "Sleep and pain. J Example Med. 2002;42 Suppl 2:S93-9.",
    ),
    Golden(
        "chapter 1A, supplement to an issue",
        article(volume="58", issue="12 Supplement 7", page="S6-S12"),
        "Sleep and pain. J Example Med. 2002;58(12 Suppl 7):S6-12.",
    ),
    Golden(
        "chapter 1A, part of a volume",
        article(volume="83 Part 2", page="491-495"),
        "Sleep and pain. J Example Med. 2002;83 Pt 2:491-5.",
    ),
    Golden(
        "chapter 1A, issue without a volume",
        article(volume="", issue="401", page="230-238"),
        "Sleep and pain. J Example Med. 2002;(401):230-8.",
    ),
    Golden(
        "chapter 1A, neither volume nor issue",
        article(volume="", page="1-6"),
        "Sleep and pain. J Example Med. 2002:1-6.",
    ),
    Golden(
        "chapter 1A, volume without pages",
        article(page=""),
        "Sleep and pain. J Example Med. 2002;4.",
    ),
    Golden(
        "chapter 1A, an article number instead of pages",
        article(volume="", issue="1", page="CD009402"),
        "Sleep and pain. J Example Med. 2002;(1):CD009402.",
    ),
    Golden(
        "chapter 1A, location: digits are not repeated",
        article(page="112–116"),
        "Sleep and pain. J Example Med. 2002;4:112-6.",
    ),
    Golden(
        "chapter 1A, location: a range that is short already is kept",
        article(page="100-10"),
        "Sleep and pain. J Example Med. 2002;4:100-10.",
    ),
    Golden(
        "chapter 1A, location: a longer last page is written out",
        article(page="98-104"),
        "Sleep and pain. J Example Med. 2002;4:98-104.",
    ),
    Golden(
        "chapter 1A, location: pages that run backwards are kept as given",
        article(page="119-112"),
        "Sleep and pain. J Example Med. 2002;4:119-112.",
    ),
    Golden(
        "chapter 1A, location: repeated if a letter follows",
        article(page="126A-127A"),
        "Sleep and pain. J Example Med. 2002;4:126A-127A.",
    ),
    Golden(
        "chapter 1A, location: a letter before the pages is written once",
        article(page="S12-S19"),
        "Sleep and pain. J Example Med. 2002;4:S12-9.",
    ),
    Golden(
        "chapter 1A, location: electronic pages are kept whole",
        article(page="e12-e18"),
        "Sleep and pain. J Example Med. 2002;4:e12-e18.",
    ),
    Golden(
        "chapter 1A, location: roman numerals are kept",
        article(page="xii-xvi"),
        "Sleep and pain. J Example Med. 2002;4:xii-xvi.",
    ),
    Golden(
        "chapter 1A, location: separate pages",
        article(page="145-149, 153"),
        "Sleep and pain. J Example Med. 2002;4:145-9, 153.",
    ),
    Golden(
        "chapter 1A, location: after the third range passim",
        article(page="34-36,87-91,110-112,123-130"),
        "Sleep and pain. J Example Med. 2002;4:34-6, 87-91, 110-2 passim.",
    ),
    Golden(
        "chapter 1A, date: a range of months",
        article() | {"issued": {"date-parts": [[2002, 11], [2002, 12]]}},
        "Sleep and pain. J Example Med. 2002 Nov-Dec;4:5.",
    ),
    Golden(
        "chapter 1A, date: a range over the new year",
        article() | {"issued": {"date-parts": [[2002, 12], [2003, 1]]}},
        "Sleep and pain. J Example Med. 2002 Dec-2003 Jan;4:5.",
    ),
    Golden(
        "chapter 1A, date: an impossible month is left out",
        article() | {"issued": on(2002, 13, 40)},
        "Sleep and pain. J Example Med. 2002;4:5.",
    ),
    Golden(
        "chapter 1B, part of an article: the place cited follows the article's own",
        HALPERN,
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
        "N Engl J Med. 2002 Jul 25;347(4):284-7. Table 2; p. 286.",
        None,
        "Table 2; p. 286",
    ),
    Golden(
        "chapter 23A, journal article on the Internet: the designator follows the journal",
        {
            "type": "article-journal",
            "title": "Medication errors relating to computerized physician order entry",
            "author": [person("Adam", "Sample")],
            "container-title": "Example Med J",
            "issued": on(2006, 9),
            "volume": "188",
            "URL": "https://example.org/content/188/18",
        },
        "Sample A. Medication errors relating to computerized physician order entry. Example Med J "
        "[Internet]. 2006 Sep [cited 2023 Feb 25];188. Available from: "
        "https://example.org/content/188/18",
        READ,
    ),
    Golden(
        "chapter 23A, availability: a full stop only after a slash; the DOI behind it",
        article(page="", URL="https://example.org/a/", DOI="10.1000/182"),
        "Sleep and pain. J Example Med [Internet]. 2002 [cited 2023 Feb 25];4. Available from: "
        "https://example.org/a/. doi: 10.1000/182.",
        READ,
    ),
    Golden(
        "chapter 23A, availability: an address that ends in the DOI shows it",
        article(page="", URL="https://doi.org/10.1000/182", DOI="10.1000/182"),
        "Sleep and pain. J Example Med [Internet]. 2002;4. Available from: "
        "https://doi.org/10.1000/182",
    ),
]
