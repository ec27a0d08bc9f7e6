"""The program as an operator runs it: commands, their output and their exit codes."""

import json
import os
import pathlib
import subprocess

import pytest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OVERTURE_BIN", str(PROJECT / ".build/release/overture"))
DATA = PROJECT.parent / "shared" / "data"


def run(*arguments, stdin="", environment=None, timeout=120):
    """Runs `overture` with these arguments, and a clean environment of OVERTURE_ variables."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERTURE_")}
    return subprocess.run(
        [PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**kept, **(environment or {})},
    )


def lines(result):
    """The JSON objects on standard output."""
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def administer(*statements, database="postgres"):
    """Runs statements as the server's administrator."""
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    for statement in statements:
        subprocess.run(["psql", "-qX", f"{server} dbname={database}", "-c", statement],
                       check=True, capture_output=True)


def ask(query, database):
    """The rows of a query, each a list of texts, as the server's administrator."""
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    done = subprocess.run(["psql", "-qXAt", "-F", "\t", f"{server} dbname={database}", "-c", query],
                          check=True, capture_output=True, text=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


ROLES = """
DO $$
BEGIN
  IF to_regrole('overture_app') IS NULL THEN CREATE ROLE overture_app LOGIN; END IF;
  IF to_regrole('overture_worker') IS NULL THEN CREATE ROLE overture_worker LOGIN; END IF;
  IF to_regrole('overture_owner') IS NULL THEN CREATE ROLE overture_owner LOGIN; END IF;
END $$;
GRANT overture_app, overture_worker TO overture_owner"""


@pytest.fixture(scope="session")
def database():
    """A migrated database of its own, as OVERTURE_DATABASE_URL. Its owner is no superuser: the roles
    were made by an administrator, as docs/operations.md says."""
    server = os.environ["OVERTURE_TEST_DATABASE_URL"]
    name = "overture_program"
    administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", ROLES,
               f"CREATE DATABASE {name} OWNER overture_owner")
    environment = {"OVERTURE_DATABASE_URL": f"{server} dbname={name} user=overture_owner"}
    assert run("migrate", environment=environment).returncode == 0
    return environment


@pytest.fixture
def data():
    """The sets of ../shared/data; a test that needs them is skipped where they are missing."""
    if not DATA.is_dir():
        pytest.skip("../shared/data is not there")
    return DATA
