"""Coming in and going out, in a browser."""

from conftest import EMAIL, PASSWORD, URL


def test_somebody_signs_in_and_comes_to_the_page_they_asked_for(look):
    page = look("/mailboxes", signed_in=False)
    assert page.url == URL + "/sign-in?next=%2Fmailboxes"
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(URL + "/mailboxes")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert set(cookies) == {"auth_token", "auth_browser"}
    assert all(cookie["httpOnly"] for cookie in cookies.values())
    assert cookies["auth_token"]["sameSite"] == "Lax"


def test_a_wrong_password_comes_back_with_what_was_typed_and_the_focus_on_it(look):
    page = look("/sign-in", signed_in=False)
    page.get_by_label("Email").fill("nobody@tarnbrook.example")
    page.get_by_label("Password").fill("wrong horse")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_label("Email").input_value() == "nobody@tarnbrook.example"
    assert page.get_by_text("Email and password do not match").is_visible()
    assert page.evaluate("document.activeElement.id") == "password"


def test_signing_out_ends_it(look, chromium):
    context = chromium.new_context()
    page = context.new_page()
    from conftest import sign_in

    sign_in(page)
    page.locator("summary.me").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(URL + "/sign-in")
    page.goto(URL + "/campaigns")
    assert "/sign-in" in page.url
    context.close()


def test_a_page_is_walked_by_keyboard_from_the_skip_link_on(look):
    page = look("/campaigns")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
