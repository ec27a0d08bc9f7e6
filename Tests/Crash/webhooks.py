"""Kills the worker and the database while events go to a webhook whose receiver fails, hangs up and answers
late: each committed event arrives, none that was rolled back, and those of one key in order."""
import contextlib
import http.cookiejar
import http.server
import json
import re
import signal
import subprocess
import threading
import time
import urllib.parse
import urllib.request

from harness import HOME, Senders, chance, free_port, program, say, until

EMAIL, PASSWORD = "ann@crash.example", "a long enough phrase"
WRITERS = 3


class Workers(Senders):
    COMMAND = "work"


class Hook:
    """A receiver of webhooks. It notes each request that came in whole, in the order in which they came, and
    then answers it in one of several ways."""

    def __init__(self):
        self.arrived, self.lock = [], threading.Lock()
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:
                    return
                data = json.loads(body)["data"]
                with hook.lock:
                    hook.arrived.append(data["event_id"])
                mood = chance.random()
                if mood < 0.1:
                    self.close_connection = True
                    return
                if mood < 0.2:
                    time.sleep(0.2)
                self.send_response(500 if mood > 0.9 else 204)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self):
        self.server.shutdown()
        self.server.server_close()


class Browser:
    """Signs in and sends forms, as a person does."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path):
        with self.opener.open(self.base + path, timeout=20) as answer:
            return answer.read().decode()

    def is_ready(self):
        with contextlib.suppress(OSError):
            return bool(self.get("/sign-in"))
        return False

    def send(self, page, path, **fields):
        token = re.search(r'name="csrf" value="([^"]*)"', self.get(page))[1]
        body = urllib.parse.urlencode({"csrf": token, **fields}).encode()
        request = urllib.request.Request(self.base + path, body, {"Origin": self.base})
        with self.opener.open(request, timeout=20) as answer:
            return answer.read().decode()


def add_webhook(scene, workers, hook):
    """By the pages, so that its secret is sealed with the key that the worker has."""
    subprocess.run([program(), "owner", EMAIL, "--workspace", "Crash"], env=workers.environment, cwd=HOME,
                   input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    environment = {**workers.environment, "OVERTURE_PORT": str(port)}
    environment.pop("OVERTURE_PUBLIC_URL")
    pages = subprocess.Popen([program(), "serve"], env=environment, cwd=HOME, stdout=workers.log,
                             stderr=workers.log)
    try:
        browser = Browser(port)
        if not until(30, browser.is_ready):
            raise RuntimeError("the pages do not answer")
        browser.send("/sign-in", "/sign-in", email=EMAIL, password=PASSWORD, next="")
        page = browser.send("/webhooks/new", "/webhooks", name="Crash", address=hook.address,
                            event="campaign.paused")
        if "whsec_" not in page:
            raise RuntimeError("the webhook was not added")
    finally:
        pages.send_signal(signal.SIGTERM)
        pages.wait(60)


def write(cluster, writer, count):
    """Events of one key, each in a transaction of its own; a fifth of them is rolled back. What is cut off by
    a stopped database is not written again: what was committed is what the table says."""
    for number in range(0, count, 5):
        text = "".join(
            "BEGIN; SELECT set_config('overture.workspace', '1', true); "
            f"SELECT fn.emit('campaign.paused', 'writer:{writer}', jsonb_build_object('n', {n})); "
            f"SELECT pg_sleep({chance.random() * 0.03:.3f}); "
            f"{'ROLLBACK' if chance.random() < 0.2 else 'COMMIT'};\n" for n in range(number, number + 5))
        try:
            cluster.ask(text)
        except RuntimeError:
            time.sleep(0.1)


def lapse(cluster):
    """As if the leases of a worker that died had passed, which takes minutes."""
    cluster.ask("UPDATE event_deliveries SET next_at = now() WHERE state = 'leased'")


def hurry(cluster):
    """A retry need not wait, nor a webhook that did not answer."""
    cluster.ask("UPDATE event_deliveries SET next_at = now() WHERE state = 'pending' AND next_at > now(); "
                "UPDATE subscribers SET rests_until = NULL WHERE rests_until IS NOT NULL")


def play(scene):
    count, kills, stops = (1_500, 60, 15) if scene.long else (100, 5, 2)
    cluster, hook = scene.cluster(), Hook()
    scene.put_away.append(hook.end)
    workers = Workers(cluster.address, scene.folder)
    scene.put_away.append(workers.drop)
    workers.environment |= {
        "OVERTURE_OUTBOUND_EXCEPTIONS": "127.0.0.1", "OVERTURE_PRACTICE_PORT": str(free_port())}
    workers.migrate()
    add_webhook(scene, workers, hook)
    # The pages offer webhooks without order; other consumers ask for it.
    cluster.ask("UPDATE subscribers SET is_ordered = true")
    workers.start()
    threads = [threading.Thread(target=write, args=(cluster, writer, count)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    disturb(cluster, workers, kills, stops)
    for thread in threads:
        thread.join()
    done = until(900 if scene.long else 60, lambda: is_done(cluster, workers), 0.3)
    workers.end()
    return judge(cluster, hook.arrived, done)


def disturb(cluster, workers, kills, stops):
    blows = ["kill"] * kills + ["stop"] * stops
    chance.shuffle(blows)
    for blow in blows:
        time.sleep(chance.uniform(0.3, 1))
        if blow == "kill":
            workers.kill()
        else:
            cluster.stop()
            cluster.start()
        workers.tend()
        lapse(cluster)
        hurry(cluster)


def is_done(cluster, workers):
    workers.tend()
    hurry(cluster)
    [[waiting, unread]] = cluster.ask(
        "SELECT (SELECT count(*) FROM event_deliveries WHERE state <> 'done'), "
        "(SELECT count(*) FROM fn.waiting_subscribers())")
    return (waiting, unread) == ("0", "0")


def judge(cluster, arrived, is_finished):
    keys = {int(row[0]): row[1] for row in cluster.ask(
        "SELECT id, key FROM events WHERE kind = 'campaign.paused'")}
    first = list(dict.fromkeys(arrived))
    say(f"{len(keys)} events were committed, {len(arrived)} requests came, "
        f"{len(arrived) - len(first)} of them again")
    disorder = []
    for key in set(keys.values()):
        came = [event for event in first if keys.get(event) == key]
        disorder += [pair for pair in zip(came, came[1:]) if pair[0] > pair[1]]
    return {
        "events that never arrived": sorted(set(keys) - set(first)),
        "requests about events that were not committed": sorted(set(first) - set(keys)),
        "events of one key that came in another order": disorder,
        "too few events for a test": [] if len(keys) > WRITERS * 10 else [len(keys)],
        "times that it was not done on time": [] if is_finished else [1],
    }
