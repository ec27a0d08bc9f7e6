"""`overture up`: programs that are processes of their own, and what becomes of them."""

import html
import http.client
import http.cookies
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import pytest
from conftest import PROGRAM, administer, run
from running import Up, clean_environment, free_port, is_alive, wait_until

PROGRAMS = {"serve", "send", "classify", "work"}


@pytest.fixture(scope="module")
def made():
    """A data folder with a private cluster in it: making one takes a while."""
    folder = tempfile.mkdtemp(prefix="overture-up.", dir="/tmp")
    Up(folder, "--without-demo").end()
    yield folder
    shutil.rmtree(folder)


def server_is_running(data):
    return os.path.exists(f"{data}/postgres/postmaster.pid")


def test_the_first_start_without_an_account_names_the_command_that_makes_one(made):
    with Up(made, "--without-demo") as up:
        assert "sign in as" not in up.line
        next_line = up.process.stdout.readline()
        assert "overture owner you@example.com --workspace" in next_line
        with urllib.request.urlopen(f"http://127.0.0.1:{up.port}/sign-in", timeout=20) as page:
            assert "overture owner you@example.com" in html.unescape(page.read().decode())


def test_everything_runs_as_a_process_of_its_own_and_ends_with_up(made):
    with Up(made, "--without-demo") as up:
        programs = up.children()
        assert set(programs) == PROGRAMS
        assert up.status() == 200
    assert up.process.returncode == 0
    assert not [name for name, process in programs.items() if is_alive(process)]
    assert not server_is_running(made)


@pytest.mark.parametrize("how", [signal.SIGILL, signal.SIGKILL])
def test_what_kills_one_program_costs_that_one_only(made, how):
    # A trap that is sent does not come again when its backtrace is printed; a real one does.
    with Up(made, "--without-demo", SWIFT_BACKTRACE="enable=no") as up:
        before = up.children()
        os.kill(before["serve"], how)

        wait_until(lambda: not is_alive(before["serve"]), what="the end of the pages")
        wait_until(lambda: up.status() == 200, what="pages that answer again")
        after = up.children()
        assert after["serve"] != before["serve"]
        assert {n: p for n, p in after.items() if n != "serve"} == \
            {n: p for n, p in before.items() if n != "serve"}
        assert f"serve ended: signal {how.value} (" in up.said()


def test_a_program_that_keeps_ending_starts_later_each_time(made):
    with Up(made, "--without-demo") as up:
        for _ in range(3):
            process = up.children()["classify"]
            os.kill(process, signal.SIGKILL)
            wait_until(lambda: up.children().get("classify", process) != process,
                       what="another classifier")
        pauses = re.findall(r"classify ended: .*; it starts again in ([\d.]+) seconds", up.said())
        assert [float(pause) for pause in pauses] == [0.1, 0.2, 0.4]


def test_nothing_stays_behind_when_up_is_killed(made):
    up = Up(made, "--without-demo")
    programs = up.children()
    server = int(open(f"{made}/postgres/postmaster.pid").readline())
    up.end(signal.SIGKILL)
    wait_until(lambda: not [p for p in programs.values() if is_alive(p)], what="the programs' end")
    wait_until(lambda: not server_is_running(made) and not is_alive(server),
               what="the end of the private cluster")


def test_the_private_cluster_ends_with_the_only_program_that_used_it_when_that_is_killed(made):
    program = subprocess.Popen([PROGRAM, "classify"], stderr=subprocess.DEVNULL,
                               env=clean_environment({"OVERTURE_DATA": made}))
    wait_until(lambda: server_is_running(made), what="a private cluster")
    program.kill()
    program.wait()
    wait_until(lambda: not server_is_running(made), what="the end of the private cluster")


def test_up_ends_in_time_when_a_program_does_not(made):
    up = Up(made, "--without-demo")
    os.kill(up.children()["classify"], signal.SIGSTOP)
    began = time.monotonic()
    up.end()
    assert time.monotonic() - began < 31
    assert up.process.returncode == 0
    wait_until(lambda: not server_is_running(made), 5, "the end of the private cluster")


def test_a_program_ends_in_time_when_its_database_does_not_answer(running):
    program = subprocess.Popen([PROGRAM, "classify"], stderr=subprocess.PIPE, text=True,
                               env=clean_environment({"OVERTURE_DATA": running.data}))
    mine = """
        SELECT a.pid FROM pg_stat_activity a
        WHERE application_name = 'overture' AND query LIKE '%claim_replies%'"""
    there = set(psql(running, "overture", mine).stdout.split())
    wait_until(lambda: len(set(psql(running, "overture", mine).stdout.split()) - there) > 0,
               what="a classifier that claims")
    connections = set(psql(running, "overture", mine).stdout.split()) - there
    try:
        for connection in connections:
            os.kill(int(connection), signal.SIGSTOP)
        time.sleep(1.5)
        began = time.monotonic()
        program.send_signal(signal.SIGTERM)
        said = program.communicate(timeout=40)[1]
        assert time.monotonic() - began < 30
        assert program.returncode == 1
        assert "takes too long and is abandoned" in said
    finally:
        for connection in connections:
            os.kill(int(connection), signal.SIGCONT)


def test_up_ends_in_time_when_the_private_cluster_does_not(made):
    """A checkpoint that takes too long is cut short."""
    up = Up(made, "--without-demo")
    checkpointer = int(psql(up, "overture", """
        SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'""").stdout)
    os.kill(checkpointer, signal.SIGSTOP)
    began = time.monotonic()
    up.end()
    assert time.monotonic() - began < 30.5
    assert up.process.returncode == 0
    assert not server_is_running(made)


def test_a_private_cluster_that_was_killed_is_started_again(made):
    with Up(made, "--without-demo") as up:
        programs = up.children()
        server = int(open(f"{made}/postgres/postmaster.pid").readline())
        assert up.status("/readyz") == 200
        os.kill(server, signal.SIGKILL)
        wait_until(lambda: not is_alive(server), what="the end of the private cluster")
        wait_until(lambda: up.status("/readyz") == 200 and up.status() == 200, 60,
                   "pages that answer again")
        assert int(open(f"{made}/postgres/postmaster.pid").readline()) != server
        assert "the private PostgreSQL ended and is started again" in up.said()
        assert up.children()["serve"] == programs["serve"]
    assert not server_is_running(made)


@pytest.mark.parametrize("command", [["up", "--without-demo"], ["serve"]], ids=lambda c: c[0])
@pytest.mark.parametrize("moment", ["postgres.new/global", "postgres/postmaster.pid"])
def test_a_program_that_is_asked_to_end_while_it_prepares_does(command, moment):
    folder = tempfile.mkdtemp(prefix="overture-early.", dir="/tmp")
    try:
        program = subprocess.Popen(
            [PROGRAM, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=clean_environment({"OVERTURE_DATA": folder, "OVERTURE_PORT": "0",
                                   "OVERTURE_PRACTICE_PORT": str(free_port())}))
        wait_until(lambda: os.path.exists(f"{folder}/{moment}"), what="the making of the cluster")
        began = time.monotonic()
        program.send_signal(signal.SIGTERM)
        said = program.communicate(timeout=60)[0]
        assert time.monotonic() - began < 15
        assert program.returncode == 0
        assert "is ready" not in said
        wait_until(lambda: not server_is_running(folder), what="the end of the private cluster")
        # Nothing is left half made.
        assert run("demo", environment={"OVERTURE_DATA": folder}).returncode == 0
    finally:
        shutil.rmtree(folder)


def test_the_line_names_the_port_that_was_free(made):
    with Up(made, "--without-demo", OVERTURE_PORT="0") as up:
        up.port = int(re.search(r"ready at http://127.0.0.1:(\d+)", up.line)[1])
        assert up.port != 0 and up.status() == 200
        before = up.children()["serve"]
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: not is_alive(before), what="the end of the pages")
        wait_until(lambda: up.status() == 200, what="pages under the same port")


def test_up_ends_with_the_reason_when_the_port_is_taken(made):
    with Up(made, "--without-demo") as up:
        other = run("up", "--without-demo", environment={
            "OVERTURE_DATA": made, "OVERTURE_PORT": str(up.port),
            "OVERTURE_PRACTICE_PORT": str(free_port())})
        assert other.returncode == 1
        assert f"cannot listen on 127.0.0.1:{up.port}" in other.stderr
        assert "is ready" not in other.stdout
        # The cluster is still used by the first.
        assert server_is_running(made) and up.status("/readyz") == 200


def psql(up, user, *statements, check=True):
    command = ["psql", "-qXAt", "-v", "ON_ERROR_STOP=1",
               f"host='{up.sockets()}' user={user} dbname=overture"]
    for statement in statements:
        command += ["-c", statement]
    return subprocess.run(command, check=check, capture_output=True, text=True)


def test_programs_log_in_as_their_roles(made):
    with Up(made, "--without-demo") as up:
        for process in [up.process.pid, *up.children().values()]:
            environment = open(f"/proc/{process}/environ", "rb").read()
            if process != up.children()["work"]:
                assert b"user=overture " not in environment
        users = psql(up, "overture", """
            SELECT DISTINCT usename FROM pg_stat_activity
            WHERE application_name = 'overture' AND usename <> 'overture' ORDER BY 1""").stdout
        assert users.split() == ["overture_app", "overture_worker"]
        assert psql(up, "overture", """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = 'overture' AND usename = 'overture' AND state <> 'idle'
            """).stdout.strip() == "0"


@pytest.fixture
def running(made):
    with Up(made, "--without-demo") as up:
        yield up


@pytest.mark.parametrize("trick", [
    "SELECT set_config('role', 'none', false)", "RESET ROLE",
    "RESET SESSION AUTHORIZATION", "SET ROLE overture", "SET SESSION AUTHORIZATION overture",
    "SET ROLE overture_worker", "GRANT overture TO overture_app"])
def test_a_page_cannot_become_superuser(running, trick):
    result = psql(running, "overture_app", trick,
                  "SELECT current_user, current_setting('is_superuser')", check=False)
    assert result.returncode != 0 or result.stdout.split()[-1] == "overture_app|off"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")
def test_no_other_user_of_the_machine_comes_into_the_private_cluster(running):
    for user in ["overture", "overture_app"]:
        result = subprocess.run(
            ["runuser", "-u", "nobody", "--", "psql", "-X",
             f"host='{running.sockets()}' user={user} dbname=overture", "-c", "SELECT 1"],
            capture_output=True, text=True, cwd="/")
        assert result.returncode != 0
    as_server = subprocess.run(
        ["runuser", "-u", "postgres", "--", "psql", "-X",
         f"host='{running.sockets()}' user=overture_app dbname=overture", "-c", "SELECT 1"],
        capture_output=True, text=True, cwd="/")
    assert "authentication failed" in as_server.stderr


def test_a_flood_of_sign_ins_keeps_out_neither_pages_nor_known_browsers():
    folder = tempfile.mkdtemp(prefix="overture-flood.", dir="/tmp")
    try:
        with Up(folder) as up:
            known = http.cookies.SimpleCookie()
            status, headers = sign_in_answer(up, up.password)
            assert status == 303
            for header in headers.get_all("Set-Cookie"):
                known.load(header)
            page = urllib.request.urlopen(f"http://127.0.0.1:{up.port}/sign-in", timeout=20)
            cookie = page.headers["Set-Cookie"].split(";")[0]
            token = re.search(r'name="csrf" value="([^"]+)"', html.unescape(page.read().decode()))[1]
            statuses, over = [], threading.Event()

            def flood(number):
                while not over.is_set():
                    connection = http.client.HTTPConnection(
                        "127.0.0.1", up.port, timeout=60, source_address=(f"127.0.2.{number}", 0))
                    form = {"csrf": token, "email": f"{number}@example.com", "password": "wrong"}
                    connection.request("POST", "/sign-in", urllib.parse.urlencode(form), {
                        "Cookie": f"{cookie}; auth_browser={'x' * 40}",
                        "Content-Type": "application/x-www-form-urlencoded",
                        "Origin": f"http://127.0.0.1:{up.port}", "Sec-Fetch-Site": "same-origin"})
                    statuses.append(connection.getresponse().status)
                    connection.close()

            threads = [threading.Thread(target=flood, args=(number,)) for number in range(1, 25)]
            for thread in threads:
                thread.start()
            try:
                wait_until(lambda: 503 in statuses, 60, "a refusal at once")
                for _ in range(10):
                    assert up.status() == 200
                cookies = f"auth_browser={known['auth_browser'].value}"
                assert sign_in_answer(up, up.password, cookies)[0] == 303
            finally:
                over.set()
                for thread in threads:
                    thread.join()
            assert set(statuses) <= {422, 503}
    finally:
        shutil.rmtree(folder)


def sign_in(up, password):
    """The status of the answer to the form of the sign-in page."""
    return sign_in_answer(up, password)[0]


def sign_in_answer(up, password, cookies="none=none"):
    address = f"http://127.0.0.1:{up.port}/sign-in"
    page = urllib.request.urlopen(address, timeout=20)
    token = re.search(r'name="csrf" value="([^"]+)"', html.unescape(page.read().decode())).group(1)
    form = urllib.parse.urlencode(
        {"csrf": token, "email": "demo@tarnbrook.example", "password": password})
    request = urllib.request.Request(address, form.encode(), {
        "Cookie": page.headers["Set-Cookie"].split(";")[0] + f"; {cookies}", "Origin": address.removesuffix("/sign-in"),
        "Sec-Fetch-Site": "same-origin"})

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        answer = urllib.request.build_opener(Stay).open(request, timeout=60)
        return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_the_demo_password_is_made_by_chance_and_shown_where_it_helps():
    folder = tempfile.mkdtemp(prefix="overture-demo.", dir="/tmp")
    try:
        with Up(folder) as up:
            password = up.password
            assert re.fullmatch(r"(\w{5}-){3}\w{5}", password)
            assert sign_in(up, password) == 303
            assert sign_in(up, "practice-makes-perfect") == 422
            kept = os.stat(f"{folder}/demo-password")
            assert kept.st_mode & 0o077 == 0
            # As it was in installations made before.
            documented = subprocess.run(
                ["psql", "-qXAt", f"host='{up.sockets()}' user=overture dbname=overture", "-c",
                 f"UPDATE people SET password = '{DOCUMENTED}' WHERE password IS NOT NULL"])
            assert documented.returncode == 0
        os.unlink(f"{folder}/demo-password")
        with Up(folder) as up:
            assert up.password not in (password, "practice-makes-perfect")
            assert sign_in(up, "practice-makes-perfect") == 422
            assert sign_in(up, up.password) == 303
            password = up.password
        with Up(folder, OVERTURE_PUBLIC_URL="https://outreach.example") as up:
            assert password not in up.line
            assert f"{folder}/demo-password" in up.line
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("public", [{"OVERTURE_HOST": "0.0.0.0"},
                                    {"OVERTURE_PUBLIC_URL": "https://outreach.example"}])
def test_the_first_start_on_a_public_host_puts_no_password_into_the_journal(public):
    folder = tempfile.mkdtemp(prefix="overture-demo.", dir="/tmp")
    try:
        with Up(folder, **public) as up:
            password = pathlib.Path(f"{folder}/demo-password").read_text().splitlines()[0]
            if "OVERTURE_PUBLIC_URL" not in public:
                assert sign_in(up, password) == 303
            assert password not in up.line and password not in up.said()
            assert f"{folder}/demo-password" in up.line
            assert "`overture password demo@tarnbrook.example`" in up.line
    finally:
        shutil.rmtree(folder)


# scrypt with a small cost of the password that stood in the documents.
DOCUMENTED = "scrypt$10$8$1$MDEyMzQ1Njc4OWFiY2RlZg==$X8uOyggJqZGY7ZUnywmi7bGBh4olKT+PFzOEiF4RONg="


def test_a_data_folder_of_before_is_taken_over_and_closed(made):
    if os.getuid() != 0:
        pytest.skip("only root can be another user")
    shutil.chown(made, "postgres", "postgres")
    os.chmod(made, 0o700)
    with Up(made, "--without-demo") as up:
        found = os.stat(made)
        assert found.st_uid == 0 and found.st_mode & 0o777 == 0o710
        assert up.status() == 200
        # Who runs the server may not put another key in place of ours.
        moved = subprocess.run(["runuser", "-u", "postgres", "--", "mv", f"{made}/secret.key",
                                f"{made}/other.key"], capture_output=True, cwd="/")
        assert moved.returncode != 0
