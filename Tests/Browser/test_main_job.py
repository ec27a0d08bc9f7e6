"""The main job, from a CSV of leads to a positive reply, as the people whose day it is do it.

Each test goes on where the one before it stopped, and the points 7 and 8 use the time in which the
invented people answer. The whole walk is done on a wide screen and on a phone.
"""

import re
import types

import pytest
from conftest import PHONE, URL, WIDE
from playwright.sync_api import expect

PATIENCE = 120_000
LEADS = 150
REP = "jonas@tarnbrook.example"
FINANCE = "marta@tarnbrook.example"


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "phone"])
def story(request):
    """What one walk has made so far."""
    kind = "wide" if request.param == WIDE else "phone"
    return types.SimpleNamespace(kind=kind, viewport=request.param, title=f"Walk, {kind}")


@pytest.fixture
def visit(look, story):
    """visit(path): the page as a member of the demo company sees it, on the device of this walk."""
    return lambda path, email="demo@tarnbrook.example": look(
        path, viewport=story.viewport, email=email)


@pytest.fixture
def keep(shoot, story):
    return lambda page, name: shoot(page, f"job-{name}-{story.kind}")


def metric(page, label):
    """The figure that stands under this label in a metric strip."""
    return page.locator(".metric", has=page.get_by_text(label, exact=True)).locator(".v")


def figure(text):
    found = re.search(r"\d[\d,]*", text)
    return int(found.group().replace(",", "")) if found else 0


def until_past(locator, before):
    """Waits until the figure has grown past `before`, on the page as it stands."""
    while figure(text := locator.inner_text()) <= before:
        expect(locator).not_to_have_text(text, timeout=PATIENCE)


def press(page, name):
    """Presses the button, and waits for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def launch(page):
    """Presses the button, and the one of the dialog that asks."""
    page.get_by_role("button", name="Launch campaign").first.click()
    question = page.locator("[data-dialog]")
    expect(question).to_contain_text("First email")
    with page.expect_navigation():
        question.get_by_role("button", name=re.compile("^Launch to ")).click()


def leads_csv(story):
    """Good rows, then three that need a look: no address, no @ sign, and one twice."""
    lines = ["First name;Last name;Email;Company;Website;Country;Role"]
    for n in range(LEADS):
        domain = f"{story.kind}{n}.example"
        lines.append(f"Ada{n};Quist;ada.quist@{domain};Kühlhaus {story.kind} {n};"
                     f"https://www.{domain};DE;Plant engineer")
    lines.append(f"Bo;Nilsen;;Nordlys {story.kind};;NO;Owner")
    lines.append(f"Cy;Petit;cy.petit at {story.kind};Petit;;FR;Owner")
    lines.append(lines[1])
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def test_1_the_demo_company_is_at_work_and_its_numbers_move_without_a_reload(visit, keep):
    page = visit("/campaigns")
    page.get_by_role("link", name="Cold storage DACH, autumn").first.click()
    page.evaluate("window.stayed = true")
    outreached = metric(page, "Contacted")
    before = figure(outreached.inner_text())
    until_past(outreached, before)
    assert page.evaluate("window.stayed"), "the page was loaded again"
    assert page.get_by_text("No email leaves this server").first.is_visible()
    keep(page, "1-campaign-at-work")


def test_2_a_csv_of_leads_is_uploaded_mapped_checked_and_imported(visit, keep, story):
    page = visit("/imports/new")
    upload(page, story)
    page.wait_for_function(
        "() => document.querySelector('button[formaction$=confirm]') !== null", timeout=PATIENCE)
    rows = page.get_by_role("region", name="Rows with issues")
    expect(rows.get_by_text(f"cy.petit at {story.kind}")).to_be_visible()
    keep(page, "2-checked")
    for column, field in [
        ("Email", "Contact email"), ("Company", "Account name"), ("Role", "Job title")]:
        chosen = page.get_by_label(f"Field for {column}").locator("option:checked")
        assert chosen.inner_text() == field
    page.get_by_label("List", exact=True).fill(f"Fair {story.kind}")
    press(page, page.locator("button[formaction$=confirm]").inner_text().strip())
    expect(page.locator(".head .badge")).to_have_text("Imported", timeout=PATIENCE)
    keep(page, "2-imported")
    page.get_by_role("link", name=f"Fair {story.kind}").click()
    expect(page.get_by_text(f"{LEADS} contacts").first).to_be_visible()


def test_2_the_same_file_again_changes_nothing_and_an_import_is_canceled(visit, keep, story):
    page = visit("/imports/new")
    upload(page, story)
    page.wait_for_function(
        "() => document.querySelector('button[formaction$=confirm]') !== null", timeout=PATIENCE)
    assert figure(metric(page, "New contacts").inner_text()) == 0
    keep(page, "2-again")
    page.get_by_role("link", name="Cancel import").click()
    press(page, "Cancel the import")
    expect(page.locator(".head .badge")).to_have_text("Canceled")


def test_3_a_product_a_campaign_and_its_sequence_are_made_and_launched(visit, keep, story):
    page = visit("/products/new")
    page.get_by_label("Name").fill(f"Chillmeter {story.kind}")
    press(page, "Add product")
    page.goto(URL + "/campaigns/new")
    page.get_by_label("Name").fill(story.title)
    page.get_by_label("Product").select_option(label=f"Chillmeter {story.kind}")
    press(page, "Create campaign")
    story.campaign = int(re.search(r"/campaigns/(\d+)", page.url).group(1))
    story.path = f"/campaigns/{story.campaign}"

    page.goto(URL + story.path + "/sequence")
    attach(page, "DACH cold stores, autumn fair")
    answer = page.locator("main")
    expect(answer).to_contain_text("added")
    expect(answer).to_contain_text(re.compile("customer|contact|competitor", re.I))
    keep(page, "3-guardrails")
    page.goto(URL + story.path + "/sequence")
    attach(page, f"Fair {story.kind}")

    write_step(page, story, "new", 0, "A meter for {{COMPANY}}",
               "<p>{Hello|Good day} {{FIRST_NAME | \"colleague\"}},</p>"
               "<p>what does {{COMPANY}} pay for a pallet?"
               " <a href=\"https://chillmeter.example/sum\">The sum</a></p>")
    write_step(page, story, "new", 1, "", "<p>Did the sum reach you, {{FIRST_NAME}}?</p>")
    page.goto(URL + story.path + "/sequence")
    page.get_by_label("ines@tarnbrook.example").check()
    page.get_by_label("felix@tarnbrook.example").check()
    press(page, "Save mailboxes")
    page.goto(URL + story.path + "/sequence")
    expect(page.locator(".steps > li").first).to_be_visible()
    mail = page.frame_locator("iframe.mail-frame").locator("body")
    expect(mail).to_contain_text("what does")
    expect(mail).not_to_contain_text("{{")
    keep(page, "3-sequence")
    launch(page)
    expect(page.locator("[data-flash]")).to_contain_text("nothing is sent")
    press(page, "Undo launch")
    expect(page.locator("[data-flash]")).to_contain_text("is a draft again")
    launch(page)
    page.goto(URL + story.path)
    # The hold in which a launch can be taken back is counted down, and then the open page has other buttons.
    left = page.locator(".banner.note [data-left]")
    expect(left).to_have_text(re.compile(r"Launches in \d+ seconds?"))
    expect(left).not_to_have_text(left.inner_text())
    expect(page.get_by_role("button", name="Pause")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Cancel the launch")).to_have_count(0)
    expect(page.locator(".head .badge", has_text="Running")).to_be_visible()


def test_4_the_sender_delivers_and_each_lead_has_its_why(visit, keep, story):
    page = visit(story.path)
    until_past(metric(page, "Contacted"), 20)
    keep(page, "4-sending")
    page.goto(URL + story.path + "/leads")
    page.get_by_role("main").locator("a.name").first.click()
    assert "/leads/" in page.url
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Enrolled")
    expect(page.get_by_role("region", name="Deliveries")).to_contain_text("Step 1")
    keep(page, "4-why")


def test_4_a_server_that_does_not_answer_is_tried_and_not_saved(visit, keep, story):
    page = visit("/mailboxes/new")
    page.get_by_label("Address", exact=True).fill(f"real@{story.kind}.example")
    page.get_by_label("SMTP server").fill("127.0.0.1")
    page.get_by_label("Port").fill("9")
    page.get_by_label("User name").fill("real")
    page.get_by_label("Password").fill("secret words")
    press(page, "Test and save")
    assert page.get_by_label("SMTP server").input_value() == "127.0.0.1"
    expect(page.locator(".error, .errors").first).to_be_visible()
    keep(page, "4-mailbox-refused")


def test_7_accounts_are_approved_and_rejected_by_keyboard_and_a_decision_is_undone(visit, keep):
    page = visit("/campaigns")
    page.get_by_role("link", name="Cold storage DACH, autumn").first.click()
    page.get_by_role("navigation", name="Campaign").get_by_role("link", name="Review").click()
    page.wait_for_url("**/reviews")
    card = page.locator("article.panel h2")
    keep(page, "7-review")
    names = []
    for key in "ar":
        names.append(card.inner_text())
        with page.expect_navigation():
            page.keyboard.press(key)
    assert card.inner_text() not in names
    with page.expect_navigation():
        page.keyboard.press("u")
    assert card.inner_text() == names[1]


def test_8_finance_enters_an_expense_and_reads_what_an_account_cost(visit, keep, story):
    page = visit(story.path + "/costs", FINANCE)
    page.get_by_label("Amount").fill("12.345")
    press(page, "Add expense")
    assert page.get_by_label("Amount").input_value() == "12.345", "what was typed stays"
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    page.get_by_label("Amount").fill("300.00")
    page.get_by_label("Currency").fill("EUR")
    press(page, "Add expense")
    costs = page.get_by_role("region", name="Costs", exact=True)
    expect(costs).to_contain_text("300.00")
    ratio = costs.locator("dt", has_text="Per contacted account").locator("+ dd")
    outreached = figure(metric(visit(story.path), "Contacted").inner_text())
    assert outreached > 0
    assert float(ratio.inner_text().split()[0]) <= 300 / 20
    keep(page, "8-costs")


def test_5_replies_arrive_are_read_and_stop_the_sequence(visit, keep, story):
    page = visit(story.path)
    panel = page.get_by_role("region", name="Conversations")
    expect(panel.locator(".badge, .g").first).to_be_attached(timeout=PATIENCE)
    until_past(metric(page, "Responded"), 0)
    keep(page, "5-campaign")
    page.goto(URL + "/replies?folder=all")
    # Who is out of the office has not answered; the others appear by themselves.
    reply = page.get_by_role("link", name=re.compile(f"{story.kind} \\d+")).filter(
        has_not_text="Out of office").first
    expect(reply).to_be_visible(timeout=PATIENCE)
    reply.click()
    page.wait_for_load_state()
    keep(page, "5-reply")
    thread = page.locator(".thread")
    expect(thread).to_contain_text("The sequence stopped")
    pressed = page.locator(".classes [aria-pressed=true]")
    was = pressed.inner_text().split()[0]
    other = "Neutral" if was != "Neutral" else "Negative"
    with page.expect_navigation():
        page.locator(".classes button", has_text=other).click()
    expect(pressed).to_contain_text(other)


def test_6_a_rep_sees_the_time_that_is_left_and_marks_a_reply_as_contacted(visit, keep):
    page = visit("/positive-replies", REP)
    row = page.locator(".hot").first
    expect(row.locator(".sla")).to_contain_text(re.compile("over|left"))
    keep(page, "6-positive")
    name = row.locator("a.strong").inner_text()
    with page.expect_navigation():
        row.get_by_role("button", name="Mark contacted").click()
    expect(page.locator("[data-flash]")).to_contain_text(name)


def upload(page, story):
    page.get_by_label("CSV file").set_input_files(
        files=[{"name": f"fair-{story.kind}.csv", "mimeType": "text/csv",
                "buffer": leads_csv(story)}])
    press(page, "Upload and check")


def attach(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=f"Attach {name}", exact=True).click()


def write_step(page, story, step, days, subject, body):
    page.goto(f"{URL}{story.path}/sequence?step={step}")
    page.get_by_label(re.compile("^Days after (launch|the previous step)")).fill(str(days))
    page.get_by_label("Subject A").fill(subject)
    page.get_by_label("Body").fill(body)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^(Add|Save) step|^Add the step")).first.click()
