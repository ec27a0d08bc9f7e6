"""A browser before a running Overture: OVERTURE_URL says where, and OVERTURE_PASSWORD how to sign in to
its demo company. `Scripts/browsertest` starts one.

Pages are looked at in Debian's Chromium, which brings nothing of its own from the network.
"""

import os
import pathlib
import re

import pytest
from playwright.sync_api import expect, sync_playwright

URL = os.environ.get("OVERTURE_URL", "http://127.0.0.1:8080").rstrip("/")
EMAIL = os.environ.get("OVERTURE_EMAIL", "demo@tarnbrook.example")
PASSWORD = os.environ.get("OVERTURE_PASSWORD", "")
SCREENSHOTS = pathlib.Path(__file__).parent / "screenshots"

# Milliseconds in which a page does what it is asked to, on a machine with other work.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            # Chromium does not start as root in its sandbox.
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


def sign_in(page, email=EMAIL, password=PASSWORD):
    page.goto(URL + "/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url, timeout=PATIENCE)


def context_of(chromium, tmp_path_factory, email):
    """What a browser keeps once somebody has signed in, for the contexts of other tests."""
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    sign_in(page, email)
    path = tmp_path_factory.mktemp("browser") / "state.json"
    context.storage_state(path=path)
    context.close()
    return path


@pytest.fixture(scope="session")
def states(chromium, tmp_path_factory):
    """The signed-in state of a member of the demo company, by address, made when first asked for."""
    known = {}

    def state(email=EMAIL):
        if email not in known:
            known[email] = context_of(chromium, tmp_path_factory, email)
        return known[email]

    return state


@pytest.fixture
def look(chromium, states, request):
    """look(path, …): a page that is open at this address, in a browser of this kind."""
    contexts = []

    def open_page(path, email=EMAIL, viewport=WIDE, dark=False, script=True, signed_in=True):
        context = chromium.new_context(
            viewport=viewport,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            storage_state=states(email) if signed_in else None,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on(
            "console",
            lambda message: page.wrong.append(message.text) if message.type == "error" else None,
        )
        page.answer = page.goto(URL + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def shoot():
    """shoot(page, name): keeps how a page looks."""

    def keep(page, name, whole=True):
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)

    return keep


@pytest.fixture
def number_of():
    """The first whole number in a text, which may have commas."""

    def number(text):
        return int(re.search(r"[\d,]+", text).group().replace(",", ""))

    return number
