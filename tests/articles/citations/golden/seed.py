"""The eight sources of the first sample article."""

from tests.articles.citations.golden.entry import READ, Golden, on, person

SEED = [
    Golden(
        "seed 1; chapter 2A, book",
        {
            "type": "book",
            "title": "Brukner and Khan's Clinical Sports Medicine",
            "author": [person("P", "Brukner")],
            "publisher": "McGraw-Hill Education",
            "publisher-place": "Sydney",
            "issued": on(2017),
        },
        "Brukner P. Brukner and Khan's Clinical Sports Medicine. Sydney: McGraw-Hill Education; "
        "2017.",
    ),
    Golden(
        "seed 2; chapter 25B, part of a web site, neither author nor date",
        {
            "type": "webpage",
            "title": "Muscle spasms (muscle cramps): Causes, pain relief & treatment",
            "container-title": "Cleveland Clinic",
            "URL": "https://my.clevelandclinic.org/health/diseases/15466-muscle-spasms",
        },
        "Muscle spasms (muscle cramps): Causes, pain relief & treatment [Internet]. Cleveland "
        "Clinic. [cited 2023 Feb 25]. Available from: "
        "https://my.clevelandclinic.org/health/diseases/15466-muscle-spasms",
        READ,
    ),
    Golden(
        "seed 3; chapter 25B, a title that ends in an exclamation mark",
        {
            "type": "webpage",
            "title": "Take that, Muscle Cramps!",
            "container-title": "Harvard Health",
            "issued": on(2021),
            "URL": "https://www.health.harvard.edu/staying-healthy/take-that-muscle-cramps",
        },
        "Take that, Muscle Cramps! [Internet]. Harvard Health. 2021 [cited 2023 Feb 25]. Available "
        "from: https://www.health.harvard.edu/staying-healthy/take-that-muscle-cramps",
        READ,
    ),
    Golden(
        "seed 4; chapter 1A, an article in print needs no address when PubMed has it",
        {
            "type": "article-journal",
            "title": "Muscle fatigue and lactic acid accumulation",
            "author": [person("K.", "Sahlin")],
            "container-title": "Acta Physiol Scand Suppl",
            "issued": on(1986),
            "volume": "556",
            "page": "83-91",
            "PMID": "3471061",
            "URL": "https://pubmed.ncbi.nlm.nih.gov/3471061/",
        },
        "Sahlin K. Muscle fatigue and lactic acid accumulation. Acta Physiol Scand Suppl. "
        "1986;556:83-91. PubMed PMID: 3471061.",
        READ,
    ),
    Golden(
        "seed 5; chapter 25B, site and publisher, no date",
        {
            "type": "webpage",
            "title": "Muscle spasms: Causes, symptoms, and treatment",
            "container-title": "Medical News Today",
            "publisher": "MediLexicon International",
            "URL": "https://www.medicalnewstoday.com/articles/muscle-spasms",
        },
        "Muscle spasms: Causes, symptoms, and treatment [Internet]. Medical News Today. "
        "MediLexicon International; [cited 2023 Feb 25]. Available from: "
        "https://www.medicalnewstoday.com/articles/muscle-spasms",
        READ,
    ),
    Golden(
        "seed 6; chapter 25B, author, site, publisher and year",
        {
            "type": "webpage",
            "title": "12 foods that may help with muscle cramps",
            "author": [person("J", "Kubala")],
            "container-title": "Healthline",
            "publisher": "Healthline Media",
            "issued": on(2020),
            "URL": "https://www.healthline.com/nutrition/foods-that-help-with-muscle-cramps",
        },
        "Kubala J. 12 foods that may help with muscle cramps [Internet]. Healthline. Healthline "
        "Media; 2020 [cited 2023 Feb 25]. Available from: "
        "https://www.healthline.com/nutrition/foods-that-help-with-muscle-cramps",
        READ,
    ),
    Golden(
        "seed 7; chapter 25B, site and year without a publisher",
        {
            "type": "webpage",
            "title": "Metabolic myopathies - diseases",
            "container-title": "Muscular Dystrophy Association",
            "issued": on(2021),
            "URL": "https://www.mda.org/disease/metabolic-myopathies",
        },
        "Metabolic myopathies - diseases [Internet]. Muscular Dystrophy Association. 2021 [cited "
        "2023 Feb 25]. Available from: https://www.mda.org/disease/metabolic-myopathies",
        READ,
    ),
    Golden(
        "seed 8; chapter 25B, site only",
        {
            "type": "webpage",
            "title": "Cramps, spasms and Muscle Health in Menopause",
            "container-title": "Naturopathic treatment for the symptoms of menopause",
            "URL": "https://www.menopausenaturalsolutions.com/blog/"
            "cramps-spasms-and-muscle-health-in-menopause",
        },
        "Cramps, spasms and Muscle Health in Menopause [Internet]. Naturopathic treatment for the "
        "symptoms of menopause. [cited 2023 Feb 25]. Available from: "
        "https://www.menopausenaturalsolutions.com/blog/"
        "cramps-spasms-and-muscle-health-in-menopause",
        READ,
    ),
]
