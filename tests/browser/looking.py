"""What a reader's eye, or a machine in its place, makes of a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ARTICLE = "/articles/why-do-muscles-go-into-spasm/"
VIEWPORTS = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


def problems(page: Page) -> list[str]:
    """axe's violations, a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


def assert_readable(page: Page, kind: str) -> None:
    """Not merely in the page: in sight, opaque, of a readable size, in ink that differs from paper,
    and nothing lies on it."""
    wording = page.locator(f'[data-medical-disclaimer="{kind}"]')
    expect(wording).to_be_visible()
    wording.scroll_into_view_if_needed()
    seen = wording.evaluate(
        """element => {
            const box = element.getBoundingClientRect();
            const at = document.elementFromPoint(box.x + 8, box.y + box.height / 2);
            let opacity = 1;
            for (let node = element; node; node = node.parentElement)
                opacity *= Number(getComputedStyle(node).opacity);
            return {
                size: parseFloat(getComputedStyle(element).fontSize),
                opacity,
                width: box.width,
                on_top: element.contains(at) || at.contains(element),
            };
        }"""
    )
    assert seen["size"] >= 13, seen
    assert seen["opacity"] == 1, seen
    assert seen["width"] > 200, seen
    assert seen["on_top"], seen
