"""`overture inspect …`: field names are a contract, and the data sets are its tests."""

import csv
import datetime
import json
import zoneinfo

from conftest import lines, run


def test_schedules_agree_with_an_independent_table(database, data):
    table = list(csv.DictReader(open(data / "timezones" / "send_window_cases.csv")))
    # Governments change their clocks: where the machine's zone data are newer than the table, they are right.
    cases = [case for case in table if wall(case) == case["local"].split()[1]]
    print(f"schedules: {len(table) - len(cases)} of {len(table)} skipped, newer rules")
    assert len(cases) * 2 >= len(table)
    questions = "".join(
        json.dumps({
            "config": {"days": json.loads(case["days_sunday_is_0"]), "start": case["start"],
                       "end": case["end"], "timezone": case["zone"]},
            "at": case["utc"],
        }) + "\n" for case in cases)
    answers = lines(run("inspect", "schedule", "-", stdin=questions, environment=database))
    wrong = [(c, a) for c, a in zip(cases, answers)
             if a["open"] != (c["inside"] == "true") or (a["next_open"] is None) != a["open"]]
    assert len(answers) == len(cases)
    assert wrong == []
    assert set(answers[0]) == {"at", "open", "next_open"}


def wall(case):
    """What the clock on the wall says at the case's moment, by the machine's zone data."""
    moment = datetime.datetime.fromisoformat(case["utc"].replace("Z", "+00:00"))
    return moment.astimezone(zoneinfo.ZoneInfo(case["zone"])).strftime("%Y-%m-%dT%H:%M")


def test_a_schedule_that_the_product_refuses_has_no_answer(database):
    good = {"days": [1], "start": "09:00", "end": "17:00", "timezone": "UTC"}
    questions = "".join(
        json.dumps({"config": {**good, **change}, "at": "2026-02-16T14:00:00Z"}) + "\n"
        for change in ({}, {"days": [7]}, {"days": []}, {"start": "9"}, {"timezone": "Mars/Here"}))
    result = run("inspect", "schedule", "-", stdin=questions, environment=database)
    assert result.returncode == 1
    assert [json.loads(line)["open"] for line in result.stdout.splitlines()] == [True]
    assert len(result.stderr.splitlines()) == 4


def test_phones_agree_with_libphonenumbers_own_table(data):
    cases = list(csv.DictReader(open(data / "phone_libphonenumber" / "import_cases.csv")))
    names = cases[0].keys()
    raw = "raw" if "raw" in names else next(iter(names))
    region = "default_region"
    e164 = next(n for n in names if "e164" in n.lower())
    asked = [c for c in cases if "\t" not in c[raw] and "\n" not in c[raw] and c[raw].strip()]
    answers = lines(run("inspect", "phone", "-",
                        stdin="".join(f"{c[raw]}\t{c[region]}\n" for c in asked)))
    assert len(answers) == len(asked)
    agree = sum((a["e164"] or "") == c[e164] and (a["region"] or "") == c["region"]
                for a, c in zip(answers, asked))
    print(f"phones: {agree} of {len(asked)} agree")
    assert agree / len(asked) >= 0.98
    assert set(answers[0]) == {"input", "region", "valid", "e164", "extension", "reason"}


def test_a_phone_answer_names_the_numbers_own_region_and_null_where_there_is_nothing():
    answers = lines(run("inspect", "phone", "--region", "US", "+44 20 7946 0958", "call me"))
    assert answers == [
        {"input": "+44 20 7946 0958", "region": "GB", "valid": True, "e164": "+442079460958",
         "extension": None, "reason": None},
        {"input": "call me", "region": None, "valid": False, "e164": None,
         "extension": None, "reason": "not a number"}]


def test_what_a_message_does_not_have_is_null_in_its_answer(tmp_path):
    bare = tmp_path / "bare.eml"
    bare.write_text("Date: Mon, 16 Feb 2026 14:00:00 +0000\n\nHello\n")
    answer, = lines(run("inspect", "message", bare))
    assert answer["from"] is None and answer["subject"] is None


def test_every_csv_is_read_with_the_right_encoding(data):
    rows = list(csv.DictReader(open(data / "csv_csvkit" / "manifest.csv")))
    files = sorted((data / "csv_csvkit").glob("*.csv"))
    answers = lines(run("inspect", "csv", *files))
    assert len(answers) == len(files)
    assert set(answers[0]) == {"file", "encoding", "delimiter", "header", "rows", "bad"}
    read = {a["file"].rsplit("/", 1)[-1]: a["encoding"].lower() for a in answers}
    assert read["test_utf16_big.csv"].startswith("utf-16")
    assert read["test_utf16_little.csv"].startswith("utf-16")
    assert read["test_utf8.csv"].startswith("utf-8")
    assert read["test_latin1.csv"] in ("iso-8859-1", "windows-1252", "latin-1")
    assert rows


def test_a_csv_of_many_bad_rows_says_how_many_more_there_are(tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("a,b\n" + "1\n" * 2_500)
    answer, = lines(run("inspect", "csv", file))
    assert (answer["rows"], len(answer["bad"]), answer["moreBad"]) == (2_500, 1_000, 1_500)


def test_a_template_speaks_to_a_lead(tmp_path):
    lead = tmp_path / "lead.json"
    lead.write_text(json.dumps({"first_name": "Zoë", "company": "{x|y}"}))
    good = tmp_path / "good.txt"
    good.write_text("Subject: Hello {{FIRST_NAME}}\n\n<p>{One|Two} for {{COMPANY}}</p>")
    bad = tmp_path / "bad.txt"
    bad.write_text("Subject: x\n\nHi {{NICKNAME}}")
    first, second = lines(run("inspect", "template", good, bad, "--lead", lead, "--seed", "7"))
    assert first["subject"] == "Hello Zoë"
    assert first["body"] in ("<p>One for {x|y}</p>", "<p>Two for {x|y}</p>")
    assert {"error", "line", "column"} <= set(second)
    assert second["line"] == 3


def test_messages_are_told_apart(data):
    files = sorted((data / "bounce_sisimai").rglob("*.eml"))[:200]
    answers = lines(run("inspect", "message", "-", stdin="".join(f"{f}\n" for f in files)))
    assert len(answers) == len(files)
    assert {"file", "kind", "class", "confidence", "reasons", "from", "subject",
            "visible_text"} <= set(answers[0])
    assert {a["kind"] for a in answers} <= {
        "reply", "auto_reply", "bounce", "complaint", "other"}
    bounces = [a for a in answers if a["kind"] == "bounce"]
    assert len(bounces) > len(files) / 2
    assert {"address", "status", "severity", "reason", "action"} <= set(
        bounces[0]["recipients"][0])


def test_an_input_that_cannot_be_read_is_said_and_the_others_are_answered(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("email\na@example.com\n")
    result = run("inspect", "csv", file, tmp_path / "missing.csv")
    assert result.returncode == 1
    assert len(result.stdout.splitlines()) == 1
    assert "missing.csv" in result.stderr


def test_a_folder_is_said_to_be_one(tmp_path):
    for command in ("csv", "message"):
        result = run("inspect", command, tmp_path)
        assert result.returncode == 1
        assert result.stderr == f"overture: {tmp_path}: this is a folder, not a file\n"


def test_a_lead_that_cannot_be_read_is_named(tmp_path):
    template = tmp_path / "a.txt"
    template.write_text("Hello")
    for lead, why in ((tmp_path / "missing.json", "there is no such file"),
                      (tmp_path, "this is a folder, not a file")):
        result = run("inspect", "template", template, "--lead", lead)
        assert result.returncode == 1
        assert result.stderr == f"overture: {lead}: {why}\n"
