"""Two people on one article's form."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import open_form, save, type_into
from tests.browser.looking import problems
from tests.browser.server import Site


def test_two_people_see_each_other_and_merge_by_hand(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    slug = "what-helps-lower-back-pain"
    first, second = (open_form(people(role), site, slug) for role in ("writer", "editor"))
    expect(second.locator("#presence")).to_contain_text("Writer Sample has this article open too.")
    first.reload()
    expect(first.locator("#presence")).to_contain_text("Editor Sample has this article open too.")

    second.locator("#id_title").fill("The editor's title")
    type_into(second, "summary", "Said the editor. ")
    save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()

    first.locator("#id_title").fill("The writer's title")
    type_into(first, "body", "Said the writer. ")
    save(first)
    expect(first.locator(".merge")).to_contain_text("Editor Sample")
    expect(first.locator("#id_title")).to_have_value("The writer's title")
    expect(first.locator("#cke_id_body")).to_contain_text("Said the writer.")
    title = first.get_by_role("group", name="Title")
    expect(title.locator(".comparison").first).to_contain_text("editor's")
    expect(title.locator(".comparison").last).to_contain_text("writer's")
    assert problems(first) == []

    title.get_by_label("Take theirs").check()
    first.get_by_role("button", name="Fill in what I chose").click()
    expect(first.locator("#id_title")).to_have_value("The editor's title")
    expect(first.locator("#cke_id_summary")).to_contain_text("Said the editor.")
    expect(first.locator("#cke_id_body")).to_contain_text("Said the writer.")
    save(first)
    expect(first.locator(".messagelist .success")).to_be_visible()
    first.reload()
    expect(first.locator("#id_title")).to_have_value("The editor's title")
    expect(first.locator("#cke_id_summary")).to_contain_text("Said the editor.")
    expect(first.locator("#cke_id_body")).to_contain_text("Said the writer.")


def test_whoever_closes_the_form_is_gone(people: Callable[..., BrowserContext], site: Site) -> None:
    slug = "is-my-snoring-sleep-apnoea"
    writer, editor = (open_form(people(role), site, slug) for role in ("writer", "editor"))
    expect(editor.locator("#presence")).to_contain_text("Writer Sample")
    writer.goto(f"{site.url}/admin/")
    for _ in range(20):
        editor.reload()
        if not editor.locator("#presence").inner_text():
            return
        editor.wait_for_timeout(200)
    raise AssertionError("The writer is still said to be there.")
