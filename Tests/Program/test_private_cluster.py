"""The PostgreSQL that the program starts for itself where none is configured."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import pytest
from conftest import PROGRAM, PROJECT, lines, run

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
    assert_nothing_stays(data)


def assert_nothing_stays(data):
    """A program that ended while it still prepared leaves the stopping to its keeper."""
    patience = time.monotonic() + 60
    while (is_running(data) or socket_folder(data).exists()) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not is_running(data)
    assert not socket_folder(data).exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_a_program_that_ends_while_it_prepares_leaves_no_socket_folder(data, ending):
    program = subprocess.Popen(
        [PROGRAM, "classify"], stderr=subprocess.DEVNULL,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("OVERTURE_")},
             "OVERTURE_DATA": data})
    patience = time.monotonic() + 60
    while not (socket_folder(data) / ".s.PGSQL.5432").exists() and time.monotonic() < patience:
        time.sleep(0.002)
    program.send_signal(ending)
    program.wait(60)

    assert_nothing_stays(data)


def test_the_private_cluster_is_stopped_when_the_command_fails(data):
    result = run("inspect", "schedule", "--config", '{"days": [7]}', "--at", "2026-02-16T14:00:00Z",
                 environment={"OVERTURE_DATA": data})
    assert result.returncode == 1
    assert "0, Sunday, to 6" in result.stderr
    assert not is_running(data)


def socket_folder(data, base="/tmp"):
    """Where a private cluster listens: a name that anyone can work out."""
    digits = 2_166_136_261
    for byte in f"{data}/postgres".encode():
        digits = ((digits ^ byte) * 16_777_619) % 2**32
    return pathlib.Path(f"{base}/overture-{os.getuid()}-{digits:08x}")


def test_a_link_in_place_of_the_socket_folder_is_not_followed(data, tmp_path):
    target = tmp_path / "target"
    target.mkdir(mode=0o755)
    planted = socket_folder(data)
    planted.symlink_to(target)
    try:
        result = run("classify", environment={"OVERTURE_DATA": data})
        assert result.returncode == 1
        assert f"{planted} is a link or no folder" in result.stderr
        found = target.stat()
        assert (found.st_uid, found.st_mode & 0o777) == (os.getuid(), 0o755)
    finally:
        planted.unlink()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a folder for another user")
def test_a_socket_folder_that_another_user_made_is_refused(data):
    planted = socket_folder(data)
    planted.mkdir(mode=0o777)
    shutil.chown(planted, "nobody")
    try:
        result = run("classify", environment={"OVERTURE_DATA": data})
        assert result.returncode == 1
        assert f"{planted} belongs to nobody" in result.stderr
        assert planted.stat().st_uid != 0
    finally:
        planted.rmdir()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a folder for another user")
def test_a_data_folder_that_another_user_made_is_refused(data):
    theirs = pathlib.Path(data) / "theirs"
    theirs.mkdir()
    shutil.chown(theirs, "nobody")
    result = run("classify", environment={"OVERTURE_DATA": str(theirs)})
    assert result.returncode == 1
    assert f"{theirs} belongs to nobody" in result.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a file for another user")
def test_a_key_that_the_servers_user_put_there_is_refused(data):
    shutil.chown(data, "postgres")
    key = pathlib.Path(data) / "secret.key"
    key.write_text("x")
    shutil.chown(key, "postgres")
    result = run("classify", environment={"OVERTURE_DATA": data})
    assert result.returncode == 1
    assert "secret.key is not a file of ours" in result.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_an_ordinary_users_folders_are_closed():
    """As a user without rights: the data folder, and the sockets where the system wants them."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="overture-user.", dir="/tmp"))
    for folder in [home / "runtime", home / "data"]:
        folder.mkdir(mode=0o700 if folder.name == "runtime" else 0o755)
    copy = home / "program"
    copy.mkdir()
    shutil.copy(PROGRAM, copy / "overture")
    for name in ["Templates", "Public", "Migrations", "Words"]:
        shutil.copytree(pathlib.Path(PROJECT) / name, copy / name)
    subprocess.run(["chown", "-R", "postgres:", str(home)], check=True)
    home.chmod(0o755)
    try:
        result = subprocess.run(
            ["runuser", "-u", "postgres", "--", "env", f"OVERTURE_DATA={home}/data",
             f"XDG_RUNTIME_DIR={home}/runtime", str(copy / "overture"), "inspect", "schedule", "-"],
            input=QUESTION, capture_output=True, text=True, cwd="/", timeout=120,
            env={"PATH": os.environ["PATH"],
                 "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")})
        assert result.returncode == 0, result.stderr
        assert (home / "data").stat().st_mode & 0o777 == 0o700
        options = (home / "data" / "postgres" / "postmaster.opts").read_text()
        assert f"unix_socket_directories={home}/runtime/overture-" in options
        assert not is_running(f"{home}/data")
    finally:
        shutil.rmtree(home)
