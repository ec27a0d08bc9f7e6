"""The PostgreSQL that the program starts for itself where none is configured."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

import pytest
from conftest import PROGRAM, lines, run

QUESTION = json.dumps({"config": None, "at": "2026-02-16T14:00:00Z"}) + "\n"


@pytest.fixture
def data():
    """A folder that is given to PostgreSQL's own user, where that is another."""
    folder = tempfile.mkdtemp(prefix="overture-private.", dir="/tmp")
    yield folder
    shutil.rmtree(folder)


def is_running(data):
    return os.path.exists(f"{data}/postgres/postmaster.pid")


def test_the_private_cluster_runs_while_somebody_uses_it(data):
    environment = {"OVERTURE_DATA": data}
    assert lines(run("inspect", "schedule", "-", stdin=QUESTION, environment=environment))
    assert not is_running(data)

    classifier = subprocess.Popen(
        [PROGRAM, "classify"], stderr=subprocess.DEVNULL,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("OVERTURE_")},
             **environment})
    try:
        patience = time.monotonic() + 60
        while not is_running(data) and time.monotonic() < patience:
            time.sleep(0.05)
        assert lines(run("inspect", "schedule", "-", stdin=QUESTION, environment=environment))
        assert is_running(data)
        assert classifier.poll() is None
    finally:
        classifier.send_signal(signal.SIGTERM)
        classifier.wait(60)
    assert not is_running(data)


def test_the_private_cluster_is_stopped_when_the_command_fails(data):
    result = run("inspect", "schedule", "--config", '{"days": [7]}', "--at", "2026-02-16T14:00:00Z",
                 environment={"OVERTURE_DATA": data})
    assert result.returncode == 1
    assert "0, Sunday, to 6" in result.stderr
    assert not is_running(data)
