"""On a server that gives its users no superuser, as hosted ones do."""

import re
import subprocess
import sys

import pytest
from conftest import PROGRAM, PROJECT, run

sys.path.insert(0, str(PROJECT / "Tests" / "Crash"))
from harness import Scene, fill, finish, judge  # noqa: E402


@pytest.fixture
def hosted(monkeypatch):
    """A server of its own, with a database whose owner has CREATEROLE and nothing more."""
    monkeypatch.setenv("OVERTURE_BIN", PROGRAM)
    scene = Scene("hosted", long=False)
    cluster = scene.cluster()
    cluster.ask("CREATE ROLE hosted LOGIN CREATEROLE; ALTER DATABASE overture OWNER TO hosted")
    yield scene, cluster
    scene.close(held=True)


def test_an_owner_who_is_no_superuser_migrates_and_sends(hosted):
    scene, cluster = hosted
    address = cluster.address.replace("user=postgres", "user=hosted")
    receiver = scene.receiver()
    senders = scene.senders(address)

    senders.migrate()

    assert cluster.ask("SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper "
                       "OR rolname LIKE 'overture%' AND rolsuper") == []
    assert [row[0] for row in cluster.ask(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'overture%' ORDER BY 1"
    )] == ["overture_app", "overture_worker"]
    fill(cluster, receiver.port, leads=12, steps=1)
    senders.start()
    assert finish(cluster, senders, 30)
    assert len(receiver.kept()) == 12
    assert {name: found for name, found in judge(cluster, receiver.kept()).items() if found} == {}


def test_the_dump_of_such_an_owner_is_whole_or_the_doctor_says_so(hosted):
    scene, cluster = hosted
    address = cluster.address.replace("user=postgres", "user=hosted")
    environment = {"OVERTURE_DATABASE_URL": address}
    scene.senders(address).migrate()
    fill(cluster, 9, leads=3)

    def accounts_in_a_dump():
        dump = subprocess.run(
            ["pg_dump", "--enable-row-security", "--data-only", "--table=accounts", address],
            check=True, capture_output=True, text=True).stdout
        return len(re.findall(r"^\d.*Firm \d", dump, re.MULTILINE))

    assert accounts_in_a_dump() == 3
    assert "ok     backup" in run("doctor", environment=environment).stdout
    cluster.ask("ALTER ROLE hosted NOINHERIT")
    assert accounts_in_a_dump() == 0
    assert "WRONG  backup" in run("doctor", environment=environment).stdout


def test_an_owner_without_createrole_is_told_what_an_administrator_has_to_run(hosted):
    scene, cluster = hosted
    cluster.ask("ALTER ROLE hosted NOCREATEROLE")
    environment = {"OVERTURE_DATABASE_URL": cluster.address.replace("postgres", "hosted")}

    refused = run("migrate", environment=environment)

    assert refused.returncode == 78, refused.stderr
    lines = [line.strip() for line in refused.stderr.splitlines() if line.endswith(";")]
    assert lines == ["CREATE ROLE overture_app LOGIN;", "CREATE ROLE overture_worker LOGIN;",
                     "GRANT overture_app TO hosted;", "GRANT overture_worker TO hosted;"]
    cluster.ask("".join(lines))
    assert run("migrate", environment=environment).returncode == 0
