"""PostgreSQL commits, and the answer that says so never comes: a proxy passes the statement on, waits for the
end of the answer, and hangs up instead of delivering it."""
import collections
import socket
import struct
import threading

from harness import chance, fill, finish, judge, say

# How often the answer of a statement that calls this is lost.
CHANCES = {b"fn.begin_departures": 0.15, b"fn.settle_deliveries": 0.3, b"fn.claim_deliveries": 0.1,
           b"fn.recover_deliveries": 0.1}


class Messages:
    """One direction of PostgreSQL's protocol, cut into messages: a letter, a length, a body."""

    def __init__(self, has_startup):
        self.rest, self.has_startup = b"", has_startup

    def cut(self, data):
        self.rest += data
        while len(self.rest) >= 5:
            start = 0 if self.has_startup else 1
            size = start + struct.unpack_from("!i", self.rest, start)[0]
            if len(self.rest) < size:
                return
            message, self.rest = self.rest[:size], self.rest[size:]
            kind = b"" if self.has_startup else message[:1]
            self.has_startup = False
            yield kind, message


class Link:
    """One connection of a sender, and its own to the server."""

    def __init__(self, client, server, lost):
        self.client, self.server, self.lost = client, server, lost
        self.statements, self.running = {}, None
        threading.Thread(target=self.pump, args=(self.asked, client, True), daemon=True).start()
        threading.Thread(target=self.pump, args=(self.answered, server, False), daemon=True).start()

    def pump(self, act, source, has_startup):
        messages = Messages(has_startup)
        try:
            while data := source.recv(65536):
                for kind, message in messages.cut(data):
                    act(kind, message)
        except OSError:
            pass
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def asked(self, kind, message):
        if kind == b"P":
            name, text = message[5:].split(b"\0", 2)[:2]
            self.statements[name] = text
        if kind == b"B":
            name = message[5:].split(b"\0", 2)[1]
            self.runs(self.statements.get(name, b""))
        if kind == b"Q":
            self.runs(message[5:])
        self.server.sendall(message)

    def runs(self, text):
        called = next((name for name in CHANCES if name in text), None)
        # The first of each kind in any case.
        if called and (not self.lost[called] or chance.random() < CHANCES[called]):
            self.running = called

    def answered(self, kind, message):
        if self.running:
            # ReadyForQuery: it is committed. None of the answer has gone on, and none will.
            if kind == b"Z":
                self.lost[self.running] += 1
                raise OSError("lost on purpose")
            return
        self.client.sendall(message)


def between(folder, server, lost):
    """A server's socket in a folder of its own, in front of the true one."""
    folder.mkdir()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / ".s.PGSQL.5432"))
    listener.listen(64)

    def accept():
        while True:
            try:
                client, _ = listener.accept()
                true = socket.socket(socket.AF_UNIX)
                true.connect(server)
            except OSError:
                return
            Link(client, true, lost)

    threading.Thread(target=accept, daemon=True).start()
    return listener


def play(scene):
    lost = collections.Counter()
    cluster = scene.cluster()
    receiver = scene.receiver("--final", "0,0.2")
    listener = between(scene.folder / "proxy", str(cluster.folder / ".s.PGSQL.5432"), lost)
    scene.put_away.append(listener.close)
    senders = scene.senders(
        cluster.address.replace(str(cluster.folder), str(scene.folder / "proxy")))
    owner = scene.senders(cluster.address)
    owner.migrate()
    fill(cluster, receiver.port, 1_000 if scene.long else 120, mailboxes=2)
    senders.start(2)
    done = finish(cluster, senders, 900 if scene.long else 90)
    senders.end()
    say("answers lost: " + ", ".join(f"{name.decode()} {times}" for name, times in lost.items()))
    return judge(cluster, receiver.kept(), done) | {
        "statements of which no answer was lost": [name for name in CHANCES if not lost[name]],
        "times that it was not done on time": [] if done else [1]}
