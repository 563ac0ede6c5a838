"""Reports, guidelines, theses, datasets, newspapers and web pages."""

from tests.articles.citations.golden.entry import READ, Golden, on, person

OTHERS = [
    Golden(
        "chapter 4, report with a number",
        {
            "type": "report",
            "title": "Health monitoring on vibration signatures",
            "author": [person("Gary G.", "Yen")],
            "publisher-place": "Arlington (VA)",
            "publisher": "Air Force Office of Scientific Research (US)",
            "issued": on(2002, 2),
            "number": "AFRLSRBLTR020123",
        },
        "Yen GG. Health monitoring on vibration signatures. Arlington (VA): Air Force Office of "
        "Scientific Research (US); 2002 Feb. Report No.: AFRLSRBLTR020123.",
    ),
    Golden(
        "chapter 4, report in a series",
        {
            "type": "report",
            "title": "Diet, nutrition and the prevention of chronic diseases",
            "author": [{"literal": "World Health Organization"}],
            "container-title": "WHO technical report series",
            "number": "916",
            "publisher-place": "Geneva",
            "publisher": "World Health Organization",
            "issued": on(2003),
        },
        "World Health Organization. Diet, nutrition and the prevention of chronic diseases. "
        "Geneva: World Health Organization; 2003. (WHO technical report series; no. 916).",
    ),
    Golden(
        "chapter 22A, report on the Internet",
        {
            "type": "report",
            "title": "Sleep in the working age",
            "author": [{"literal": "Office for Example Statistics"}],
            "publisher": "Office for Example Statistics",
            "issued": on(2019, 3, 4),
            "URL": "https://example.org/report.pdf",
        },
        "Office for Example Statistics. Sleep in the working age [Internet]. Office for Example "
        "Statistics; 2019 Mar 4 [cited 2023 Feb 25]. Available from: "
        "https://example.org/report.pdf",
        READ,
    ),
    Golden(
        "chapter 22A, guideline in a numbered series",
        {
            "type": "guideline",
            "title": "Hypertension in adults: diagnosis and management",
            "author": [{"literal": "National Institute for Health and Care Excellence"}],
            "genre": "NICE guideline",
            "number": "NG136",
            "publisher-place": "London",
            "publisher": "NICE",
            "issued": on(2019, 8, 28),
            "URL": "https://www.nice.org.uk/guidance/ng136",
        },
        "National Institute for Health and Care Excellence. Hypertension in adults: diagnosis and "
        "management [Internet]. London: NICE; 2019 Aug 28 [cited 2023 Feb 25]. (NICE guideline; "
        "NG136). Available from: https://www.nice.org.uk/guidance/ng136",
        READ,
    ),
    Golden(
        "chapter 4, guideline with a bare number",
        {"type": "guideline", "title": "Sleep", "number": "7", "issued": on(2019)},
        "Sleep. 2019. Guideline No.: 7.",
    ),
    Golden(
        "chapter 5, dissertation",
        {
            "type": "thesis",
            "title": "Infant sleep and feeding: a telephone survey of Hispanic Americans",
            "author": [person("Margaret M.", "Borkowski")],
            "publisher-place": "Mount Pleasant (MI)",
            "publisher": "Central Michigan University",
            "issued": on(2002),
        },
        "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans "
        "[dissertation]. Mount Pleasant (MI): Central Michigan University; 2002.",
    ),
    Golden(
        "chapter 5, master's thesis",
        {
            "type": "thesis",
            "title": "Sleep",
            "author": [person("Ada", "Sample")],
            "genre": "Master’s thesis",
            "publisher": "Example University",
            "issued": on(2002),
        },
        "Sample A. Sleep [master's thesis]. Example University; 2002.",
    ),
    Golden(
        "chapter 22A, dissertation on the Internet",
        {
            "type": "thesis",
            "title": "Sleep",
            "author": [person("Ada", "Sample")],
            "genre": "PhD thesis",
            "publisher": "Example University",
            "issued": on(2005),
            "URL": "https://example.org/thesis",
        },
        "Sample A. Sleep [dissertation on the Internet]. Example University; 2005 [cited 2023 Feb "
        "25]. Available from: https://example.org/thesis",
        READ,
    ),
    Golden(
        "chapter 24, dataset on the Internet",
        {
            "type": "dataset",
            "title": "Data from: sleep and pain",
            "author": [person("Gao", "Wang")],
            "container-title": "Example Digital Repository",
            "issued": on(2017, 8, 11),
            "URL": "https://doi.org/10.5061/dryad.k9q7h",
            "DOI": "10.5061/dryad.k9q7h",
        },
        "Wang G. Data from: sleep and pain [dataset on the Internet]. Example Digital Repository. "
        "2017 Aug 11 [cited 2023 Feb 25]. Available from: https://doi.org/10.5061/dryad.k9q7h",
        READ,
    ),
    Golden(
        "chapter 24, dataset without an address",
        {"type": "dataset", "title": "Sleep", "issued": on(2017), "DOI": "10.5061/dryad.k9q7h"},
        "Sleep [dataset]. 2017. doi: 10.5061/dryad.k9q7h.",
    ),
    Golden(
        "chapter 8, newspaper article: section and page, no The",
        {
            "type": "article-newspaper",
            "title": "Medical improvements lower homicide rate: study sees drop in assault rate",
            "author": [person("Trudy", "Tynan")],
            "container-title": "The Washington Post",
            "issued": on(2002, 8, 12),
            "page": "A2",
        },
        "Tynan T. Medical improvements lower homicide rate: study sees drop in assault rate. "
        "Washington Post. 2002 Aug 12;Sect. A:2.",
    ),
    Golden(
        "chapter 8, newspaper article: page without a section, place of the newspaper",
        {
            "type": "article-newspaper",
            "title": "Why we sleep badly",
            "container-title": "The Times",
            "publisher-place": "London",
            "issued": on(2002, 8, 12),
            "page": "4",
        },
        "Why we sleep badly. Times (London). 2002 Aug 12:4.",
    ),
    Golden(
        "chapter 23, newspaper article on the Internet",
        {
            "type": "article-newspaper",
            "title": "Why we sleep badly",
            "container-title": "Example Gazette",
            "issued": on(2002, 8, 12),
            "URL": "https://example.org/news/sleep",
        },
        "Why we sleep badly. Example Gazette [Internet]. 2002 Aug 12 [cited 2023 Feb 25]. "
        "Available from: https://example.org/news/sleep",
        READ,
    ),
    Golden(
        "chapter 25B, organisation as author, full date",
        {
            "type": "webpage",
            "title": "Leg cramps",
            "author": [{"literal": "NHS"}],
            "publisher": "NHS",
            "container-title": "NHS",
            "issued": on(2021, 12, 9),
            "URL": "https://www.nhs.uk/conditions/leg-cramps/",
        },
        "NHS. Leg cramps [Internet]. NHS; 2021 Dec 9 [cited 2023 Feb 25]. Available from: "
        "https://www.nhs.uk/conditions/leg-cramps/.",
        READ,
    ),
    Golden(
        "chapter 25B, date of citation not recorded",
        {
            "type": "webpage",
            "title": "Leg cramps",
            "publisher": "NHS",
            "issued": on(2021),
            "URL": "https://example.org/cramps",
        },
        "Leg cramps [Internet]. NHS; 2021. Available from: https://example.org/cramps",
    ),
    Golden(
        "chapter 25, language: behind the address",
        {
            "type": "webpage",
            "title": "Crampes",
            "publisher": "Exemple",
            "language": "fr",
            "URL": "https://example.org/crampes/",
        },
        "Crampes [Internet]. Exemple; [cited 2023 Feb 25]. Available from: "
        "https://example.org/crampes/. French.",
        READ,
    ),
]
