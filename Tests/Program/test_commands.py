import base64
import os
import re
import shutil
import subprocess

import pytest
from conftest import PROJECT, administer, ask, run
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pooler import Pooler


def test_every_command_has_help():
    listed = run("--help")
    assert listed.returncode == 0
    for command in ("up", "serve", "send", "classify", "work", "migrate", "owner", "password",
                    "config", "doctor", "inspect", "demo"):
        assert f"  {command} " in listed.stdout
        assert "USAGE" in run(command, "--help").stdout


def test_wrong_usage_ends_with_64():
    assert run("serve", "--no-such-flag").returncode == 64


def test_a_database_that_is_away_ends_with_69_and_one_line():
    result = run("migrate", "--check", "--database-url", "host=/nowhere")
    assert result.returncode == 69
    assert len(result.stderr.strip().splitlines()) == 1


def test_wrong_configuration_ends_with_78_and_names_the_key():
    result = run("serve", environment={"OVERTURE_PORT": "eighty"})
    assert result.returncode == 78
    assert "OVERTURE_PORT" in result.stderr and "eighty" in result.stderr


def test_a_fault_in_a_list_of_words_ends_the_start_with_its_file_and_line(tmp_path):
    shutil.copytree(PROJECT / "Words", tmp_path / "Words")
    broken = tmp_path / "Words/replies/en/positive.txt"
    broken.write_text("weight 6\nsounds good\nweight much\n")
    for command in ("serve", "send", "classify", "work", "up"):
        result = run(command, environment={"OVERTURE_HOME": tmp_path})
        assert result.returncode == 78
        assert f"{broken}, line 3, has a weight that is no number" in result.stderr
    broken.unlink()
    result = run("classify", environment={"OVERTURE_HOME": tmp_path})
    assert result.returncode == 78
    assert f"{broken} is missing" in result.stderr
    shutil.rmtree(tmp_path / "Words")
    result = run("classify", environment={"OVERTURE_HOME": tmp_path})
    assert result.returncode == 78
    assert f"{tmp_path}/Words holds no lists of words" in result.stderr


def test_an_unknown_key_in_the_file_is_named(tmp_path):
    file = tmp_path / "overture.conf"
    file.write_text("OVERTURE_PORT = 9000\nOVERTURE_PROT = 9\n")
    result = run("config", "--config-file", file)
    assert result.returncode == 78
    assert "line 2" in result.stderr and "OVERTURE_PROT" in result.stderr


def test_config_says_where_each_value_came_from_and_hides_secrets(tmp_path):
    file = tmp_path / "overture.conf"
    file.write_text("OVERTURE_PORT = 9000\nOVERTURE_HOST = 10.0.0.1\n")
    result = run("config", "--config-file", file, environment={
        "OVERTURE_HOST": "0.0.0.0",
        "OVERTURE_DATABASE_URL": "postgres://me:hunter2@db/overture",
        "OVERTURE_APP_DATABASE_URL": "host=db user=overture_app dbname=overture",
    })
    assert "OVERTURE_PORT = 9000" in result.stdout
    assert f"from {file}" in result.stdout
    assert "OVERTURE_HOST = 0.0.0.0\n    from environment" in result.stdout
    assert "hunter2" not in result.stdout
    assert "OVERTURE_DATABASE_URL = host=db user=me dbname=overture password=(set, not shown)\n" in \
        result.stdout
    assert "OVERTURE_APP_DATABASE_URL = host=db user=overture_app dbname=overture\n" in result.stdout
    assert "OVERTURE_WORKER_DATABASE_URL = (empty)\n" in result.stdout


# Each holds the secret "s3cr3t", or a part of it where libpq takes it for something else.
ADDRESSES = [
    "host=db PASSWORD=s3cr3t", "host=db password = s3cr3t", "host=db password='s3cr3t \\'s3cr3t'",
    "host=db password='a\\'s3cr3t'", "host=db password=a\\ s3cr3t", "password='s3cr3t",
    "host=db user=me,password=s3cr3t", "host=db;password=s3cr3t", "host=db user=me:s3cr3t",
    "dbname='host=db password=s3cr3t'", "dbname=postgres://u:s3cr3t@db/overture",
    "postgres://u:s3cr3t@db/overture", "postgres://u:a/s3cr3t@db", "postgres://u:a@s3cr3t@db",
    "postgres://u:a@b@s3cr3t", "postgres://u:s3cr3t@@db", "postgres://u:a:s3cr3t@db",
    "postgres://u:a?s3cr3t@db", "postgres://u:s3cr3t", "postgres://u:1/s3cr3t@db",
    "postgres://u@db/overture?password=s3cr3t", "postgres://u@db/overture?pass=s3cr3t",
    "POSTGRES://u:s3cr3t@db/overture", "u:s3cr3t@db/overture", "postgres://u:%s3cr3t@db",
    "postgres://db/overture;password=s3cr3t", "s3cr3t", "host=db sslpassword=s3cr3t",
]


@pytest.mark.parametrize("setting", ["OVERTURE_DATABASE_URL", "OVERTURE_APP_DATABASE_URL"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_form_of_an_address_shows_its_password(address, setting):
    shown = run("config", environment={setting: address})
    assert shown.returncode == 0
    assert "s3cr3t" not in shown.stdout + shown.stderr


@pytest.mark.parametrize("command", [["migrate", "--check"], ["doctor"]])
@pytest.mark.parametrize("address", [a for a in ADDRESSES if "@db" in a or "=db" not in a])
def test_no_error_shows_the_password_of_an_address(address, command, tmp_path):
    said = run(*command, environment={
        "OVERTURE_DATABASE_URL": address, "OVERTURE_DATA": str(tmp_path),
        "PGCONNECT_TIMEOUT": "2"})
    assert said.returncode in (1, 69, 78)
    assert "s3cr3t" not in said.stdout + said.stderr


def test_a_line_of_the_file_that_is_no_setting_is_not_repeated(tmp_path):
    file = tmp_path / "overture.conf"
    for line in ["postgres://me:s3cr3t@db/overture", "OVERTURE_DATABASE_URL postgres://me:s3cr3t@db",
                 "postgres://me:s3cr3t@db/overture?a=b"]:
        file.write_text(line + "\n")
        result = run("config", "--config-file", file)
        assert result.returncode == 78
        assert "line 1" in result.stderr and "s3cr3t" not in result.stderr


@pytest.fixture
def two_addresses(database):
    """The same database by two addresses that log in as the roles themselves."""
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    return {f"OVERTURE_{name.upper()}_DATABASE_URL":
            f"{server} dbname=overture_program user=overture_{name}" for name in ["app", "worker"]}


def test_programs_work_without_the_owner_where_they_log_in_as_their_roles(two_addresses):
    result = run("owner", "eve@example.com", stdin="a long enough phrase\n",
                 environment=two_addresses)
    assert result.returncode == 0, result.stderr
    doctor = run("doctor", environment=two_addresses).stdout
    assert "ok     roles: overture_app and overture_worker log in themselves" in doctor

    migrate = run("migrate", environment=two_addresses)
    assert migrate.returncode == 78
    assert "OVERTURE_DATABASE_URL" in migrate.stderr


def test_one_address_of_two_needs_the_owner_for_the_other(two_addresses, database):
    del two_addresses["OVERTURE_WORKER_DATABASE_URL"]
    alone = run("doctor", environment=two_addresses)
    assert "WRONG  database: of OVERTURE_APP_DATABASE_URL" in alone.stdout

    both = run("doctor", environment={**database, **two_addresses})
    assert "ok     roles: overture_worker taken on by the owner" in both.stdout


def test_an_address_that_logs_in_as_another_is_refused(two_addresses, database):
    two_addresses["OVERTURE_APP_DATABASE_URL"] = database["OVERTURE_DATABASE_URL"]
    result = run("classify", environment=two_addresses)
    assert result.returncode == 78
    assert "OVERTURE_APP_DATABASE_URL logs in as overture_owner" in result.stderr


def test_migrate_check_has_nothing_to_do_after_migrate(database):
    assert run("migrate", "--check", environment=database).stdout == "nothing to do\n"


def test_a_program_does_not_work_on_a_database_of_another_shape(database):
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    name = "overture_bare"
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    result = run("serve", "--port", "0",
                 environment={"OVERTURE_DATABASE_URL": f"{server} dbname={name}"})
    assert result.returncode == 1
    assert "overture migrate" in result.stderr


def test_an_owner_is_made_with_a_password_from_standard_input(database):
    result = run("owner", "ann@example.com", stdin="a long enough phrase\n", environment=database)
    assert result.returncode == 0, result.stderr
    refused = run("owner", "ann@example.com", stdin="short\n", environment=database)
    assert refused.returncode == 1
    assert "at least 8" in refused.stderr


def test_the_operators_password_changes_no_role_and_owner_only_when_asked(database):
    def role():
        words = ["psql", "-qXAt", f"{os.environ['OVERTURE_TEST_DATABASE_URL']} dbname=overture_program",
                 "-c", "SELECT m.role FROM memberships m JOIN people p ON p.id = m.person_id "
                 "WHERE p.email = 'sal@example.com'"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    owner = ["owner", "sal@example.com", "--workspace", "Sales house"]
    phrase = "a long enough phrase\n"
    assert run(*owner, stdin=phrase, environment=database).returncode == 0
    administer("UPDATE memberships SET role = 'sales' FROM people p "
               "WHERE p.id = person_id AND p.email = 'sal@example.com'", database="overture_program")

    given = run("password", "Sal@example.com", environment=database)
    assert given.returncode == 0, given.stderr
    assert re.search(r"one-time password (\w{5}-){3}\w{5}, which is valid for 7 days", given.stdout)
    assert role() == "sales"
    again = run(*owner, stdin=phrase, environment=database)
    assert again.returncode == 0 and "keeps the role sales" in again.stdout
    assert role() == "sales"
    promoted = run(*owner, "--promote", stdin=phrase, environment=database)
    assert promoted.returncode == 0 and "owns the workspace" in promoted.stdout
    assert role() == "owner"
    unknown = run("password", "nobody@example.com", environment=database)
    assert unknown.returncode == 1
    assert "no account has the address nobody@example.com" in unknown.stderr


@pytest.fixture
def plain_owner(database):
    """A database whose owner is a member of no role, where the roles exist."""
    name = "overture_plain"
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"DROP ROLE IF EXISTS {name}",
               f"CREATE ROLE {name} LOGIN", f"CREATE DATABASE {name} OWNER {name}")
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    return {"OVERTURE_DATABASE_URL": f"{server} dbname={name} user={name}"}


def test_migrate_refuses_an_owner_who_may_not_work_as_the_roles_and_says_what_to_run(plain_owner):
    refused = run("migrate", environment=plain_owner)
    assert refused.returncode == 78
    lines = re.findall(r"^ +(GRANT \w+ TO \w+;)$", refused.stderr, re.MULTILINE)
    assert lines == ["GRANT overture_app TO overture_plain;",
                     "GRANT overture_worker TO overture_plain;"]
    assert "would run 0001" in run("migrate", "--check", environment=plain_owner).stdout

    administer(*lines)
    assert run("migrate", environment=plain_owner).returncode == 0


def test_migrate_makes_its_owner_a_member_of_the_roles_where_it_may(plain_owner):
    administer("ALTER ROLE overture_plain CREATEROLE")
    assert run("migrate", environment=plain_owner).returncode == 0
    result = run("owner", "ann@example.com", stdin="a long enough phrase\n",
                 environment=plain_owner)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("refuses", [True, False])
@pytest.mark.parametrize("command", ["send", "classify", "doctor"])
def test_a_pooler_that_keeps_the_role_from_us_ends_a_program_with_78(database, tmp_path, refuses,
                                                                     command):
    pooler = Pooler(os.environ["OVERTURE_TEST_DATABASE_URL"], refuses)
    environment = {
        "OVERTURE_DATABASE_URL":
            f"{database['OVERTURE_DATABASE_URL']} host=127.0.0.1 port={pooler.port}",
        "OVERTURE_DATA": str(tmp_path)}
    result = run(command, environment=environment)
    pooler.close()
    assert "pooler" in result.stderr + result.stdout
    if command != "doctor":
        assert result.returncode == 78


def test_a_role_that_was_closed_to_the_owner_ends_a_program_with_78(plain_owner):
    administer("GRANT overture_app, overture_worker TO overture_plain")
    assert run("migrate", environment=plain_owner).returncode == 0
    administer("REVOKE overture_worker FROM overture_plain")

    refused = run("serve", "--port", "0", environment=plain_owner)
    assert refused.returncode == 78
    assert "GRANT overture_worker TO overture_plain;" in refused.stderr
    assert "WRONG  roles: " in run("doctor", environment=plain_owner).stdout


def test_doctor_says_which_mailbox_this_hosts_key_does_not_open(database, tmp_path):
    assert run("owner", "ben@example.com", stdin="a long enough phrase\n",
               environment=database).returncode == 0
    administer("DELETE FROM mailboxes",
               """INSERT INTO mailboxes (workspace_id, email, smtp_host, smtp_port, smtp_password)
               SELECT min(id), 'ann@host.invalid', '127.0.0.1', 1, repeat('x', 40)::bytea
               FROM workspaces""", database="overture_program")
    key = tmp_path / "secret.key"
    here = {**database, "OVERTURE_SECRET_FILE": str(key)}
    try:
        without = run("doctor", environment=here)
        assert without.returncode == 1
        assert "WRONG  mailbox ann@host.invalid: its secrets are sealed, and there is no key" in \
            without.stdout
        assert not key.exists()

        key.write_text(base64.b64encode(bytes(32)).decode())
        key.chmod(0o600)
        other = run("doctor", environment=here)
        assert "WRONG  mailbox ann@host.invalid: its secrets were sealed with another key" in \
            other.stdout
    finally:
        administer("DELETE FROM mailboxes", database="overture_program")


def test_doctor_says_which_webhooks_secret_this_hosts_key_does_not_open(database, tmp_path):
    assert run("owner", "ben@example.com", stdin="a long enough phrase\n",
               environment=database).returncode == 0
    administer("DELETE FROM subscribers",
               """INSERT INTO subscribers (workspace_id, consumer, name, kinds, secret)
               SELECT min(id), 'webhook', 'Ours', '{email.sent}', repeat('x', 40)::bytea
               FROM workspaces""", database="overture_program")
    file = tmp_path / "secret.key"
    here = {**database, "OVERTURE_SECRET_FILE": str(file)}
    try:
        without = run("doctor", environment=here)
        assert without.returncode == 1
        assert "WRONG  webhook Ours: its signing secret is sealed, and there is no key" in without.stdout
        assert not file.exists()

        key = bytes(32)
        file.write_text(base64.b64encode(key).decode())
        file.chmod(0o600)
        other = run("doctor", environment=here)
        assert "WRONG  webhook Ours: its signing secret was sealed with another key" in other.stdout

        # As the program seals it: for this column of this webhook of this workspace.
        [[workspace, webhook]] = ask("SELECT workspace_id, id FROM subscribers", "overture_program")
        place = f"overture 2 workspace {workspace} webhook {webhook} secret".encode()
        secret = b"whsec_" + base64.b64encode(bytes(32))
        sealed = b"OV2\0" + bytes(12) + AESGCM(key).encrypt(bytes(12), secret, place)
        administer(f"UPDATE subscribers SET secret = '\\x{sealed.hex()}'", database="overture_program")
        right = run("doctor", environment=here)
        assert "ok     webhook Ours: its signing secret can be opened" in right.stdout
    finally:
        administer("DELETE FROM subscribers", database="overture_program")


def test_doctor_names_the_session_that_holds_events_back(database):
    assert run("owner", "ben@example.com", stdin="a long enough phrase\n",
               environment=database).returncode == 0
    administer("DELETE FROM subscribers",
               """INSERT INTO subscribers (workspace_id, consumer, name, kinds)
               SELECT min(id), 'webhook', 'Ours', '{email.sent}' FROM workspaces""",
               database="overture_program")
    assert "ok     events: are read as they happen" in run("doctor", environment=database).stdout
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    slow = subprocess.Popen(
        ["psql", "-qXAt", f"{server} dbname=overture_program application_name=nightly"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        slow.stdin.write("BEGIN; SELECT pg_current_xact_id(); SELECT pg_backend_pid();\n")
        slow.stdin.flush()
        slow.stdout.readline()
        session = slow.stdout.readline().strip()
        administer("""SELECT fn.emit_events(ARRAY[ROW(min(id), now() - interval '5 minutes', 'email.sent', 'x',
                   NULL, NULL, NULL, NULL, NULL, NULL, NULL)::emission]) FROM workspaces""",
                   database="overture_program")
        held = run("doctor", environment=database)
        assert "ok     events: the oldest unread one is 3" in held.stdout
        assert f"note   events: session {session} (nightly) in database overture_program" in held.stdout
    finally:
        slow.communicate("ROLLBACK;\n")
        administer("DELETE FROM subscribers", database="overture_program")


def test_doctor_names_a_public_address_that_recipients_cannot_reach(database, tmp_path):
    assert run("owner", "ben@example.com", stdin="a long enough phrase\n",
               environment=database).returncode == 0
    here = {**database, "OVERTURE_SECRET_FILE": str(tmp_path / "secret.key")}
    quiet = run("doctor", environment=here)
    assert "ok     public address: OVERTURE_PUBLIC_URL is not set; real mailboxes will need one" in \
        quiet.stdout
    administer("DELETE FROM mailboxes",
               """INSERT INTO mailboxes (workspace_id, email, smtp_host, smtp_port)
               SELECT min(id), 'ann@host.invalid', '127.0.0.1', 1 FROM workspaces""",
               database="overture_program")
    try:
        for address in ("", "http://127.0.0.1:8080", "http://localhost"):
            result = run("doctor", environment={**here, "OVERTURE_PUBLIC_URL": address})
            assert result.returncode == 1
            assert "WRONG  public address: " in result.stdout
        found = run("doctor", environment={**here, "OVERTURE_PUBLIC_URL": "https://o.example.com"})
        assert "ok     public address: https://o.example.com" in found.stdout
        assert "note   replies to ann@host.invalid: are not read: sequences cannot stop" in found.stdout
        wrong = run("doctor", environment={**here, "OVERTURE_PUBLIC_URL": "https://a b"})
        assert wrong.returncode == 1
        assert "WRONG  public address: " in wrong.stdout
    finally:
        administer("DELETE FROM mailboxes", database="overture_program")
