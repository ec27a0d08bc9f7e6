"""Kills senders and the database in the middle of a campaign, behind a proxy that delays and cuts at chosen
bytes. The mail server is Postfix's smtp-sink: a second one, of others, beside receiver.py.

Judges more strictly than the others, because here it is known how much may be unconfirmed: one email for
each connection of each sender that died, and one for each connection that was cut."""
import collections
import email
import email.policy
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

from harness import CONNECTIONS, UNCONFIRMED, chance, fill, finish, free_port, judge, say, until

MAILBOXES = 4


class Proxy:
    """Between sender and server: answers come late, and every second connection is cut, after a chosen byte
    of what the sender says or of what the server answers."""

    def __init__(self, server, share):
        self.server, self.share, self.cuts = server, share, 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        server = socket.create_connection(("127.0.0.1", self.server))
        cut = chance.random() < self.share
        there = chance.randrange(60_000) if cut and chance.random() < 0.5 else None
        back = chance.randrange(1, 2_000) if cut and there is None else None
        ends = (client, server)
        threading.Thread(target=self.pump, args=(client, server, there, ends, 0), daemon=True).start()
        self.pump(server, client, back, ends, 0.03)

    def pump(self, source, target, budget, ends, delay):
        try:
            while data := source.recv(4096):
                if delay:
                    time.sleep(chance.random() * delay)
                if budget is not None and len(data) > budget:
                    target.sendall(data[:budget])
                    self.cuts += 1
                    break
                if budget is not None:
                    budget -= len(data)
                target.sendall(data)
        except OSError:
            pass
        for end in ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Sink:
    """smtp-sink, which makes a file of each message that came in whole."""

    def __init__(self, folder):
        path = shutil.which("smtp-sink", path=os.environ["PATH"] + ":/usr/sbin")
        if not path:
            sys.exit("crashtest: smtp-sink is not here; install postfix")
        self.port, self.mails = free_port(), folder / "mails"
        self.mails.mkdir()
        self.mails.chmod(0o777)
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        self.process = subprocess.Popen(
            [path, *user, "-d", f"{self.mails}/m.", f"127.0.0.1:{self.port}", "200"],
            stderr=subprocess.DEVNULL)
        if not until(10, self.answers):
            raise RuntimeError("smtp-sink does not answer")

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def kept(self):
        kept = []
        for path in self.mails.iterdir():
            text = path.read_bytes()
            to = re.search(rb"^X-Rcpt-Args: <([^>]*)>", text, re.M)
            plain = email.message_from_bytes(text, policy=email.policy.default).get_body(("plain",))
            mark = re.search(r"mark-(\w+)", plain.get_content() if plain else "")
            kept.append({"to": to.group(1).decode() if to else path.name,
                         "mark": mark.group(1) if mark else ""})
        return kept


def play(scene):
    leads, kills, stops = (20_000, 200, 20) if scene.long else (1_000, 10, 2)
    cluster = scene.cluster()
    sink = Sink(scene.folder)
    scene.put_away.append(sink.process.kill)
    proxy = Proxy(sink.port, 0.5)
    senders = scene.senders(cluster.address)
    senders.full_leases()
    senders.migrate()
    fill(cluster, proxy.port, leads, steps=2, mailboxes=MAILBOXES)
    senders.start(2)
    disturb(cluster, senders, sink, leads * 2, kills, stops, 3_000 if scene.long else 60)
    done = finish(cluster, senders, 600 if scene.long else 60)
    senders.end()
    return judge(cluster, sink.kept(), done) | count_doubts(cluster, proxy, leads, kills + stops * 2) | {
        "times that it was not done on time": [] if done else [1]}


def disturb(cluster, senders, sink, total, kills, stops, patience):
    """Kills and stops, spread over the campaign: after each so many emails, the next."""
    blows = ["kill"] * kills + ["stop"] * stops
    chance.shuffle(blows)
    since = time.monotonic()
    for number, blow in enumerate(blows):
        due = (number + 1) * total * 0.9 / (len(blows) + 1)
        while len(os.listdir(sink.mails)) < due and time.monotonic() - since < patience:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        if blow == "kill":
            senders.kill()
        else:
            cluster.stop()
            cluster.start()
        senders.tend()


def count_doubts(cluster, proxy, leads, deaths):
    rows = cluster.ask("SELECT message_id, state, position, enrollment_id, attempt FROM deliveries")
    doubts = [row for row in rows if row[1] in UNCONFIRMED]
    first = {row[3] for row in doubts if row[2] == "0"}
    steps = collections.Counter((row[3], row[2]) for row in rows)
    due = {(str(lead), "0") for lead in range(1, leads + 1)}
    due |= {(str(lead), "1") for lead in range(1, leads + 1) if str(lead) not in first}
    # A sender's name dies with its process, and with its connection to PostgreSQL: what is unconfirmed
    # under one name is what one kill, or one stop, left behind.
    vanished = cluster.ask(
        "SELECT claimed_by, count(*) FROM deliveries WHERE state = ANY ('{unconfirmed}') AND answer "
        "LIKE 'its sender vanished%' GROUP BY 1 ORDER BY 2 DESC")
    unanswered = len(doubts) - sum(int(row[1]) for row in vanished)
    say(f"{proxy.cuts} connections cut; by one kill at most "
        f"{max((int(row[1]) for row in vanished), default=0)} unconfirmed, and {CONNECTIONS} may be")
    return {
        "steps that were never planned": sorted(due - set(steps)),
        "steps with two deliveries": [step for step, times in steps.items() if times > 1],
        "unconfirmed leads that were written to again":
            [row for row in rows if row[3] in first and row[2] == "1"],
        f"kills after which more was unconfirmed than connections were open ({CONNECTIONS})":
            [row for row in vanished if int(row[1]) > CONNECTIONS],
        f"senders that left something unconfirmed, and more than ended ({deaths})":
            vanished[deaths:],
        f"more without an answer than connections were cut ({proxy.cuts})":
            ["too many"] * max(0, unanswered - proxy.cuts),
        "mailbox places that do not add up": cluster.ask(
            "SELECT u.mailbox_id, u.used, d.count FROM (SELECT mailbox_id, sum(used) AS used FROM "
            "mailbox_uses GROUP BY 1) u JOIN (SELECT mailbox_id, count(*) FROM deliveries WHERE "
            "state IN ('sent', 'unconfirmed') GROUP BY 1) d USING (mailbox_id) WHERE used < count"),
    }
