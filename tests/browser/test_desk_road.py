"""The road from an empty desk to the public page, by hand, each step by whom it belongs to."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.desk import sign_in
from tests.browser.editing import paste, text
from tests.browser.server import Site, prepared, running, sign_ins

SERVER = "tests.browser.desk_server:application"
TITLE, SLUG = "Why do knees creak?", "why-do-knees-creak"
DAY = 24 * 60 * 60
# Accounts, a topic, two public profiles and one work: a desk without an article.
EMPTY_DESK = """
from datetime import date
from django.contrib.auth.models import User
from articles import sample_library
from articles.models import Author, Source, Topic
for name, password in sample_library.sign_ins().items():
    print(f"  {name} {password}")
Topic.objects.create(name="Joints", slug="joints")
Author.objects.create(name="Wren Sample", slug="wren-sample")
Author.objects.create(
    name="Jordan Sample", slug="jordan-sample", credentials="Sample credential",
    credentials_expire_on=date(2099, 1, 1), competing_interests="None declared",
    user=User.objects.get(username="reviewer"),
)
Source.objects.create(
    type="book", title="Knees in general", publisher="Example Press", issued="2021",
    authors=[{"family": "Library", "given": "L"}], publisher_place="Leeds",
)
"""
RIS = """TY  - JOUR
AU  - Ashdown, Rae
TI  - A trial of walking for stiff knees
JO  - Example Med
PY  - 2022
VL  - 4
SP  - 10
EP  - 18
DO  - 10.1000/example.ris
ER  -"""
WORD = """<p class=MsoTitle style='color:red'>Ignored by nobody</p>
<h1><span style='font-family:Arial'>What a creak is<o:p></o:p></span></h1>
<p class=MsoNormal style='margin-bottom:8.0pt'>Most knees make a sound when they
bend.<o:p></o:p></p>
<h1>What helps</h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Walking</b> keeps the joint moving.</p>"""


@pytest.fixture
def desk(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: object
) -> Iterator[Site]:
    """A library without any article, under a clock that can be moved."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "clock").write_text("0")
    site = prepared(folder, CLOCK_FILE=str(folder / "clock"))
    passwords = sign_ins(site.manage("shell", "-v0", "-c", EMPTY_DESK))
    with running(site, SERVER):
        yield replace(site, passwords=passwords)


@pytest.fixture
def people(browser: Browser, desk: Site) -> Iterator[Callable[[str], Page]]:
    """The browser of each role, signed in: `people("editor")`."""
    pages: dict[str, Page] = {}

    def person(role: str) -> Page:
        if role not in pages:
            page = pages[role] = browser.new_page(viewport={"width": 1280, "height": 1000})
            sign_in(page, desk, role)
        return pages[role]

    yield person
    for page in pages.values():
        page.close()


def test_text_goes_from_an_empty_desk_to_its_reader_and_stays_as_it_was_approved(
    people: Callable[[str], Page], desk: Site
) -> None:
    writer = people("writer")
    expect(writer.locator("#content")).to_contain_text("You have no drafts.")
    form = write_article(writer, desk)
    cite_three_sources(writer)
    fix_findings(writer)
    save(writer)
    form = writer.url
    step(writer, "Submit for review")

    reviewer = people("reviewer")
    reviewer.goto(f"{desk.url}/admin/")
    reviewer.get_by_role("link", name=TITLE).first.click()
    approve(reviewer)

    editor = people("editor")
    editor.goto(form)
    schedule(editor)

    assert read(people("writer"), desk) == 404
    move_clock(desk, 2 * DAY)
    reader = people("moderator").context.browser
    assert reader is not None
    page = reader.new_page()
    answer = page.goto(f"{desk.url}/articles/{SLUG}/")
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("main")).to_contain_text("Most knees make a sound when they bend.")
    expect(page.locator(".refs > li")).to_have_count(3)
    expect(page.locator(".trust")).to_contain_text("Jordan Sample")
    expect(page.locator("[data-medical-disclaimer]")).to_have_count(3)

    edit_again(writer, form)
    page.reload()
    expect(page.locator("main")).to_contain_text("Most knees make a sound when they bend.")
    expect(page.locator("main")).not_to_contain_text("Some think otherwise.")
    page.close()
    editor.goto(form)
    expect(editor.get_by_role("button", name="Publish now")).to_be_disabled()
    expect(editor.locator(".side")).to_contain_text("has no medical review yet")


def write_article(page: Page, desk: Site) -> str:
    """A new article: its head typed, its body pasted from Word."""
    page.goto(f"{desk.url}/admin/articles/article/add/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_title").blur()
    expect(page.locator("#id_slug")).to_have_value(SLUG)
    page.locator("#id_topic").select_option(label="Joints")
    page.locator("#bylines-group .addlink").click()
    choose(page, "#bylines-0", "Wren Sample")
    text(page).click()
    paste(page, WORD)
    expect(text(page).locator("h2")).to_have_count(2)
    expect(text(page).locator("[style], [class^=Mso]")).to_have_count(0)
    return page.url


def choose(page: Page, row: str, name: str) -> None:
    """Choose in the search box of a row."""
    page.locator(f"{row} .select2-selection").click()
    page.locator(".select2-search__field").fill(name)
    page.locator(".select2-results__option", has_text=name).click()


def cite_three_sources(page: Page) -> None:
    """One by its DOI, one by RIS, one from the library."""
    at_end_of(page, "Most knees make a sound")
    look_up(cite(page), "10.1000/example.7", "Do examples help")
    at_end_of(page, "keeps the joint moving")
    look_up(cite(page), RIS, "A trial of walking")
    panel = page.locator("#checks")
    expect(panel).to_contain_text("There is no summary.")
    text(page, "summary").click()
    page.keyboard.type("Creaks are common.")
    expect(panel).not_to_contain_text("There is no summary.")
    picker = cite(page)
    picker.get_by_label("Search this article").fill("Knees in general")
    picker.get_by_role("region", name="In the library").get_by_role("button").click()
    expect(text(page, "summary").locator("sup.citation")).to_have_text("[3]")
    expect(text(page).locator("sup.citation")).to_have_text(["[1]", "[2]"])


def at_end_of(page: Page, words: str) -> None:
    text(page).get_by_text(words).click()
    page.keyboard.press("End")


def cite(page: Page) -> Locator:
    page.keyboard.press("F2")
    dialog = page.get_by_role("dialog", name="Cite a source")
    expect(dialog).to_be_visible()
    return dialog


def look_up(picker: Locator, wanted: str, title: str) -> None:
    """Give what is wanted to the box below the lists, and insert what is found."""
    picker.get_by_label("Not found? Add it").fill(wanted)
    picker.get_by_role("button", name="Look up").click()
    picker.locator("form li", has_text=title).get_by_role("button").click()


def fix_findings(page: Page) -> None:
    """What must be fixed is told while writing, and gone when it is fixed."""
    panel = page.locator("#checks")
    title = page.locator("#id_title")
    title.press("Control+a")
    title.press("Delete")
    expect(panel).to_contain_text("Give the article a title.")
    title.press_sequentially(TITLE)
    expect(panel).not_to_contain_text("Give the article a title.")
    expect(panel).to_contain_text("0 must fix")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def step(page: Page, name: str) -> None:
    """Go to the page of a step and press its button."""
    page.locator(".verbs").get_by_role("link", name=name).click()
    page.get_by_role("button", name=name).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def approve(page: Page) -> None:
    """Read the text, open a mark's source, approve."""
    page.locator(".verbs").get_by_role("link", name="Review", exact=True).click()
    expect(page.locator(".reading")).to_contain_text("Most knees make a sound when they bend.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def schedule(page: Page) -> None:
    """For tomorrow."""
    page.locator(".verbs").get_by_role("link", name="Schedule", exact=True).click()
    at = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=1)
    page.get_by_label("Publish at").fill(f"{at:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Schedule").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def read(page: Page, desk: Site) -> int:
    """The status of the article's public address."""
    return page.request.get(f"{desk.url}/articles/{SLUG}/").status


def move_clock(desk: Site, ahead: int) -> None:
    (desk.folder / "clock").write_text(str(ahead))


def edit_again(page: Page, form: str) -> None:
    page.goto(form)
    at_end_of(page, "keeps the joint moving")
    page.keyboard.type(" Some think otherwise.")
    save(page)
