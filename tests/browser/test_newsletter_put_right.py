"""A correction in a browser: seen on the desk, drafted, and read as a mail and in the archive."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import sign_in
from tests.browser.looking import VIEWPORTS, problems
from tests.browser.server import Site
from tests.browser.test_newsletter_issue import assert_fits_a_narrow_phone

# Two articles that people were mailed: the one was put right, the other is withdrawn.
PREPARE = """
from django.contrib.auth.models import User
from newsletter.models import Issue
from tests.factories import UserFactory, clinician, published
from tests.newsletter import rows
from tests.newsletter.correcting import corrected, drafted, retracted, sent
writer, editor = UserFactory(groups=["Writer"]), UserFactory(groups=["Editor"])
reviewer = clinician()
rows.subscribers(2)
for name, wrong in (("corrected", corrected), ("retracted", retracted)):
    edition = published(writer, reviewer, editor, title=f"Is the {name} one true?")
    sent(edition, by=editor)
    cause = wrong(edition, writer, reviewer, editor) if name == "corrected" else wrong(
        edition, editor)
    issue = drafted(cause)
    print(name, issue.pk)
"""


@pytest.fixture(scope="module")
def issues(site: Site) -> dict[str, str]:
    """The keys of the issues that tell of them."""
    printed = site.manage("shell", "-v0", "-c", PREPARE)
    return dict(line.split() for line in printed.splitlines())


@pytest.fixture
def publisher(browser: Browser, site: Site) -> Iterator[Page]:
    """The newsletter's editor, signed in."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    sign_in(page, site, "publisher")
    yield page
    page.close()


def test_desk_of_corrections_is_accessible(
    publisher: Page, site: Site, issues: dict[str, str]
) -> None:
    publisher.goto(f"{site.url}/admin/newsletter/correction/")
    expect(publisher.locator("#result_list")).to_contain_text("Is the corrected one true?")
    assert problems(publisher) == []
    publisher.locator("#result_list th a").first.click()
    expect(publisher.locator("main, #content").first).to_contain_text("one true?")
    assert problems(publisher) == []
    assert_fits_a_narrow_phone(publisher)


@pytest.mark.parametrize("kind", ["corrected", "retracted"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: f"{v['width']}px")
def test_mail_of_a_correction_can_be_read_by_everybody(
    publisher: Page, site: Site, issues: dict[str, str], viewport: dict[str, int],
    scheme: Literal["light", "dark"], kind: str,
) -> None:  # fmt: skip
    publisher.set_viewport_size(viewport)  # type: ignore[arg-type]
    publisher.emulate_media(color_scheme=scheme)
    publisher.goto(f"{site.url}/admin/newsletter/issue/{issues[kind]}/preview/")
    mail = publisher.content()
    assert publisher.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    for wording in ("full", "site"):
        expect(publisher.locator(f"[data-medical-disclaimer={wording}]")).to_be_visible()
    expect(publisher.locator("body")).to_contain_text(f"Is the {kind} one true?")
    publisher.goto("about:blank")  # the preview lets no script in, not even that which looks at it
    publisher.set_content(mail)
    assert problems(publisher) == []
