"""The API as programs use it: the example of the requirements by curl, and its description."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

import openapi_spec_validator
import pytest
from conftest import run
from running import Up, wait_until

EXAMPLE = r"""{
"name": "Q2 Outreach",
"status": "running",
"check_reply": true,
"track_opens": true,
"track_clicks": true,
"schedule_config": "{\"days\":[0,1,2,3,4,5,6],\"start\":\"00:00\",\"end\":\"00:00\",\"timezone\":\"UTC\"}",
"lists": [{"id": LIST}],
"senders": [{"id": SENDER}],
"steps": [
{
"position": 0,
"subjects": "[\"Hey {{FIRST_NAME}}, quick question\", \"{{FIRST_NAME}} — saw your work at {{COMPANY}}\"]",
"body": "<p>Hi {{FIRST_NAME}},</p><p>{I noticed|I saw} your work at {{COMPANY}}...</p>",
"wait_days": 0,
"trigger_condition": "always"
},
{
"position": 1,
"subjects": "[\"Following up\"]",
"body": "<p>Hey {{FIRST_NAME}}, just bumping this to the top...</p>",
"wait_days": 3,
"trigger_condition": "not_opened"
}
]
}"""

# A value can be valid by itself and refused for what it means, such as a name that another account has.
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "412", "422"]

# QUERY is not a method that the server knows: 501 (RFC 9110, 15.6.2).
[phases.coverage]
unexpected-methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE"]
"""


@pytest.fixture(scope="module")
def up():
    folder = tempfile.mkdtemp(prefix="overture-api.", dir="/tmp")
    with Up(folder, OVERTURE_API_RATE="1000000") as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def token(up):
    """Of the workspace that the first start fills."""
    made = run("token", "create", "Tests", "--workspace", "Tarnbrook",
               "--rights", "see,edit,launch", environment={"OVERTURE_DATA": up.data})
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"ovt_\d+_[\w-]{43}\n", made.stdout)
    return made.stdout.strip()


def psql(up, query):
    """Of the workspace that the first start fills, as the owner of the private cluster."""
    done = subprocess.run(
        ["psql", "-qXAt", "-v", "ON_ERROR_STOP=1",
         f"host='{up.sockets()}' user=overture dbname=overture", "-c",
         "SELECT set_config('overture.workspace', max(id)::text, false) FROM workspaces "
         "WHERE name = 'Tarnbrook'", "-c", query],
        check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def sign_in(up):
    """The session of the demo company's owner."""
    address = f"http://127.0.0.1:{up.port}/sign-in"
    page = urllib.request.urlopen(address, timeout=20)
    csrf = re.search(r'name="csrf" value="([^"]+)"', html.unescape(page.read().decode()))[1]
    form = urllib.parse.urlencode({"csrf": csrf, "email": up.email, "password": up.password})
    done = subprocess.run(
        ["curl", "-sS", "-o", os.devnull, "-D", "-", address, "--data", form,
         "-H", f"Cookie: {page.headers['Set-Cookie'].split(';')[0]}"],
        check=True, capture_output=True, text=True)
    return re.search(r"auth_token=([^;]+)", done.stdout)[1]


def curl(up, path, *arguments):
    """Status and JSON of an answer."""
    done = subprocess.run(
        ["curl", "-sS", "-w", "\n%{http_code}", f"http://127.0.0.1:{up.port}{path}", *arguments],
        capture_output=True, text=True, check=True)
    text, _, status = done.stdout.rpartition("\n")
    return int(status), json.loads(text) if text else None


def post(up, path, bearer, body):
    status, made = curl(up, path, *bearer, "-H", "Content-Type: application/json",
                        "-d", json.dumps(body))
    assert status == 201, made
    return made


def make_list(up, bearer):
    """A list with a contact who is in no campaign yet."""
    account = post(up, "/v1/accounts", bearer, {"name": "Pellworm Works"})
    contact = post(up, "/v1/contacts", bearer, {
        "account_id": account["id"], "email": "ada@pellworm.example", "first_name": "Ada"})
    return psql(up, f"""
        WITH made AS (INSERT INTO lists (name) VALUES ('From the API') RETURNING id)
        INSERT INTO list_contacts (list_id, contact_id) SELECT id, {contact['id']} FROM made
        RETURNING list_id""")


def test_s1_029_s1_034_the_example_by_curl_with_the_cookie_of_a_session_sends_mail(up, token):
    bearer = ["-H", f"Authorization: Bearer {token}"]
    psql(up, "INSERT INTO api_defaults (product_id) SELECT min(id) FROM products RETURNING 1")
    sender = psql(up, "SELECT min(id) FROM mailboxes WHERE kind = 'practice'")
    body = EXAMPLE.replace("LIST", make_list(up, bearer)).replace("SENDER", sender)

    status, made = curl(
        up, "/v1/outreach/campaigns", "-X", "POST", "-H", "Content-Type: application/json",
        "-H", f"Cookie: auth_token={sign_in(up)}", "-d", body)

    assert status == 201, made
    assert made["status"] == "running" and made["leads"] == 1
    address = f"/v1/outreach/campaigns/{made['id']}"
    wait_until(lambda: curl(up, address, *bearer)[1]["sent"] == 1, 90, "the first email")
    events = curl(up, "/v1/events?limit=200", *bearer)[1]
    assert {"type", "timestamp", "data"} == set(events["data"][0])


def test_records_are_created_read_and_changed(up, token):
    bearer = ["-H", f"Authorization: Bearer {token}"]
    json_body = [*bearer, "-X", "PATCH", "-H", "Content-Type: application/json", "-d"]

    account = post(up, "/v1/accounts", bearer, {"name": "Amrum Mills", "employees": 12})
    address = f"/v1/accounts/{account['id']}"
    status, changed = curl(up, address, *json_body, '{"city": "Nebel", "employees": null}')
    assert status == 200, changed
    assert changed == {**account, "city": "Nebel", "employees": None}
    assert curl(up, address, *bearer) == (200, changed)
    twin, problem = curl(up, "/v1/accounts", *bearer, "-H", "Content-Type: application/json",
                         "-d", '{"name": "Amrum Mills"}')
    assert twin == 409 and str(account["id"]) in problem["detail"]

    contact = post(up, "/v1/contacts", bearer, {
        "account_id": account["id"], "email": "bo@amrum.example"})
    status, problem = curl(up, f"/v1/contacts/{contact['id']}", *json_body, '{"email": "nobody"}')
    assert status == 422
    assert [error["field"] for error in problem["errors"]] == ["email"]
    status, changed = curl(up, f"/v1/contacts/{contact['id']}", *json_body, '{"title": "Miller"}')
    assert changed == {**contact, "title": "Miller"}
    found = curl(up, f"/v1/contacts?account={account['id']}", *bearer)[1]
    assert found == {"data": [changed], "next": None}

    post(up, "/v1/suppressions", bearer, {"email": "bo@amrum.example"})
    assert not curl(up, f"/v1/contacts/{contact['id']}", *bearer)[1]["may_be_emailed"]


def test_a_token_that_is_not_known_is_refused(up):
    status, problem = curl(up, "/v1/accounts", "-H", "Authorization: Bearer ovt_1_x")
    assert status == 401
    assert problem["title"] == "Unauthorized"


def test_the_description_is_valid(up):
    _, description = curl(up, "/v1/openapi.json")
    openapi_spec_validator.validate(description)


def test_schemathesis_finds_nothing(up, token, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", tmp_path / "schemathesis.toml",
         "run", f"http://127.0.0.1:{up.port}/v1/openapi.json",
         "-H", f"Authorization: Bearer {token}", "--max-examples", "3", "--seed", "1"],
        capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
