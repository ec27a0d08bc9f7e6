"""What the crash tests share: a PostgreSQL that can be killed, senders that can be killed, a mail server
that keeps what it took, a campaign, and the judge.

The judge believes the mail server: a recipient and the mark of a step in the text. What the database says
is only compared with it."""
import collections
import contextlib
import glob
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = pathlib.Path(__file__).resolve().parent
# As short as a lease may be, so that it lapses within a test: how long a claim holds, and how long after
# that somebody else takes it.
LEASE, LAPSE = 3, 2
# SMTP connections of one sender.
CONNECTIONS = 8


def program():
    for path in [os.environ.get("OVERTURE_BIN"), HOME / ".build/release/overture",
                 HOME / ".build/debug/overture"]:
        if path and os.access(path, os.X_OK):
            return str(path)
    sys.exit("crashtest: there is no program; run swift build -c release")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def until(seconds, condition, rest=0.05):
    """Waits for a condition; says whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(rest)
    return condition()


class Cluster:
    """A PostgreSQL of our own, with fsync on, stopped as if the power had gone."""

    def __init__(self, folder, name="pg", environment=None):
        self.folder = folder / name
        self.folder.mkdir()
        self.environment = environment or {}
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
        self.bin = found[-1] if found else os.path.dirname(shutil.which("pg_ctl") or sys.exit(
            "crashtest: PostgreSQL's programs are not here; install postgresql-15"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.data = self.folder / "data"
        self.address = f"host={self.folder} user=postgres dbname=overture"

    def make(self):
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--locale=C.UTF-8", "-N")
        self.start()
        self.run("createdb", "-h", str(self.folder), "-U", "postgres", "overture")
        return self

    def run(self, name, *arguments, check=True):
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        environment = [f"{key}={value}" for key, value in self.environment.items()]
        prefix = ["env", *environment] if environment and name == "pg_ctl" else []
        done = subprocess.run(user + prefix + [f"{self.bin}/{name}", *arguments], cwd="/",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stdout}")
        return done.stdout

    def start(self):
        options = (f"-c listen_addresses='' -c unix_socket_directories={self.folder} "
                   "-c fsync=on -c max_connections=100 -c shared_buffers=64MB")
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-o", options, "-w",
                 "start")

    def stop(self, how="immediate"):
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")

    def ask(self, text, database="overture"):
        address = f"host={self.folder} user=postgres dbname={database}"
        done = subprocess.run([f"{self.bin}/psql", address, "-XqAt", "-F", "\t",
                               "-v", "ON_ERROR_STOP=1"], input=text, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]


class Receiver:
    """receiver.py as a process of its own, so that its moments are not those of the test."""

    def __init__(self, folder, *flags):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mail.", dir=folder))
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "receiver.py"), str(self.port), str(self.folder), *flags])
        if not until(20, self.answers):
            raise RuntimeError("the receiver does not answer")

    def answers(self):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        return False

    def kept(self):
        """Every message that came in whole: to, mark, id, began, at."""
        path = self.folder / "kept.jsonl"
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text().splitlines(keepends=True)
                if line.endswith("\n")]

    def silence(self, seconds):
        """Reads and answers nothing for so long, and then goes on."""
        (self.folder / "silent").touch()
        time.sleep(seconds)
        (self.folder / "silent").unlink()

    def end(self):
        self.process.kill()
        self.process.wait()


class Senders:
    # What of the program each of them is.
    COMMAND = "send"

    def __init__(self, address, folder, name="key"):
        self.running = []
        self.log_path = folder / "senders.log"
        self.log = open(self.log_path, "ab")
        # What a sender remembers of the database lies beside its key.
        self.secrets = folder / name
        self.secrets.mkdir(exist_ok=True)
        self.environment = dict(
            os.environ, OVERTURE_DATABASE_URL=address, OVERTURE_HOME=str(HOME),
            # Nothing is sent to real mailboxes without an address that recipients reach.
            OVERTURE_PUBLIC_URL="https://overture.example.com", OVERTURE_ALLOW_PRIVATE="on",
            OVERTURE_SENDER_CONNECTIONS=str(CONNECTIONS),
            OVERTURE_SECRET_FILE=str(self.secrets / "secret.key"),
            OVERTURE_LEASE_SECONDS=str(LEASE), OVERTURE_LAPSE_SECONDS=str(LAPSE))

    def full_leases(self):
        for name in ["OVERTURE_LEASE_SECONDS", "OVERTURE_LAPSE_SECONDS"]:
            self.environment.pop(name)

    def migrate(self):
        subprocess.run([program(), "migrate"], env=self.environment, cwd=HOME, check=True,
                       stdout=subprocess.DEVNULL)

    def start(self, count=1):
        for _ in range(count):
            self.running.append(subprocess.Popen(
                [program(), self.COMMAND], env=self.environment, cwd=HOME, stdout=self.log,
                stderr=self.log))

    def tend(self):
        """One that has ended by itself is an error of the program, and is started again."""
        for sender in [s for s in self.running if s.poll() is not None]:
            self.running.remove(sender)
            self.start()

    def kill(self):
        victim = chance.choice(self.running)
        self.running.remove(victim)
        victim.kill()
        victim.wait()
        self.start()

    def suspend(self, seconds):
        """As a machine that sleeps: all of them stop, and go on later."""
        stopped = list(self.running)
        for sender in stopped:
            sender.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        for sender in stopped:
            sender.send_signal(signal.SIGCONT)

    def end(self):
        """Says how long the slowest took."""
        began = time.monotonic()
        for sender in self.running:
            sender.send_signal(signal.SIGTERM)
        for sender in self.running:
            try:
                sender.wait(60)
            except subprocess.TimeoutExpired:
                sender.kill()
                sender.wait()
        self.running = []
        return time.monotonic() - began

    def drop(self):
        for sender in self.running:
            sender.send_signal(signal.SIGCONT)
            sender.kill()
            sender.wait()
        self.running = []


FIXTURE = """
BEGIN;
INSERT INTO workspaces (name) VALUES ('Crash');
SELECT set_config('overture.workspace', '1', true);
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status) VALUES (1, 'Crash', 'crash', 'running');
INSERT INTO mailboxes (email, smtp_host, smtp_port, smtp_security, daily_limit)
  SELECT 'sender' || n || '@crash.example', '127.0.0.1', {port}, 'none', 1000000
  FROM generate_series(1, {mailboxes}) n;
INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) SELECT 1, id FROM mailboxes;
INSERT INTO steps (campaign_id, position, subjects, body)
  SELECT 1, n, ARRAY['Hello {{{{FIRST_NAME}}}}'],
    '<p>Dear {{{{FIRST_NAME}}}}, <a href="https://example.com/">look</a>. mark-' || n || '</p>'
  FROM generate_series(0, {steps} - 1) n;
-- A lost connection is no reason to rest here.
INSERT INTO settings (key, value) VALUES ('sending.cool_down_minutes', '1');
{rates}
INSERT INTO accounts (name, match_key) SELECT 'Firm ' || n, 'n:firm ' || n
  FROM generate_series(1, {leads}) n;
INSERT INTO contacts (account_id, email, first_name)
  SELECT id, 'lead' || id || '@' || (ARRAY[{domains}])[id % {count} + 1], 'Lea' FROM accounts;
INSERT INTO campaign_accounts (campaign_id, account_id) SELECT 1, id FROM accounts;
INSERT INTO enrollments (campaign_id, account_id, contact_id) SELECT 1, account_id, id FROM contacts;
INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
  SELECT 1, id, 0, now() FROM enrollments;
COMMIT;
ANALYZE;
"""
NO_RATES = "INSERT INTO domain_rates (family, per_second) SELECT family, 100000 FROM domain_families;"


def fill(cluster, port, leads, steps=1, mailboxes=1, domains=None, rates=NO_RATES):
    """A campaign that runs, with all its first emails due."""
    domains = domains or [f"crash{n}.example" for n in range(50)]
    cluster.ask(FIXTURE.format(
        port=port, leads=leads, steps=steps, mailboxes=mailboxes, rates=rates, count=len(domains),
        domains=", ".join(f"'{domain}'" for domain in domains)))


WAITING = "('planned', 'claimed', 'transmitting', 'deferred')"
UNCONFIRMED = ("unconfirmed", "unconfirmed")


def finish(cluster, senders, seconds):
    """Waits until nothing is left to do; what rests a minute after a lost connection need not."""
    def is_done():
        senders.tend()
        cluster.ask("UPDATE deliveries SET look_at = NULL WHERE state IN ('planned', 'deferred') "
                    "AND look_at IS NOT NULL; UPDATE deliveries SET due_at = now() "
                    "WHERE state IN ('planned', 'deferred') AND due_at > now()")
        return cluster.ask(f"SELECT count(*) FROM deliveries WHERE state IN {WAITING}") == [["0"]]
    return until(seconds, is_done, 0.4)


def copies(kept):
    """How often each step came to each recipient."""
    return collections.Counter((mail["to"], mail["mark"]) for mail in kept)


def judge(cluster, kept, is_finished=True):
    """The faults, by name; empty lists where there are none. Also says what was found."""
    states = {(row[0], row[1]): row[2] for row in cluster.ask(
        "SELECT k.email, d.position, d.state FROM deliveries d "
        "JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id) "
        "JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id) "
        "ORDER BY d.attempt")}
    came = copies(kept)
    count = collections.Counter(states.values())
    doubts = sum(count[name] for name in UNCONFIRMED)
    say(f"{sum(came.values())} emails came, {count['sent']} are sent, {doubts} unconfirmed")
    return {
        "emails that came twice": [mail for mail, times in came.items() if times > 1],
        "emails that came, and are neither sent nor unconfirmed":
            [mail for mail in came if states.get(mail) not in ("sent", *UNCONFIRMED)],
        "emails that are sent, and never came":
            [mail for mail, state in states.items() if state == "sent" and mail not in came],
        "emails in no final state": [
            (mail, state) for mail, state in states.items()
            if is_finished and state not in ("sent", *UNCONFIRMED)],
        "figures of steps that differ from a recount":
            cluster.ask("SELECT * FROM fn.step_statistics_drift()"),
    }


class Scene:
    """One scenario's folder, cluster, senders and mail server, put away afterwards."""

    def __init__(self, name, long):
        self.name, self.long = name, long
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"overture-{name}.", dir="/tmp"))
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.put_away = []

    def cluster(self, name="pg", environment=None, make=True):
        cluster = Cluster(self.folder, name, environment)
        self.put_away.append(lambda: cluster.run(
            "pg_ctl", "-D", str(cluster.data), "-m", "immediate", "-w", "stop", check=False))
        return cluster.make() if make else cluster

    def receiver(self, *flags):
        receiver = Receiver(self.folder, *flags)
        self.put_away.append(receiver.end)
        return receiver

    def senders(self, address, name="key"):
        senders = Senders(address, self.folder, name)
        self.put_away.append(senders.drop)
        return senders

    def close(self, held):
        for act in reversed(self.put_away):
            act()
        if held:
            shutil.rmtree(self.folder, ignore_errors=True)


local = threading.local()
chance = random.Random()


def say(text):
    print(f"crashtest {getattr(local, 'name', '')}: {text}", flush=True)
