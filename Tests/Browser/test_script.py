"""What the small script adds to pages that work without it."""

import json
import pathlib
import re

from conftest import PHONE, URL
from playwright.sync_api import expect


def campaign(look, tab="", **how):
    page = look("/campaigns", **how)
    page.get_by_role("link", name="Nordic dairies, first contact").first.click()
    if tab:
        page.goto(page.url + tab)
    return page


def test_a_name_is_changed_in_place_and_escape_keeps_the_old_one(look):
    page = campaign(look)
    title = page.locator("h1 .rename")
    was = title.inner_text().strip()
    title.click()
    field = page.get_by_label("Name of the campaign")
    expect(field).to_be_focused()
    field.fill("Something else")
    page.keyboard.press("Escape")
    expect(title).to_be_visible()
    assert title.inner_text().strip() == was

    title.click()
    field.fill(was + ", again")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(title).to_contain_text(was + ", again")
    title.click()
    field.fill(was)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_what_cannot_be_undone_asks_in_a_dialog_and_escape_leaves_it(look):
    page = look("/suppressions")
    link = page.locator("a[data-dialog-link]").first
    address = page.url
    link.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_attached()
    expect(link).to_be_focused()
    assert page.url == address


def test_a_question_is_a_page_of_its_own_without_script(look):
    page = look("/suppressions", script=False)
    page.locator("a[data-dialog-link]").first.click()
    assert page.url != URL + "/suppressions"
    assert page.locator("h1").first.is_visible()


def test_a_form_that_is_folded_opens_from_its_link_and_with_what_was_typed(look):
    page = look("/accounts/new")
    page.get_by_label("Name").fill("Folded forms")
    with page.expect_navigation():
        page.get_by_role("button", name="Add account").click()
    email = page.get_by_label("Email")
    expect(email).to_be_hidden()
    page.get_by_role("link", name="No contacts yet", exact=True).click()
    expect(email).to_be_focused()
    email.fill("ada@folded.example")

    page.locator("#change-status summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Change status").click()
    expect(email).to_have_value("ada@folded.example")
    expect(email).to_be_visible()


def test_a_filter_acts_when_it_is_chosen_and_has_a_button_only_without_script(look):
    page = look("/campaigns")
    expect(page.get_by_role("button", name="Filter")).to_be_hidden()
    with page.expect_navigation():
        page.get_by_label("Email status").select_option("paused")
    expect(page).to_have_url(re.compile("status=paused"))

    plain = look("/campaigns", script=False)
    expect(plain.get_by_role("button", name="Filter")).to_be_visible()


def test_slash_goes_to_the_search_and_a_question_mark_to_the_keys(look):
    page = look("/campaigns")
    page.keyboard.press("/")
    expect(page.locator("main input[type=search]")).to_be_focused()
    page = campaign(look, "/reviews")
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_have_attribute("open", "")


def test_a_change_says_what_was_done_and_is_undone_from_there(look):
    page = look("/mailboxes")
    page.locator("main a[href^='/mailboxes/']", has_text=re.compile("felix")).first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Pause mailbox").click()
    flash = page.locator("[data-flash]")
    expect(flash).to_contain_text("sends nothing")
    with page.expect_navigation():
        flash.get_by_role("button", name="Undo").or_(flash.get_by_role("link", name="Undo")).click()
    expect(page.get_by_role("button", name="Pause mailbox")).to_be_visible()


def test_keys_do_nothing_while_somebody_types(look):
    page = campaign(look, "/reviews")
    before = page.locator("article.panel h2").inner_text()
    note = page.get_by_label("Notes for this campaign")
    note.press_sequentially("are")
    assert note.input_value() == "are"
    assert page.locator("article.panel h2").inner_text() == before


def test_on_a_phone_a_campaign_says_what_was_said_before_its_accounts_and_only_the_first_of_them(look):
    page = campaign(look, viewport=PHONE)
    def top(panel):
        return page.locator(f"[aria-labelledby={panel}]").bounding_box()["y"]

    assert top("conversations") < top("sequence") < top("accounts")
    rows = page.locator("[aria-labelledby=accounts] tbody tr:visible")
    assert rows.count() <= 8
    assert page.locator("[aria-labelledby=review-queue] tbody tr:visible").count() <= 3
    assert page.evaluate("document.documentElement.scrollHeight") < 3200
    page.get_by_role("link", name=re.compile(r"^All [\d,]+ accounts$")).click()
    expect(page).to_have_url(re.compile(r"/campaigns/\d+/accounts$"))


def test_a_clock_counts_down_in_the_words_of_the_server(look):
    durations = json.loads((pathlib.Path(__file__).parent / "durations.json").read_text())
    page = look("/positive-replies")
    page.clock.install()
    page.reload()
    clock = page.locator(".sla[data-due]").first
    expect(clock).to_be_attached()
    # The clocks tick once a minute. Time stands still on a whole second and goes on by whole seconds, so once a
    # tick was seen, the second of the next one is known.
    page.clock.pause_at(page.evaluate("Date.now()") // 1000 + 2)
    clock.evaluate(
        """(model) => {
          const clock = model.cloneNode(true);
          clock.id = "ticked";
          clock.querySelector(".sla-words").textContent = "not yet";
          document.body.append(clock);
        }"""
    )
    seen = page.locator("#ticked .sla-words")
    for _ in range(61):
        if seen.text_content() != "not yet":
            break
        page.clock.run_for(1_000)
    expect(seen).not_to_have_text("not yet")
    page.evaluate(
        """(durations) => {
          const model = document.querySelector(".sla[data-due]");
          const nextTick = Date.now() / 1000 - 1 + 60;
          for (const seconds of Object.keys(durations)) {
            const clock = model.cloneNode(true);
            clock.dataset.due = nextTick + Number(seconds);
            clock.dataset.duration = seconds;
            document.body.append(clock);
          }
        }""",
        durations,
    )
    page.clock.run_for(60_000)
    for seconds, words in durations.items():
        clock = page.locator(f".sla[data-duration='{seconds}']")
        expect(clock.locator(".sla-words")).to_have_text(f"{words} left")
        soon = int(seconds) <= int(clock.get_attribute("data-soon"))
        assert ("soon" in clock.get_attribute("class").split()) == soon


def sequence_of_a_draft(look):
    """The sequence page of a new campaign with two steps."""
    page = look("/campaigns/new")
    page.get_by_label("Name").fill("Unsaved text")
    with page.expect_navigation():
        page.get_by_role("button", name="Create campaign").click()
    address = re.search(r"/campaigns/\d+", page.url).group()
    for number in (1, 2):
        page.goto(f"{URL}{address}/sequence?step=new")
        page.locator("#subject").fill(f"Subject {number}")
        page.get_by_label("Body").fill(f"Hello, step {number}.")
        with page.expect_navigation():
            page.get_by_role("button", name=f"Add step {number}").click()
    return page, f"{URL}{address}/sequence"


def test_saving_one_form_of_a_page_keeps_what_was_typed_into_another(look, shoot):
    page, address = sequence_of_a_draft(look)
    page.goto(address + "?step=0")
    page.get_by_label("Body").fill("Not saved yet.")
    expect(page.get_by_role("button", name="Save step 1")).to_have_accessible_description("Unsaved changes")
    # What nobody has saved since the page was opened says nothing.
    expect(page.get_by_role("button", name="Save schedule")).to_have_accessible_description("")
    # The filled button is that of the form to save.
    filled = page.locator("form[data-state] .btn.primary")
    expect(filled).to_have_text(["Save step 1"])
    page.get_by_label("From", exact=True).fill("10:30")
    expect(filled).to_have_count(2)
    with page.expect_navigation():
        page.get_by_role("button", name="Save schedule").click()

    expect(page.get_by_role("button", name="Save schedule")).to_have_accessible_description("Saved")
    expect(page.get_by_role("button", name="Save mailboxes")).to_have_accessible_description("")
    editor = page.locator("[aria-labelledby=editor]")
    expect(editor.get_by_label("Body")).to_have_value("Not saved yet.")
    expect(editor.get_by_role("status")).to_contain_text("Unsaved")
    shoot(page, "unsaved-text")
    with page.expect_navigation():
        page.get_by_role("button", name="Save step 1").click()
    page.goto(address + "?step=0")
    expect(page.get_by_label("Body")).to_have_value("Not saved yet.")
    expect(editor.get_by_role("status")).to_have_count(0)
    assert page.wrong == []


def test_an_import_says_whether_its_list_exists_while_its_name_is_typed(look):
    page = look("/imports/new")
    page.get_by_label("CSV file").set_input_files(
        files=[{"name": "fresh.csv", "mimeType": "text/csv", "buffer": b"email\nnobody@fresh.example\n"}])
    with page.expect_navigation():
        page.get_by_role("button", name="Upload and check").click()
    field = page.get_by_label("List", exact=True)
    expect(field).to_have_accessible_description("Creates a list with this name.")
    known = page.locator("#lists option").first.get_attribute("value")
    field.fill(known.upper())
    expect(field).to_have_accessible_description("Adds to the existing list of this name.")
    field.fill(known + " 2")
    expect(field).to_have_accessible_description("Creates a list with this name.")
    assert page.wrong == []


def test_of_a_form_with_a_password_everything_else_is_kept(look):
    page = look("/mailboxes")
    page.locator("main table a.name").first.click()
    # As the form of a real mailbox has one.
    page.evaluate("""() => document.querySelector("[name=display_name]").form
      .insertAdjacentHTML("beforeend", "<input type=password name=password aria-label=Password>")""")
    save = page.get_by_role("button", name="Save mailbox")
    expect(save).to_have_accessible_description("")
    page.get_by_label("Password").fill("SECRET")
    expect(save).to_have_accessible_description("Unsaved changes")
    page.get_by_label("Signature").fill("Not saved yet.")
    with page.expect_navigation():
        page.get_by_role("button", name="Test connection").click()
    expect(page.get_by_label("Signature")).to_have_value("Not saved yet.")
    assert "SECRET" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_text_of_a_form_that_is_not_open_any_more_is_a_link_away_and_can_be_discarded(look):
    page, address = sequence_of_a_draft(look)
    page.goto(address + "?step=1")
    page.get_by_label("Body").fill("Words of the second step")
    with page.expect_navigation():
        page.get_by_role("button", name="Save schedule").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Open what you typed").click()
    expect(page.get_by_label("Body")).to_have_value("Words of the second step")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Body")).to_have_value("Hello, step 2.")
    page.goto(address + "?step=1")
    expect(page.get_by_label("Body")).to_have_value("Hello, step 2.")


def test_text_that_another_person_typed_in_this_tab_is_dropped(look):
    page, address = sequence_of_a_draft(look)
    page.goto(address + "?step=0")
    page.get_by_label("Body").fill("Not saved yet.")
    # As saving another form of the page stores it, and then by another person.
    page.evaluate("""() => {
      const form = document.querySelector("[aria-labelledby=editor] form");
      const stored = JSON.stringify({page: "/", kept: [{name: "body", place: 0, value: "SECRET", checked: null}]});
      const key = (person) => "unsaved:" + person + ":" + form.elements.csrf.value.split("-")[0] + ":"
        + location.pathname + ":" + new URL(form.action).pathname;
      sessionStorage.setItem(key(0), stored);
    }""")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address + "?step=0")
    expect(page.get_by_label("Body")).to_have_value("Hello, step 1.")
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('unsaved:'))") == []


def test_leaving_a_page_with_unsaved_text_asks_first(look):
    page, address = sequence_of_a_draft(look)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(address)
    page.get_by_role("link", name="Leads in the sequence").click()
    page.wait_for_url(re.compile("/leads"))
    assert asked == []
    page.goto(address)
    page.get_by_label("Body").press_sequentially("More. ")
    page.get_by_role("link", name="Leads in the sequence").click()
    expect(page.get_by_label("Body")).to_have_value(re.compile("More"))
    assert asked == ["beforeunload"]
