"""The golden references, all of them."""

from tests.articles.citations.golden.books import BOOKS
from tests.articles.citations.golden.journals import JOURNALS
from tests.articles.citations.golden.names_and_titles import NAMES, TITLES
from tests.articles.citations.golden.other_works import OTHERS
from tests.articles.citations.golden.seed import SEED

GOLDEN = SEED + NAMES + TITLES + JOURNALS + BOOKS + OTHERS
