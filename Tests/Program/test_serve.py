"""`overture serve` under hostile requests."""

import os
import signal
import socket
import subprocess
import threading
import time

import pytest

from conftest import PROGRAM


class Served:
    def __init__(self, database, folder, **settings):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERTURE_")}
        self.log = open(folder / "log", "w+")
        self.uploads = folder / "uploads"
        self.uploads.mkdir()
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0"], stderr=self.log, text=True,
            env={**kept, **database, "TMPDIR": str(self.uploads),
                 "OVERTURE_SECRET_FILE": str(folder / "secret.key"), **settings})
        end = time.monotonic() + 60
        while "serving on" not in self.text() and self.process.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert "serving on" in self.text(), self.text()
        self.port = int(self.text().split("serving on http://127.0.0.1:")[1].split()[0])

    def text(self):
        with open(self.log.name) as log:
            return log.read()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, head, body=b""):
        """The status and the whole answer, read until the server closes."""
        with self.connect() as connection:
            connection.sendall(head.replace("\n", "\r\n").encode() + b"Connection: close\r\n\r\n" + body)
            data = b""
            while more := connection.recv(65536):
                data += more
        return int(data.split(b" ")[1]), data.decode(errors="replace")

    def is_alive(self):
        return self.ask("GET /healthz HTTP/1.1\nHost: anybody\n")[0] == 200


@pytest.fixture
def served(database, tmp_path):
    served = Served(database, tmp_path, OVERTURE_PUBLIC_URL="https://overture.example/",
                    OVERTURE_HOSTS="other.example, third.example")
    yield served
    if served.process.poll() is None:
        served.process.kill()
    served.process.wait()


def test_a_date_beyond_all_years_ends_nothing(served):
    for year in (-2147483648, 2147483647, 99999999999999999999, 0, 9999, 10000):
        status, _ = served.ask(f"GET /style.css HTTP/1.1\nHost: localhost\n"
                               f"If-Modified-Since: Sun, 06 Nov {year} 08:49:37 GMT\n")
        assert status in (200, 304)
    assert served.is_alive()


def test_pages_are_shown_under_our_names_only(served):
    for host, is_ours in (("overture.example", True), ("other.example", True), ("third.example:8080", True),
                          ("localhost", True), ("127.0.0.1", True), ("[::1]", True),
                          ("evil.example", False), ("evil.example:18111", False), ("10.0.0.1", False)):
        assert (served.ask(f"GET /sign-in HTTP/1.1\nHost: {host}\n")[0] != 421) == is_ours, host
        assert served.ask(f"GET /style.css HTTP/1.1\nHost: {host}\n")[0] == 200, host
    status, answer = served.ask("GET /sign-in HTTP/1.1\nHost: evil.example\n")
    assert "does not answer under the name" in answer
    assert served.is_alive()


def test_an_upload_without_a_session_is_not_read(served):
    for kind in ("multipart/form-data; boundary=x", "application/octet-stream"):
        status, answer = served.ask(
            f"POST /imports HTTP/1.1\nHost: localhost\nContent-Type: {kind}\nContent-Length: 1000000000\n",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"a" * 100_000)
        assert status == 403 and "signed out" in answer
    assert list(served.uploads.glob("overture-*")) == []


def test_readiness_is_looked_up_once_for_many(served):
    began = time.monotonic()
    for _ in range(200):
        assert served.ask("GET /readyz HTTP/1.1\nHost: 10.1.1.1\n")[0] == 200
    assert time.monotonic() - began < 10


def test_a_flood_of_small_chunks_delays_no_other_client(served):
    over = threading.Event()

    def flood():
        with served.connect() as connection:
            connection.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            try:
                while not over.is_set():
                    connection.sendall(b"1\r\nA\r\n" * 10_000)
            except OSError:
                pass

    threads = [threading.Thread(target=flood) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            began = time.monotonic()
            assert served.is_alive()
            assert time.monotonic() - began < 1
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_tokens_of_emails_stay_out_of_the_log(served):
    served.ask("GET /u/verysecrettoken HTTP/1.1\nHost: localhost\n")
    served.ask("GET /o/verysecrettoken HTTP/1.1\nHost: localhost\n")
    served.ask("GET /%63/verysecrettoken/1 HTTP/1.1\nHost: localhost\n")
    end = time.monotonic() + 10
    while served.text().count("/:token") < 3 and time.monotonic() < end:
        time.sleep(0.05)
    assert served.text().count("/:token") == 3
    assert "verysecrettoken" not in served.text()


def test_it_ends_within_thirty_seconds_whatever_clients_do(served):
    reader = served.connect()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.sendall(b"GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 1000)
    sender = served.connect()
    sender.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na")
    begun = served.connect()
    begun.sendall(b"GET / HTTP/1.1\r\nHost: loc")
    assert served.is_alive()

    began = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    while served.process.poll() is None and time.monotonic() - began < 30:
        time.sleep(1)
        try:
            sender.send(b"a")
        except OSError:
            pass
    assert served.process.poll() == 0
