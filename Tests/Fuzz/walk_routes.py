"""Walks at random over every address of the site, as each role, with extreme values in paths, queries,
forms, cursors, headers and cookies, against `overture up` on a private cluster of its own.

    walk_routes.py --program PROGRAM --seconds N --keep FOLDER [--seed N] [--port N]

No process of the program may end, and no answer may be 500 or more. What is found is printed, with the
request that did it and what the log says, and kept in FOLDER. Exit code 1 when something was found.
"""

import argparse
import base64
import hashlib
import html
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROJECT = pathlib.Path(__file__).resolve().parents[2]

NUMBERS = [
    "0", "1", "-1", "-0", "+1", "007", "1.5", "1e5", "1e300", "1e-300", "nan", "NaN", "inf", "-inf",
    "infinity", "0x10", "1_000", "2147483647", "2147483648", "-2147483648", "4294967296",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551616", "9" * 40, "9" * 400, "0." + "9" * 60, "922337203685477.58",
    "99999999999999.99", "\u0661\u0662\u0663", "\uff11\uff12", "1\u0301", "1 000", "1,000.00", "%31",
]
TEXTS = [
    "", " ", "a", "x" * 300, "x" * 5000, "\x00", "a\x00b", "\r\n", "a\r\nBcc: b@c.example", "\t",
    "\u0301", "e\u0301" * 200, "a" + "\u0301" * 2000, "\u202e", "\ufeff", "\U0001f600" * 50, "\ud7ff",
    "'; SELECT 1 --", "\\", "%", "%00", "%ff", "%zz", "_", "\"", "<b>", "{{", "}}", "{{{a}}}", "{a|b",
    "{{A}}" * 50, "../../etc/passwd", "//evil.example", "/\\evil.example", "javascript:alert(1)",
    "a@b.example", "a@" + "a." * 60 + "example", "@", "a@b@c", "http://[::1]:99999/",
    "http://user:pw@host/", "on", "true", "null", "[]", "{}", "UTC", "Europe/Vienna", "Mars/Base", "en",
    "xx", "EUR", "=1+1", "approved", "running", "paused", "target", "a,b;c",
]
MOMENTS = [
    "2026-01-01", "2026-99-99", "0000-00-00", "9999-12-31", "-0001-01-01", "292278994-08-17",
    "99999999999999999999999-01-01 00:00:00", "2026-01-01 00:00:00+99999999999999999999",
    "2026-01-01 00:00:00.000000", "2026-01-01T25:61:61", "294276-12-31 23:59:59.999999+00",
    "4713-01-01 00:00:00 BC", "infinity", "-infinity", "+1:00", "-0:30", "24:00", "23:59:60", "now",
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov -2147483648 08:49:37 GMT",
    "Sun, 99 Nov 99999 99:99:99 GMT",
]
HEADERS = [
    "If-Modified-Since", "If-None-Match", "Range", "If-Range", "Accept-Encoding", "Accept-Language",
    "X-Forwarded-For", "X-Forwarded-Proto", "Referer", "User-Agent", "Last-Event-ID", "Cookie",
    "Content-Type", "Expect", "Accept", "Date", "Via", "Origin", "Sec-Fetch-Site",
]
PARAMETERS = {
    "q", "timeZone", "from", "to", "folder", "lead", "archived", "step", "status", "search", "person",
    "next", "kind", "as", "was", "undo", "topics", "state", "stage", "sort", "show", "product", "goal",
    "fit", "edit", "currency", "class", "category", "campaign", "before", "after", "account", "page",
}
# Rarely: a mailbox that is tried is connected to, which takes as long as its server likes; passwords take
# a third of a second; and who has signed out has to sign in.
SLOW = re.compile(
    r"/mailboxes(/practice|/[^/]+/(try|test))?$|/events$|/sequence/test$|/sign-(in|out)$|/password$")
ROLES = ["demo", "admin", "felix", "jonas", "marta", "crm", "guest"]


def routes():
    """Method and pattern of each address of the site's own table."""
    text = (PROJECT / "Sources/Site/Routes.swift").read_text()
    found = re.findall(r'\.(get|post)\(\s*"([^"]+)"', text)
    if len(found) < 50:
        sys.exit("walk_routes: Sources/Site/Routes.swift is not read as it is written")
    files = [("get", "/" + path.name) for path in (PROJECT / "Public").glob("*.*")]
    return found + files + [("get", path) for path in ("/healthz", "/readyz", "/metrics", "/none")]


def names_in_source():
    """Names that pages ask of queries and forms."""
    names = set(PARAMETERS)
    for path in (PROJECT / "Sources/Site").rglob("*.swift"):
        names.update(re.findall(r'(?:query|form)(?:\.\w+\(|\[)"([\w-]+)"', path.read_text()))
    for path in (PROJECT / "Templates").rglob("*.mustache"):
        names.update(re.findall(r'\bname="([\w-]+)"', path.read_text()))
    return sorted(names - {"csrf"})


class Program:
    """`overture up`, and its log."""

    def __init__(self, program, port):
        self.folder = tempfile.mkdtemp(prefix="overture-walk.", dir="/tmp")
        self.log = open(f"{self.folder}.log", "w+b")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OVERTURE_")}
        environment.update(OVERTURE_DATA=self.folder, OVERTURE_PORT=str(port),
                           OVERTURE_PRACTICE_PORT=str(port + 1))
        self.process = subprocess.Popen([program, "up"], stdout=subprocess.PIPE, stderr=self.log,
                                        env=environment, text=True)
        line = self.process.stdout.readline()
        match = re.search(r"ready at http://([^:]+):(\d+), sign in as (\S+) with (\S+)", line)
        if not match:
            sys.exit(f"walk_routes: overture up did not start: {line}{self.read_log(0)[-2000:]}")
        self.port, self.password = int(match[2]), "a phrase for the walk"
        self.make_sign_in_cheap()

    def make_sign_in_cheap(self):
        """Gives all people of the demo a password whose scrypt takes a millisecond: sessions are lost now
        and then, and a third of a second for each sign-in would be most of the walk."""
        key = hashlib.scrypt(self.password.encode(), salt=b"0123456789abcdef", n=1 << 10, r=8, p=1,
                             dklen=32)
        kept = "$".join(["scrypt", "10", "8", "1", base64.b64encode(b"0123456789abcdef").decode(),
                         base64.b64encode(key).decode()])
        options = pathlib.Path(f"{self.folder}/postgres/postmaster.opts").read_text()
        sockets = re.search(r'unix_socket_directories=([^"]+)', options)[1]
        subprocess.run(["psql", "-qXAt", f"host='{sockets}' user=overture dbname=overture", "-c",
                        f"UPDATE people SET password = '{kept}'"], check=True)

    def log_size(self):
        return os.path.getsize(self.log.name)

    def read_log(self, offset):
        with open(self.log.name, "rb") as file:
            file.seek(offset)
            return file.read().decode(errors="replace")

    def ended(self, offset):
        """The supervisor's lines about processes that ended."""
        return re.findall(r"error overture: (\w+ ended: .*)", self.read_log(offset))

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(40)
        finally:
            self.log.close()
            shutil.rmtree(self.folder, ignore_errors=True)


class Person:
    """A browser of one member, at an address of its own: what one does locks out no other."""

    def __init__(self, walk, name, number):
        self.walk, self.name, self.address = walk, name, f"127.7.0.{number + 1}"
        self.cookie, self.csrf, self.signed_in = "", "", False

    def send(self, method, path, headers=None, body=None, patience=45):
        connection = http.client.HTTPConnection("127.0.0.1", self.walk.program.port, timeout=patience,
                                                source_address=(self.address, 0))
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            sent = {"Host": f"127.0.0.1:{self.walk.program.port}", "Cookie": self.cookie,
                    **(headers or {})}
            if body is not None:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value.encode("utf-8", "surrogatepass"))
            connection.endheaders(body)
            answer = connection.getresponse()
            if answer.getheader("Content-Type", "").startswith("text/event-stream"):
                return answer.status, answer.headers, ""
            return answer.status, answer.headers, answer.read(4 << 20).decode(errors="replace")
        finally:
            connection.close()

    def sign_in(self):
        self.cookie, self.signed_in = "", False
        origin = f"http://127.0.0.1:{self.walk.program.port}"
        status, headers, page = self.send("GET", "/sign-in")
        self.keep_cookie(headers)
        form = {"email": f"{self.name}@tarnbrook.example", "password": self.walk.program.password}
        if match := re.search(r'name="csrf" value="([^"]+)"', page):
            form["csrf"] = match[1]
        status, headers, page = self.send(
            "POST", "/sign-in", {"Content-Type": "application/x-www-form-urlencoded",
                                 "Origin": origin}, urllib.parse.urlencode(form).encode())
        self.keep_cookie(headers)
        if status != 303:
            return
        self.signed_in = True
        status, headers, page = self.send("GET", "/me")
        if match := re.search(r'name="csrf" value="([^"]+)"', page):
            self.csrf = match[1]

    def keep_cookie(self, headers):
        kept = dict(pair.split("=", 1) for pair in self.cookie.split("; ") if "=" in pair)
        for line in headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            kept[name] = value
        self.cookie = "; ".join(f"{name}={value}" for name, value in kept.items() if value)


class Walk:
    def __init__(self, program, chance, keep):
        self.program, self.chance, self.keep = program, chance, keep
        self.routes, self.names = routes(), names_in_source()
        self.values = {}   # of a path's parameter, as links name them
        self.fields = {}   # names and values of the forms that lead to a pattern
        self.found, self.known, self.count, self.slowest = [], set(), 0, (0, "")
        self.people = [Person(self, name, number) for number, name in enumerate(ROLES)]
        self.anyone = Person(self, "", 100)

    # What a page teaches

    def learn(self, page):
        for link in re.findall(r'(?:href|action)="(/[^"#]*)"', page):
            path, _, query = html.unescape(link).partition("?")
            for _, pattern in self.routes:
                if match := re.fullmatch(re.sub(r":(\w+)", r"(?P<\1>[^/]+)", pattern), path):
                    for name, value in match.groupdict().items():
                        self.values.setdefault(name, set()).add(value)
            for name, value in urllib.parse.parse_qsl(query):
                self.values.setdefault("?" + name, set()).add(value)
        for form in re.findall(r"<form\b.*?</form>", page, re.S):
            action = re.search(r'action="([^"?]*)', form)
            if not action:
                continue
            path = html.unescape(action[1])
            fields = [(html.unescape(n), html.unescape(v)) for n, v in re.findall(
                r'<(?:input|button)\b[^>]*?\bname="([^"]+)"[^>]*?\bvalue="([^"]*)"', form)]
            fields += [(n, "") for n in re.findall(
                r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"', form)]
            for n, options in re.findall(r'<select\b[^>]*?name="([^"]+)".*?>(.*?)</select>', form,
                                         re.S):
                fields += [(n, html.unescape(v)) for v in re.findall(r'value="([^"]*)"', options)]
            for _, pattern in self.routes:
                if re.fullmatch(re.sub(r":\w+", "[^/]+", pattern), path):
                    known = self.fields.setdefault(pattern, {})
                    for name, value in fields:
                        if name != "csrf":
                            known.setdefault(name, set()).add(value)

    # What is sent

    def extreme(self):
        kind = self.chance.random()
        if kind < 0.35:
            return self.chance.choice(NUMBERS)
        if kind < 0.6:
            return self.chance.choice(TEXTS)
        if kind < 0.75:
            return self.chance.choice(MOMENTS)
        if kind < 0.93:
            return self.cursor()
        return f"{self.chance.choice(NUMBERS)}_{self.chance.choice(NUMBERS)}"

    def cursor(self):
        keys = [self.chance.choice(self.chance.choice([NUMBERS, MOMENTS, TEXTS, ["1", "2", "3"]]))
                for _ in range(self.chance.choice([1, 1, 2, 2, 2, 3, 0, 50]))]
        if self.chance.random() < 0.1:
            keys = self.chance.choice([1, None, {}, [[]], [None], [1e308], [True], "a", [2**70]])
        text = json.dumps(keys)
        if self.chance.random() < 0.05:
            text = text[:-1]
        return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")

    def value(self, known, chance_of_known):
        if known and self.chance.random() < chance_of_known:
            return self.chance.choice(sorted(known))
        return self.extreme()

    def request(self):
        method, pattern = self.chance.choice(self.routes)
        while SLOW.search(pattern) and self.chance.random() < 0.97:
            method, pattern = self.chance.choice(self.routes)
        values = self.values

        def fill(match):
            name = match[1]
            # Who loses the membership is lost for the walk.
            certain = 0 if method == "post" and name == "person" else 0.8
            return urllib.parse.quote(
                self.value(values.get(name), certain).encode("utf-8", "surrogatepass"), safe="")

        path = re.sub(r":(\w+)", fill, pattern)
        query = []
        for _ in range(self.chance.choice([0, 0, 1, 1, 2, 3])):
            name = self.chance.choice(
                ["after", "before", "sort", self.chance.choice(self.names)])
            query.append((name, self.value(values.get("?" + name), 0.3)))
        if query:
            path += "?" + urllib.parse.urlencode(query, errors="surrogatepass")
        headers, body = {}, None
        if self.chance.random() < 0.1:
            name = self.chance.choice(HEADERS)
            value = self.value({"gzip", "bytes=0-1", "bytes=9223372036854775807-", "a=b; c"}, 0.2)
            headers[name] = re.sub(r"[\x00-\x1f]", " ", value)
        return method.upper(), pattern, path, headers, body

    def form(self, pattern, person):
        known = self.fields.get(pattern, {})
        fields = {}
        share = self.chance.choice([0.0, 0.1, 0.3, 1.0])
        for name in known:
            if self.chance.random() < 0.95:
                fields[name] = self.value(known[name], 1 - share)
        for _ in range(self.chance.choice([0, 1, 1, 2])):
            fields[self.chance.choice(self.names)] = self.extreme()
        if pattern == "/me/password":
            fields["current"] = "wrong"
        fields["csrf"] = person.csrf
        return fields

    def multipart(self, fields):
        lines = []
        for name, value in fields.items():
            lines.append(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n')
        rows = "".join(f"{self.extreme()},{self.extreme()},a@b.example\n" for _ in range(5))
        name = re.sub(r'[\x00-\x1f"]', "", self.extreme()) or "a.csv"
        lines.append(f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                     f"Content-Type: text/csv\r\n\r\nName,{self.extreme()},Email\n{rows}\r\n--b--\r\n")
        return "".join(lines).encode("utf-8", "surrogatepass")

    # One step

    def step(self):
        person = self.chance.choice(self.people * 3 + [self.people[0]] * 4 + [self.anyone])
        method, pattern, path, headers, body = self.request()
        if method == "POST":
            fields = self.form(pattern, person)
            if pattern == "/imports":
                headers.setdefault("Content-Type", "multipart/form-data; boundary=b")
                body = self.multipart(fields)
            else:
                headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
                body = urllib.parse.urlencode(fields, errors="surrogatepass").encode()
            headers.setdefault("Origin", f"http://127.0.0.1:{self.program.port}")
            if pattern == "/sign-in":
                person = Person(self, "", 0)
                person.address = f"127.9.{self.chance.randrange(255)}.{self.chance.randrange(1, 255)}"
        offset, began = self.program.log_size(), time.monotonic()
        described = f"{method} {path} as {person.name or 'anyone'}\n  {headers}\n  {body!r:.2000}"
        try:
            status, answered, page = person.send(method, path, headers, body)
        except (OSError, http.client.HTTPException) as error:
            status, answered, page = 0, {}, ""
            described += f"\n  no answer: {error!r}"
        self.count += 1
        took = time.monotonic() - began
        if took > self.slowest[0]:
            self.slowest = (took, f"{method} {path[:200]}")
        # The supervisor writes its line when the dead process has written all that it has to say.
        ended = self.program.ended(offset)
        if status == 0:
            patience = time.monotonic() + 20
            while not ended and time.monotonic() < patience and not self.answers():
                time.sleep(0.1)
                ended = self.program.ended(offset)
            ended = ended or self.program.ended(offset)
        if ended or status >= 500 or status == 0:
            self.note(pattern, status, ended, described, self.program.read_log(offset))
            self.wait_for_pages()
        if status == 200 and "<html" in page[:600]:
            self.learn(page)
        if person.signed_in and (status == 303 and "/sign-in" in answered.get("Location", "")
                                 or pattern == "/sign-out" and status == 303):
            person.sign_in()

    def answers(self):
        try:
            return self.anyone.send("GET", "/healthz", patience=5)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def wait_for_pages(self):
        patience = time.monotonic() + 60
        while not self.answers():
            if time.monotonic() > patience:
                sys.exit("walk_routes: the pages do not come back")
            time.sleep(0.1)

    def note(self, pattern, status, ended, described, log):
        where = re.findall(r"(?:Fatal error:.*|at /\S*Sources/\S+:\d+|\b[0-9A-Z]{5} [^:\n]{5,80})", log)
        kind = (pattern, status, tuple(where[:1]))
        if kind in self.known:
            return
        self.known.add(kind)
        said = "\n    ".join(line for line in log.splitlines() if "info serve: request" not in line)
        text = f"{'; '.join(ended) or f'answer {status}'}\n  {described}\n  the log says:\n    {said[:6000]}\n"
        self.found.append(text)
        os.makedirs(self.keep, exist_ok=True)
        with open(f"{self.keep}/{len(self.found)}.txt", "w", errors="replace") as file:
            file.write(text)
        print(text[:2500], flush=True)

    def run(self, seconds):
        for person in self.people:
            person.sign_in()
            if not person.signed_in:
                sys.exit(f"walk_routes: {person.name} cannot sign in")
        deadline = time.monotonic() + seconds
        for _, pattern in sorted(self.routes):
            if ":" not in pattern and not SLOW.search(pattern) and time.monotonic() < deadline:
                self.learn(self.people[0].send("GET", pattern)[2])
        for links in list(self.values.items()):
            for method, pattern in self.routes:
                if method == "get" and re.findall(r":(\w+)", pattern) == [links[0]]:
                    path = re.sub(r":\w+", sorted(links[1])[0], pattern)
                    self.learn(self.people[0].send("GET", path)[2])
        while time.monotonic() < deadline:
            self.step()
        # What was saved may end a worker a moment later.
        time.sleep(min(3, seconds / 10))
        for line in self.program.ended(0):
            if not any(line in text for text in self.found):
                self.note("a worker", 0, [line], "after the walk", self.program.read_log(0)[-4000:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--keep", required=True)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    port = options.port
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    program = Program(options.program, port)
    walk = Walk(program, random.Random(seed), options.keep)
    try:
        walk.run(options.seconds)
    finally:
        program.close()
    if walk.found:
        print(f"walk_routes: {len(walk.found)} findings in {walk.count} requests, seed {seed}; "
              f"kept in {options.keep}, the log is {program.log.name}")
        return 1
    os.unlink(program.log.name)
    print(f"== routes: nothing in {walk.count} requests to {len(walk.routes)} addresses, seed {seed}; "
          f"slowest {walk.slowest[0]:.1f} s ({walk.slowest[1]})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
