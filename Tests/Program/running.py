"""`overture up` and what it has started, as an operator sees them."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from conftest import PROGRAM


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(more):
    return {**{k: v for k, v in os.environ.items() if not k.startswith("OVERTURE_")}, **more}


def wait_until(holds, seconds=30, what="it"):
    patience = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < patience, f"{what} did not happen within {seconds} s"
        time.sleep(0.05)


def is_alive(process):
    """Not gone, and not a zombie that its parent has yet to look at."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(process):
    """Name and number of the programs that a process has started."""
    found = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            words = (path.parent / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == process and len(words) > 1 and words[0].endswith(b"overture"):
            found[words[1].decode()] = int(path.parent.name)
    return found


class Up:
    """`overture up` on a data folder; by the time that it is made, it is ready."""

    def __init__(self, data, *flags, **settings):
        self.data, self.port = str(data), free_port()
        self.folder = pathlib.Path(self.data)
        self.log = open(f"{self.data}.log", "a+")
        self.process = subprocess.Popen(
            [PROGRAM, "up", *flags], stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=clean_environment({
                "OVERTURE_DATA": self.data, "OVERTURE_PORT": str(self.port),
                "OVERTURE_PRACTICE_PORT": str(free_port()), **settings}))
        self.line = self.process.stdout.readline()
        assert "is ready at" in self.line, self.said()
        match = re.search(r"sign in as (\S+) with (.+)\n", self.line)
        self.email, self.password = match.groups() if match else (None, None)

    def said(self):
        return pathlib.Path(self.log.name).read_text()

    def children(self):
        return children(self.process.pid)

    def status(self, path="/sign-in"):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(45)
        finally:
            self.process.stdout.close()
            self.log.close()
            os.unlink(self.log.name)

    def sockets(self):
        """The folder in which the private cluster listens."""
        words = (self.folder / "postgres" / "postmaster.opts").read_text()
        return re.search(r"unix_socket_directories=([^\"]+)", words)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
