"""Sends the cases of ../shared/data/http_requests to a running server and judges the answers.

    http_requests.py HOST:PORT CASES.jsonl [--verbose]

Prints one line for each wrong answer and a last line with the sum; exit 0 when at least 600 of 610
(the same share of any other set) are right. Standard library only.
"""
import base64, collections, json, socket, sys, time
from concurrent.futures import ThreadPoolExecutor

OK = set(range(200, 400)) | {401, 403, 404, 405, 413, 415, 422}
BAD = {400, 408, 411, 414, 417, 431, 501, 505}
NEVER = {101, 500, 502, 503, 504}


class Client:
    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=5)
        self.data = b""
        self.closed = False

    def read(self, seconds):
        """Reads for that long, or until the server closes."""
        end = time.monotonic() + seconds
        while not self.closed and time.monotonic() < end:
            self.socket.settimeout(max(end - time.monotonic(), 0.001))
            try:
                more = self.socket.recv(65536)
            except TimeoutError:
                return
            except OSError:
                self.closed = True
                return
            if not more:
                self.closed = True
            self.data += more

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass


def answers(data, methods, closed):
    """The statuses in the bytes, and whether they are well formed."""
    statuses, whole = [], True
    while data:
        head, found, rest = data.partition(b"\r\n\r\n")
        if not found:
            return statuses, False
        lines = head.split(b"\r\n")
        parts = lines[0].split(b" ", 2)
        if len(parts) < 2 or not parts[0].startswith(b"HTTP/1.") or not parts[1].isdigit():
            return statuses, False
        status = int(parts[1])
        fields = {}
        for line in lines[1:]:
            name, colon, value = line.partition(b":")
            if not colon:
                return statuses, False
            fields[name.lower()] = value.strip()
        final = [s for s in statuses if s >= 200]
        method = methods[len(final)] if len(final) < len(methods) else b""
        statuses.append(status)
        if status < 200 or status in (204, 304) or method == b"HEAD":
            data = rest
        elif b"content-length" in fields:
            length = int(fields[b"content-length"])
            whole = whole and len(rest) >= length
            data = rest[length:]
        elif closed:
            return statuses, True
        else:
            return statuses, False
    return statuses, whole


def matches(status, words):
    for word in words:
        if word == "ok" and status in OK:
            return True
        if word == "bad" and (status in BAD or status is None):
            return True
        if word == "either" and (status is None or status in OK | BAD or 400 <= status < 500):
            return True
        if word == "4xx" and status is not None and 400 <= status < 500:
            return True
        if word.isdigit() and status == int(word):
            return True
    return False


def run(address, case):
    data = base64.b64decode(case["bytes_b64"])
    methods = [line.split(b" ")[0] for line in data.split(b"\r\n") if b" HTTP/1." in line]
    client = Client(address)
    start = 0
    for offset in case.get("split", []):
        client.send(data[start:offset])
        start = offset
        time.sleep(1.0 if case["topic"] == "chunked" else 0.2)
    client.send(data[start:])
    wanted = case["responses"]
    patience = time.monotonic() + 3
    while time.monotonic() < patience and not client.closed:
        client.read(0.05)
        statuses, whole = answers(client.data, methods, client.closed)
        if whole and len([s for s in statuses if s >= 200]) >= wanted:
            break
    if case.get("eof"):
        client.read(0.3)
        try:
            client.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        client.read(2)
    elif case.get("close"):
        client.read(2)
    else:
        client.read(0.1)
    closed = client.closed
    client.socket.close()
    return judge(case, *answers(client.data, methods, closed), closed)


def judge(case, statuses, whole, closed):
    if not whole:
        return f"malformed answer {statuses}"
    if any(status in NEVER for status in statuses):
        return f"never right: {statuses}"
    final = [status for status in statuses if status >= 200]
    first = statuses[0] if "100" in case["expect"] and statuses else final[0] if final else None
    if first is None and not closed:
        return "hang"
    if not matches(first, case["expect"]):
        if not (case.get("early_ok") and first in OK and closed and len(final) == 1):
            return f"{first}, not {case['expect']}"
    accepted = final and final[0] in OK
    least = case.get("min_responses", case["responses"])
    most = case["responses"] + (1 if case.get("then") == "bad" else 0)
    if accepted and not least <= len(final) <= most:
        return f"{len(final)} answers {final}, not {case['responses']}"
    if len(final) > most:
        return f"too many answers {final}"
    if len(final) > case["responses"] and final[-1] not in BAD:
        return f"what came after was answered {final}"
    if case.get("close") and not closed:
        return "stays open"
    if case.get("eof") and not closed:
        return "stays open after the end of input"
    return None


def main():
    host, port = sys.argv[1].rsplit(":", 1)
    cases = [json.loads(line) for line in open(sys.argv[2])]
    with ThreadPoolExecutor(40) as pool:
        verdicts = list(pool.map(lambda case: run((host, int(port)), case), cases))
    wrong = [(case, why) for case, why in zip(cases, verdicts) if why]
    for case, why in wrong:
        print(f"{case['id']} ({case['topic']}): {why}; {case['why']}")
        if "--verbose" in sys.argv:
            print("   ", base64.b64decode(case["bytes_b64"])[:300])
    topics = collections.Counter(case["topic"] for case, _ in wrong)
    print(f"http_requests: {len(cases) - len(wrong)} of {len(cases)} right {dict(topics) or ''}")
    return 0 if len(cases) - len(wrong) >= len(cases) * 600 / 610 else 1


if __name__ == "__main__":
    sys.exit(main())
